/** Strings as Python has them: code points, Python's white space, full case mapping. */
export const TEXT = {
  isSpace: `
// isSpace tells whether Python counts a character as white space.
func isSpace(r rune) bool {
	return unicode.IsSpace(r) || r >= 0x1c && r <= 0x1f
}
`,
  known: `
// known returns a character whose properties are the same in this Go's Unicode tables as in Python's.
func known(r rune) rune {
	switch {
	case r < 0x61d, r > 0x61d && r < 0x870, r >= 0x1ea0 && r < 0x1f00, r >= 0x2010 && r < 0x2065:
		return r
	case r >= 0x20a0 && r < 0x20c0, r >= 0x2190 && r < 0x2427, r >= 0x2500 && r < 0x2c00:
		return r
	case r >= 0x3000 && r < 0x3030, r >= 0x3041 && r < 0x3097, r >= 0x4e00 && r < 0x9ffd, r >= 0xac00 && r < 0xd7a4:
		return r
	case r >= 0x1f300 && r < 0x1f650:
		return r
	}
	panic(outsideError(fmt.Sprintf("the Unicode tables differ around U+%04X", r)))
}
`,
  isAlpha: `
// isAlpha tells whether a character is a letter.
func isAlpha(r rune) bool {
	return unicode.IsLetter(known(r))
}
`,
  isDecimal: `
// isDecimal tells whether a character is a decimal digit.
func isDecimal(r rune) bool {
	return unicode.IsDigit(known(r))
}
`,
  isDigit: `
// isDigit tells whether a character is a digit, superscripts included.
func isDigit(r rune) bool {
	if r >= 0x2000 && r < 0x3000 {
		panic(outsideError(fmt.Sprintf("whether U+%04X is a digit", r)))
	}
	return unicode.IsDigit(known(r)) || r == '²' || r == '³' || r == '¹'
}
`,
  isNumeric: `
// isNumeric tells whether a character has a numeric value.
func isNumeric(r rune) bool {
	if r >= 0x3000 && r < 0xa000 {
		panic(outsideError(fmt.Sprintf("whether U+%04X is numeric", r)))
	}
	return unicode.IsNumber(known(r))
}
`,
  isAlnum: `
// isAlnum tells whether a character is a letter or numeric.
func isAlnum(r rune) bool {
	return unicode.IsLetter(known(r)) || unicode.IsNumber(r)
}
`,
  isUpperRune: `
// isUpperRune tells whether a character is upper case.
func isUpperRune(r rune) bool {
	return unicode.IsUpper(known(r)) || unicode.Is(unicode.Other_Uppercase, r)
}
`,
  isLowerRune: `
// isLowerRune tells whether a character is lower case.
func isLowerRune(r rune) bool {
	return unicode.IsLower(known(r)) || unicode.Is(unicode.Other_Lowercase, r)
}
`,
  isPrintable: `
// isPrintable tells whether repr shows a character as it is.
func isPrintable(r rune) bool {
	return unicode.IsPrint(known(r))
}
`,
  allRunes: `
// allRunes tells whether a string is not empty and every character has a property.
func allRunes(s string, has func(rune) bool) bool {
	for _, r := range s {
		if !has(r) {
			return false
		}
	}
	return s != ""
}
`,
  isUpper: `
// isUpper tells whether a string has cased characters, all of them upper case.
func isUpper(s string) bool {
	cased := false
	for _, r := range s {
		if isLowerRune(r) || unicode.IsTitle(r) {
			return false
		}
		cased = cased || isUpperRune(r)
	}
	return cased
}
`,
  isLower: `
// isLower tells whether a string has cased characters, all of them lower case.
func isLower(s string) bool {
	cased := false
	for _, r := range s {
		if isUpperRune(r) || unicode.IsTitle(r) {
			return false
		}
		cased = cased || isLowerRune(r)
	}
	return cased
}
`,
  isTitle: `
// isTitle tells whether every word starts in upper case and goes on in lower case.
func isTitle(s string) bool {
	cased, inside := false, false
	for _, r := range s {
		switch {
		case isUpperRune(r) || unicode.IsTitle(r):
			if inside {
				return false
			}
			cased, inside = true, true
		case isLowerRune(r):
			if !inside {
				return false
			}
			cased = true
		default:
			inside = false
		}
	}
	return cased
}
`,
  isASCII: `
// isASCII tells whether every character is below 128.
func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
`,
  isIdentifier: `
// isIdentifier tells whether a string of ASCII characters is an identifier.
func isIdentifier(s string) bool {
	for i, r := range s {
		if r >= utf8.RuneSelf {
			panic(outsideError("an identifier with characters past ASCII"))
		}
		if r != '_' && !unicode.IsLetter(r) && (i == 0 || !unicode.IsDigit(r)) {
			return false
		}
	}
	return s != ""
}
`,
  upperRune: `
// upperRune is a character in upper case, which may be several characters.
func upperRune(r rune) string {
	switch known(r) {
	case 'ß':
		return "SS"
	case 'ŉ':
		return "ʼN"
	case 'ǰ':
		return "J\\u030c"
	case 'ΐ':
		return "\\u0399\\u0308\\u0301"
	case 'ΰ':
		return "\\u03a5\\u0308\\u0301"
	case 'և':
		return "ԵՒ"
	case 'ƛ':
		return "\\ua7dc"
	case 'ɤ':
		return "\\ua7cb"
	}
	return string(unicode.ToUpper(r))
}
`,
  lowerRune: `
// lowerRune is a character in lower case, which may be several characters.
func lowerRune(r rune) string {
	if r == 'İ' {
		return "i\\u0307"
	}
	return string(unicode.ToLower(known(r)))
}
`,
  titleRune: `
// titleRune is a character as the first of a word.
func titleRune(r rune) string {
	switch r {
	case 'ß':
		return "Ss"
	case 'և':
		return "Եւ"
	case 'ŉ', 'ǰ', 'ΐ', 'ΰ', 'ƛ', 'ɤ':
		return upperRune(r)
	}
	return string(unicode.ToTitle(known(r)))
}
`,
  upper: `
// upper is a string in upper case.
func upper(s string) string {
	if isASCII(s) {
		return strings.ToUpper(s)
	}
	var b strings.Builder
	for _, r := range s {
		b.WriteString(upperRune(r))
	}
	return b.String()
}
`,
  lower: `
// lower is a string in lower case.
func lower(s string) string {
	if isASCII(s) {
		return strings.ToLower(s)
	}
	runes := []rune(s)
	var b strings.Builder
	for i := range runes {
		b.WriteString(lowerAt(runes, i))
	}
	return b.String()
}
`,
  lowerAt: `
// lowerAt is the lower case of the character at i; a sigma at the end of a word has a form of its own.
func lowerAt(runes []rune, i int) string {
	if runes[i] != 'Σ' {
		return lowerRune(runes[i])
	}
	before, after := i-1, i+1
	for before >= 0 && isCaseIgnorable(runes[before]) {
		before--
	}
	for after < len(runes) && isCaseIgnorable(runes[after]) {
		after++
	}
	if before >= 0 && isCased(runes[before]) && (after == len(runes) || !isCased(runes[after])) {
		return "ς"
	}
	return "σ"
}
`,
  isCased: `
// isCased tells whether a character has a case.
func isCased(r rune) bool {
	return isUpperRune(r) || isLowerRune(r) || unicode.IsTitle(r)
}
`,
  isCaseIgnorable: `
// isCaseIgnorable tells whether a character is skipped when looking for the ends of a word.
func isCaseIgnorable(r rune) bool {
	if r < utf8.RuneSelf {
		return strings.ContainsRune("'.:^\`", r)
	}
	if !isAlpha(r) || unicode.In(r, unicode.Lm) {
		panic(outsideError("the lower case of a sigma beside U+" + strconv.FormatInt(int64(r), 16)))
	}
	return false
}
`,
  title: `
// title puts the first character of every word in upper case, the others in lower case.
func title(s string) string {
	runes := []rune(s)
	var b strings.Builder
	inside := false
	for i, r := range runes {
		if inside {
			b.WriteString(lowerAt(runes, i))
		} else {
			b.WriteString(titleRune(r))
		}
		inside = isCased(r)
	}
	return b.String()
}
`,
  capitalize: `
// capitalize puts the first character in upper case, the others in lower case.
func capitalize(s string) string {
	runes := []rune(s)
	var b strings.Builder
	for i, r := range runes {
		if i == 0 {
			b.WriteString(titleRune(r))
		} else {
			b.WriteString(lowerAt(runes, i))
		}
	}
	return b.String()
}
`,
  swapcase: `
// swapcase exchanges upper and lower case.
func swapcase(s string) string {
	runes := []rune(s)
	var b strings.Builder
	for i, r := range runes {
		switch {
		case isUpperRune(r):
			b.WriteString(lowerAt(runes, i))
		case isLowerRune(r):
			b.WriteString(upperRune(r))
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
`,
  casefold: `
// casefold is a string without case, for comparisons.
func casefold(s string) string {
	if !isASCII(s) {
		for _, r := range s {
			if r >= 0x100 && (r < 0x3041 || r >= 0xa000 && r < 0xac00 || r >= 0xd7a4 && r < 0x1f300) {
				panic(outsideError(fmt.Sprintf("the case folding of U+%04X", r)))
			}
		}
		s = strings.NewReplacer("ß", "ss", "µ", "μ").Replace(s)
	}
	return strings.ToLower(s)
}
`,
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
} as const;
