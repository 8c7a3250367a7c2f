import { contains, INT32, join as joinTypes, type Op, type Type } from '../../language';
import { code } from '../text';
import type { Block } from './block';
import type { Context } from './context';
import { convertValue } from './convert';
import { comparerOf } from './keys';
import { args, nth, type OperationPrinter, type OperationTable, rangeOf, typeAt } from './operations-table';
import {
  atom,
  cast,
  conditional,
  joinedText,
  member,
  method,
  narrow,
  PRECEDENCE,
  type Printed,
  printed,
  receiver,
  simple,
  slot,
  unlisted,
  wide,
} from './print';
import { elementType, walked } from './sources';
import { isBig, isStruct, propertyName } from './types';

/** An operation that gives an iterable, used as a value of its own. */
const asIterable: OperationPrinter = (cx, node, out) => {
  if (node.type.kind === 'range')
    cx.refuse('unsupported-operation', node.span, 'A range as a value has no form in C#.', 'Make it a list.');
  return walked(cx, node, out);
};

const count = (node: Op, text: Printed): Printed => (isBig(node.type) ? cast('BigInteger', text) : text);

const length: OperationPrinter = (cx, node, out) => {
  const [arg] = node.args;
  if (arg?.kind === 'op' && arg.op === 'range') {
    const operands = cx.inOrder(arg.args, out);
    const value = cx.help('RangeLength', ...operands);
    return isBig(node.type) ? value : cast('long', value);
  }
  const [value = simple('null')] = cx.inOrder(node.args, out);
  const type = typeAt(node, 0);
  switch (type.kind) {
    case 'str':
      return count(node, cx.oneUnit ? narrow(code`${receiver(value)}.Length`) : cx.help('CodePoints', value));
    case 'list':
    case 'set':
    case 'dict':
      return count(node, narrow(code`${receiver(value)}.Count`));
    case 'sequence':
    case 'bytes':
      return count(node, narrow(code`${receiver(value)}.Length`));
    case 'tuple':
      return simple(`${type.items.length}L`);
    case 'range':
    case 'iterator':
      return count(node, method(value, 'LongCount'));
    default:
      return cx.refuse('unsupported-operation', node.span, 'len() has no form here in C#.', 'Use a list.');
  }
};

const index: OperationPrinter = (cx, node, out) => {
  const [source] = node.args;
  if (source?.kind === 'op' && source.op === 'range')
    cx.refuse(
      'unsupported-operation',
      node.span,
      'An index into a range has no form in C#.',
      'Make it a list.',
    );
  const [items = simple('null'), at = simple('0')] = cx.inOrder(node.args, out);
  return indexed(cx, node, items, at);
};

function indexed(cx: Context, node: Op, items: Printed, at: Printed): Printed {
  const type = typeAt(node, 0);
  const range = rangeOf(typeAt(node, 1));
  const direct = contains({ min: 0n, max: INT32.max }, range);
  const position = at.narrow ? at : cast('int', at);
  const inside: Printed = { ...position, code: slot(position) };
  if (type.kind === 'str') {
    if (cx.oneUnit && direct) return atom(code`${receiver(items)}[${inside.code}].ToString()`);
    return cx.help('CharAt', items, at);
  }
  if (type.kind === 'list' || type.kind === 'sequence')
    return direct ? atom(code`${receiver(items)}[${inside.code}]`) : cx.help('At', items, at);
  if (type.kind === 'bytes')
    return cast('long', direct ? atom(code`${receiver(items)}[${inside.code}]`) : cx.help('At', items, at));
  return cx.refuse('unsupported-operation', node.span, 'This index has no form in C#.', 'Make it a list.');
}

/** A slice whose bounds count from the start is what `Skip` and `Take` give; null for others. */
function fromTheStart({ args: [of, ...bounds] }: Op, items: Printed): Printed | null {
  const known = bounds.map((bound) => {
    if (bound.type.kind === 'none') return null;
    return bound.kind === 'const' && typeof bound.value === 'bigint' ? bound.value : -1n;
  });
  const [start = null, stop = null, step = null] = known;
  const fits = (bound: bigint | null): boolean => bound === null || (bound >= 0n && bound < 2n ** 31n);
  if (step !== null || (start === null && stop === null) || !fits(start) || !fits(stop)) return null;
  const all = of?.kind === 'sorted' ? unlisted(items) : items;
  const skipped = start === null || start === 0n ? all : method(all, 'Skip', `${start}`);
  if (stop === null) return skipped;
  const count = stop - (start ?? 0n);
  return method(skipped, 'Take', `${count < 0n ? 0n : count}`);
}

const slice: OperationPrinter = args((cx, node, operands) => {
  const type = typeAt(node, 0);
  const bounds = [1, 2, 3].map((i): Printed => {
    const kind = node.args[i]?.type;
    if (kind === undefined || kind.kind === 'none') return simple('null');
    if (kind.kind !== 'int' || isBig(kind))
      return cx.refuse(
        'unsupported-operation',
        node.span,
        'This slice bound has no form in C#.',
        'Use an int within 64 bits.',
      );
    return nth(operands, i);
  });
  const items = nth(operands, 0);
  if (type.kind === 'str') return cx.help('SliceText', items, ...bounds);
  const plain = type.kind === 'list' ? fromTheStart(node, items) : null;
  if (plain !== null) return method(plain, 'ToList');
  if (type.kind === 'list') return method(cx.help('Slice', items, ...bounds), 'ToList');
  if (type.kind === 'sequence' || type.kind === 'bytes')
    return method(cx.help('Slice', items, ...bounds), 'ToArray');
  return cx.refuse('unsupported-operation', node.span, 'This slice has no form in C#.', 'Make it a list.');
});

const concat: OperationPrinter = args((cx, node, operands, out) => {
  if (node.type.kind === 'str') {
    const pieces = operands.map((o) => o);
    return joinedText(pieces);
  }
  const { type } = node;
  const parts = operands.map((operand, i) => {
    const own = typeAt(node, i);
    return type.kind === 'list' || type.kind === 'sequence'
      ? convertValue(cx, operand, own, type, node.span, out)
      : operand;
  });
  const [first = simple('null'), ...rest] = parts;
  const all = rest.reduce((a, b) => method(a, 'Concat', b), first);
  return method(all, type.kind === 'list' ? 'ToList' : 'ToArray');
});

const repeat: OperationPrinter = args((cx, node, operands) => {
  const [items, times] = [nth(operands, 0), nth(operands, 1)];
  if (isBig(typeAt(node, 1)))
    cx.refuse(
      'unsupported-operation',
      node.span,
      'A repetition count beyond 64 bits has no form in C#.',
      'Use a smaller count.',
    );
  if (node.type.kind === 'str') return cx.help('RepeatText', items, times);
  if (node.type.kind === 'list') return method(cx.help('Repeat', items, times), 'ToList');
  return method(cx.help('Repeat', items, times), 'ToArray');
});

const getOr: OperationPrinter = args((cx, node, operands, out) => {
  const dict = typeAt(node, 0);
  if (dict.kind !== 'dict') return simple('null');
  const fallback = convertValue(cx, nth(operands, 2), typeAt(node, 2), node.type, node.span, out);
  if (cx.typeText(dict.value, node.span) === cx.typeText(node.type, node.span))
    return cx.help('GetOr', nth(operands, 0), key(cx, node, nth(operands, 1), out), wide(fallback));
  const [items, sought, other] = [
    cx.stable(nth(operands, 0), out),
    cx.stable(key(cx, node, nth(operands, 1), out), out, 'key'),
    cx.stable(fallback, out, 'fallback'),
  ];
  const found = convertValue(
    cx,
    atom(code`${items.code}[${sought.code}]`),
    dict.value,
    node.type,
    node.span,
    out,
  );
  return conditional(method(items, 'ContainsKey', sought), found, other);
});

function key(cx: Context, node: Op, value: Printed, out: Block): Printed {
  const dict = typeAt(node, 0);
  return dict.kind === 'dict'
    ? wide(convertValue(cx, value, typeAt(node, 1), dict.key, node.span, out))
    : value;
}

/** A set argument as an enumerable of the common element type. */
function operandsAs(
  cx: Context,
  node: Op,
  operands: readonly Printed[],
  out: Block,
): { items: Printed[]; element: Type } {
  const element = node.args.map((arg) => elementType(arg.type)).reduce(joinTypes);
  const items = operands.map((operand, i) => {
    const own = typeAt(node, i);
    if (own.kind === 'set') return convertValue(cx, operand, own, { ...own, element }, node.span, out);
    const list: Type = { kind: 'list', element, size: { min: 0n, max: null } };
    if (own.kind === 'list' || own.kind === 'sequence')
      return convertValue(cx, operand, own, { ...list, kind: own.kind }, node.span, out);
    if (own.kind === 'dict') return member(operand, 'Keys');
    if (own.kind === 'str') return cx.help('Characters', operand);
    if (own.kind === 'iterator') return operand;
    return cx.refuse(
      'unsupported-operation',
      node.span,
      'This set operation has no form in C#.',
      'Make both sets.',
    );
  });
  return { items, element };
}

/** `new HashSet<T>(a)` with LINQ's set operation, which compares as the sets do. */
const setResult = (name: 'Union' | 'Intersect' | 'Except'): OperationPrinter =>
  args((cx, node, operands, out) => {
    const { items, element } = operandsAs(cx, node, operands, out);
    const comparer = comparerOf(cx, element);
    const more = comparer === '' ? [] : [comparer];
    const value = method(items[0] ?? simple('null'), name, items[1] ?? simple('null'), ...more);
    return newSet(cx, node, value, comparer);
  });

function newSet(cx: Context, node: Op, value: Printed, comparer: string): Printed {
  return atom(
    code`new ${cx.typeText(node.type, node.span)}(${value.code}${comparer === '' ? '' : `, ${comparer}`})`,
  );
}

const setTest = (name: string): OperationPrinter =>
  args((cx, node, operands, out) => {
    const { items } = operandsAs(cx, node, operands, out);
    return method(items[0] ?? simple('null'), name, items[1] ?? simple('null'));
  });

export const CONTAINER_OPERATIONS: OperationTable = {
  range: asIterable,
  zip: asIterable,
  enumerate: asIterable,
  reversed: asIterable,
  'dict.items': asIterable,
  'dict.keys': asIterable,
  'dict.values': asIterable,
  len: length,
  index,
  'tuple.get': args((_, node, operands) => member(nth(operands, 0), `Item${(node.options?.index ?? 0) + 1}`)),
  'record.get': args((_, node, operands) =>
    member(nth(operands, 0), propertyName(node.options?.field ?? '')),
  ),
  slice,
  concat,
  repeat,
  unpack: (cx, node, out) => {
    const [source] = node.args;
    if (source === undefined) return simple('null');
    const name = node.options?.star === true ? 'UnpackMore' : 'Unpack';
    return cx.help(name, walked(cx, source, out), String(node.options?.arity ?? 0));
  },
  'list.index': args((cx, node, operands, out) => {
    const element = elementType(typeAt(node, 0));
    const value = convertValue(cx, nth(operands, 1), typeAt(node, 1), element, node.span, out);
    const comparer = comparerOf(cx, element);
    return cx.help(
      'IndexOf',
      nth(operands, 0),
      wide(value),
      comparer === '' ? `EqualityComparer<${cx.typeText(element, node.span)}>.Default` : comparer,
    );
  }),
  'list.count': args((cx, node, operands, out) => {
    const element = elementType(typeAt(node, 0));
    const value = cx.stable(
      convertValue(cx, nth(operands, 1), typeAt(node, 1), element, node.span, out),
      out,
      'sought',
    );
    const item = cx.names.fresh('item');
    const comparer = comparerOf(cx, element);
    const same =
      comparer === ''
        ? code`${item}.Equals(${wide(value).code})`
        : code`${comparer}.Equals(${item}, ${wide(value).code})`;
    const found = method(nth(operands, 0), 'LongCount', atom(code`${item} => ${same}`));
    return isBig(node.type) ? cast('BigInteger', found) : found;
  }),
  'dict.getitem': args((cx, node, operands, out) =>
    atom(code`${receiver(nth(operands, 0))}[${key(cx, node, nth(operands, 1), out).code}]`),
  ),
  'dict.get': args((cx, node, operands, out) => {
    const dict = typeAt(node, 0);
    if (dict.kind !== 'dict') return simple('null');
    const of: Type = node.type.kind === 'optional' ? node.type.of : node.type;
    if (cx.typeText(dict.value, node.span) !== cx.typeText(of, node.span) && dict.value.kind !== 'optional')
      cx.refuse(
        'unsupported-operation',
        node.span,
        'This get() has no form in C#.',
        'Use one type of value.',
      );
    const nullable = isStruct(of) && dict.value.kind !== 'optional';
    return cx.help(
      nullable ? 'GetOrNull' : 'GetOrDefault',
      nth(operands, 0),
      key(cx, node, nth(operands, 1), out),
    );
  }),
  'dict.get_or': getOr,
  'dict.merge': args((cx, node, operands, out) =>
    cx.help(
      'Merge',
      ...operands.map((o, i) => convertValue(cx, o, typeAt(node, i), node.type, node.span, out)),
    ),
  ),
  'set.union': setResult('Union'),
  'set.intersection': setResult('Intersect'),
  'set.difference': setResult('Except'),
  'set.symmetric_difference': args((cx, node, operands, out) => {
    const { items, element } = operandsAs(cx, node, operands, out);
    const comparer = comparerOf(cx, element);
    const more = comparer === '' ? [] : [comparer];
    const [a, b] = items.map((item) => cx.stable(item, out, 'items'));
    const left = method(a ?? simple('null'), 'Except', b ?? simple('null'), ...more);
    const right = method(b ?? simple('null'), 'Except', a ?? simple('null'), ...more);
    return newSet(cx, node, method(left, 'Union', right, ...more), comparer);
  }),
  'set.issubset': setTest('IsSubsetOf'),
  'set.issuperset': setTest('IsSupersetOf'),
  'set.lt': setTest('IsProperSubsetOf'),
  'set.gt': setTest('IsProperSupersetOf'),
  'set.isdisjoint': args((cx, node, operands, out) => {
    const { items } = operandsAs(cx, node, operands, out);
    return printed(
      code`!${method(items[0] ?? simple('null'), 'Overlaps', items[1] ?? simple('null')).code}`,
      PRECEDENCE.unary,
    );
  }),
  'bytes.from_ints': (cx, node, out) => {
    const [source] = node.args;
    return source === undefined
      ? simple('null')
      : cx.help(isBig(elementType(source.type)) ? 'BytesOf.Big' : 'BytesOf', walked(cx, source, out));
  },
  'bytes.zeros': args((cx, _, operands) => cx.help('ZeroBytes', nth(operands, 0))),
  'bytes.hex': args((cx, _, operands) => cx.help('HexText', nth(operands, 0))),
  'bytes.decode': args((cx, node, operands) => cx.help(decoder(node), nth(operands, 0))),
  'str.encode': args((cx, node, operands) =>
    cx.help(
      node.options?.encoding === 'ascii'
        ? 'EncodeAscii'
        : node.options?.encoding === 'latin-1'
          ? 'EncodeLatin'
          : 'EncodeUtf8',
      nth(operands, 0),
    ),
  ),
};

const decoder = (node: Op) =>
  node.options?.encoding === 'ascii'
    ? ('DecodeAscii' as const)
    : node.options?.encoding === 'latin-1'
      ? ('DecodeLatin' as const)
      : ('DecodeUtf8' as const);
