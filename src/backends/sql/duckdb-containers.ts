import { constantOf, type Expr, type Op, ownExceptions } from '../../language';
import type { Printer, Printers } from './dialect';
import { cast } from './duckdb-cast';
import type { Emitter } from './emitter';
import { one, rangeOf, repeated, two } from './operations-int';
import {
  ASCII_SHAPE,
  and,
  BOOL_SHAPE,
  binary,
  call,
  caseWhen,
  compare,
  INT64_SHAPE,
  joinShapes,
  NONE_SHAPE,
  not,
  or,
  PRECEDENCE,
  paren,
  type Shape,
  type Term,
  term,
} from './term';

const elementOf = (list: Term): Shape => (list.shape.kind === 'list' ? list.shape.element : NONE_SHAPE);
const valueShape = (dict: Term): Shape => (dict.shape.kind === 'dict' ? dict.shape.value : NONE_SHAPE);
const number = (n: number): Term => term({ kind: 'int', bits: 32 })`${n}`;

/** Length of a value of this kind of type. */
export function lengthOf(value: Term, kind: string): Term {
  if (kind === 'dict') return cast(call(INT64_SHAPE, 'cardinality', value), 'BIGINT', INT64_SHAPE);
  return call(INT64_SHAPE, kind === 'str' ? 'length' : kind === 'bytes' ? 'octet_length' : 'len', value);
}

/** A 0-based index as a 1-based one; negative ones count from the end in both. */
function position(emitter: Emitter, expr: Expr): Term {
  const known = expr.type.kind === 'int' ? constantOf(expr.type.range) : null;
  if (known !== null) return emitter.integer(known >= 0n ? known + 1n : known, expr.span);
  const printed = emitter.narrow(emitter.print(expr));
  const range = rangeOf(expr.type);
  const next = term(INT64_SHAPE, PRECEDENCE.additive)`${paren(printed, PRECEDENCE.additive)} + 1`;
  if (range.min !== null && range.min >= 0n) return next;
  if (range.max !== null && range.max < 0n) return printed;
  return caseWhen(INT64_SHAPE, compare(printed, '<', number(0)), printed, next);
}

const index: Printer = (emitter, node) => {
  const [container, at] = node.args;
  if (!container || !at) throw new TypeError('index takes two arguments');
  if (container.type.kind === 'bytes')
    return emitter.refuse('unsupported-operation', node.span, 'Single bytes are not read in SQL.');
  const value = container.type.kind === 'str' ? emitter.print(container) : emitter.list(container);
  const shape = container.type.kind === 'str' ? value.shape : elementOf(value);
  const item = term(shape)`${paren(value, PRECEDENCE.atom)}[${position(emitter, at)}]`;
  if (ownExceptions(node).length === 0) return item;
  repeated(emitter, node, value);
  const printed = emitter.narrow(emitter.print(at));
  const size = lengthOf(value, container.type.kind);
  const range = rangeOf(at.type);
  const high = compare(printed, '>=', size);
  const low = compare(printed, '<', term(INT64_SHAPE, PRECEDENCE.unary)`-${size}`);
  const bad =
    range.min !== null && range.min >= 0n ? high : range.max !== null && range.max < 0n ? low : or(low, high);
  return emitter.guard(node.span, bad, 'IndexError', 'index out of range', item);
};

const isNone = (expr: Expr | undefined): boolean => expr === undefined || expr.type.kind === 'none';

/** Python's half-open slice in DuckDB's closed, 1-based one. */
const slice: Printer = (emitter, node) => {
  const [container, start, stop, step] = node.args;
  if (!container) throw new TypeError('slice takes a sequence');
  if (container.type.kind === 'bytes')
    return emitter.refuse('unsupported-operation', node.span, 'Slices of bytes are not printed.');
  const isText = container.type.kind === 'str';
  const stride = isNone(step) ? 1n : step?.type.kind === 'int' ? constantOf(step.type.range) : null;
  const value = isText ? emitter.print(container) : emitter.list(container);
  if (stride === -1n && isNone(start) && isNone(stop)) {
    if (!isText) return call(value.shape, 'list_reverse', value);
    const reversed = call(NONE_SHAPE, 'list_reverse', emitter.dialect.characters(value, false));
    return joinedCharacters(value.shape, reversed);
  }
  if (stride === null || stride < 1n)
    return emitter.refuse(
      'unsupported-operation',
      node.span,
      'Slices with a negative or variable step are not printed.',
    );
  const from = isNone(start) || !start || isZero(start) ? '' : position(emitter, start);
  const to = isNone(stop) || !stop ? '' : end(emitter, stop);
  if (stride === 1n) return term(value.shape)`${paren(value, PRECEDENCE.atom)}[${from}:${to}]`;
  const items = isText ? emitter.dialect.characters(value, false) : value;
  const stepped = term(
    items.shape,
  )`${paren(items, PRECEDENCE.atom)}[${from}:${to === '' ? '-' : to}:${stride}]`;
  return isText ? joinedCharacters(value.shape, stepped) : call(items.shape, 'coalesce', stepped, '[]');
};

/** Characters as a string again; of no characters, or of the NULL that a stepped slice may be, the empty one. */
function joinedCharacters(shape: Shape, characters: Term): Term {
  return call(shape, 'coalesce', call(shape, 'array_to_string', characters, "''"), "''");
}

const isZero = (expr: Expr): boolean => expr.kind === 'const' && expr.value === 0n;

/** The closed end: an exclusive 0-based end is the inclusive 1-based one; from the end it is one further in. */
function end(emitter: Emitter, expr: Expr): Term {
  const known = expr.type.kind === 'int' ? constantOf(expr.type.range) : null;
  if (known !== null) return emitter.integer(known >= 0n ? known : known - 1n, expr.span);
  const printed = emitter.narrow(emitter.print(expr));
  const range = rangeOf(expr.type);
  if (range.min !== null && range.min >= 0n) return printed;
  const before = term(INT64_SHAPE, PRECEDENCE.additive)`${paren(printed, PRECEDENCE.additive)} - 1`;
  return range.max !== null && range.max < 0n
    ? before
    : caseWhen(INT64_SHAPE, compare(printed, '<', number(0)), before, printed);
}

const repeat: Printer = (emitter, node) => {
  const [value, count] = two(emitter, node);
  const range = node.args[1] ? rangeOf(node.args[1].type) : null;
  if (node.type.kind === 'tuple' || node.type.kind === 'bytes')
    return emitter.refuse('unsupported-operation', node.span, 'Only text and lists are repeated.');
  const times = emitter.narrow(count);
  const bounded =
    range !== null && range.min !== null && range.min >= 0n
      ? times
      : call(INT64_SHAPE, 'greatest', times, '0');
  return call(value.shape, 'repeat', value, bounded);
};

const getItem: Printer = (emitter, node) => {
  const [dict, key] = two(emitter, node);
  const value = term(valueShape(dict))`${paren(dict, PRECEDENCE.atom)}[${key}]`;
  repeated(emitter, node, dict, key);
  const missing = not(call(BOOL_SHAPE, 'map_contains', dict, key));
  return emitter.guard(node.span, missing, 'KeyError', 'no such key', value);
};

const get: Printer = (emitter, node) => {
  const [dict, key] = two(emitter, node);
  return term(valueShape(dict))`${paren(dict, PRECEDENCE.atom)}[${key}]`;
};

const getOr: Printer = (emitter, node) => {
  const [dict, key, fallback] = emitter.args(node);
  if (!dict || !key || !fallback) throw new TypeError('get takes three arguments');
  if (fallback.raises.size > 0)
    return emitter.refuse(
      'lazy-error-order',
      node.span,
      'The default is evaluated always in Python, and here only when needed.',
    );
  const found = term(valueShape(dict))`${paren(dict, PRECEDENCE.atom)}[${key}]`;
  const shape = joinShapes(found.shape, fallback.shape);
  const type = node.args[0]?.type;
  if (type?.kind === 'dict' && (type.value.kind === 'optional' || type.value.kind === 'none')) {
    repeated(emitter, node, dict, key);
    return caseWhen(shape, call(BOOL_SHAPE, 'map_contains', dict, key), found, fallback);
  }
  return call(shape, 'coalesce', found, fallback);
};

function setOperation(print: (emitter: Emitter, left: Term, right: Term, node: Op) => Term): Printer {
  return (emitter, node) => {
    const [left, right] = two(emitter, node);
    return print(emitter, left, right, node);
  };
}

/** The items of `left` that are (not) in `right`; a sorted list stays sorted. */
function filtered(emitter: Emitter, node: Op, left: Term, right: Term, inside: boolean): Term {
  const name = emitter.names.fresh('e');
  return term(
    left.shape,
  )`list_filter(${left}, lambda ${name}: ${inside ? '' : 'NOT '}list_contains(${emitter.inLambda(right, node.span)}, ${name}))`;
}

const distinct = (list: Term): Term => call(list.shape, 'list_sort', call(list.shape, 'list_distinct', list));
const both = (left: Term, right: Term): Term =>
  binary(joinShapes(left.shape, right.shape), PRECEDENCE.other, left, '||', right);
const hasAll = (outer: Term, inner: Term): Term => call(BOOL_SHAPE, 'list_has_all', outer, inner);

const listIndex: Printer = (emitter, node) => {
  const [list, item] = two(emitter, node);
  repeated(emitter, node, list, item);
  const at = term(INT64_SHAPE, PRECEDENCE.additive)`list_position(${list}, ${item}) - 1`;
  return emitter.guard(
    node.span,
    not(call(BOOL_SHAPE, 'list_contains', list, item)),
    'ValueError',
    'is not in list',
    at,
  );
};

const listCount: Printer = (emitter, node) => {
  const [list, item] = two(emitter, node);
  const name = emitter.names.fresh('e');
  return term(
    INT64_SHAPE,
  )`len(list_filter(${list}, lambda ${name}: ${name} = ${paren(emitter.inLambda(item, node.span), PRECEDENCE.other)}))`;
};

const zip: Printer = (emitter, node) => {
  if (node.options?.strict)
    return emitter.refuse('unsupported-operation', node.span, '`strict` is not checked in SQL.');
  const lists = node.args.map((arg) => emitter.list(arg));
  if (lists.some((list, i) => list.raises.size > 0 && node.args[i]?.type.kind === 'iterator'))
    return emitter.refuse(
      'lazy-error-order',
      node.span,
      'An item can raise, and Python would not ask for those past the end of a shorter list.',
    );
  if (lists.length === 0) return emitter.listOfItems([], node.span);
  const shape: Shape = { kind: 'list', element: { kind: 'tuple', items: lists.map(elementOf) } };
  return call(shape, 'list_zip', ...lists, 'TRUE');
};

const enumerate: Printer = (emitter, node) => {
  const [items, start] = node.args;
  if (!items || !start) throw new TypeError('enumerate takes two arguments');
  const list = emitter.list(items);
  repeated(emitter, node, list);
  const first = emitter.narrow(emitter.print(start));
  const numbers = isZero(start)
    ? term(NONE_SHAPE)`range(len(${list}))`
    : term(NONE_SHAPE)`range(${first}, ${first} + len(${list}))`;
  return call(
    { kind: 'list', element: { kind: 'tuple', items: [INT64_SHAPE, elementOf(list)] } },
    'list_zip',
    numbers,
    list,
  );
};

const unpack: Printer = (emitter, node) => {
  const [source] = node.args;
  if (!source) throw new TypeError('unpack takes an argument');
  const list = emitter.list(source);
  if (ownExceptions(node).length === 0) return list;
  repeated(emitter, node, list);
  const arity = node.options?.arity ?? 0;
  const bad = compare(call(INT64_SHAPE, 'len', list), node.options?.star ? '<' : '<>', number(arity));
  return emitter.guard(node.span, bad, 'ValueError', 'wrong number of values to unpack', list);
};

/** `bytes([…])`: hex digits put together. */
const bytesFromInts: Printer = (emitter, node) => {
  const [arg] = node.args;
  if (!arg) throw new TypeError('bytes takes a list');
  const range =
    arg.type.kind === 'list' && arg.type.element.kind === 'int' ? rangeOf(arg.type.element) : null;
  if (range === null || range.min === null || range.max === null || range.min < 0n || range.max > 255n) {
    return emitter.refuse(
      'unsupported-operation',
      node.span,
      'Bytes are made from ints proved to be 0 to 255.',
    );
  }
  const bytes: Shape = { kind: 'bytes' };
  if (arg.kind === 'display' && arg.items.length > 0 && arg.items.every((i) => i.kind === 'item')) {
    const items = arg.items.map((i) => emitter.print(i.value));
    const digits = term(ASCII_SHAPE)`'${'{:02x}'.repeat(items.length)}'`;
    return call(bytes, 'unhex', call(ASCII_SHAPE, 'format', digits, ...items));
  }
  const name = emitter.names.fresh('e');
  const digits = term(
    ASCII_SHAPE,
  )`list_transform(${emitter.list(arg)}, lambda ${name}: format('{:02x}', ${name}))`;
  return term(bytes)`unhex(coalesce(array_to_string(${digits}, ''), ''))`;
};

const zeroBytes: Printer = (emitter, node) => {
  const count = one(emitter, node);
  const value = term({ kind: 'bytes' })`unhex(repeat('00', ${emitter.narrow(count)}))`;
  if (ownExceptions(node).length === 0) return value;
  return emitter.guard(node.span, compare(count, '<', number(0)), 'ValueError', 'negative count', value);
};

/** Lists, tuples, maps and sets in DuckDB; a set is a sorted list without repeats. */
export const DUCKDB_CONTAINERS: Printers = {
  index,
  slice,
  repeat,
  unpack,
  zip,
  enumerate,
  reversed: (emitter, node) => {
    const [arg] = node.args;
    if (!arg) throw new TypeError('reversed takes an argument');
    const list = emitter.list(arg);
    return call(list.shape, 'list_reverse', list);
  },
  'list.index': listIndex,
  'list.count': listCount,
  'dict.getitem': getItem,
  'dict.get': get,
  'dict.get_or': getOr,
  'set.union': setOperation((_, l, r) => distinct(both(l, r))),
  'set.intersection': setOperation((e, l, r, node) => filtered(e, node, l, r, true)),
  'set.difference': setOperation((e, l, r, node) => filtered(e, node, l, r, false)),
  'set.symmetric_difference': setOperation((e, l, r, node) =>
    call(l.shape, 'list_sort', both(filtered(e, node, l, r, false), filtered(e, node, r, l, false))),
  ),
  'set.issubset': setOperation((_, l, r) => hasAll(r, l)),
  'set.issuperset': setOperation((_, l, r) => hasAll(l, r)),
  'set.lt': setOperation((_, l, r) =>
    and(hasAll(r, l), term(BOOL_SHAPE, PRECEDENCE.comparison)`len(${l}) < len(${r})`),
  ),
  'set.gt': setOperation((_, l, r) =>
    and(hasAll(l, r), term(BOOL_SHAPE, PRECEDENCE.comparison)`len(${l}) > len(${r})`),
  ),
  'set.isdisjoint': setOperation((_, l, r) => not(call(BOOL_SHAPE, 'list_has_any', l, r))),
  'bytes.from_ints': bytesFromInts,
  'bytes.zeros': zeroBytes,
};
