import { closedEnd } from './closed-end';
import type { Dialect, Order, Progression, Source } from './dialect';
import { cast } from './duckdb-cast';
import { elementShape, everyFloat, isContainer, type JsonNames, jsonContainers } from './json-values';
import { quotedString } from './literals';
import { quoted } from './names';
import { POSTGRESQL_OPERATIONS } from './postgresql-operations';
import { typeName, WIDTHS } from './postgresql-types';
import { nested, type Query } from './query';
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
  tighter,
} from './term';

const JSONB: JsonNames = {
  array: 'jsonb_build_array',
  embed: (value) => value,
  // A number of jsonb is an exact decimal, which has no -0.
  keeps: (shape) => everyFloat(shape, (float) => !float.negativeZero),
  item(array, index, shape) {
    const whole = paren(array, PRECEDENCE.atom);
    if (isContainer(shape)) return term(shape)`(${whole} -> ${index})`;
    const text = term(STR_SHAPE)`(${whole} ->> ${index})`;
    return shape.kind === 'str' ? { ...text, shape } : cast(text, typeName(shape), shape);
  },
};

const float = (value: number): FloatShape => ({
  kind: 'float',
  low: value,
  high: value,
  nan: Number.isNaN(value),
  negativeZero: Object.is(value, -0),
});

/** PostgreSQL: checked ints up to numeric, jsonb for containers, lateral set-returning functions. */
export const POSTGRESQL: Dialect = {
  id: 'postgresql',
  operations: POSTGRESQL_OPERATIONS,
  widestInt: 128,
  ordersContainers: false,
  sortDropsSign: false,
  nestsSources: true,
  nanIsNull: false,
  ...jsonContainers(JSONB),

  float(value) {
    if (!Number.isFinite(value)) {
      const word = Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity';
      return term(float(value), PRECEDENCE.cast)`'${word}'::float8`;
    }
    if (Object.is(value, -0)) return term(float(value), PRECEDENCE.cast)`'-0'::float8`;
    const text = String(Math.abs(value));
    return value < 0
      ? term(float(value), PRECEDENCE.cast)`(-${text})::float8`
      : term(float(value), PRECEDENCE.cast)`${text}::float8`;
  },
  string: (text) => (text.includes('\0') ? null : quotedString(text, 'postgresql')),
  bytes(data) {
    const digits = Array.from(data, (b) => b.toString(16).padStart(2, '0')).join('');
    return term({ kind: 'bytes' }, PRECEDENCE.cast)`'\\x${digits}'::bytea`;
  },
  none: () => term(NONE_SHAPE)`NULL`,
  widen: (value, bits) => cast(value, WIDTHS[bits], { kind: 'int', bits }),
  narrow: (value) => cast(value, 'bigint', INT64_SHAPE),
  toFloat: (value) => cast(value, 'float8', ANY_FLOAT),
  boolToInt: (value) => cast(value, 'integer', { kind: 'int', bits: 32 }),
  raise: (exception, message, shape) =>
    term(
      shape,
    )`raise_exception(${quotedString(`${exception}: ${message}`, 'postgresql')}, NULL::${typeName(shape)})`,
  input: (spec, index) => {
    const shape = shapeOf(spec.type);
    return cast(term(shape)`$${index + 1}`, typeName(shape), shape);
  },
  concatLists(lists) {
    const shape = lists.map((l) => l.shape).reduce(joinShapes, NONE_SHAPE);
    return lists.reduce((a, b) => binary(shape, PRECEDENCE.other, a, '||', b));
  },
  distinct: (list) =>
    aggregated(
      term(
        list.shape,
      )`(SELECT coalesce(jsonb_agg(DISTINCT item ORDER BY item), '[]') FROM jsonb_array_elements(${list}) AS items(item))`,
    ),
  field(record, name) {
    const shape =
      record.shape.kind === 'record' ? record.shape.fields.find((f) => f.name === name)?.shape : undefined;
    return term(shape ?? NONE_SHAPE)`${paren(record, PRECEDENCE.atom)}.${quoted(name)}`;
  },
  range: (p) =>
    aggregated(
      term({
        kind: 'list',
        element: progressionShape(p),
      })`(SELECT coalesce(jsonb_agg(i), '[]') FROM ${series(p)} AS numbers(i))`,
    ),
  characters: (text) => term({ kind: 'list', element: text.shape })`to_jsonb(string_to_array(${text}, NULL))`,
  dictKeys: (dict) => part(dict, 0),
  dictValues: (dict) => part(dict, 1),

  rangeSource(progression, ordered, names): Source {
    const [table, column] = [names.table(), names.column()];
    const element = term(progressionShape(progression))`${column}`;
    return {
      from: term(NONE_SHAPE)`${series(progression)} AS ${table}(${column})`,
      element,
      order: ordered ? { key: element, descending: progression.sign < 0 } : null,
      position: null,
    };
  },
  listSource(list, ordered, names): Source {
    const element = elementShape(list);
    const plain =
      list.items !== undefined &&
      list.items.length > 0 &&
      list.items.every((i) => i.shape.kind !== 'none' && !isContainer(i.shape));
    if (plain)
      return rows(
        term(NONE_SHAPE)`unnest(ARRAY[${joinTerms(list.items ?? [], ', ')}])`,
        element,
        false,
        ordered,
        names,
      );
    const text = !isContainer(element);
    return rows(
      call(NONE_SHAPE, `jsonb_array_elements${text ? '_text' : ''}`, list),
      element,
      text,
      ordered,
      names,
    );
  },
  characterSource: (text, _mayBeEmpty, ordered, names) =>
    rows(term(NONE_SHAPE)`unnest(string_to_array(${text}, NULL))`, text.shape, false, ordered, names),
  tableSource(name, shape, ordered, names): Source {
    const column = names.column();
    return {
      from: term(NONE_SHAPE)`${quoted(name)} AS ${column}`,
      element: term(shape)`${column}`,
      order: ordered ? { key: term(INT64_SHAPE)`${column}.rowid`, descending: false } : null,
      position: null,
    };
  },
  letSource(value, names) {
    const [table, column] = [names.table(), names.column()];
    return {
      from: term(NONE_SHAPE)`LATERAL (SELECT ${value} AS ${column}) AS ${table}`,
      value: term(value.shape)`${column}`,
    };
  },
  listOf(value, query) {
    if (!JSONB.keeps(value.shape)) return null;
    return listQuery(value, query, { kind: 'list', element: value.shape });
  },
  dictOf(key, value, query) {
    if (!JSONB.keeps(key.shape) || !JSONB.keeps(value.shape)) return null;
    const pair = call(NONE_SHAPE, 'jsonb_build_array', key, value);
    return listQuery(pair, query([pair]), { kind: 'dict', key: key.shape, value: value.shape });
  },
  lastPerKey(key, value, query, order) {
    const newest = order.map((o) => orderBy({ ...o, descending: !o.descending }));
    return {
      key,
      value: term(
        value.shape,
      )`(array_agg(${value.shape.kind === 'none' ? 'NULL::text' : value} ORDER BY ${joinTerms(newest, ', ')}))[1]`,
      query: (columns) => ({ ...query, columns, group: [key], order: [firstPosition(order)] }),
    };
  },
  orderBy,
  sum(element) {
    if (element.shape.kind === 'float') return call(ANY_FLOAT, 'sum', element);
    const bits = element.shape.kind === 'int' && element.shape.bits === 32 ? 64 : 128;
    return call({ kind: 'int', bits }, 'sum', element);
  },
  joinText(element, separator, _constant, query, order) {
    const sorted = order.length === 0 ? '' : term(NONE_SHAPE)` ORDER BY ${joinTerms(query.order, ', ')}`;
    return { kind: 'aggregate', value: term(STR_SHAPE)`string_agg(${element}, ${separator}${sorted})` };
  },
  compensatedSum: () => null,
  product: () => null,
  extreme(element, largest) {
    if (element.shape.kind !== 'int' && element.shape.kind !== 'float' && element.shape.kind !== 'str')
      return null;
    return call(
      element.shape,
      largest ? 'max' : 'min',
      element.shape.kind === 'str' ? collated(element) : element,
    );
  },

  least: (left, right) => call(joinShapes(left.shape, right.shape), 'least', left, right),
  greatest: (left, right) => call(joinShapes(left.shape, right.shape), 'greatest', left, right),
  xor: (left, right, shape) => binary(shape, PRECEDENCE.other, left, '#', right),
  power: () => null,
  shiftAmount: (amount) =>
    amount.shape.kind === 'int' && amount.shape.bits > 32
      ? cast(amount, 'integer', { kind: 'int', bits: 32 })
      : amount,
  integerDivision: (left, right, shape) =>
    shape.kind === 'int' && shape.bits === 128
      ? call(shape, 'div', left, right)
      : binary(shape, PRECEDENCE.multiplicative, left, '/', right),
  floatDivision: (left, right, shape) =>
    binary(shape, PRECEDENCE.multiplicative, cast(left, 'float8', ANY_FLOAT), '/', right),
  floatRemainder: () => null,
  floatToInt: (value) => cast(value, 'bigint', INT64_SHAPE),
  roundHalfEven: (value) => cast(call(ANY_FLOAT, 'round', value), 'bigint', INT64_SHAPE),
  roundToWhole: (value) => call(ANY_FLOAT, 'round', value),
  roundToDigits: () => null,
  isNan: (value) => compare(value, '=', term(ANY_FLOAT)`'NaN'::float8`),
  isInfinite: (value) => compare(call(ANY_FLOAT, 'abs', value), '=', term(ANY_FLOAT)`'Infinity'::float8`),
  isFinite: (value) => compare(call(ANY_FLOAT, 'abs', value), '<', term(ANY_FLOAT)`'Infinity'::float8`),
  compare(left, symbol, right) {
    const ordered = symbol !== '=' && symbol !== '<>';
    return compare(left, symbol, ordered && left.shape.kind === 'str' ? collated(right) : right);
  },
  nullSafeEqual: (left, right, negated) =>
    compare(left, negated ? 'IS DISTINCT FROM' : 'IS NOT DISTINCT FROM', right),
  sortList: (list) =>
    aggregated(
      term(
        list.shape,
      )`(SELECT coalesce(jsonb_agg(item ORDER BY item), '[]') FROM jsonb_array_elements(${list}) AS items(item))`,
    ),
  listContains: (list, item) =>
    isContainer(elementShape(list))
      ? null
      : term(
          BOOL_SHAPE,
          PRECEDENCE.comparison,
        )`${tighter(list, PRECEDENCE.comparison)} @> to_jsonb(${cast(item, typeName(item.shape), item.shape)})`,
  dictContains: () => null,
  textContains: (text, piece) => term(BOOL_SHAPE, PRECEDENCE.comparison)`strpos(${text}, ${piece}) > 0`,
  length: (value, kind) =>
    call(
      { kind: 'int', bits: 32 },
      kind === 'str' ? 'length' : kind === 'bytes' ? 'octet_length' : 'jsonb_array_length',
      value,
    ),
};

const aggregated = (t: Term): Term => ({ ...t, query: true });

const collated = (t: Term): Term => term(t.shape, PRECEDENCE.cast)`${paren(t, PRECEDENCE.cast)} COLLATE "C"`;

function orderBy(order: Order): Piece {
  const key = order.key.shape.kind === 'str' ? collated(order.key) : order.key;
  return order.descending ? term(NONE_SHAPE)`${key} DESC` : key;
}

/** Sorts groups by where their first row stood. */
function firstPosition(order: readonly Order[]): Piece {
  const keys = order.map((o) =>
    o.descending ? term(o.key.shape, PRECEDENCE.unary)`-${paren(o.key, PRECEDENCE.unary)}` : o.key,
  );
  return keys.length === 1
    ? call(NONE_SHAPE, 'min', ...keys)
    : term(NONE_SHAPE)`min(ROW(${joinTerms(keys, ', ')}))`;
}

/** The rows of a set-returning function; `text` marks items that come as text and are cast to their type. */
function rows(
  made: Term,
  shape: Shape,
  text: boolean,
  ordered: boolean,
  names: Parameters<Dialect['listSource']>[2],
): Source {
  const [table, column] = [names.table(), names.column()];
  const raw = term(text ? STR_SHAPE : shape)`${column}`;
  const element = text && shape.kind !== 'str' ? cast(raw, typeName(shape), shape) : { ...raw, shape };
  if (!ordered)
    return { from: term(NONE_SHAPE)`${made} AS ${table}(${column})`, element, order: null, position: null };
  const ordinal = term(INT64_SHAPE)`${names.ordinal()}`;
  return {
    from: term(NONE_SHAPE)`${made} WITH ORDINALITY AS ${table}(${column}, ${ordinal})`,
    element,
    order: { key: ordinal, descending: false },
    position: term(INT64_SHAPE, PRECEDENCE.additive)`${ordinal} - 1`,
  };
}

function series(p: Progression): Term {
  const parts = p.stepsByOne ? [p.start, closedEnd(p)] : [p.start, closedEnd(p), p.step];
  return call(NONE_SHAPE, 'generate_series', ...parts);
}

const progressionShape = (p: Progression): Shape =>
  [p.start.shape, p.stop.shape, p.step.shape].reduce(joinShapes);

/** A query of one column gathered into a JSON array. */
function listQuery(value: Term, query: Query, shape: Shape): Term {
  if (query.group || query.limit !== undefined || query.distinct) {
    const named = {
      ...query,
      columns: [term(value.shape)`${value} AS item`],
      order: query.distinct ? [] : query.order,
    };
    const inner = nested('(', named, ')', NONE_SHAPE);
    const order = query.distinct ? ' ORDER BY item' : '';
    return aggregated({
      ...term(shape)`(SELECT coalesce(jsonb_agg(item${order}), '[]') FROM ${inner} AS items)`,
    });
  }
  const order = query.order.length > 0 ? term(NONE_SHAPE)` ORDER BY ${joinTerms(query.order, ', ')}` : '';
  const gathered = term(shape)`coalesce(jsonb_agg(${value}${order}), '[]')`;
  return nested('(', { ...query, columns: [gathered], order: [] }, ')', shape);
}

/** The keys or the values of a dict. */
function part(dict: Term, index: 0 | 1): Term {
  const shapes = dict.shape.kind === 'dict' ? [dict.shape.key, dict.shape.value] : [];
  const shape: Shape = { kind: 'list', element: shapes[index] ?? NONE_SHAPE };
  return aggregated(
    term(
      shape,
    )`(SELECT coalesce(jsonb_agg(item -> ${index} ORDER BY at), '[]') FROM jsonb_array_elements(${dict}) WITH ORDINALITY AS items(item, at))`,
  );
}
