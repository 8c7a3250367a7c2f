/** Strings as Python has them: places count code points, white space is Python's. */
export const TEXT = {
  runeAt: `
// runeAt is the character at a place; negative places count from the end.
func runeAt(s string, i int) string {
	return string(at([]rune(s), i))
}
`,
  stringOfRune: `
// stringOfRune is the character of a code point.
func stringOfRune(code int) string {
	if code < 0 || code > unicode.MaxRune {
		panic(pythonError{"ValueError", "chr() arg not in range(0x110000)"})
	}
	if !utf8.ValidRune(rune(code)) {
		panic(outsideError("a lone surrogate"))
	}
	return string(rune(code))
}
`,
  codeOf: `
// codeOf is the code point of a string of one character.
func codeOf(s string) int {
	r, size := utf8.DecodeRuneInString(s)
	if size == 0 || size != len(s) {
		panic(pythonError{"TypeError", "ord() expected a character"})
	}
	return int(r)
}
`,
  chars: `
// chars lists the characters of a string.
func chars(s string) []string {
	result := make([]string, 0, len(s))
	for _, r := range s {
		result = append(result, string(r))
	}
	return result
}
`,
  sliceText: `
// sliceText is the part of a string between two places; step is not 0.
func sliceText(s string, start, stop, step int) string {
	return string(slice([]rune(s), start, stop, step))
}
`,
  cutText: `
// cutText is the part of a string between two places.
func cutText(s string, start, stop int) string {
	if isASCII(s) {
		start, stop = clamp(start, stop, len(s))
		return s[start:stop]
	}
	return string(cut([]rune(s), start, stop))
}
`,
  splitText: `
// splitText splits at a separator, at most limit times when limit is not negative.
func splitText(s, separator string, limit int) []string {
	if separator == "" {
		panic(pythonError{"ValueError", "empty separator"})
	}
	if limit < 0 {
		return strings.Split(s, separator)
	}
	return strings.SplitN(s, separator, limit+1)
}
`,
  splitFields: `
// splitFields splits at white space, at most limit times.
func splitFields(s string, limit int) []string {
	var fields []string
	s = strings.TrimLeftFunc(s, isSpace)
	for len(fields) < limit && s != "" {
		end := strings.IndexFunc(s, isSpace)
		if end < 0 {
			return append(fields, s)
		}
		fields = append(fields, s[:end])
		s = strings.TrimLeftFunc(s[end:], isSpace)
	}
	if s != "" {
		fields = append(fields, s)
	}
	return fields
}
`,
  rsplitText: `
// rsplitText splits at a separator from the right, at most limit times.
func rsplitText(s, separator string, limit int) []string {
	if separator == "" {
		panic(pythonError{"ValueError", "empty separator"})
	}
	var parts []string
	for ; limit > 0; limit-- {
		i := strings.LastIndex(s, separator)
		if i < 0 {
			break
		}
		parts = append(parts, s[i+len(separator):])
		s = s[:i]
	}
	return reverse(append(parts, s))
}
`,
  rsplitFields: `
// rsplitFields splits at white space from the right, at most limit times.
func rsplitFields(s string, limit int) []string {
	var fields []string
	s = strings.TrimRightFunc(s, isSpace)
	for len(fields) < limit && s != "" {
		start := strings.LastIndexFunc(s, isSpace)
		if start < 0 {
			break
		}
		_, size := utf8.DecodeRuneInString(s[start:])
		fields = append(fields, s[start+size:])
		s = strings.TrimRightFunc(s[:start], isSpace)
	}
	if s != "" {
		fields = append(fields, s)
	}
	return reverse(fields)
}
`,
  splitLines: `
// splitLines splits at the ends of lines.
func splitLines(s string, keepEnds bool) []string {
	var lines []string
	for s != "" {
		end := strings.IndexAny(s, "\\n\\r\\v\\f\\x1c\\x1d\\x1e\\u0085\\u2028\\u2029")
		if end < 0 {
			return append(lines, s)
		}
		_, size := utf8.DecodeRuneInString(s[end:])
		if strings.HasPrefix(s[end:], "\\r\\n") {
			size = 2
		}
		if keepEnds {
			lines = append(lines, s[:end+size])
		} else {
			lines = append(lines, s[:end])
		}
		s = s[end+size:]
	}
	return lines
}
`,
  hasAnyPrefix: `
// hasAnyPrefix tells whether a string starts with one of several prefixes.
func hasAnyPrefix(s string, prefixes []string) bool {
	for _, prefix := range prefixes {
		if strings.HasPrefix(s, prefix) {
			return true
		}
	}
	return false
}
`,
  hasAnySuffix: `
// hasAnySuffix tells whether a string ends with one of several suffixes.
func hasAnySuffix(s string, suffixes []string) bool {
	for _, suffix := range suffixes {
		if strings.HasSuffix(s, suffix) {
			return true
		}
	}
	return false
}
`,
  findText: `
// findText is the place of the first occurrence in characters, or -1.
func findText(s, part string) int {
	i := strings.Index(s, part)
	if i < 0 {
		return -1
	}
	return utf8.RuneCountInString(s[:i])
}
`,
  findLast: `
// findLast is the place of the last occurrence in characters, or -1.
func findLast(s, part string) int {
	i := strings.LastIndex(s, part)
	if i < 0 {
		return -1
	}
	return utf8.RuneCountInString(s[:i])
}
`,
  found: `
// found returns a place unless it is -1.
func found(place int) int {
	if place < 0 {
		panic(pythonError{"ValueError", "substring not found"})
	}
	return place
}
`,
  window: `
// window is the part of a string that a search with start and end looks at; ok is false when start is past the end.
func window(s string, start, stop int) (part string, offset int, ok bool) {
	runes := []rune(s)
	if start > len(runes) {
		return "", 0, false
	}
	low, high := start, stop
	if low < 0 {
		low += len(runes)
	}
	if high < 0 {
		high += len(runes)
	}
	if low < 0 {
		low = 0
	}
	if high < 0 {
		high = 0
	}
	if high > len(runes) {
		high = len(runes)
	}
	if low > high {
		return "", 0, false
	}
	return string(runes[low:high]), low, true
}
`,
  findWithin: `
// findWithin finds the first occurrence between two places.
func findWithin(s, part string, start, stop int) int {
	inside, offset, ok := window(s, start, stop)
	if i := findText(inside, part); ok && i >= 0 {
		return i + offset
	}
	return -1
}
`,
  findLastWithin: `
// findLastWithin finds the last occurrence between two places.
func findLastWithin(s, part string, start, stop int) int {
	inside, offset, ok := window(s, start, stop)
	if i := findLast(inside, part); ok && i >= 0 {
		return i + offset
	}
	return -1
}
`,
  countWithin: `
// countWithin counts occurrences between two places.
func countWithin(s, part string, start, stop int) int {
	inside, _, ok := window(s, start, stop)
	if !ok {
		return 0
	}
	return strings.Count(inside, part)
}
`,
  startsWithin: `
// startsWithin tells whether the part between two places starts with a prefix.
func startsWithin(s string, prefixes []string, start, stop int) bool {
	inside, _, ok := window(s, start, stop)
	return ok && hasAnyPrefix(inside, prefixes)
}
`,
  endsWithin: `
// endsWithin tells whether the part between two places ends with a suffix.
func endsWithin(s string, suffixes []string, start, stop int) bool {
	inside, _, ok := window(s, start, stop)
	return ok && hasAnySuffix(inside, suffixes)
}
`,
  partition: `
// partition splits at the first separator.
func partition(s, separator string) Triple[string, string, string] {
	if separator == "" {
		panic(pythonError{"ValueError", "empty separator"})
	}
	before, after, ok := strings.Cut(s, separator)
	if !ok {
		return Triple[string, string, string]{s, "", ""}
	}
	return Triple[string, string, string]{before, separator, after}
}
`,
  rpartition: `
// rpartition splits at the last separator.
func rpartition(s, separator string) Triple[string, string, string] {
	if separator == "" {
		panic(pythonError{"ValueError", "empty separator"})
	}
	i := strings.LastIndex(s, separator)
	if i < 0 {
		return Triple[string, string, string]{"", "", s}
	}
	return Triple[string, string, string]{s[:i], separator, s[i+len(separator):]}
}
`,
  padLeft: `
// padLeft fills a string up to a width on its left.
func padLeft(s string, width int, fill string) string {
	if missing := width - utf8.RuneCountInString(s); missing > 0 {
		return strings.Repeat(fill, missing) + s
	}
	return s
}
`,
  padRight: `
// padRight fills a string up to a width on its right.
func padRight(s string, width int, fill string) string {
	if missing := width - utf8.RuneCountInString(s); missing > 0 {
		return s + strings.Repeat(fill, missing)
	}
	return s
}
`,
  center: `
// center fills a string up to a width on both sides, as str.center does.
func center(s string, width int, fill string) string {
	missing := width - utf8.RuneCountInString(s)
	if missing <= 0 {
		return s
	}
	left := missing/2 + missing&width&1
	return strings.Repeat(fill, left) + s + strings.Repeat(fill, missing-left)
}
`,
  zeroFill: `
// zeroFill fills a number up to a width with zeros after its sign.
func zeroFill(s string, width int) string {
	if strings.HasPrefix(s, "-") || strings.HasPrefix(s, "+") {
		return s[:1] + padLeft(s[1:], width-1, "0")
	}
	return padLeft(s, width, "0")
}
`,
  expandTabs: `
// expandTabs replaces tabs by spaces up to the next stop.
func expandTabs(s string, size int) string {
	var b strings.Builder
	column := 0
	for _, r := range s {
		if r == '\\t' {
			if size > 0 {
				spaces := size - column%size
				b.WriteString(strings.Repeat(" ", spaces))
				column += spaces
			}
			continue
		}
		b.WriteRune(r)
		column++
		if r == '\\n' || r == '\\r' {
			column = 0
		}
	}
	return b.String()
}
`,
} as const;
