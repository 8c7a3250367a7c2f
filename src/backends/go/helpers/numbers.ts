/** Arithmetic of Python that Go does not have as an operator. */
export const NUMBERS = {
  zeroDivision: `
// zeroDivision panics as a division by zero does.
func zeroDivision() {
	panic(pythonError{"ZeroDivisionError", "division by zero"})
}
`,
  floorDiv: `
// floorDiv is the quotient rounded down.
func floorDiv(a, b int) int {
	q := a / b
	if a%b != 0 && (a < 0) != (b < 0) {
		q--
	}
	return q
}
`,
  floorMod: `
// floorMod is the remainder with the sign of the divisor.
func floorMod(a, b int) int {
	r := a % b
	if r != 0 && (r < 0) != (b < 0) {
		r += b
	}
	return r
}
`,
  boolToInt: `
// boolToInt is 1 for true and 0 for false.
func boolToInt(b bool) int {
	if b {
		return 1
	}
	return 0
}
`,
  abs: `
// abs is the absolute value.
func abs(x int) int {
	if x < 0 {
		return -x
	}
	return x
}
`,
  power: `
// power raises base to an exponent that is not negative.
func power(base, exponent int) int {
	result := 1
	for ; exponent > 0; exponent >>= 1 {
		if exponent&1 == 1 {
			result *= base
		}
		base *= base
	}
	return result
}
`,
  powerMod: `
// powerMod is base ** exponent % modulus.
func powerMod(base, exponent, modulus *big.Int) *big.Int {
	if modulus.Sign() == 0 {
		panic(pythonError{"ValueError", "pow() 3rd argument cannot be 0"})
	}
	result := new(big.Int).Exp(base, exponent, new(big.Int).Abs(modulus))
	return bigFloorMod(result, modulus)
}
`,
  gcd: `
// gcd is the greatest common divisor, never negative.
func gcd(a, b int) int {
	for b != 0 {
		a, b = b, a%b
	}
	return abs(a)
}
`,
  lcm: `
// lcm is the least common multiple, never negative.
func lcm(a, b int) int {
	if a == 0 || b == 0 {
		return 0
	}
	return abs(a / gcd(a, b) * b)
}
`,
  isqrt: `
// isqrt is the square root rounded down.
func isqrt(n int) int {
	if n < 0 {
		panic(pythonError{"ValueError", "isqrt() argument must be nonnegative"})
	}
	return int(new(big.Int).Sqrt(big.NewInt(int64(n))).Int64())
}
`,
  bigSqrt: `
// bigSqrt is the square root rounded down.
func bigSqrt(n *big.Int) *big.Int {
	if n.Sign() < 0 {
		panic(pythonError{"ValueError", "isqrt() argument must be nonnegative"})
	}
	return new(big.Int).Sqrt(n)
}
`,
  factorial: `
// factorial is n!.
func factorial(n int) *big.Int {
	if n < 0 {
		panic(pythonError{"ValueError", "factorial() not defined for negative values"})
	}
	return new(big.Int).MulRange(1, int64(n))
}
`,
  combinations: `
// combinations is the number of ways to choose k of n items.
func combinations(n, k int) *big.Int {
	if n < 0 || k < 0 {
		panic(pythonError{"ValueError", "must be a non-negative integer"})
	}
	if k > n {
		return new(big.Int)
	}
	return new(big.Int).Binomial(int64(n), int64(k))
}
`,
  permutations: `
// permutations is the number of ways to arrange k of n items.
func permutations(n, k int) *big.Int {
	if n < 0 || k < 0 {
		panic(pythonError{"ValueError", "must be a non-negative integer"})
	}
	if k > n {
		return new(big.Int)
	}
	return new(big.Int).MulRange(int64(n-k+1), int64(n))
}
`,
  bigInt: `
// bigInt reads decimal digits.
func bigInt(digits string) *big.Int {
	result, _ := new(big.Int).SetString(digits, 10)
	return result
}
`,
  small: `
// small converts an integer that fits a machine word.
func small(x *big.Int) int {
	return int(x.Int64())
}
`,
  bigFloorDiv: `
// bigFloorDiv is the quotient rounded down.
func bigFloorDiv(a, b *big.Int) *big.Int {
	if b.Sign() == 0 {
		zeroDivision()
	}
	q, r := new(big.Int).QuoRem(a, b, new(big.Int))
	if r.Sign() != 0 && r.Sign() != b.Sign() {
		q.Sub(q, big.NewInt(1))
	}
	return q
}
`,
  bigFloorMod: `
// bigFloorMod is the remainder with the sign of the divisor.
func bigFloorMod(a, b *big.Int) *big.Int {
	if b.Sign() == 0 {
		zeroDivision()
	}
	r := new(big.Int).Rem(a, b)
	if r.Sign() != 0 && r.Sign() != b.Sign() {
		r.Add(r, b)
	}
	return r
}
`,
  bigPower: `
// bigPower raises base to an exponent that is not negative.
func bigPower(base, exponent *big.Int) *big.Int {
	if base.CmpAbs(big.NewInt(1)) > 0 && (!exponent.IsInt64() || exponent.Int64()*int64(base.BitLen()) > 1<<27) {
		panic(outsideError("a power has more than 2^27 bits"))
	}
	return new(big.Int).Exp(base, exponent, nil)
}
`,
  shiftLeft: `
// shiftLeft multiplies by a power of two.
func shiftLeft(x *big.Int, by int) *big.Int {
	if by < 0 {
		panic(pythonError{"ValueError", "negative shift count"})
	}
	if by > 1<<27 && x.Sign() != 0 {
		panic(outsideError("a shift by more than 2^27 bits"))
	}
	return new(big.Int).Lsh(x, uint(by))
}
`,
  shiftRight: `
// shiftRight divides by a power of two, rounding down.
func shiftRight(x *big.Int, by int) *big.Int {
	if by < 0 {
		panic(pythonError{"ValueError", "negative shift count"})
	}
	return new(big.Int).Rsh(x, uint(by))
}
`,
  clampToInt: `
// clampToInt is the nearest integer that fits a machine word.
func clampToInt(x *big.Int) int {
	if x.IsInt64() {
		return int(x.Int64())
	}
	if x.Sign() < 0 {
		return math.MinInt
	}
	return math.MaxInt
}
`,
  bigBitCount: `
// bigBitCount counts the ones in the absolute value.
func bigBitCount(x *big.Int) int {
	count := 0
	for _, word := range x.Bits() {
		count += bits.OnesCount(uint(word))
	}
	return count
}
`,
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
  roundIntDigits: `
// roundIntDigits rounds to a multiple of a power of ten, ties to even; digits is negative.
func roundIntDigits(x *big.Int, digits int) *big.Int {
	if digits < -4096 {
		panic(outsideError("rounding to more than 4096 digits"))
	}
	unit := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(-digits)), nil)
	q := bigFloorDiv(x, unit)
	r := new(big.Int).Sub(x, new(big.Int).Mul(q, unit))
	half := new(big.Int).Lsh(r, 1).Cmp(unit)
	if half > 0 || half == 0 && q.Bit(0) == 1 {
		q.Add(q, big.NewInt(1))
	}
	return q.Mul(q, unit)
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
  square: `
// square is x ** 2.0.
func square(x float64) float64 {
	y := x * x
	if math.IsInf(y, 0) && !math.IsInf(x, 0) {
		panic(pythonError{"OverflowError", "Numerical result out of range"})
	}
	return y
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
  wideSum: `
// wideSum adds machine integers in 128 bits.
type wideSum struct {
	high int
	low  uint
}

func (s *wideSum) add(x int) {
	low, carry := bits.Add(s.low, uint(x), 0)
	s.low = low
	s.high += x>>63 + int(carry)
}

func (s *wideSum) value() *big.Int {
	high := new(big.Int).Lsh(big.NewInt(int64(s.high)), 64)
	return high.Add(high, new(big.Int).SetUint64(uint64(s.low)))
}
`,
} as const;
