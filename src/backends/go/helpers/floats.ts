/** Float arithmetic as CPython does it. */
export const FLOATS = {
  bigToFloat: `
// bigToFloat rounds to the nearest float.
func bigToFloat(x *big.Int) float64 {
	f, _ := new(big.Float).SetInt(x).Float64()
	if math.IsInf(f, 0) {
		panic(pythonError{"OverflowError", "int too large to convert to float"})
	}
	return f
}
`,
  divide: `
// divide is a / b, where b must not be 0.
func divide(a, b float64) float64 {
	if b == 0 {
		zeroDivision()
	}
	return a / b
}
`,
  divideInts: `
// divideInts is the float nearest to the exact quotient.
func divideInts(a, b *big.Int) float64 {
	if b.Sign() == 0 {
		zeroDivision()
	}
	if a.Sign() == 0 {
		return math.Copysign(0, float64(b.Sign()))
	}
	q, _ := new(big.Rat).SetFrac(a, b).Float64()
	if math.IsInf(q, 0) {
		panic(pythonError{"OverflowError", "integer division result too large for a float"})
	}
	if q == 0 {
		return math.Copysign(0, float64(a.Sign()*b.Sign()))
	}
	return q
}
`,
  floatMod: `
// floatMod is the remainder with the sign of the divisor.
func floatMod(a, b float64) float64 {
	if b == 0 {
		zeroDivision()
	}
	r := math.Mod(a, b)
	if r == 0 {
		return math.Copysign(0, b)
	}
	if (r < 0) != (b < 0) {
		r += b
	}
	return r
}
`,
  floatFloorDiv: `
// floatFloorDiv is the quotient rounded down, as CPython computes it.
func floatFloorDiv(a, b float64) float64 {
	if b == 0 {
		zeroDivision()
	}
	r := math.Mod(a, b)
	q := (a - r) / b
	if r != 0 && (r < 0) != (b < 0) {
		q--
	}
	if q == 0 {
		return math.Copysign(0, a/b)
	}
	down := math.Floor(q)
	if q-down > 0.5 {
		down++
	}
	return down
}
`,
  positiveZero: `
// positiveZero returns x; a negative zero would read as an empty sum.
func positiveZero(x float64) float64 {
	if x == 0 && math.Signbit(x) {
		panic(outsideError("a negative zero stands where a sum may be empty"))
	}
	return x
}
`,
  floatToBig: `
// floatToBig converts a float without a fraction.
func floatToBig(x float64) *big.Int {
	if math.IsNaN(x) {
		panic(pythonError{"ValueError", "cannot convert float NaN to integer"})
	}
	if math.IsInf(x, 0) {
		panic(pythonError{"OverflowError", "cannot convert float infinity to integer"})
	}
	result, _ := big.NewFloat(x).Int(nil)
	return result
}
`,
  wrapToInt: `
// wrapToInt converts a float without a fraction to 64 bits.
func wrapToInt(x float64) int {
	if math.IsNaN(x) {
		panic(pythonError{"ValueError", "cannot convert float NaN to integer"})
	}
	if math.IsInf(x, 0) {
		panic(pythonError{"OverflowError", "cannot convert float infinity to integer"})
	}
	return int(x)
}
`,
  roundDigits: `
// roundDigits rounds the exact decimal value to a number of digits, ties to even.
func roundDigits(x float64, digits int) float64 {
	if x == 0 || math.IsNaN(x) || math.IsInf(x, 0) || digits > 323 {
		return x
	}
	var text string
	if digits >= 0 {
		text = strconv.FormatFloat(x, 'f', digits, 64)
	} else {
		shortest := strconv.FormatFloat(x, 'e', -1, 64)
		exponent, _ := strconv.Atoi(shortest[strings.IndexByte(shortest, 'e')+1:])
		switch precision := exponent + digits; {
		case precision >= 0:
			text = strconv.FormatFloat(x, 'e', precision, 64)
		case precision == -1 && exponent > 22:
			panic(outsideError("rounding to more than 22 digits"))
		case precision == -1 && math.Abs(x) > 5*math.Pow10(exponent):
			text = fmt.Sprintf("%de%d", int(math.Copysign(1, x)), exponent+1)
		default:
			return math.Copysign(0, x)
		}
	}
	result, _ := strconv.ParseFloat(text, 64)
	if math.IsInf(result, 0) {
		panic(pythonError{"OverflowError", "rounded value too large to represent"})
	}
	return result
}
`,
  compareIntFloat: `
// compareIntFloat compares exactly: -1, 0 or 1, and 2 when f is NaN.
func compareIntFloat(i *big.Int, f float64) int {
	if math.IsNaN(f) {
		return 2
	}
	if math.IsInf(f, 0) {
		return -int(math.Copysign(1, f))
	}
	return new(big.Float).SetInt(i).Cmp(big.NewFloat(f))
}
`,
  squareRoot: `
// squareRoot is the square root of a number that is not negative.
func squareRoot(x float64) float64 {
	if x < 0 {
		panic(pythonError{"ValueError", "expected a nonnegative input"})
	}
	return math.Sqrt(x)
}
`,
  fmod: `
// fmod is the remainder with the sign of x.
func fmod(x, y float64) float64 {
	r := math.Mod(x, y)
	if math.IsNaN(r) && !math.IsNaN(x) && !math.IsNaN(y) {
		panic(pythonError{"ValueError", "math domain error"})
	}
	return r
}
`,
  floatSum: `
// floatSum adds floats with Neumaier's compensation, as CPython's sum does.
type floatSum struct {
	total, compensation float64
}

func (s *floatSum) add(x float64) {
	t := s.total + x
	if math.Abs(s.total) >= math.Abs(x) {
		s.compensation += (s.total - t) + x
	} else {
		s.compensation += (x - t) + s.total
	}
	s.total = t
}

func (s *floatSum) value() float64 {
	if c := s.compensation; c != 0 && !math.IsInf(c, 0) && !math.IsNaN(c) {
		return s.total + c
	}
	return s.total
}
`,
} as const;
