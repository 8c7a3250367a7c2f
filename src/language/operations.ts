/**
 * Every operation of the IR, by name. Arguments are already converted: operands of one arithmetic operation have one
 * kind, booleans used as numbers are ints, ints used as floats are floats. A backend prints an operation or refuses
 * it by name; none may guess.
 *
 * `raises` lists what the operation can raise for some operands. `analysis.ts` narrows that by types and ranges.
 */
export interface OperationInfo {
  readonly raises?: readonly ExceptionName[];
}

export type ExceptionName =
  | 'ZeroDivisionError'
  | 'ValueError'
  | 'IndexError'
  | 'KeyError'
  | 'TypeError'
  | 'OverflowError'
  | 'AttributeError'
  | 'SyntaxError'
  | 'NameError'
  | 'UnicodeDecodeError'
  | 'UnicodeEncodeError'
  | 'StopIteration';

const pure: OperationInfo = {};
const raises = (...names: ExceptionName[]): OperationInfo => ({ raises: names });

export const OPERATIONS = {
  // int × int → int (exact, unbounded). The node's type carries the result's interval.
  'int.add': pure,
  'int.sub': pure,
  'int.mul': pure,
  'int.neg': pure,
  'int.abs': pure,
  'int.invert': pure,
  'int.floordiv': raises('ZeroDivisionError'),
  'int.mod': raises('ZeroDivisionError'),
  /** Exponent proved ≥ 0. */
  'int.pow': pure,
  /** `pow(base, exponent, modulus)`, exponent proved ≥ 0. */
  'int.powmod': raises('ValueError'),
  'int.and': pure,
  'int.or': pure,
  'int.xor': pure,
  'int.lshift': raises('ValueError'),
  'int.rshift': raises('ValueError'),
  /** int / int → float, correctly rounded even past 2^53. */
  'int.truediv': raises('ZeroDivisionError', 'OverflowError'),
  /** int ** int with exponent proved < 0 → float. */
  'int.pow_negative': raises('ZeroDivisionError'),
  'int.bit_length': pure,
  'int.bit_count': pure,
  // float × float → float (IEEE 754 binary64)
  'float.add': pure,
  'float.sub': pure,
  'float.mul': pure,
  'float.neg': pure,
  'float.abs': pure,
  'float.truediv': raises('ZeroDivisionError'),
  'float.floordiv': raises('ZeroDivisionError'),
  'float.mod': raises('ZeroDivisionError'),
  /** Base proved ≥ 0 or exponent integral: the result is real. */
  'float.pow': raises('ZeroDivisionError', 'OverflowError'),
  'float.is_integer': pure,
  // comparisons → bool: both arguments of one type (int/int, float/float, str/str, tuple/tuple, …)
  eq: pure,
  ne: pure,
  lt: pure,
  le: pure,
  gt: pure,
  ge: pure,
  /** int (any size) against float, exact. `options.compare` is eq | ne | lt | le | gt | ge. */
  'compare.int_float': pure,
  is_none: pure,
  is_not_none: pure,
  /** (container, item) → bool; item has the container's element (key, substring, int of bytes) type. */
  contains: pure,
  not: pure,
  /** Truth value of any type → bool. */
  truth: pure,
  // sequences
  len: pure,
  /** (list | sequence | str | bytes | range, int) → element; negative counts from the end. */
  index: raises('IndexError'),
  /** (tuple | record) → item `options.index` | field `options.field`. */
  'tuple.get': pure,
  'record.get': pure,
  /** (seq, start | None const, stop | None, step | None): args are int or the None constant. */
  slice: raises('ValueError'),
  concat: pure,
  /** (seq, int) → seq; counts < 0 are 0. */
  repeat: pure,
  /** (iterable) → list of exactly `options.arity` items; with `options.star` at least that many. Returns a list. */
  unpack: raises('ValueError'),
  'list.index': raises('ValueError'),
  'list.count': pure,
  // dicts
  'dict.getitem': raises('KeyError'),
  /** (dict, key) → optional value. */
  'dict.get': pure,
  /** (dict, key, default) → value joined with default. */
  'dict.get_or': pure,
  'dict.merge': pure,
  // sets: both arguments have one element type
  'set.union': pure,
  'set.intersection': pure,
  'set.difference': pure,
  'set.symmetric_difference': pure,
  'set.issubset': pure,
  'set.issuperset': pure,
  'set.isdisjoint': pure,
  'set.lt': pure,
  'set.gt': pure,
  // iterables: usable as a `for` source, or as the argument of another iterable
  /** (start, stop, step) ints → range. */
  range: raises('ValueError'),
  /** n iterables → iterator of n-tuples, as long as the shortest; `options.strict` raises ValueError. */
  zip: raises('ValueError'),
  /** (iterable, start int) → iterator of (int, element). */
  enumerate: pure,
  /** (list | sequence | str | range | dict) → iterator. */
  reversed: pure,
  'dict.items': pure,
  'dict.keys': pure,
  'dict.values': pure,
  // n-ary over one type, n ≥ 2: the first of equals
  min: pure,
  max: pure,
  // conversions with a meaning (representation changes are `convert` nodes)
  'int.from_float': raises('OverflowError', 'ValueError'),
  'int.from_str': raises('ValueError'),
  'float.from_str': raises('ValueError'),
  'round.to_int': raises('OverflowError', 'ValueError'),
  /** (float, int digits) → float, correctly rounded from the exact decimal expansion, ties to even. */
  'round.float_digits': raises('OverflowError'),
  'round.int_digits': pure,
  /** str(x), repr(x), ascii(x) for any type. */
  str: pure,
  repr: pure,
  ascii: pure,
  chr: raises('ValueError'),
  ord: raises('TypeError'),
  hex: pure,
  oct: pure,
  bin: pure,
  /** (x) → str by `options.spec`, a parsed format specification (int, float, str or bool argument). */
  format: raises('ValueError', 'OverflowError'),
  // strings
  'str.upper': pure,
  'str.lower': pure,
  'str.title': pure,
  'str.capitalize': pure,
  'str.swapcase': pure,
  'str.casefold': pure,
  /** (s) whitespace, or (s, chars). */
  'str.strip': pure,
  'str.lstrip': pure,
  'str.rstrip': pure,
  /** (s) on whitespace; (s, sep); (s, sep | None const, maxsplit). */
  'str.split': raises('ValueError'),
  'str.rsplit': raises('ValueError'),
  /** (s, keepends bool). */
  'str.splitlines': pure,
  /** (s, prefix str | sequence of str[, start[, end]]). */
  'str.startswith': pure,
  'str.endswith': pure,
  'str.replace': pure,
  /** (s, sub[, start[, end]]). */
  'str.find': pure,
  'str.rfind': pure,
  'str.index': raises('ValueError'),
  'str.rindex': raises('ValueError'),
  'str.count': pure,
  'str.isdigit': pure,
  'str.isalpha': pure,
  'str.isalnum': pure,
  'str.isupper': pure,
  'str.islower': pure,
  'str.isspace': pure,
  'str.istitle': pure,
  'str.isnumeric': pure,
  'str.isdecimal': pure,
  'str.isidentifier': pure,
  'str.isascii': pure,
  'str.isprintable': pure,
  'str.zfill': pure,
  /** (s, width[, fill]). */
  'str.ljust': pure,
  'str.rjust': pure,
  'str.center': pure,
  /** → 3-tuple of str. */
  'str.partition': raises('ValueError'),
  'str.rpartition': raises('ValueError'),
  'str.removeprefix': pure,
  'str.removesuffix': pure,
  'str.expandtabs': pure,
  'str.encode': raises('UnicodeEncodeError'),
  // bytes
  /** (list[int]) → bytes. */
  'bytes.from_ints': raises('ValueError'),
  /** (int) → that many zero bytes. */
  'bytes.zeros': raises('ValueError'),
  'bytes.decode': raises('UnicodeDecodeError'),
  'bytes.hex': pure,
  // math, float → float unless said; those the C library may round differently are in FLOAT_LIBRARY
  'math.sqrt': raises('ValueError'),
  'math.isqrt': raises('ValueError'),
  /** float → int */
  'math.floor': raises('OverflowError', 'ValueError'),
  'math.ceil': raises('OverflowError', 'ValueError'),
  'math.trunc': raises('OverflowError', 'ValueError'),
  'math.fabs': pure,
  'math.copysign': pure,
  'math.fmod': raises('ValueError'),
  'math.hypot': raises('OverflowError'),
  'math.exp': raises('OverflowError'),
  'math.log': raises('ValueError'),
  'math.log2': raises('ValueError'),
  'math.log10': raises('ValueError'),
  'math.log1p': raises('ValueError'),
  'math.expm1': raises('OverflowError'),
  'math.sin': raises('ValueError'),
  'math.cos': raises('ValueError'),
  'math.tan': raises('ValueError'),
  'math.asin': raises('ValueError'),
  'math.acos': raises('ValueError'),
  'math.atan': pure,
  'math.atan2': pure,
  'math.sinh': raises('OverflowError'),
  'math.cosh': raises('OverflowError'),
  'math.tanh': pure,
  'math.pow': raises('ValueError', 'OverflowError'),
  'math.degrees': pure,
  'math.radians': pure,
  'math.isnan': pure,
  'math.isinf': pure,
  'math.isfinite': pure,
  /** int × int → int, ≥ 0 */
  'math.gcd': pure,
  'math.lcm': pure,
  'math.comb': raises('ValueError'),
  'math.perm': raises('ValueError'),
  'math.factorial': raises('ValueError'),
  /** (x of a union or optional type) → bool; `options.kinds` are type kinds. */
  isinstance: pure,
} as const satisfies Record<string, OperationInfo>;

export type OpName = keyof typeof OPERATIONS;

export function operationRaises(op: OpName): readonly ExceptionName[] {
  const info: OperationInfo = OPERATIONS[op];
  return info.raises ?? [];
}

/** Functions of the C library that implementations round differently in the last digit. */
export const FLOAT_LIBRARY: ReadonlySet<OpName> = new Set<OpName>([
  'float.pow',
  'math.exp',
  'math.log',
  'math.log2',
  'math.log10',
  'math.log1p',
  'math.expm1',
  'math.sin',
  'math.cos',
  'math.tan',
  'math.asin',
  'math.acos',
  'math.atan',
  'math.atan2',
  'math.sinh',
  'math.cosh',
  'math.tanh',
  'math.pow',
  'math.hypot',
]);

/** A parsed format specification mini-language item (PEP 3101); `%`-formatting lowers to it as well. */
export interface FormatSpec {
  readonly fill: string;
  readonly align: '<' | '>' | '^' | '=' | null;
  readonly sign: '+' | '-' | ' ';
  readonly alternate: boolean;
  readonly zeroNegative: boolean;
  readonly width: number;
  readonly grouping: ',' | '_' | null;
  readonly precision: number | null;
  /** Presentation type; null for the default. */
  readonly type:
    | 'b'
    | 'c'
    | 'd'
    | 'e'
    | 'E'
    | 'f'
    | 'F'
    | 'g'
    | 'G'
    | 'n'
    | 'o'
    | 's'
    | 'x'
    | 'X'
    | '%'
    | null;
}

export interface OpOptions {
  readonly index?: number;
  readonly field?: string;
  readonly arity?: number;
  readonly star?: boolean;
  readonly strict?: boolean;
  readonly spec?: FormatSpec;
  readonly compare?: 'eq' | 'ne' | 'lt' | 'le' | 'gt' | 'ge';
  readonly kinds?: readonly string[];
  /** Base of `int(s, base)`. */
  readonly base?: number;
  /** Codec of encode and decode: 'utf-8' | 'ascii' | 'latin-1'. */
  readonly encoding?: 'utf-8' | 'ascii' | 'latin-1';
}
