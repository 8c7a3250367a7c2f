import type { ExceptionName, InputSpec, Op, OpName } from '../../language';
import type { SqlDialect } from '../contract';
import type { Emitter } from './emitter';
import type { Names } from './names';
import type { Query } from './query';
import type { Piece, Shape, Term } from './term';

/** Prints one operation, or refuses it. */
export type Printer = (emitter: Emitter, node: Op) => Term;
export type Printers = Partial<Record<OpName, Printer>>;

/** One ORDER BY key. */
export interface Order {
  readonly key: Term;
  readonly descending: boolean;
}

/** A table expression of a FROM clause, and how to read it. */
export interface Source {
  readonly from: Piece;
  /** The element of each row. */
  readonly element: Term;
  /** Puts the rows in the order in which Python meets them; null when no order was asked for. */
  readonly order: Order | null;
  /** Position of the row from 0, where the source counts. */
  readonly position: Term | null;
}

/** What a source may call its table and its columns; each call gives one more name. */
export interface SourceNames {
  readonly table: () => string;
  readonly column: () => string;
  readonly ordinal: () => string;
}

/** The ints of a `range`; `sign` is the step's, 0 when unknown. */
export interface Progression {
  readonly start: Term;
  readonly stop: Term;
  readonly step: Term;
  readonly sign: -1 | 0 | 1;
  readonly startsAtZero: boolean;
  readonly stepsByOne: boolean;
}

/** Values: literals, conversions and containers. */
export interface DialectValues {
  /** Widest exact int: 64 bits, or 128 for HUGEINT and numeric. */
  readonly widestInt: 64 | 128;
  /** Null when the engine would read another float from its text. */
  float(value: number): Term | null;
  /** Null when the engine can't hold the string. */
  string(text: string): Term | null;
  bytes(data: Uint8Array): Term | null;
  none(): Term;
  widen(value: Term, bits: 64 | 128): Term;
  /** An int of 64 bits again, for functions that take no wider one. */
  narrow(value: Term): Term;
  toFloat(value: Term): Term;
  boolToInt(value: Term): Term;
  /** A piece that raises when it is evaluated; `shape` is what it stands in for. */
  raise(exception: ExceptionName | 'Outside', message: string, shape: Shape): Term;
  /** `index`: its place among the program's inputs, from 0. */
  input(spec: InputSpec, index: number): Term;
  /** Null for items that a list of this engine can't hold exactly. */
  list(items: readonly Term[], element: Shape): Term | null;
  concatLists(lists: readonly Term[]): Term | null;
  /** A list as a set: sorted, without repeats. */
  distinct(list: Term): Term;
  /** Null for a tuple that the engine has no value for (the empty one). */
  tuple(items: readonly Term[]): Term | null;
  tupleItem(tuple: Term, index: number): Term;
  field(record: Term, name: string): Term;
  range(progression: Progression): Term;
  /** True where lists and tuples are compared item by item, as in Python. */
  readonly ordersContainers: boolean;
  /** Whether a column that is sorted by comes back with 0.0 for -0.0. */
  readonly sortDropsSign: boolean;
  /** True where a subquery in FROM sees the columns of outer queries. */
  readonly nestsSources: boolean;
  /** True where NaN turns into NULL. */
  readonly nanIsNull: boolean;
  /** The characters of a string as a list. */
  characters(text: Term, mayBeEmpty: boolean): Term;
  dictDisplay(entries: readonly (readonly [Term, Term])[], shape: Shape): Term | null;
  /** The entries of a dict as a list of pairs. */
  dictItems(dict: Term): Term;
  dictKeys(dict: Term): Term;
  dictValues(dict: Term): Term;
}

/** FROM items and aggregates. */
export interface DialectQueries {
  rangeSource(progression: Progression, ordered: boolean, names: SourceNames): Source;
  listSource(list: Term, ordered: boolean, names: SourceNames): Source;
  /** The characters of a string as rows. */
  characterSource(text: Term, mayBeEmpty: boolean, ordered: boolean, names: SourceNames): Source;
  /** Rows of the table that holds an input. */
  tableSource(name: string, shape: Shape, ordered: boolean, names: SourceNames): Source;
  /** One row of one column computed from the FROM items on its left; null where the engine has no lateral. */
  letSource(value: Term, names: SourceNames): { readonly from: Piece; readonly value: Term } | null;
  /** A query as a list value. */
  listOf(value: Term, query: Query): Term | null;
  /** A query of distinct keys and their values as a dict value. */
  dictOf(key: Term, value: Term, query: (columns: readonly Piece[]) => Query): Term | null;
  /** One row for each key, where its first row stood, with the value of its last. */
  lastPerKey(
    key: Term,
    value: Term,
    query: Query,
    order: readonly Order[],
    names: Names,
  ): { readonly key: Term; readonly value: Term; readonly query: (columns: readonly Piece[]) => Query };
  orderBy(order: Order): Piece;
  /** `sum` of ints; NULL for no rows. */
  sum(element: Term): Term;
  /** `separator.join(element …)`: an aggregate of the query, or a value made from it; null where it can't be said. */
  joinText(
    element: Term,
    separator: Term,
    constant: boolean,
    query: Query,
    order: readonly Order[],
    names: Names,
  ): { readonly kind: 'aggregate' | 'value'; readonly value: Term } | null;
  /** Float `sum` of a list in order, compensated as CPython does (`orZero`: -0.0 of nothing); null where it can't be said. */
  compensatedSum(items: Term, start: Term | null, orZero: boolean, names: Names): Term | null;
  /** Product of a list in order; null where it can't be said. */
  product(items: Term, start: Term | null, shape: Shape, names: Names): Term | null;
  /** min or max of a group; null for types that the engine has none of. */
  extreme(element: Term, largest: boolean): Term | null;
}

/** Names of scalar functions that differ. */
export interface DialectFunctions {
  least(left: Term, right: Term): Term;
  greatest(left: Term, right: Term): Term;
  xor(left: Term, right: Term, shape: Shape): Term;
  /** `base ** exponent` of ints, exact; null where it can't be said. */
  power(base: Term, exponent: Term, shape: Shape, names: Names): Term | null;
  /** The amount of a shift in the width that the engine asks for. */
  shiftAmount(amount: Term): Term;
  /** Truncating division of ints. */
  integerDivision(left: Term, right: Term, shape: Shape): Term;
  /** Ints below 2^53 divided as floats. */
  floatDivision(left: Term, right: Term, shape: Shape): Term;
  floatRemainder(left: Term, right: Term, shape: Shape): Term | null;
  /** A whole float as an int; null where the engine would clamp instead of failing. */
  floatToInt(value: Term): Term | null;
  /** Rounded half to even, as an int. */
  roundHalfEven(value: Term): Term | null;
  /** Rounded to a whole float. */
  roundToWhole(value: Term): Term | null;
  /** Rounded to decimal digits from the exact expansion. */
  roundToDigits(value: Term, digits: number): Term | null;
  isNan(value: Term): Term;
  isInfinite(value: Term): Term;
  isFinite(value: Term): Term;
  compare(left: Term, symbol: string, right: Term): Term;
  /** Equality in which None is equal to None. */
  nullSafeEqual(left: Term, right: Term, negated: boolean): Term;
  sortList(list: Term): Term;
  listContains(list: Term, item: Term): Term | null;
  dictContains(dict: Term, key: Term): Term | null;
  textContains(text: Term, part: Term): Term;
  /** Length of a value of this kind of type. */
  length(value: Term, kind: string): Term;
}

/** What the three engines say differently. */
export interface Dialect extends DialectValues, DialectQueries, DialectFunctions {
  readonly id: SqlDialect;
  readonly operations: Printers;
}
