import { closedEnd } from './closed-end';
import type { Dialect, Order, Progression, Source } from './dialect';
import { elementShape, everyFloat, isContainer, type JsonNames, jsonContainers } from './json-values';
import { decimalFloat, quotedString } from './literals';
import { quoted } from './names';
import { readsExactly } from './parameters';
import { nested, type Query } from './query';
import { SQLITE_OPERATIONS } from './sqlite-operations';
import {
  ANY_FLOAT,
  BOOL_SHAPE,
  binary,
  call,
  compare,
  type FloatShape,
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
} from './term';

const JSON_NAMES: JsonNames = {
  array: 'json_array',
  embed: (value) => call(NONE_SHAPE, 'json', value),
  // JSON text keeps 15 digits of a float.
  keeps: (shape) => everyFloat(shape, () => false),
  item(array, index, shape) {
    const operator = isContainer(shape) ? '->' : '->>';
    return term(shape)`(${paren(array, PRECEDENCE.atom)} ${operator} ${index})`;
  },
};

/** SQLite: 64-bit ints proved not to overflow, JSON text for containers, the series extension for ranges. */
export const SQLITE: Dialect = {
  id: 'sqlite',
  operations: SQLITE_OPERATIONS,
  widestInt: 64,
  ordersContainers: false,
  sortDropsSign: false,
  nestsSources: false,
  nanIsNull: true,
  ...jsonContainers(JSON_NAMES),

  float(value) {
    const shape: FloatShape = {
      kind: 'float',
      low: value,
      high: value,
      nan: Number.isNaN(value),
      negativeZero: Object.is(value, -0),
    };
    if (Number.isNaN(value)) return term(shape)`NULL`;
    if (!readsExactly(value)) return null;
    const negative = value < 0 || Object.is(value, -0);
    const text = Number.isFinite(value) ? decimalFloat(Math.abs(value)) : '9e999';
    return negative ? term(shape, PRECEDENCE.unary)`-${text}` : term(shape)`${text}`;
  },
  string: (text) => (text.includes('\0') ? null : quotedString(text, 'sqlite')),
  bytes(data) {
    const digits = Array.from(data, (b) => b.toString(16).padStart(2, '0')).join('');
    return term({ kind: 'bytes' })`x'${digits}'`;
  },
  none: () => term(NONE_SHAPE)`NULL`,
  widen: (value) => ({ ...value, shape: INT64_SHAPE }),
  narrow: (value) => value,
  toFloat: (value) => term(ANY_FLOAT)`CAST(${value} AS REAL)`,
  boolToInt: (value) => ({ ...value, shape: { kind: 'int', bits: 32 } }),
  raise: (exception, message, shape) =>
    call(shape, 'raise_exception', quotedString(`${exception}: ${message}`, 'sqlite')),
  input: (spec) => term(finite(shapeOf(spec.type)))`:${spec.name}`,
  concatLists: () => null,
  distinct: (list) =>
    gathered(
      list.shape,
      elementShape(list),
      term(NONE_SHAPE)`SELECT DISTINCT value FROM json_each(${list}) ORDER BY value`,
    ),
  field(record, name) {
    const shape =
      record.shape.kind === 'record' ? record.shape.fields.find((f) => f.name === name)?.shape : undefined;
    return term(shape ?? NONE_SHAPE)`${paren(record, PRECEDENCE.atom)}.${quoted(name)}`;
  },
  range: (p) =>
    gathered(
      { kind: 'list', element: INT64_SHAPE },
      INT64_SHAPE,
      term(NONE_SHAPE)`SELECT value FROM ${series(p)}`,
    ),
  characters: (text) =>
    gathered(
      { kind: 'list', element: text.shape },
      text.shape,
      term(NONE_SHAPE)`SELECT substr(${text}, value, 1) AS value FROM generate_series(1, length(${text}))`,
    ),
  dictKeys: (dict) => part(dict, 0),
  dictValues: (dict) => part(dict, 1),

  rangeSource(progression, ordered, names): Source {
    const table = names.column();
    const element = term(INT64_SHAPE)`${table}.value`;
    return {
      from: term(NONE_SHAPE)`${series(progression)} AS ${table}`,
      element,
      order: ordered ? { key: element, descending: progression.sign < 0 } : null,
      position: null,
    };
  },
  listSource(list, ordered, names): Source {
    const table = names.column();
    const ordinal = term(INT64_SHAPE)`${table}.key`;
    return {
      from: term(NONE_SHAPE)`json_each(${list}) AS ${table}`,
      element: term(elementShape(list))`${table}.value`,
      order: ordered ? { key: ordinal, descending: false } : null,
      position: ordinal,
    };
  },
  characterSource(text, _mayBeEmpty, ordered, names): Source {
    const table = names.column();
    const ordinal = term(INT64_SHAPE)`${table}.value`;
    return {
      from: term(NONE_SHAPE)`generate_series(1, length(${text})) AS ${table}`,
      element: term(text.shape)`substr(${text}, ${ordinal}, 1)`,
      order: ordered ? { key: ordinal, descending: false } : null,
      position: term(INT64_SHAPE, PRECEDENCE.additive)`${ordinal} - 1`,
    };
  },
  tableSource(name, shape, ordered, names): Source {
    const column = names.column();
    return {
      from: term(NONE_SHAPE)`${quoted(name)} AS ${column}`,
      element: term(finite(shape))`${column}`,
      order: ordered ? { key: term(INT64_SHAPE)`${column}.rowid`, descending: false } : null,
      position: null,
    };
  },
  letSource: () => null,
  listOf(value, query) {
    if (!JSON_NAMES.keeps(value.shape)) return null;
    return listQuery(value, query, { kind: 'list', element: value.shape });
  },
  dictOf(key, value, query) {
    if (!JSON_NAMES.keeps(key.shape) || !JSON_NAMES.keeps(value.shape)) return null;
    const parts = [key, value].map((t) => (isContainer(t.shape) ? JSON_NAMES.embed(t) : t));
    const pair = call({ kind: 'tuple', items: [key.shape, value.shape] }, 'json_array', ...parts);
    return listQuery(pair, query([term(pair.shape)`${pair} AS item`]), {
      kind: 'dict',
      key: key.shape,
      value: value.shape,
    });
  },
  /** The rows are numbered, and of each key the last one is kept, at the place of the first. */
  lastPerKey(key, value, query, order, names) {
    const [k, v, at, first, last] = ['key', 'value', 'at', 'first_at', 'last_at'].map((name) =>
      quoted(names.fresh(name)),
    );
    const numbered = term(
      NONE_SHAPE,
    )`row_number() OVER (ORDER BY ${joinTerms(order.map(orderBy), ', ')}) AS ${at ?? ''}`;
    const rows: Query = {
      ...query,
      columns: [term(NONE_SHAPE)`${key} AS ${k ?? ''}`, term(NONE_SHAPE)`${value} AS ${v ?? ''}`, numbered],
      order: [],
    };
    const ends = [
      term(NONE_SHAPE)`min(${at ?? ''}) OVER (PARTITION BY ${k ?? ''}) AS ${first ?? ''}`,
      term(NONE_SHAPE)`max(${at ?? ''}) OVER (PARTITION BY ${k ?? ''}) AS ${last ?? ''}`,
    ];
    const marked: Query = {
      columns: ['*', ...ends],
      from: [nested('(', rows, ')', NONE_SHAPE)],
      where: [],
      order: [],
    };
    return {
      key: { ...key, fragment: term(key.shape)`${k ?? ''}`.fragment, precedence: PRECEDENCE.atom },
      value: { ...value, fragment: term(value.shape)`${v ?? ''}`.fragment, precedence: PRECEDENCE.atom },
      query: (columns) => ({
        columns,
        from: [nested('(', marked, ')', NONE_SHAPE)],
        where: [term(BOOL_SHAPE, PRECEDENCE.comparison)`${at ?? ''} = ${last ?? ''}`],
        order: [first ?? ''],
      }),
    };
  },
  orderBy,
  sum: (element) => call(element.shape.kind === 'float' ? ANY_FLOAT : INT64_SHAPE, 'sum', element),
  joinText(element, separator, _constant, query) {
    const inner = nested('(', { ...query, columns: [term(STR_SHAPE)`${element} AS item`] }, ')', NONE_SHAPE);
    const value = term(STR_SHAPE)`(SELECT coalesce(group_concat(item, ${separator}), '') FROM ${inner})`;
    return { kind: 'value', value };
  },
  compensatedSum: () => null,
  product: () => null,
  extreme: (element, largest) =>
    isContainer(element.shape) ? null : call(element.shape, largest ? 'max' : 'min', element),

  least: (left, right) => call(joinShapes(left.shape, right.shape), 'min', left, right),
  greatest: (left, right) => call(joinShapes(left.shape, right.shape), 'max', left, right),
  xor: (left, right, shape) =>
    term(
      shape,
      PRECEDENCE.additive,
    )`(${binary(shape, PRECEDENCE.other, left, '|', right)}) - (${binary(shape, PRECEDENCE.other, left, '&', right)})`,
  power: () => null,
  shiftAmount: (amount) => amount,
  integerDivision: (left, right, shape) => binary(shape, PRECEDENCE.multiplicative, left, '/', right),
  floatDivision: (left, right, shape) =>
    term(shape, PRECEDENCE.multiplicative)`CAST(${left} AS REAL) / ${paren(right, PRECEDENCE.unary)}`,
  floatRemainder: () => null,
  floatToInt: () => null,
  roundHalfEven: () => null,
  roundToWhole: () => null,
  roundToDigits: () => null,
  isNan: (value) => term(BOOL_SHAPE, PRECEDENCE.comparison)`${paren(value, PRECEDENCE.other)} IS NULL`,
  isInfinite: (value) => compare(call(ANY_FLOAT, 'abs', value), '=', term(ANY_FLOAT)`9e999`),
  isFinite: (value) => compare(call(ANY_FLOAT, 'abs', value), '<', term(ANY_FLOAT)`9e999`),
  compare,
  nullSafeEqual: (left, right, negated) => compare(left, negated ? 'IS NOT' : 'IS', right),
  sortList: (list) =>
    gathered(
      list.shape,
      elementShape(list),
      term(NONE_SHAPE)`SELECT value FROM json_each(${list}) ORDER BY value`,
    ),
  listContains: (list, item) =>
    isContainer(elementShape(list))
      ? null
      : term(
          BOOL_SHAPE,
          PRECEDENCE.comparison,
        )`${paren(item, PRECEDENCE.other)} IN (SELECT value FROM json_each(${list}))`,
  dictContains: () => null,
  textContains: (text, piece) => term(BOOL_SHAPE, PRECEDENCE.comparison)`instr(${text}, ${piece}) > 0`,
  length: (value, kind) =>
    call(INT64_SHAPE, kind === 'str' || kind === 'bytes' ? 'length' : 'json_array_length', value),
};

/** Inputs: NaN would arrive as NULL, so the runner takes finite floats only. */
function finite(shape: Shape): Shape {
  switch (shape.kind) {
    case 'float':
      return { ...shape, low: -Number.MAX_VALUE, high: Number.MAX_VALUE, nan: false };
    case 'list':
      return { kind: 'list', element: finite(shape.element) };
    case 'record':
      return { kind: 'record', fields: shape.fields.map((f) => ({ ...f, shape: finite(f.shape) })) };
    default:
      return shape;
  }
}

function orderBy(order: Order): Piece {
  return order.descending ? term(NONE_SHAPE)`${order.key} DESC` : order.key;
}

/** `generate_series` ends at its stop. */
function series(p: Progression): Term {
  const step = p.stepsByOne ? [] : [p.step];
  return call(NONE_SHAPE, 'generate_series', p.start, closedEnd(p), ...step);
}

/** The `value` column of a query, in its order, as a JSON array. */
function gathered(shape: Shape, element: Shape, query: Term): Term {
  const item = isContainer(element) ? 'json(value)' : 'value';
  return { ...term(shape)`(SELECT json_group_array(${item}) FROM (${query}))`, query: true };
}

function listQuery(value: Term, query: Query, shape: Shape): Term {
  const column = query.columns[0];
  const named =
    typeof column === 'object' && 'shape' in column && column !== value
      ? column
      : term(value.shape)`${value} AS item`;
  const order = query.distinct ? ['item'] : query.order;
  const inner = nested('(', { ...query, columns: [named], order }, ')', NONE_SHAPE);
  const item = isContainer(value.shape) ? 'json(item)' : 'item';
  return { ...term(shape)`(SELECT json_group_array(${item}) FROM ${inner})`, query: true };
}

function part(dict: Term, index: 0 | 1): Term {
  const shapes = dict.shape.kind === 'dict' ? [dict.shape.key, dict.shape.value] : [];
  const element = shapes[index] ?? NONE_SHAPE;
  const operator = isContainer(element) ? '->' : '->>';
  const query = term(
    NONE_SHAPE,
  )`SELECT value ${operator} ${index} AS value FROM json_each(${dict}) ORDER BY key`;
  return gathered({ kind: 'list', element }, element, query);
}
