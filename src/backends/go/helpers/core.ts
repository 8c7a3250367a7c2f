/** Types of the values, and the two ways of leaving a run. Each entry is gofmt-clean Go, printed only where used. */
export const CORE = {
  pythonError: `
// pythonError is the panic value for an exception of Python.
type pythonError struct {
	name, message string
}

func (e pythonError) Error() string {
	return e.name + ": " + e.message
}

// Exception returns Python's name of the exception.
func (e pythonError) Exception() string {
	return e.name
}
`,
  outsideError: `
// outsideError is the panic value for a result that this program can't represent.
type outsideError string

func (e outsideError) Error() string {
	return string(e)
}

// Outside marks the error for the caller.
func (e outsideError) Outside() {}
`,
  Optional: `
// Optional is a value or None.
type Optional[T any] struct {
	Value T
	Valid bool
}
`,
  some: `
// some wraps a value that is not None.
func some[T any](value T) Optional[T] {
	return Optional[T]{value, true}
}
`,
  boxOptional: `
// boxOptional is a value that may be None as a value of any type.
func boxOptional[T any](x Optional[T], box func(any) any) any {
	if !x.Valid {
		return struct{}{}
	}
	return box(x.Value)
}
`,
  Empty: `
// Empty is the tuple of no items.
type Empty struct{}
`,
  Single: `
// Single is a tuple of one item.
type Single[A any] struct {
	First A
}
`,
  Pair: `
// Pair is a tuple of two items.
type Pair[A, B any] struct {
	First  A
	Second B
}
`,
  Triple: `
// Triple is a tuple of three items.
type Triple[A, B, C any] struct {
	First  A
	Second B
	Third  C
}
`,
  Set: `
// Set is a set of comparable items.
type Set[T comparable] map[T]struct{}

// Add puts an item into the set.
func (s Set[T]) Add(item T) {
	s[item] = struct{}{}
}

// Has tells whether an item is in the set.
func (s Set[T]) Has(item T) bool {
	_, ok := s[item]
	return ok
}
`,
  setOf: `
// setOf makes a set of items.
func setOf[T comparable](items ...T) Set[T] {
	result := make(Set[T], len(items))
	for _, item := range items {
		result.Add(item)
	}
	return result
}
`,
  checkKey: `
// checkKey returns a key. NaN is equal to itself in a Python container, which Go's maps can't express.
func checkKey[T comparable](key T) T {
	if key != key {
		panic(outsideError("NaN is used as a key"))
	}
	return key
}
`,
  addFirst: `
// addFirst puts an item into the set unless an equal one is there: 0.0 does not replace -0.0.
func addFirst[T comparable](s Set[T], item T) {
	if !s.Has(item) {
		s.Add(item)
	}
}
`,
  packBig: `
// packBig is an integer as a key: the bytes of its absolute value after its sign.
func packBig(x *big.Int) string {
	return string(append([]byte{byte(x.Sign() + 1)}, x.Bytes()...))
}

// unpackBig is the integer of a key.
func unpackBig(key string) *big.Int {
	x := new(big.Int).SetBytes([]byte(key[1:]))
	if key[0] == 0 {
		x.Neg(x)
	}
	return x
}
`,
  packTexts: `
// packTexts makes one key of several texts: each stands after its length.
func packTexts(texts []string) string {
	var b strings.Builder
	for _, text := range texts {
		b.WriteString(strconv.Itoa(len(text)))
		b.WriteByte(':')
		b.WriteString(text)
	}
	return b.String()
}
`,
  unpackTexts: `
// unpackTexts takes a key of packTexts apart.
func unpackTexts(key string) []string {
	var texts []string
	for key != "" {
		length, rest, _ := strings.Cut(key, ":")
		size, _ := strconv.Atoi(length)
		texts = append(texts, rest[:size])
		key = rest[size:]
	}
	return texts
}
`,
  word: `
// word reads a machine integer that strconv.Itoa wrote.
func word(text string) int {
	value, _ := strconv.Atoi(text)
	return value
}
`,
  Dict: `
// Dict is a map that keeps the order of insertion.
type Dict[K comparable, V any] struct {
	keys   []K
	values []V
	index  map[K]int
}

// NewDict makes an empty dict.
func NewDict[K comparable, V any]() *Dict[K, V] {
	return &Dict[K, V]{index: make(map[K]int)}
}

// Set gives a key a value. A known key keeps its place.
func (d *Dict[K, V]) Set(key K, value V) {
	if i, ok := d.index[key]; ok {
		d.values[i] = value
		return
	}
	d.index[key] = len(d.keys)
	d.keys = append(d.keys, key)
	d.values = append(d.values, value)
}

// Get looks a key up.
func (d *Dict[K, V]) Get(key K) (value V, ok bool) {
	i, ok := d.index[key]
	if ok {
		value = d.values[i]
	}
	return value, ok
}

// Has tells whether a key is in the dict.
func (d *Dict[K, V]) Has(key K) bool {
	_, ok := d.index[key]
	return ok
}
`,
  lookUp: `
// lookUp returns the value of a key.
func lookUp[K comparable, V any](d *Dict[K, V], key K) V {
	value, ok := d.Get(key)
	if !ok {
		panic(pythonError{"KeyError", fmt.Sprint(key)})
	}
	return value
}
`,
  lookUpOr: `
// lookUpOr returns the value of a key, or a default.
func lookUpOr[K comparable, V any](d *Dict[K, V], key K, fallback V) V {
	if value, ok := d.Get(key); ok {
		return value
	}
	return fallback
}
`,
  lookUpOptional: `
// lookUpOptional returns the value of a key, or None.
func lookUpOptional[K comparable, V any](d *Dict[K, V], key K) Optional[V] {
	value, ok := d.Get(key)
	return Optional[V]{value, ok}
}
`,
  mergeDicts: `
// mergeDicts puts the entries of several dicts into a new one.
func mergeDicts[K comparable, V any](dicts ...*Dict[K, V]) *Dict[K, V] {
	result := NewDict[K, V]()
	for _, d := range dicts {
		for i, key := range d.keys {
			result.Set(key, d.values[i])
		}
	}
	return result
}
`,
  dictItems: `
// dictItems lists the entries of a dict.
func dictItems[K comparable, V any](d *Dict[K, V]) []Pair[K, V] {
	result := make([]Pair[K, V], len(d.keys))
	for i, key := range d.keys {
		result[i] = Pair[K, V]{key, d.values[i]}
	}
	return result
}
`,
  equalDicts: `
// equalDicts compares two dicts without their order.
func equalDicts[K comparable, V any](a, b *Dict[K, V], equal func(V, V) bool) bool {
	if len(a.keys) != len(b.keys) {
		return false
	}
	for i, key := range a.keys {
		value, ok := b.Get(key)
		if !ok || !equal(a.values[i], value) {
			return false
		}
	}
	return true
}
`,
  mapDict: `
// mapDict converts the keys and values of a dict.
func mapDict[K, L comparable, V, W any](d *Dict[K, V], key func(K) L, value func(V) W) *Dict[L, W] {
	result := NewDict[L, W]()
	for i, k := range d.keys {
		result.Set(key(k), value(d.values[i]))
	}
	return result
}
`,
  mapSet: `
// mapSet converts the items of a set.
func mapSet[T, U comparable](s Set[T], f func(T) U) Set[U] {
	result := make(Set[U], len(s))
	for item := range s {
		result.Add(f(item))
	}
	return result
}
`,
  mapOptional: `
// mapOptional converts a value that may be None.
func mapOptional[T, U any](x Optional[T], f func(T) U) Optional[U] {
	if !x.Valid {
		return Optional[U]{}
	}
	return some(f(x.Value))
}
`,
  setUnion: `
// setUnion is the set of items in a or in b.
func setUnion[T comparable](a, b Set[T]) Set[T] {
	result := make(Set[T], len(a)+len(b))
	for item := range a {
		result.Add(item)
	}
	for item := range b {
		if !a.Has(item) {
			result.Add(item)
		}
	}
	return result
}
`,
  setIntersection: `
// setIntersection is the set of items in both a and b.
func setIntersection[T comparable](a, b Set[T]) Set[T] {
	result := make(Set[T])
	for item := range a {
		if b.Has(item) {
			result.Add(item)
		}
	}
	return result
}
`,
  setDifference: `
// setDifference is the set of items in a that are not in b.
func setDifference[T comparable](a, b Set[T]) Set[T] {
	result := make(Set[T])
	for item := range a {
		if !b.Has(item) {
			result.Add(item)
		}
	}
	return result
}
`,
  isSubset: `
// isSubset tells whether all items of a are in b.
func isSubset[T comparable](a, b Set[T]) bool {
	for item := range a {
		if !b.Has(item) {
			return false
		}
	}
	return true
}
`,
  isDisjoint: `
// isDisjoint tells whether a and b have no item in common.
func isDisjoint[T comparable](a, b Set[T]) bool {
	for item := range a {
		if b.Has(item) {
			return false
		}
	}
	return true
}
`,
  setItems: `
// setItems lists the items of a set, in no order.
func setItems[T comparable](s Set[T]) []T {
	result := make([]T, 0, len(s))
	for item := range s {
		result = append(result, item)
	}
	return result
}
`,
} as const;
