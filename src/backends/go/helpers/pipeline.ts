/** Push iterators for the pipeline idiom: a sequence calls yield for each item until yield says false. */
export const PIPELINE = {
  Seq: `
// Seq is a lazy sequence: it calls yield for each item until yield returns false.
type Seq[T any] func(yield func(T) bool)
`,
  Each: `
// Each is the sequence of the items of a slice.
func Each[T any](items []T) Seq[T] {
	return func(yield func(T) bool) {
		for _, item := range items {
			if !yield(item) {
				return
			}
		}
	}
}
`,
  Count: `
// Count is the sequence of numbers from start up to stop.
func Count(start, stop, step int) Seq[int] {
	return func(yield func(int) bool) {
		for i := start; step > 0 && i < stop || step < 0 && i > stop; i += step {
			if !yield(i) {
				return
			}
		}
	}
}
`,
  Map: `
// Map applies a function to every item.
func Map[T, U any](items Seq[T], f func(T) U) Seq[U] {
	return func(yield func(U) bool) {
		items(func(item T) bool { return yield(f(item)) })
	}
}
`,
  Filter: `
// Filter keeps the items that pass a test.
func Filter[T any](items Seq[T], keep func(T) bool) Seq[T] {
	return func(yield func(T) bool) {
		items(func(item T) bool { return !keep(item) || yield(item) })
	}
}
`,
  FlatMap: `
// FlatMap joins the sequences that a function makes of every item.
func FlatMap[T, U any](items Seq[T], f func(T) Seq[U]) Seq[U] {
	return func(yield func(U) bool) {
		items(func(item T) bool {
			more := true
			f(item)(func(inner U) bool {
				more = yield(inner)
				return more
			})
			return more
		})
	}
}
`,
  Collect: `
// Collect puts the items into a slice.
func Collect[T any](items Seq[T]) []T {
	var result []T
	items(func(item T) bool {
		result = append(result, item)
		return true
	})
	return result
}
`,
  Reduce: `
// Reduce folds the items into one value, from the first to the last.
func Reduce[T, A any](items Seq[T], start A, f func(A, T) A) A {
	result := start
	items(func(item T) bool {
		result = f(result, item)
		return true
	})
	return result
}
`,
  Sum: `
// Sum adds up the items.
func Sum(items Seq[int]) int {
	total := 0
	items(func(item int) bool {
		total += item
		return true
	})
	return total
}
`,
  Any: `
// Any tells whether an item is true; it looks no further than the first one.
func Any(items Seq[bool]) bool {
	found := false
	items(func(item bool) bool {
		found = item
		return !found
	})
	return found
}
`,
  All: `
// All tells whether every item is true; it looks no further than the first false one.
func All(items Seq[bool]) bool {
	all := true
	items(func(item bool) bool {
		all = item
		return all
	})
	return all
}
`,
  CollectSet: `
// CollectSet puts the items into a set.
func CollectSet[T comparable](items Seq[T]) Set[T] {
	result := make(Set[T])
	items(func(item T) bool {
		result.Add(item)
		return true
	})
	return result
}
`,
  CollectDict: `
// CollectDict puts the entries into a dict.
func CollectDict[K comparable, V any](entries Seq[Pair[K, V]]) *Dict[K, V] {
	result := NewDict[K, V]()
	entries(func(entry Pair[K, V]) bool {
		result.Set(entry.First, entry.Second)
		return true
	})
	return result
}
`,
  inParallel: `
// inParallel splits size items into chunks, one for each worker, and runs work on them at the same time. The results
// are in order. If chunks panic, the first of them in order is passed on.
func inParallel[T any](size, workers int, work func(low, high int) T) []T {
	if workers > size {
		workers = size
	}
	if workers <= 0 {
		return nil
	}
	results := make([]T, workers)
	reasons := make([]any, workers)
	var group sync.WaitGroup
	for w := 0; w < workers; w++ {
		group.Add(1)
		go func(w int) {
			defer group.Done()
			defer func() { reasons[w] = recover() }()
			chunk := size / workers
			low, high := w*chunk, (w+1)*chunk
			if w == workers-1 {
				high = size
			}
			results[w] = work(low, high)
		}(w)
	}
	group.Wait()
	for _, reason := range reasons {
		if reason != nil {
			panic(reason)
		}
	}
	return results
}
`,
  unionAll: `
// unionAll puts the items of all sets into one; of equal items the first is kept.
func unionAll[T comparable](sets []Set[T]) Set[T] {
	result := make(Set[T])
	for _, set := range sets {
		for item := range set {
			if !result.Has(item) {
				result.Add(item)
			}
		}
	}
	return result
}
`,
} as const;
