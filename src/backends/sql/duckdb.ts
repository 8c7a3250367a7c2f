import type { InputSpec } from '../../language';
import type { Dialect, Order, Progression, Source } from './dialect';
import { cast } from './duckdb-cast';
import { lengthOf } from './duckdb-containers';
import { DUCKDB_OPERATIONS } from './duckdb-operations';
import { decimalFloat, quotedString } from './literals';
import type { Names } from './names';
import { quoted } from './names';
import { nested } from './query';
import {
  ANY_FLOAT,
  ASCII_SHAPE,
  BOOL_SHAPE,
  binary,
  call,
  compare,
  type FloatShape,
  hasNegativeZero,
  INT64_SHAPE,
  joinShapes,
  joinTerms,
  NONE_SHAPE,
  type Piece,
  PRECEDENCE,
  paren,
  type Shape,
  STR_SHAPE,
  shapeOf,
  type Term,
  term,
  tighter,
  wrap,
} from './term';

const WIDTHS = { 32: 'INTEGER', 64: 'BIGINT', 128: 'HUGEINT' } as const;

/** A float known exactly. */
const floatShape = (value: number): FloatShape => ({
  kind: 'float',
  low: value,
  high: value,
  nan: Number.isNaN(value),
  negativeZero: Object.is(value, -0),
});

const elementOf = (list: Term): Shape => (list.shape.kind === 'list' ? list.shape.element : NONE_SHAPE);

/** DuckDB: lists, structs, ordered maps, HUGEINT, lateral joins, checked integer arithmetic. */
export const DUCKDB: Dialect = {
  id: 'duckdb',
  operations: DUCKDB_OPERATIONS,
  widestInt: 128,
  ordersContainers: true,
  sortDropsSign: true,
  nestsSources: true,
  nanIsNull: false,

  float(value) {
    const shape = floatShape(value);
    if (!Number.isFinite(value))
      return term(
        shape,
        PRECEDENCE.cast,
      )`'${Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf'}'::DOUBLE`;
    // A bare 0.1 is a DECIMAL here; a short one casts to the nearest double, a long one needs the exponent form.
    const text = decimalFloat(Math.abs(value));
    const negative = value < 0 || Object.is(value, -0);
    if (/e/.test(text) || text.replace('.', '').length > 15) {
      const long = /e/.test(text) ? text : `${text}e0`;
      return term(shape, negative ? PRECEDENCE.unary : PRECEDENCE.atom)`${negative ? '-' : ''}${long}`;
    }
    return negative
      ? term(shape, PRECEDENCE.unary)`-${text}::DOUBLE`
      : term(shape, PRECEDENCE.cast)`${text}::DOUBLE`;
  },
  string: (text) => quotedString(text, 'duckdb'),
  bytes(data) {
    const text = Array.from(data, (b) => `\\x${b.toString(16).toUpperCase().padStart(2, '0')}`).join('');
    return term({ kind: 'bytes' }, PRECEDENCE.cast)`'${text}'::BLOB`;
  },
  none: () => term(NONE_SHAPE)`NULL`,
  widen: (value, bits) => cast(value, WIDTHS[bits], { kind: 'int', bits }),
  narrow: (value) => cast(value, 'BIGINT', INT64_SHAPE),
  toFloat: (value) => cast(value, 'DOUBLE', ANY_FLOAT),
  boolToInt: (value) => cast(value, 'INTEGER', { kind: 'int', bits: 32 }),
  raise: (exception, message, shape) =>
    call(shape, 'error', quotedString(`${exception}: ${message}`, 'duckdb')),
  input: (spec: InputSpec) => term(shapeOf(spec.type))`getvariable('${spec.name.replaceAll("'", "''")}')`,

  list: (items, element) =>
    wrap(
      term(NONE_SHAPE)`[${joinTerms(items, ', ')}]`.fragment,
      { kind: 'list', element },
      PRECEDENCE.atom,
      items,
    ),
  concatLists(lists) {
    const shape = lists.map((l) => l.shape).reduce(joinShapes, NONE_SHAPE);
    return lists.reduce((a, b) => binary(shape, PRECEDENCE.other, a, '||', b));
  },
  distinct: (list) => call(list.shape, 'list_sort', call(list.shape, 'list_distinct', list)),
  tuple(items) {
    if (items.length === 0) return null;
    const shape: Shape = { kind: 'tuple', items: items.map((i) => i.shape) };
    return items.length === 1 ? call(shape, 'row', ...items) : call(shape, '', ...items);
  },
  tupleItem(tuple, index) {
    const shape = tuple.shape.kind === 'tuple' ? (tuple.shape.items[index] ?? NONE_SHAPE) : NONE_SHAPE;
    const name = tuple.shape.kind === 'tuple' ? tuple.shape.names?.[index] : undefined;
    const whole = paren(tuple, PRECEDENCE.atom);
    return name === undefined ? term(shape)`${whole}[${index + 1}]` : term(shape)`${whole}.${name}`;
  },
  field(record, name) {
    const field =
      record.shape.kind === 'record' ? record.shape.fields.find((f) => f.name === name) : undefined;
    return term(field?.shape ?? NONE_SHAPE)`${paren(record, PRECEDENCE.atom)}.${quoted(name)}`;
  },
  range: (progression) => call({ kind: 'list', element: INT64_SHAPE }, 'range', ...bounds(progression)),
  characters(text, mayBeEmpty) {
    const shape: Shape = { kind: 'list', element: text.shape };
    const split = call(shape, 'string_split', text, "''");
    return mayBeEmpty
      ? term(shape)`CASE WHEN ${tighter(text, PRECEDENCE.comparison)} = '' THEN [] ELSE ${split} END`
      : split;
  },
  dictDisplay(entries, shape) {
    const pairs = joinTerms(
      entries.map(([k, v]) => term(NONE_SHAPE)`${k}: ${v}`),
      ', ',
    );
    return wrap(term(shape)`MAP {${pairs}}`.fragment, shape, PRECEDENCE.atom, entries.flat());
  },
  dictItems: (dict) => call({ kind: 'list', element: entryShape(dict) }, 'map_entries', dict),
  dictKeys: (dict) =>
    call(
      { kind: 'list', element: dict.shape.kind === 'dict' ? dict.shape.key : NONE_SHAPE },
      'map_keys',
      dict,
    ),
  dictValues: (dict) =>
    call(
      { kind: 'list', element: dict.shape.kind === 'dict' ? dict.shape.value : NONE_SHAPE },
      'map_values',
      dict,
    ),

  rangeSource(progression, ordered, names): Source {
    const [table, column] = [names.table(), names.column()];
    const element = term(INT64_SHAPE)`${column}`;
    return {
      from: term(NONE_SHAPE)`${call(NONE_SHAPE, 'range', ...bounds(progression))} AS ${table}(${column})`,
      element,
      order: ordered ? { key: element, descending: progression.sign < 0 } : null,
      position: null,
    };
  },
  listSource(list, ordered, names): Source {
    const [table, column] = [names.table(), names.column()];
    const element = term(elementOf(list))`${column}`;
    const unnest = call(NONE_SHAPE, 'unnest', list);
    if (!ordered)
      return {
        from: term(NONE_SHAPE)`${unnest} AS ${table}(${column})`,
        element,
        order: null,
        position: null,
      };
    const ordinal = term(INT64_SHAPE)`${names.ordinal()}`;
    return {
      from: term(NONE_SHAPE)`${unnest} WITH ORDINALITY AS ${table}(${column}, ${ordinal})`,
      element,
      order: { key: ordinal, descending: false },
      position: term(INT64_SHAPE, PRECEDENCE.additive)`${ordinal} - 1`,
    };
  },
  characterSource: (text, mayBeEmpty, ordered, names) =>
    DUCKDB.listSource(DUCKDB.characters(text, mayBeEmpty), ordered, names),
  tableSource(name, shape, ordered, names): Source {
    const column = names.column();
    const element = term(shape)`${column}`;
    return {
      from: term(NONE_SHAPE)`${quoted(name)} AS ${column}`,
      element,
      order: ordered ? { key: term(INT64_SHAPE)`${column}.rowid`, descending: false } : null,
      position: null,
    };
  },
  letSource(value, names) {
    const [table, column] = [names.table(), names.column()];
    const from = { ...term(NONE_SHAPE)`(SELECT ${value} AS ${column}) AS ${table}` };
    return { from, value: term(value.shape)`${column}` };
  },
  // A list that a subquery answers passes through a sort key, in which -0.0 is 0.0.
  listOf: (value, query) =>
    hasNegativeZero(value.shape)
      ? null
      : nested('ARRAY(', query, ')', { kind: 'list', element: value.shape }),
  dictOf(key, value, query) {
    if (hasNegativeZero(key.shape) || hasNegativeZero(value.shape)) return null;
    const pair = term(NONE_SHAPE)`(${key}, ${value})`;
    const entries = nested('ARRAY(', query([pair]), ')', NONE_SHAPE);
    return call({ kind: 'dict', key: key.shape, value: value.shape }, 'map_from_entries', entries);
  },
  lastPerKey(key, value, query, order) {
    const sorted = term(NONE_SHAPE)`${value} ORDER BY ${joinTerms(order.map(orderBy), ', ')}`;
    // `last` keeps its value by way of a sort key, in which -0.0 is 0.0.
    const last = hasNegativeZero(value.shape)
      ? term(value.shape)`list(${sorted})[-1]`
      : term(value.shape)`last(${sorted})`;
    return {
      key,
      value: last,
      query: (columns) => ({ ...query, columns, group: [key], order: [firstPosition(order)] }),
    };
  },
  orderBy,
  sum: (element) =>
    call(element.shape.kind === 'float' ? ANY_FLOAT : { kind: 'int', bits: 128 }, 'sum', element),
  joinText(element, separator, constant, query, order, names) {
    if (constant) {
      const sorted = order.length === 0 ? '' : ` ORDER BY ${joinTerms(order.map(orderBy), ', ').text}`;
      return { kind: 'aggregate', value: term(STR_SHAPE)`string_agg(${element}, ${separator}${sorted})` };
    }
    if (separator.query) return null;
    const items = nested('ARRAY(', { ...query, columns: [element] }, ')', {
      kind: 'list',
      element: STR_SHAPE,
    });
    const [a, b] = [names.fresh('a'), names.fresh('b')];
    const joined = term(
      STR_SHAPE,
    )`list_reduce(${items}, lambda ${a}, ${b}: ${a} || ${separator} || ${b}, '')`;
    return { kind: 'value', value: term(STR_SHAPE)`${joined}[length(${separator}) + 1:]` };
  },
  compensatedSum,
  product(items, start, shape, names) {
    const type = shape.kind === 'float' ? 'DOUBLE' : 'HUGEINT';
    const full: Shape = shape.kind === 'float' ? ANY_FLOAT : { kind: 'int', bits: 128 };
    const factors = cast(items, `${type}[]`, { kind: 'list', element: full });
    return call(full, 'list_reduce', factors, times(names), cast(start ?? term(full)`1`, type, full));
  },
  extreme: (element, largest) => call(element.shape, largest ? 'max' : 'min', element),

  least: (left, right) => call(joinShapes(left.shape, right.shape), 'least', left, right),
  greatest: (left, right) => call(joinShapes(left.shape, right.shape), 'greatest', left, right),
  xor: (left, right, shape) => call(shape, 'xor', left, right),
  power(base, exponent, shape, names) {
    const factors = cast(
      term(NONE_SHAPE)`repeat([${base}], ${exponent})`,
      `${shape.kind === 'int' ? WIDTHS[shape.bits] : 'DOUBLE'}[]`,
      shape,
    );
    return call(shape, 'list_reduce', factors, times(names), '1');
  },
  shiftAmount: (amount) =>
    amount.shape.kind === 'int' && amount.shape.bits > 64 ? cast(amount, 'BIGINT', INT64_SHAPE) : amount,
  integerDivision: (left, right, shape) => binary(shape, PRECEDENCE.multiplicative, left, '//', right),
  floatDivision: (left, right, shape) => binary(shape, PRECEDENCE.multiplicative, left, '/', right),
  floatRemainder: (left, right, shape) => binary(shape, PRECEDENCE.multiplicative, left, '%', right),
  floatToInt: (value) => cast(value, 'BIGINT', INT64_SHAPE),
  roundHalfEven: (value) => cast(call(ANY_FLOAT, 'round_even', value, '0'), 'BIGINT', INT64_SHAPE),
  roundToWhole: (value) => call(ANY_FLOAT, 'round_even', value, '0'),
  roundToDigits: (value, digits) =>
    cast(term(ASCII_SHAPE)`format('{:.${digits}f}', ${value})`, 'DOUBLE', ANY_FLOAT),
  isNan: (value) => call(BOOL_SHAPE, 'isnan', value),
  isInfinite: (value) => call(BOOL_SHAPE, 'isinf', value),
  isFinite: (value) => call(BOOL_SHAPE, 'isfinite', value),
  compare,
  nullSafeEqual: (left, right, negated) =>
    compare(left, negated ? 'IS DISTINCT FROM' : 'IS NOT DISTINCT FROM', right),
  listContains: (list, item) => call(BOOL_SHAPE, 'list_contains', list, item),
  dictContains: (dict, key) => call(BOOL_SHAPE, 'map_contains', dict, key),
  textContains: (text, part) => call(BOOL_SHAPE, 'contains', text, part),
  sortList: (list) => call(list.shape, 'list_sort', list),
  length: lengthOf,
};

function entryShape(dict: Term): Shape {
  return dict.shape.kind === 'dict'
    ? { kind: 'tuple', items: [dict.shape.key, dict.shape.value], names: ['key', 'value'] }
    : NONE_SHAPE;
}

function bounds(p: Progression): Piece[] {
  if (p.stepsByOne) return p.startsAtZero ? [p.stop] : [p.start, p.stop];
  return [p.start, p.stop, p.step];
}

/** Sorts groups by where their first row stood. */
function firstPosition(order: readonly Order[]): Piece {
  const keys = order.map((o) =>
    o.descending ? term(o.key.shape, PRECEDENCE.unary)`-${paren(o.key, PRECEDENCE.unary)}` : o.key,
  );
  return keys.length === 1
    ? call(NONE_SHAPE, 'min', ...keys)
    : term(NONE_SHAPE)`min((${joinTerms(keys, ', ')}))`;
}

function orderBy(order: Order): Piece {
  return order.descending ? term(NONE_SHAPE)`${order.key} DESC` : order.key;
}

function times(names: Names): string {
  const [a, b] = [names.fresh('a'), names.fresh('b')];
  return `lambda ${a}, ${b}: ${a} * ${b}`;
}

/**
 * Neumaier's sum as in CPython's bltinmodule.c: each item becomes a pair of a running sum and the lost low part,
 * folded from the left; the low part is added at the end when it is finite and not zero.
 */
function compensatedSum(items: Term, start: Term | null, orZero: boolean, names: Names): Term | null {
  if (start?.query) return null;
  const [all, x, a, b, p] = [
    names.fresh('items'),
    names.fresh('x'),
    names.fresh('a'),
    names.fresh('b'),
    names.fresh('p'),
  ];
  const pairs = `list_transform(${all}, lambda ${x}: {'s': ${x}, 'c': 0::DOUBLE})`;
  const first = term(NONE_SHAPE)`{'s': ${start ?? '0::DOUBLE'}, 'c': 0::DOUBLE}`;
  const sum = `${a}.s + ${b}.s`;
  const low = `CASE WHEN abs(${a}.s) >= abs(${b}.s) THEN (${a}.s - (${sum})) + ${b}.s ELSE (${b}.s - (${sum})) + ${a}.s END`;
  const fold = `lambda ${a}, ${b}: {'s': ${sum}, 'c': ${a}.c + ${low}}`;
  const folded = term(NONE_SHAPE)`list_reduce(${pairs}, ${fold}, ${first})`;
  const total = `CASE WHEN ${p}.c <> 0 AND isfinite(${p}.c) THEN ${p}.s + ${p}.c ELSE ${p}.s END`;
  const closed = term(NONE_SHAPE)`list_transform([${folded}], lambda ${p}: ${total})[1]`;
  const guarded = orZero ? term(NONE_SHAPE)`CASE WHEN ${all} = [] THEN -0e0 ELSE ${closed} END` : closed;
  return term(ANY_FLOAT)`list_transform([${items}], lambda ${all}: ${guarded})[1]`;
}
