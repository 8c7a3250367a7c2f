/** Values as text: str, repr and the format specification mini-language. */
export const FORMAT = {
  formatFloat: `
// formatFloat is Python's repr of a float: the shortest digits that read back as the same number.
func formatFloat(x float64) string {
	switch {
	case math.IsNaN(x):
		return "nan"
	case math.IsInf(x, 0):
		return strings.ToLower(strings.TrimPrefix(strconv.FormatFloat(x, 'g', -1, 64), "+"))
	}
	text := strconv.FormatFloat(x, 'e', -1, 64)
	exponent, _ := strconv.Atoi(text[strings.IndexByte(text, 'e')+1:])
	if exponent < -4 || exponent >= 16 {
		return text
	}
	text = strconv.FormatFloat(x, 'f', -1, 64)
	if !strings.Contains(text, ".") {
		text += ".0"
	}
	return text
}
`,
  formatDigits: `
// formatDigits prints a float with a number of digits: kind is 'e', 'f' or 'g'.
func formatDigits(x float64, kind byte, digits int) string {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return formatFloat(x)
	}
	if kind == 'g' && digits == 0 {
		digits = 1
	}
	return strconv.FormatFloat(x, kind, digits, 64)
}
`,
  formatPlain: `
// formatPlain prints a float with a number of significant digits and at least one after the point.
func formatPlain(x float64, digits int) string {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return formatFloat(x)
	}
	if digits == 0 {
		digits = 1
	}
	text := strconv.FormatFloat(x, 'e', digits-1, 64)
	exponent, _ := strconv.Atoi(text[strings.IndexByte(text, 'e')+1:])
	if exponent < -4 || exponent >= digits-1 {
		mantissa, tail, _ := strings.Cut(text, "e")
		if strings.Contains(mantissa, ".") {
			mantissa = strings.TrimSuffix(strings.TrimRight(mantissa, "0"), ".")
		}
		return mantissa + "e" + tail
	}
	text = strconv.FormatFloat(x, 'g', digits, 64)
	if !strings.Contains(text, ".") {
		text += ".0"
	}
	return text
}
`,
  formatBool: `
// formatBool is True or False.
func formatBool(b bool) string {
	if b {
		return "True"
	}
	return "False"
}
`,
  formatBig: `
// formatBig prints an integer, within Python's limit of 4300 digits.
func formatBig(x *big.Int) string {
	text := x.String()
	if len(strings.TrimPrefix(text, "-")) > 4300 {
		panic(pythonError{"ValueError", "Exceeds the limit (4300 digits) for integer string conversion"})
	}
	return text
}
`,
  quote: `
// quote is Python's repr of a string.
func quote(s string) string {
	return quoteRunes(s, isPrintable)
}
`,
  quoteASCII: `
// quoteASCII is Python's ascii of a string.
func quoteASCII(s string) string {
	return quoteRunes(s, func(rune) bool { return false })
}
`,
  quoteRunes: `
// quoteRunes puts a string in quotes and escapes what can't stand for itself.
func quoteRunes(s string, plain func(rune) bool) string {
	mark := '\\''
	if strings.Contains(s, "'") && !strings.Contains(s, "\\"") {
		mark = '"'
	}
	var b strings.Builder
	b.WriteRune(mark)
	for _, r := range s {
		switch {
		case r == mark || r == '\\\\':
			b.WriteByte('\\\\')
			b.WriteRune(r)
		case r == '\\n':
			b.WriteString("\\\\n")
		case r == '\\r':
			b.WriteString("\\\\r")
		case r == '\\t':
			b.WriteString("\\\\t")
		case r >= ' ' && r < 0x7f:
			b.WriteRune(r)
		case r < 0x7f+1:
			fmt.Fprintf(&b, "\\\\x%02x", r)
		case plain(r):
			b.WriteRune(r)
		case r < 0x100:
			fmt.Fprintf(&b, "\\\\x%02x", r)
		case r < 0x10000:
			fmt.Fprintf(&b, "\\\\u%04x", r)
		default:
			fmt.Fprintf(&b, "\\\\U%08x", r)
		}
	}
	b.WriteRune(mark)
	return b.String()
}
`,
  quoteBytes: `
// quoteBytes is Python's repr of bytes.
func quoteBytes(s string) string {
	mark := byte('\\'')
	if strings.Contains(s, "'") && !strings.Contains(s, "\\"") {
		mark = '"'
	}
	b := []byte{'b', mark}
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == mark || c == '\\\\':
			b = append(b, '\\\\', c)
		case c == '\\n':
			b = append(b, "\\\\n"...)
		case c == '\\r':
			b = append(b, "\\\\r"...)
		case c == '\\t':
			b = append(b, "\\\\t"...)
		case c >= ' ' && c < 0x7f:
			b = append(b, c)
		default:
			b = append(b, fmt.Sprintf("\\\\x%02x", c)...)
		}
	}
	return string(append(b, mark))
}
`,
  joinItems: `
// joinItems prints the items of a list with commas between them.
func joinItems[T any](items []T, text func(T) string) string {
	parts := make([]string, len(items))
	for i, item := range items {
		parts[i] = text(item)
	}
	return strings.Join(parts, ", ")
}
`,
  joinEntries: `
// joinEntries prints the entries of a dict.
func joinEntries[K comparable, V any](d *Dict[K, V], key func(K) string, value func(V) string) string {
	parts := make([]string, len(d.keys))
	for i, k := range d.keys {
		parts[i] = key(k) + ": " + value(d.values[i])
	}
	return "{" + strings.Join(parts, ", ") + "}"
}
`,
  tupleText: `
// tupleText prints the items of a tuple; a single one keeps its comma.
func tupleText(items string, count int) string {
	if count == 1 {
		return "(" + items + ",)"
	}
	return "(" + items + ")"
}
`,
  signed: `
// signed puts a sign before a number that has none.
func signed(number, sign string) string {
	if strings.HasPrefix(number, "-") {
		return number
	}
	return sign + number
}
`,
  prefixed: `
// prefixed puts a prefix between the sign and the digits of a number.
func prefixed(number, prefix string) string {
	if strings.HasPrefix(number, "-") {
		return "-" + prefix + number[1:]
	}
	return prefix + number
}
`,
  grouped: `
// grouped puts a separator between groups of digits before the point.
func grouped(number, separator string, size int) string {
	start := 0
	if number != "" && (number[0] == '-' || number[0] == '+' || number[0] == ' ') {
		start = 1
	}
	end := start
	for end < len(number) && strings.IndexByte("0123456789abcdefABCDEF", number[end]) >= 0 && (size != 3 || number[end] <= '9') {
		end++
	}
	text := number[end:]
	for end-start > size {
		text = separator + number[end-size:end] + text
		end -= size
	}
	return number[:end] + text
}
`,
  fillNumber: `
// fillNumber fills a number up to a width after its sign and base prefix.
func fillNumber(number string, width int, fill string) string {
	start := 0
	if number != "" && (number[0] == '-' || number[0] == '+' || number[0] == ' ') {
		start = 1
	}
	if len(number) > start+1 && number[start] == '0' && strings.IndexByte("bBoOxX", number[start+1]) >= 0 {
		start += 2
	}
	return number[:start] + padLeft(number[start:], width-start, fill)
}
`,
  centerText: `
// centerText fills a text up to a width on both sides, as format does.
func centerText(s string, width int, fill string) string {
	missing := width - utf8.RuneCountInString(s)
	if missing <= 0 {
		return s
	}
	return strings.Repeat(fill, missing/2) + s + strings.Repeat(fill, missing-missing/2)
}
`,
  firstRunes: `
// firstRunes is the start of a string.
func firstRunes(s string, count int) string {
	for i := range s {
		if count == 0 {
			return s[:i]
		}
		count--
	}
	return s
}
`,
  trimNumber: `
// trimNumber drops the white space around a number; in plain ASCII, Python takes fewer characters for white space.
func trimNumber(text string) string {
	if isASCII(text) {
		return strings.Trim(text, " \\t\\n\\v\\f\\r")
	}
	return strings.TrimFunc(text, isSpace)
}
`,
  parseInt: `
// parseInt reads an integer as Python's int does.
func parseInt(text string, base int) *big.Int {
	digits := trimNumber(text)
	sign := ""
	if digits != "" && (digits[0] == '-' || digits[0] == '+') {
		sign, digits = digits[:1], digits[1:]
	}
	if !isASCII(digits) {
		panic(outsideError("digits past ASCII"))
	}
	if len(digits) > 1 && digits[0] == '0' {
		prefix := map[byte]int{'b': 2, 'o': 8, 'x': 16}[digits[1]|0x20]
		if prefix != 0 && (base == prefix || base == 0) {
			base, digits = prefix, strings.TrimPrefix(digits[2:], "_")
		} else if base == 0 && strings.Trim(digits, "0_") != "" {
			digits = ""
		}
	}
	if base == 0 {
		base = 10
	}
	plain := strings.ReplaceAll(digits, "_", "")
	valid := plain != "" && digits[0] != '_' && digits[len(digits)-1] != '_' && !strings.Contains(digits, "__")
	for i := 0; i < len(plain) && valid; i++ {
		c := plain[i]
		value := 36
		switch {
		case c >= '0' && c <= '9':
			value = int(c - '0')
		case c|0x20 >= 'a' && c|0x20 <= 'z':
			value = int(c|0x20-'a') + 10
		}
		valid = value < base
	}
	if !valid || len(plain) > 4300 && base&(base-1) != 0 {
		panic(pythonError{"ValueError", "invalid literal for int(): " + text})
	}
	result, _ := new(big.Int).SetString(sign+plain, base)
	return result
}
`,
  parseFloat: `
// parseFloat reads a number as Python's float does.
func parseFloat(text string) float64 {
	trimmed := trimNumber(text)
	if !isASCII(trimmed) {
		panic(outsideError("digits past ASCII"))
	}
	body := strings.ToLower(strings.TrimLeft(trimmed, "+-"))
	signs := len(trimmed) - len(body)
	if signs <= 1 && (body == "inf" || body == "infinity" || body == "nan") {
		result, _ := strconv.ParseFloat(trimmed, 64)
		return result
	}
	digit := func(i int) bool { return i >= 0 && i < len(body) && body[i] >= '0' && body[i] <= '9' }
	valid := signs <= 1 && body != ""
	for i := range body {
		switch body[i] {
		case '_':
			valid = valid && digit(i-1) && digit(i+1)
		case '.', 'e', '+', '-':
		default:
			valid = valid && digit(i)
		}
	}
	result, err := strconv.ParseFloat(strings.ReplaceAll(trimmed, "_", ""), 64)
	if !valid || err != nil && errors.Is(err, strconv.ErrSyntax) {
		panic(pythonError{"ValueError", "could not convert string to float: " + text})
	}
	return result
}
`,
} as const;
