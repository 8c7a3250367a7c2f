/** Lists and sequences: slices of Go that are never changed in place. */
export const SEQUENCES = {
  at: `
// at is the item at a place; negative places count from the end.
func at[T any](items []T, i int) T {
	if i < 0 {
		i += len(items)
	}
	return items[i]
}
`,
  byteAt: `
// byteAt is the byte at a place; negative places count from the end.
func byteAt(b string, i int) int {
	if i < 0 {
		i += len(b)
	}
	return int(b[i])
}
`,
  clamp: `
// clamp turns the places of a slice into two that are in range and in order.
func clamp(start, stop, size int) (low, high int) {
	low, high = start, stop
	if low < 0 {
		low += size
	}
	if high < 0 {
		high += size
	}
	if low < 0 {
		low = 0
	}
	if high > size {
		high = size
	}
	if low > high {
		return 0, 0
	}
	return low, high
}
`,
  cut: `
// cut is the part of a list between two places.
func cut[T any](items []T, start, stop int) []T {
	low, high := clamp(start, stop, len(items))
	return items[low:high]
}
`,
  cutBytes: `
// cutBytes is the part of bytes between two places.
func cutBytes(b string, start, stop int) string {
	low, high := clamp(start, stop, len(b))
	return b[low:high]
}
`,
  slice: `
// slice is every step-th item between two places. math.MinInt and math.MaxInt stand for the ends.
func slice[T any](items []T, start, stop, step int) []T {
	if step == 0 {
		panic(pythonError{"ValueError", "slice step cannot be zero"})
	}
	low, high := 0, len(items)
	if step < 0 {
		low, high = -1, len(items)-1
	}
	place := func(i int) int {
		if i < 0 && i > math.MinInt {
			i += len(items)
		}
		if i < low {
			return low
		}
		if i > high {
			return high
		}
		return i
	}
	var result []T
	for i, end := place(start), place(stop); step > 0 && i < end || step < 0 && i > end; i += step {
		result = append(result, items[i])
		if step > len(items) || step < -len(items) {
			break
		}
	}
	return result
}
`,
  sliceBytes: `
// sliceBytes is every step-th byte between two places.
func sliceBytes(b string, start, stop, step int) string {
	return string(slice([]byte(b), start, stop, step))
}
`,
  concat: `
// concat joins lists into a new one.
func concat[T any](lists ...[]T) []T {
	size := 0
	for _, list := range lists {
		size += len(list)
	}
	result := make([]T, 0, size)
	for _, list := range lists {
		result = append(result, list...)
	}
	return result
}
`,
  repeat: `
// repeat is a list several times over.
func repeat[T any](items []T, count int) []T {
	var result []T
	for ; count > 0; count-- {
		result = append(result, items...)
	}
	return result
}
`,
  repeatText: `
// repeatText is a string several times over.
func repeatText(s string, count int) string {
	if count <= 0 {
		return ""
	}
	return strings.Repeat(s, count)
}
`,
  reverse: `
// reverse is a list from its end to its start.
func reverse[T any](items []T) []T {
	result := make([]T, len(items))
	for i, item := range items {
		result[len(items)-1-i] = item
	}
	return result
}
`,
  contains: `
// contains tells whether an item is in a list.
func contains[T comparable](items []T, item T) bool {
	for _, candidate := range items {
		if candidate == item {
			return true
		}
	}
	return false
}
`,
  containsFunc: `
// containsFunc tells whether an item is in a list, by an equality.
func containsFunc[T any](items []T, item T, equal func(T, T) bool) bool {
	for _, candidate := range items {
		if equal(candidate, item) {
			return true
		}
	}
	return false
}
`,
  indexOf: `
// indexOf is the place of the first item that is equal.
func indexOf[T any](items []T, item T, equal func(T, T) bool) int {
	for i, candidate := range items {
		if equal(candidate, item) {
			return i
		}
	}
	panic(pythonError{"ValueError", "not in list"})
}
`,
  count: `
// count is the number of items that are equal.
func count[T any](items []T, item T, equal func(T, T) bool) int {
	total := 0
	for _, candidate := range items {
		if equal(candidate, item) {
			total++
		}
	}
	return total
}
`,
  same: `
// same compares two values.
func same[T comparable](a, b T) bool {
	return a == b
}
`,
  sameFloat: `
// sameFloat compares items of containers, where Python takes the same NaN as equal to itself.
func sameFloat(a, b float64) bool {
	if a != a && b != b {
		panic(outsideError("NaN is compared inside a container"))
	}
	return a == b
}
`,
  sameBig: `
// sameBig compares two integers.
func sameBig(a, b *big.Int) bool {
	return a.Cmp(b) == 0
}
`,
  sameItems: `
// sameItems compares two lists item by item.
func sameItems[T any](a, b []T, equal func(T, T) bool) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if !equal(a[i], b[i]) {
			return false
		}
	}
	return true
}
`,
  sameOptional: `
// sameOptional compares two values that may be None.
func sameOptional[T any](a, b Optional[T], equal func(T, T) bool) bool {
	return a.Valid == b.Valid && (!a.Valid || equal(a.Value, b.Value))
}
`,
  compare: `
// compare orders two values: negative, 0 or positive.
func compare[T int | string](a, b T) int {
	if a < b {
		return -1
	}
	if a > b {
		return 1
	}
	return 0
}
`,
  compareFloats: `
// compareFloats orders two items of containers.
func compareFloats(a, b float64) int {
	if a != a || b != b {
		panic(outsideError("NaN has no place in an order"))
	}
	if a < b {
		return -1
	}
	if a > b {
		return 1
	}
	return 0
}
`,
  compareBools: `
// compareBools puts false before true.
func compareBools(a, b bool) int {
	return boolToInt(a) - boolToInt(b)
}
`,
  compareBig: `
// compareBig orders two integers.
func compareBig(a, b *big.Int) int {
	return a.Cmp(b)
}
`,
  compareItems: `
// compareItems orders two lists by their first items that differ.
func compareItems[T any](a, b []T, compare func(T, T) int) int {
	for i := 0; i < len(a) && i < len(b); i++ {
		if c := compare(a[i], b[i]); c != 0 {
			return c
		}
	}
	return len(a) - len(b)
}
`,
  sorted: `
// sorted is a sorted copy of a list.
func sorted[T any](items []T, compare func(T, T) int) []T {
	result := append([]T(nil), items...)
	sort.SliceStable(result, func(i, j int) bool { return compare(result[i], result[j]) < 0 })
	return result
}
`,
  sortedInts: `
// sortedInts is a sorted copy of a list of numbers.
func sortedInts(items []int) []int {
	result := append([]int(nil), items...)
	sort.Ints(result)
	return result
}
`,
  sortedStrings: `
// sortedStrings is a copy of a list of strings, sorted by code points.
func sortedStrings(items []string) []string {
	result := append([]string(nil), items...)
	sort.Strings(result)
	return result
}
`,
  sortedBy: `
// sortedBy is a copy of a list, sorted by a key that is computed once for each item.
func sortedBy[T, K any](items []T, key func(T) K, compare func(K, K) int) []T {
	keyed := make([]Pair[K, T], len(items))
	for i, item := range items {
		keyed[i] = Pair[K, T]{key(item), item}
	}
	sort.SliceStable(keyed, func(i, j int) bool { return compare(keyed[i].First, keyed[j].First) < 0 })
	result := make([]T, len(items))
	for i := range keyed {
		result[i] = keyed[i].Second
	}
	return result
}
`,
  backwards: `
// backwards turns an order around.
func backwards[T any](compare func(T, T) int) func(T, T) int {
	return func(a, b T) int { return compare(b, a) }
}
`,
  mapItems: `
// mapItems converts every item of a list.
func mapItems[T, U any](items []T, f func(T) U) []U {
	result := make([]U, len(items))
	for i, item := range items {
		result[i] = f(item)
	}
	return result
}
`,
  rangeOf: `
// rangeOf lists the numbers from start up to stop.
func rangeOf(start, stop, step int) []int {
	if step == 0 {
		panic(pythonError{"ValueError", "range() arg 3 must not be zero"})
	}
	var result []int
	for i := start; step > 0 && i < stop || step < 0 && i > stop; i += step {
		result = append(result, i)
	}
	return result
}
`,
  rangeSize: `
// rangeSize is the number of steps from start up to stop.
func rangeSize(start, stop, step int) int {
	var size uint
	switch {
	case step == 0:
		panic(pythonError{"ValueError", "range() arg 3 must not be zero"})
	case step > 0 && start < stop:
		size = (uint(stop)-uint(start)-1)/uint(step) + 1
	case step < 0 && start > stop:
		size = (uint(start)-uint(stop)-1)/-uint(step) + 1
	}
	if size > math.MaxInt32 {
		panic(outsideError("a range of more than 2^31 items"))
	}
	return int(size)
}
`,
  inRange: `
// inRange tells whether a range hits a number.
func inRange(x, start, stop, step int) bool {
	if step == 0 {
		panic(pythonError{"ValueError", "range() arg 3 must not be zero"})
	}
	if step > 0 {
		return start <= x && x < stop && (x-start)%step == 0
	}
	return stop < x && x <= start && (start-x)%step == 0
}
`,
  exactly: `
// exactly checks the number of items that are unpacked.
func exactly[T any](items []T, count int) []T {
	if len(items) != count {
		panic(pythonError{"ValueError", "wrong number of values to unpack"})
	}
	return items
}
`,
  atLeast: `
// atLeast checks the number of items that are unpacked beside a starred target.
func atLeast[T any](items []T, count int) []T {
	if len(items) < count {
		panic(pythonError{"ValueError", "not enough values to unpack"})
	}
	return items
}
`,
  emptyError: `
// emptyError panics as min and max of nothing do.
func emptyError() {
	panic(pythonError{"ValueError", "iterable argument is empty"})
}
`,
} as const;
