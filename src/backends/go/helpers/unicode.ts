/** Properties and cases of characters, where the Unicode tables of Go and of Python agree. */
export const UNICODE = {
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
} as const;
