import { contains, join, mayRaise, type Op, ownExceptions, type Type } from '../../language';
import { code } from '../text';
import type { Block } from './block';
import { isPosition } from './bounds';
import { type Context, notNull } from './context';
import { asBig, convertValue } from './convert';
import { inElement } from './operations-compare';
import { asNumber, rangeOf } from './operations-int';
import { args, nth, type OperationPrinter, type OperationTable, typeAt } from './operations-table';
import { elementType } from './patterns';
import {
  arrayOf,
  atom,
  binary,
  call,
  conditional,
  element,
  member,
  method,
  type Printed,
  simple,
  template,
  unary,
  wrap,
} from './print';
import { propertyName } from './types';
import { equal, newMap, newSet } from './values';

const spread = (value: Printed): Printed => atom(code`...${wrap(value, 1)}`);

const isAscii = (text: Printed): boolean =>
  /^'[\x20-\x7e]*'$/.test(text.code.text) && !text.code.text.includes('\\');

const length: OperationPrinter = args((cx, node, [value = simple("''")]) => {
  const type = typeAt(node, 0);
  const number = lengthOf(cx, type, value);
  return cx.isBig(node.type) ? asBig(number) : { ...number, clean: true };
});

function lengthOf(cx: Context, type: Type, value: Printed): Printed {
  switch (type.kind) {
    case 'str':
      return isAscii(value) ? member(value, 'length') : cx.help('textLength', value);
    case 'set':
    case 'dict':
      return member(value, 'size');
    case 'tuple':
      return simple(String(type.items.length));
    case 'iterator':
      return member(arrayOf([spread(value)]), 'length');
    default:
      return member(value, 'length');
  }
}

const index: OperationPrinter = args((cx, node, operands) => {
  const type = typeAt(node, 0);
  const at = asNumber(cx, typeAt(node, 1), nth(operands, 1));
  const items = nth(operands, 0);
  const range = rangeOf(typeAt(node, 1));
  if (type.kind === 'str' && !isAscii(items)) return cx.help('charAt', items, at);
  const position = isPosition(cx, nth(node.args, 1), nth(node.args, 0));
  const proved = position || ownExceptions(node).length === 0;
  const positive = position || contains({ min: 0n, max: null }, range);
  if (positive && (proved || cx.settings.unsafe)) {
    if (!proved) cx.dropped(node.span, 'An index out of range');
    return element(items, at);
  }
  if (proved && type.kind !== 'str') return notNull(method(items, 'at', at));
  return cx.help('itemAt', items, at);
});

const slice: OperationPrinter = args((cx, node, operands) => {
  const type = typeAt(node, 0);
  const items = nth(operands, 0);
  const bound = (i: number): Printed | null => {
    const kind = node.args[i]?.type;
    const text = operands[i];
    if (kind === undefined || text === undefined || kind.kind === 'none') return null;
    if (kind.kind === 'optional')
      return cx.refuse(
        'unsupported-operation',
        node.span,
        'A slice bound that may be None has no form here.',
        'Write two slices.',
      );
    return asNumber(cx, kind, text);
  };
  const [start, stop, step] = [bound(1), bound(2), bound(3)];
  const text = type.kind === 'str';
  if (step !== null && step.code.text !== '1') {
    const [from, to] = [start ?? simple('null'), stop ?? simple('null')];
    if (text) return method(cx.help('stepSlice', call('Array.from', items), from, to, step), 'join', "''");
    const result = cx.help('stepSlice', items, from, to, step);
    return type.kind === 'bytes' ? call('Uint8Array.from', result) : result;
  }
  const bounds = stop === null ? (start === null ? [] : [start]) : [start ?? simple('0'), stop];
  if (!text || isAscii(items)) return method(items, 'slice', ...bounds);
  return cx.help('textSlice', items, ...(bounds.length === 0 ? [simple('0')] : bounds));
});

const concat: OperationPrinter = args((cx, node, operands, out) => {
  if (node.type.kind === 'str') {
    const plain = operands.length === 2 && operands.every((o) => o.pieces === undefined);
    return plain ? binary('+', nth(operands, 0), nth(operands, 1)) : template(operands);
  }
  const all = arrayOf(operands.map((operand, i) => spread(widened(cx, operand, typeAt(node, i), node, out))));
  return node.type.kind === 'bytes' ? call('Uint8Array.from', all) : all;
});

/** A list with its items in the representation that the result has. */
function widened(cx: Context, items: Printed, type: Type, node: Op, out: Block): Printed {
  const lists =
    (type.kind === 'list' || type.kind === 'sequence') &&
    (node.type.kind === 'list' || node.type.kind === 'sequence');
  return lists ? convertValue(cx, items, type, node.type, node.span, out) : items;
}

const repeat: OperationPrinter = args((cx, node, operands) => {
  const [items, count] = [nth(operands, 0), nth(operands, 1)];
  const range = rangeOf(typeAt(node, 1));
  const times = asNumber(cx, typeAt(node, 1), count);
  if (node.type.kind === 'str') {
    return method(
      items,
      'repeat',
      contains({ min: 0n, max: null }, range) ? times : call('Math.max', simple('0'), times),
    );
  }
  if (node.type.kind === 'bytes')
    return call('Uint8Array.from', cx.help('repeatItems', arrayOf([spread(items)]), times));
  return cx.help('repeatItems', items, times);
});

/** `item == value`, as a function of the item. */
function test(cx: Context, type: Type, value: Printed, span: { start: number; end: number }): Printed {
  const name = cx.names.fresh('item');
  return cx.lambda(`(${name})`, (out) => equal(cx, type, simple(name), value, span, out, true));
}

const elementOf = (type: Type, other: Type): Type =>
  'element' in type ? type.element : type.kind === 'range' ? { kind: 'int', range: type.range } : other;

const getItem: OperationPrinter = args((cx, _, operands) => cx.help('getItem', ...operands));

const getOr: OperationPrinter = args((cx, node, operands, out) => {
  const dict = typeAt(node, 0);
  const [items, key, given] = [nth(operands, 0), nth(operands, 1), nth(operands, 2)];
  if (dict.kind !== 'dict') return given;
  const fallback = mayRaise(nth(node.args, 2)) ? cx.stable(given, out, 'fallback', node.type) : given;
  const nullable =
    dict.value.kind === 'optional' || dict.value.kind === 'none' || dict.value.kind === 'union';
  const found = method(items, 'get', key);
  if (!nullable && cx.representation.same(dict.value, node.type)) return coalesce(found, fallback);
  const name = cx.store(found, out, 'found');
  const other = convertValue(cx, fallback, typeAt(node, 2), node.type, node.span, out);
  return conditional(
    binary('===', name, simple('undefined')),
    other,
    convertValue(cx, name, dict.value, node.type, node.span, out),
  );
});

/** `a ?? b`; never beside `||` without parentheses. */
const coalesce = (a: Printed, b: Printed): Printed => atom(code`(${wrap(a, 14)} ?? ${wrap(b, 14)})`);

/** A set argument as a set of the common element type: methods take any iterable. */
function asSet(cx: Context, type: Type, common: Type, value: Printed, node: Op, out: Block): Printed {
  if (type.kind === 'set') {
    const target: Type = { ...type, element: common };
    return cx.representation.same(type, target)
      ? value
      : convertValue(cx, value, type, target, node.span, out);
  }
  const target: Type = { kind: 'set', element: common, size: { min: 0n, max: null }, frozen: false };
  const own: Type = { ...target, element: elementType(type) };
  const set = newSet(cx, elementType(type), iterable(type, value));
  return cx.representation.same(own, target) ? set : convertValue(cx, set, own, target, node.span, out);
}

const setOperation = (build: (cx: Context, a: Printed, b: Printed) => Printed): OperationPrinter =>
  args((cx, node, operands, out) => {
    const common = node.args.map((arg) => elementType(arg.type)).reduce(join);
    const [a, b] = operands.map((o, i) =>
      cx.stable(asSet(cx, typeAt(node, i), common, o, node, out), out, 'items'),
    );
    const result = build(cx, a ?? simple(''), b ?? simple(''));
    return node.type.kind === 'set' ? newSet(cx, node.type.element, result, node.span) : result;
  });

/** Items of one set that are, or are not, in another. */
function filtered(cx: Context, items: Printed, other: Printed, wanted: boolean): Printed {
  const name = cx.names.fresh('item');
  const has = method(other, 'has', name);
  return method(
    arrayOf([spread(items)]),
    'filter',
    cx.lambda(`(${name})`, () => (wanted ? has : unary('!', has))),
  );
}

const smaller = (a: Printed, b: Printed): Printed => binary('<', member(a, 'size'), member(b, 'size'));

export const COLLECTION_OPERATIONS: OperationTable = {
  len: length,
  index,
  'tuple.get': args((cx, node, [value = simple('')], out) => {
    // A literal's items would otherwise be seen as one wide type.
    const literal = value.code.text.startsWith('[');
    const tuple = literal ? cx.stable(value, out, 'items', typeAt(node, 0)) : value;
    return element(tuple, String(node.options?.index ?? 0));
  }),
  'record.get': args((_, node, [value = simple('')]) => {
    const name = propertyName(node.options?.field ?? '');
    return name.startsWith('"') ? element(value, name) : member(value, name);
  }),
  slice,
  concat,
  repeat,
  unpack: args((cx, node, [value = simple('')]) =>
    cx.help(
      'unpackItems',
      iterable(typeAt(node, 0), value),
      String(node.options?.arity ?? 0),
      String(node.options?.star ?? false),
    ),
  ),
  'list.index': args((cx, node, operands, out) => {
    const type = elementOf(typeAt(node, 0), typeAt(node, 1));
    const sought = inElement(cx, type, typeAt(node, 1), nth(operands, 1), node, out);
    const value = cx.stable(sought, out, 'sought', type);
    const at = cx.help('indexOf', nth(operands, 0), test(cx, type, value, node.span));
    return cx.isBig(node.type) ? asBig(at) : at;
  }),
  'list.count': args((cx, node, operands, out) => {
    const type = elementOf(typeAt(node, 0), typeAt(node, 1));
    const sought = inElement(cx, type, typeAt(node, 1), nth(operands, 1), node, out);
    const value = cx.stable(sought, out, 'sought', type);
    const items = typeAt(node, 0).kind === 'bytes' ? arrayOf([spread(nth(operands, 0))]) : nth(operands, 0);
    const count = member(method(items, 'filter', test(cx, type, value, node.span)), 'length');
    return cx.isBig(node.type) ? asBig(count) : count;
  }),
  'dict.getitem': getItem,
  'dict.get': args((cx, node, operands, out) => {
    const dict = typeAt(node, 0);
    if (dict.kind !== 'dict') return simple('null');
    const found = method(nth(operands, 0), 'get', nth(operands, 1));
    const value = dict.value;
    const target = node.type.kind === 'optional' ? node.type.of : node.type;
    if (value.kind === 'optional' || value.kind === 'none' || cx.representation.same(value, target))
      return coalesce(found, simple('null'));
    const name = cx.store(found, out, 'found');
    const converted = convertValue(cx, name, value, node.type, node.span, out);
    return conditional(binary('===', name, simple('undefined')), simple('null'), converted);
  }),
  'dict.get_or': getOr,
  'dict.merge': args((cx, node, operands) =>
    node.type.kind === 'dict'
      ? newMap(cx, node.type, arrayOf(operands.map(spread)), node.span)
      : simple('null'),
  ),
  'set.union': setOperation((_, a, b) => arrayOf([spread(a), spread(b)])),
  'set.intersection': setOperation((cx, a, b) => filtered(cx, a, b, true)),
  'set.difference': setOperation((cx, a, b) => filtered(cx, a, b, false)),
  'set.symmetric_difference': setOperation((cx, a, b) =>
    arrayOf([spread(filtered(cx, a, b, false)), spread(filtered(cx, b, a, false))]),
  ),
  'set.issubset': setOperation((cx, a, b) => cx.help('isSubset', a, b)),
  'set.issuperset': setOperation((cx, a, b) => cx.help('isSubset', b, a)),
  'set.isdisjoint': setOperation((cx, a, b) => {
    const name = cx.names.fresh('item');
    return unary(
      '!',
      method(
        arrayOf([spread(a)]),
        'some',
        cx.lambda(`(${name})`, () => method(b, 'has', name)),
      ),
    );
  }),
  'set.lt': setOperation((cx, a, b) => binary('&&', smaller(a, b), cx.help('isSubset', a, b))),
  'set.gt': setOperation((cx, a, b) => binary('&&', smaller(b, a), cx.help('isSubset', b, a))),
  'bytes.from_ints': args((cx, node, [value = simple('[]')]) =>
    cx.help('bytesFrom', iterableArray(typeAt(node, 0), value)),
  ),
  'bytes.zeros': args((cx, node, [value = simple('0')]) =>
    cx.help('zeroBytes', asNumber(cx, typeAt(node, 0), value)),
  ),
  'bytes.hex': args((cx, _, [value = simple('')]) => cx.help('bytesHex', value)),
  'bytes.decode': args((cx, node, [value = simple('')]) => {
    const encoding = node.options?.encoding ?? 'utf-8';
    if (encoding === 'utf-8') return cx.help('decodeUtf8', value);
    return cx.help('decodeNarrow', value, encoding === 'ascii' ? '128' : '256');
  }),
  'str.encode': args((cx, node, [value = simple('')]) => {
    const encoding = node.options?.encoding ?? 'utf-8';
    if (encoding === 'utf-8') return cx.help('encodeUtf8', value);
    return cx.help('encodeNarrow', value, encoding === 'ascii' ? '128' : '256');
  }),
};

/** What JavaScript iterates as Python iterates the value: a dict gives its keys. */
export function iterable(type: Type, value: Printed): Printed {
  return type.kind === 'dict' ? method(value, 'keys') : value;
}

function iterableArray(type: Type, value: Printed): Printed {
  const array =
    type.kind === 'list' || type.kind === 'sequence' || type.kind === 'range' || type.kind === 'tuple';
  return array ? value : arrayOf([spread(iterable(type, value))]);
}
