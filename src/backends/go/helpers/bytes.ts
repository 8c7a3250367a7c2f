/** Bytes of Python: Go strings of raw bytes. */
export const BYTES = {
  containsByte: `
// containsByte tells whether bytes have a value among them.
func containsByte(b string, value int) bool {
	if value < 0 || value > 255 {
		panic(pythonError{"ValueError", "byte must be in range(0, 256)"})
	}
	return strings.IndexByte(b, byte(value)) >= 0
}
`,
  bytesOf: `
// bytesOf makes bytes of their values.
func bytesOf(values []int) string {
	result := make([]byte, len(values))
	for i, value := range values {
		if value < 0 || value > 255 {
			panic(pythonError{"ValueError", "bytes must be in range(0, 256)"})
		}
		result[i] = byte(value)
	}
	return string(result)
}
`,
  zeroBytes: `
// zeroBytes makes that many zero bytes.
func zeroBytes(count int) string {
	if count < 0 {
		panic(pythonError{"ValueError", "negative count"})
	}
	return string(make([]byte, count))
}
`,
  encodeBelow: `
// encodeBelow is a string with one byte a character, all below a limit.
func encodeBelow(s string, limit rune) string {
	result := make([]byte, 0, len(s))
	for _, r := range s {
		if r >= limit {
			panic(pythonError{"UnicodeEncodeError", "character out of range"})
		}
		result = append(result, byte(r))
	}
	return string(result)
}
`,
  decodeBelow: `
// decodeBelow reads bytes that are one character each, all below a limit.
func decodeBelow(b string, limit rune) string {
	runes := make([]rune, len(b))
	for i := range runes {
		if runes[i] = rune(b[i]); runes[i] >= limit {
			panic(pythonError{"UnicodeDecodeError", "byte out of range"})
		}
	}
	return string(runes)
}
`,
  decodeUTF8: `
// decodeUTF8 reads bytes as text.
func decodeUTF8(b string) string {
	if !utf8.ValidString(b) {
		panic(pythonError{"UnicodeDecodeError", "invalid UTF-8"})
	}
	return b
}
`,
  byteInts: `
// byteInts lists the values of bytes.
func byteInts(b string) []int {
	result := make([]int, len(b))
	for i := range result {
		result[i] = int(b[i])
	}
	return result
}
`,
} as const;
