/** Integer arithmetic of Python that Go does not have as an operator. */
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
  bigLcm: `
// bigLcm is the least common multiple, never negative.
func bigLcm(a, b *big.Int) *big.Int {
	if a.Sign() == 0 || b.Sign() == 0 {
		return new(big.Int)
	}
	divisor := new(big.Int).GCD(nil, nil, new(big.Int).Abs(a), new(big.Int).Abs(b))
	product := new(big.Int).Mul(a, b)
	return product.Abs(product.Quo(product, divisor))
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
