/** Errors, indexing and containers as Python has them. Type annotations stand between « and ». */
export const COLLECTION_HELPERS = {
  PyError: `
/** A Python exception. */
class PyError extends Error {
  constructor(kind«: string», message«: string») {
    super(message);
    this.name = kind;
  }
}`,
  raise: `
function raise(kind«: string», message«: string»)«: never» {
  throw new PyError(kind, message);
}`,
  itemAt: `
/** The item at an index; negative ones count from the end. */
function itemAt«<T>»(items«: ArrayLike<T>», index«: number»)«: T» {
  const i = index < 0 ? index + items.length : index;
  if (i < 0 || i >= items.length) raise('IndexError', 'index out of range');
  return items[i];
}`,
  stepSlice: `
/** items[start:stop:step] */
function stepSlice«<T>»(items«: ArrayLike<T>», start«: number | null», stop«: number | null», step«: number»)«: T[]» {
  if (step === 0) raise('ValueError', 'slice step cannot be zero');
  const [low, high] = step > 0 ? [0, items.length] : [-1, items.length - 1];
  const clamp = (i«: number») => Math.min(Math.max(i < 0 ? i + items.length : i, low), high);
  const from = start === null ? (step > 0 ? low : high) : clamp(start);
  const to = stop === null ? (step > 0 ? high : low) : clamp(stop);
  const result«: T[]» = [];
  for (let i = from; step > 0 ? i < to : i > to; i += step) result.push(items[i]);
  return result;
}`,
  getItem: `
/** mapping[key] */
function getItem«<K, V>»(mapping«: { get(key: K): V | undefined }», key«: K»)«: V» {
  const value = mapping.get(key);
  if (value === undefined) raise('KeyError', String(key));
  return value;
}`,
  repeatItems: `
/** items * count */
function repeatItems«<T>»(items«: readonly T[]», count«: number»)«: T[]» {
  const result«: T[]» = [];
  for (let i = 0; i < count; i++) result.push(...items);
  return result;
}`,
  range: `
/** The numbers of a range. */
function range(start«: number», stop«: number», step = 1)«: number[]» {
  const length = rangeLength(start, stop, step);
  if (length > 2 ** 26) raise('Outside', 'a range of this size is not stored');
  const numbers«: number[]» = [];
  for (let i = 0; i < length; i++) numbers.push(start + i * step);
  return numbers;
}`,
  rangeLength: `
/** How many numbers a range has. */
function rangeLength(start«: number», stop«: number», step«: number»)«: number» {
  if (step === 0) raise('ValueError', 'range() arg 3 must not be zero');
  return Math.max(0, Math.ceil((stop - start) / step));
}`,
  rangeBig: `
/** The numbers of a range. */
function rangeBig(start«: bigint», stop«: bigint», step«: bigint»)«: bigint[]» {
  const length = Number(rangeLengthBig(start, stop, step));
  if (length > 2 ** 26) raise('Outside', 'a range of this size is not stored');
  return Array.from({ length }, (_, i) => start + BigInt(i) * step);
}`,
  rangeLengthBig: `
/** How many numbers a range has. */
function rangeLengthBig(start«: bigint», stop«: bigint», step«: bigint»)«: bigint» {
  if (step === 0n) raise('ValueError', 'range() arg 3 must not be zero');
  const length = step > 0n ? (stop - start + step - 1n) / step : (start - stop - step - 1n) / -step;
  return length > 0n ? length : 0n;
}`,
  nonZero: `
/** A range's step. */
function nonZero«<T extends number | bigint>»(step«: T»)«: T» {
  if (!step) raise('ValueError', 'range() arg 3 must not be zero');
  return step;
}`,
  zip: `
/** Tuples of items side by side, as many as the shortest source has. */
function* zip«<T extends unknown[]>»(...sources«: { [K in keyof T]: Iterable<T[K]> }»)«: Generator<T>» {
  const iterators = sources.map((source) => source[Symbol.iterator]());
  while (iterators.length > 0) {
    const row«: unknown[]» = [];
    for (const iterator of iterators) {
      const next = iterator.next();
      if (next.done) return;
      row.push(next.value);
    }
    yield row« as T»;
  }
}`,
  zipStrict: `
/** Tuples of items side by side; all sources must have as many. */
function* zipStrict«<T extends unknown[]>»(...sources«: { [K in keyof T]: Iterable<T[K]> }»)«: Generator<T>» {
  const iterators = sources.map((source) => source[Symbol.iterator]());
  while (iterators.length > 0) {
    const row«: unknown[]» = [];
    for (const iterator of iterators) {
      const next = iterator.next();
      if (!next.done) row.push(next.value);
      else if (row.length > 0 || iterators.slice(1).some((other) => !other.next().done)) {
        raise('ValueError', 'zip() arguments have different lengths');
      } else return;
    }
    yield row« as T»;
  }
}`,
  enumerate: `
/** Items with their numbers. */
function* enumerate«<T>»(items«: Iterable<T>», start = 0)«: Generator<[number, T]>» {
  let i = start;
  for (const item of items) yield [i++, item];
}`,
  unpackItems: `
/** Exactly so many items; at least so many with a star. */
function unpackItems«<T>»(items«: Iterable<T>», count«: number», star«: boolean»)«: T[]» {
  const result = [...items];
  if (result.length < count) raise('ValueError', 'not enough values to unpack');
  if (result.length > count && !star) raise('ValueError', 'too many values to unpack');
  return result;
}`,
  indexOf: `
/** items.index(value) */
function indexOf«<T>»(items«: readonly T[]», test«: (item: T) => boolean»)«: number» {
  const i = items.findIndex(test);
  if (i < 0) raise('ValueError', 'value is not in list');
  return i;
}`,
  KeyedSet: `
/** A set of values that are equal when their keys are; the first of equals stays. */
class KeyedSet«<T>» {
«  private readonly items: Map<unknown, T>;
  private readonly key: (item: T) => unknown;
»  constructor(key«: (item: T) => unknown», items«: Iterable<T>» = []) {
    this.key = key;
    this.items = new Map();
    for (const item of items) this.add(item);
  }
  get size()«: number» {
    return this.items.size;
  }
  add(item«: T»)«: this» {
    const key = this.key(item);
    if (!this.items.has(key)) this.items.set(key, item);
    return this;
  }
  has(item«: T»)«: boolean» {
    return this.items.has(this.key(item));
  }
  [Symbol.iterator]()«: IterableIterator<T>» {
    return this.items.values();
  }
}`,
  KeyedMap: `
/** A map whose keys are equal when their canonical forms are; the first of equal keys stays. */
class KeyedMap«<K, V>» {
«  private readonly items: Map<unknown, [K, V]>;
  private readonly key: (key: K) => unknown;
»  constructor(key«: (key: K) => unknown», entries«: Iterable<readonly [K, V]>» = []) {
    this.key = key;
    this.items = new Map();
    for (const [k, v] of entries) this.set(k, v);
  }
  get size()«: number» {
    return this.items.size;
  }
  get(key«: K»)«: V | undefined» {
    return this.items.get(this.key(key))?.[1];
  }
  has(key«: K»)«: boolean» {
    return this.items.has(this.key(key));
  }
  set(key«: K», value«: V»)«: this» {
    const canonical = this.key(key);
    const entry = this.items.get(canonical);
    if (entry) entry[1] = value;
    else this.items.set(canonical, [key, value]);
    return this;
  }
  *keys()«: Generator<K>» {
    for (const [key] of this.items.values()) yield key;
  }
  *values()«: Generator<V>» {
    for (const [, value] of this.items.values()) yield value;
  }
  [Symbol.iterator]()«: IterableIterator<[K, V]>» {
    return this.items.values();
  }
}`,
  Float: `
/** A float among ints. */
class Float {
«  readonly kind = 'float';
  readonly value: number;
»  constructor(value«: number») {
    this.kind = 'float';
    this.value = value;
  }
}`,
  Tuple: `
/** A tuple among lists. */
class Tuple«<T>» {
«  readonly kind = 'tuple';
  readonly value: T;
»  constructor(value«: T») {
    this.kind = 'tuple';
    this.value = value;
  }
}`,
  FrozenSet: `
/** A frozenset among sets. */
class FrozenSet«<T>» {
«  readonly kind = 'frozenset';
  readonly value: T;
»  constructor(value«: T») {
    this.kind = 'frozenset';
    this.value = value;
  }
}`,
  equalArrays: `
/** Same length and equal items. */
function equalArrays«<T>»(a«: ArrayLike<T>», b«: ArrayLike<T>», equal«: (x: T, y: T) => boolean» = (x, y) => x === y)«: boolean» {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (!equal(a[i], b[i])) return false;
  return true;
}`,
  isSubset: `
/** Every item of one set is in the other. */
function isSubset«<T>»(a«: { readonly size: number } & Iterable<T>», b«: { has(item: T): boolean }»)«: boolean» {
  for (const item of a) if (!b.has(item)) return false;
  return true;
}`,
  equalMaps: `
/** Same keys with equal values. */
function equalMaps«<K, V>»(
  a«: { readonly size: number } & Iterable<[K, V]>»,
  b«: { readonly size: number; has(key: K): boolean; get(key: K): V | undefined }»,
  equal«: (x: V, y: V) => boolean»,
)«: boolean» {
  if (a.size !== b.size) return false;
  for (const [key, value] of a) if (!b.has(key) || !equal(value, b.get(key)« as V»)) return false;
  return true;
}`,
  compareArrays: `
/** Lexicographic order: negative, zero or positive. */
function compareArrays«<T>»(a«: ArrayLike<T>», b«: ArrayLike<T>», compare«: (x: T, y: T) => number»)«: number» {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const order = compare(a[i], b[i]);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}`,
  compareValues: `
/** -1, 0 or 1. */
function compareValues«<T extends number | bigint | boolean>»(a«: T», b«: T»)«: number» {
  return a < b ? -1 : a > b ? 1 : 0;
}`,
  compareFloats: `
/** -1, 0 or 1; NaN has no place in an order. */
function compareFloats(a«: number», b«: number»)«: number» {
  if (Number.isNaN(a) || Number.isNaN(b)) raise('Outside', 'an order with NaN depends on the sorting algorithm');
  return a < b ? -1 : a > b ? 1 : 0;
}`,
  compareNumbers: `
/** -1, 0 or 1 for numbers of different kinds. */
function compareNumbers(a«: number | bigint», b«: number | bigint»)«: number» {
  if (Number.isNaN(a) || Number.isNaN(b)) raise('Outside', 'an order with NaN depends on the sorting algorithm');
  return a < b ? -1 : a > b ? 1 : 0;
}`,
  compareStrings: `
/** Order by code points: surrogates stand for the largest ones. */
function compareStrings(a«: string», b«: string»)«: number» {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return (x >>> 11 === 27 ? x + 0x10000 : x) - (y >>> 11 === 27 ? y + 0x10000 : y);
  }
  return a.length - b.length;
}`,
  sortBy: `
/** Stable order by a key that is computed once for each item. */
function sortBy«<T, K>»(items«: Iterable<T>», key«: (item: T) => K», compare«: (a: K, b: K) => number»)«: T[]» {
  return Array.from(items, (item) => ({ item, key: key(item) }))
    .sort((a, b) => compare(a.key, b.key))
    .map(({ item }) => item);
}`,
  sameFloat: `
/** Equal floats inside containers, where Python compares NaN by identity. */
function sameFloat(a«: number», b«: number»)«: boolean» {
  if (Number.isNaN(a) && Number.isNaN(b)) raise('Outside', 'NaN inside a container is compared by identity');
  return a === b;
}`,
  bytesFrom: `
/** bytes(items) */
function bytesFrom(items«: readonly (number | bigint)[]»)«: Uint8Array» {
  return Uint8Array.from(items, (item) => {
    if (item < 0 || item > 255) raise('ValueError', 'bytes must be in range(0, 256)');
    return Number(item);
  });
}`,
  zeroBytes: `
/** bytes(count) */
function zeroBytes(count«: number»)«: Uint8Array» {
  if (count < 0) raise('ValueError', 'negative count');
  return new Uint8Array(count);
}`,
  findBytes: `
/** Index of a run of bytes, or -1. */
function findBytes(bytes«: Uint8Array», part«: Uint8Array»)«: number» {
  for (let i = 0; i + part.length <= bytes.length; i++) {
    if (part.every((byte, k) => byte === bytes[i + k])) return i;
  }
  return -1;
}`,
  bytesHex: `
function bytesHex(bytes«: Uint8Array»)«: string» {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}`,
} as const;
