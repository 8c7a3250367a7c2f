import { asSequence, contains, type Expr, INT64, type Op, type Type } from '../../language';
import { code, joinCode } from '../text';
import type { Block } from './block';
import { items as chainItems } from './chain';
import type { Context } from './context';
import { inOrder } from './expressions';
import { atom, member, method, type Printed, simple, slot } from './print';
import { isBig } from './types';

/** Prints anything iterable as an `IEnumerable<T>` of its element type. */
export function walked(cx: Context, source: Expr, out: Block): Printed {
  if (source.kind === 'op') {
    const special = OPERATION_SOURCES[source.op]?.(cx, source, out);
    if (special) return special;
  }
  if (source.kind === 'comp' && source.collector.kind === 'generator') return chainItems(cx, source, out);
  if (
    source.kind === 'display' &&
    (source.of === 'list' || source.of === 'sequence') &&
    'element' in source.type
  ) {
    if (source.items.length > 0 && source.items.every((item) => item.kind === 'item')) {
      const values = inOrder(
        cx,
        source.items.map((item) => item.value),
        out,
      );
      const element = cx.typeText(source.type.element, source.span);
      return atom(code`new ${element === 'string' ? '' : element}[] { ${joinCode(values.map(slot), ', ')} }`);
    }
  }
  return enumerated(cx, source, cx.expression(source, out), out);
}

/** A printed value as an `IEnumerable<T>`. */
function enumerated(cx: Context, source: Expr, value: Printed, out: Block): Printed {
  const { type } = source;
  switch (type.kind) {
    case 'str':
      if (cx.oneUnit) {
        const c = cx.names.fresh('c');
        return method(value, 'Select', `${c} => ${c}.ToString()`);
      }
      return cx.help('Characters', value);
    case 'bytes': {
      const b = cx.names.fresh('b');
      return method(value, 'Select', `${b} => (long)${b}`);
    }
    case 'dict':
      return member(value, 'Keys');
    case 'tuple': {
      const { element } = asSequence(type);
      const tuple = cx.stable(value, out, 'items');
      if (element.kind === 'union')
        cx.refuse(
          'unsupported-type',
          source.span,
          'A tuple of mixed types is not walked in C#.',
          'Use one kind of value.',
        );
      const parts = type.items.map((_, i) => member(tuple, `Item${i + 1}`).code);
      return atom(code`new ${cx.typeText(element, source.span)}[] { ${joinCode(parts, ', ')} }`);
    }
    case 'list':
    case 'sequence':
    case 'set':
    case 'range':
    case 'iterator':
      return value;
    case 'never':
      return atom('Enumerable.Empty<object>()');
    default:
      return cx.refuse(
        'unsupported-type',
        source.span,
        "This value can't be walked in C#.",
        'Make it a list.',
      );
  }
}

type SourcePrinter = (cx: Context, node: Op, out: Block) => Printed | null;

const argument = (node: Op, i: number): Expr => {
  const arg = node.args[i];
  if (arg === undefined) throw new RangeError(`${node.op} has no argument ${i}`);
  return arg;
};

function zip(cx: Context, node: Op, out: Block): Printed {
  if (node.args.length === 0 || node.args.length > 7)
    cx.refuse('unsupported-operation', node.span, 'zip takes one to seven iterables in C#.', 'Use fewer.');
  const parts = node.args.map((arg) => walked(cx, arg, out));
  const [first = simple('null'), ...rest] = parts;
  if (rest.length === 0) {
    const only = cx.names.fresh('item');
    return method(first, 'Select', `${only} => ValueTuple.Create(${only})`);
  }
  if (node.options?.strict === true) {
    const [second = simple('null'), ...more] = rest;
    if (more.length > 0)
      cx.refuse(
        'unsupported-operation',
        node.span,
        'zip(…, strict=True) takes two iterables in C#.',
        'Leave strict out.',
      );
    return cx.help('ZipStrict', first, second);
  }
  return rest.reduce((all, next, i) => {
    const [a, b] = [cx.names.fresh(i === 0 ? 'a' : 'items'), cx.names.fresh('b')];
    const before = i === 0 ? [a] : Array.from({ length: i + 1 }, (_, k) => `${a}.Item${k + 1}`);
    return method(all, 'Zip', next, `(${a}, ${b}) => (${[...before, b].join(', ')})`);
  }, first);
}

/** `zip` or `enumerate` whose pairs have named parts. */
export function paired(cx: Context, node: Op, names: readonly string[], out: Block): Printed {
  const [a = 'a', b = 'b'] = names;
  if (node.op === 'enumerate') return counted(cx, node, a, b, out);
  const [first = simple('null'), second = simple('null')] = node.args.map((arg) => walked(cx, arg, out));
  return method(first, 'Zip', second, `(${a}, ${b}) => (${a}: ${a}, ${b}: ${b})`);
}

function counted(cx: Context, node: Op, name: string, item: string, out: Block): Printed {
  const items = walked(cx, argument(node, 0), out);
  const start = cx.expression(argument(node, 1), out);
  const counter =
    node.type.kind === 'iterator' && node.type.element.kind === 'tuple'
      ? node.type.element.items[0]
      : undefined;
  const index = counter !== undefined && isBig(counter) ? `(BigInteger)${name}` : `(long)${name}`;
  const from = cx.stable(start, out, 'start');
  const count = from.narrow?.text === '0' ? code`${index}` : code`${index} + ${slot(from)}`;
  return method(items, 'Select', atom(code`(${item}, ${name}) => (${name}: ${count}, ${item}: ${item})`));
}

const enumerate: SourcePrinter = (cx, node, out) =>
  counted(cx, node, cx.names.fresh('i'), cx.names.fresh('item'), out);

function reversed(cx: Context, node: Op, out: Block): Printed {
  const source = argument(node, 0);
  const items = walked(cx, source, out);
  const lists = source.type.kind === 'list' || source.type.kind === 'sequence';
  return method(lists && source.kind !== 'op' ? method(items, 'AsEnumerable') : items, 'Reverse');
}

function range(cx: Context, node: Op, out: Block): Printed {
  const [start = simple('0'), stop = simple('0'), step = simple('1')] = cx.inOrder(node.args, out);
  const big =
    node.args.some((arg) => isBig(arg.type)) ||
    (node.type.kind === 'range' && !contains(INT64, node.type.range));
  const one = step.narrow?.text === '1';
  if (big) return cx.help('BigRange', start, stop, step);
  if (one) return cx.help('Range', start, stop);
  const by = argument(node, 2);
  return cx.help(by.kind === 'const' && by.value !== 0n ? 'Steps' : 'RangeBy', start, stop, step);
}

const OPERATION_SOURCES: Partial<Record<Op['op'], SourcePrinter>> = {
  range,
  zip,
  enumerate,
  reversed,
  'dict.items': (cx, node, out) => {
    const entry = cx.names.fresh('entry');
    return method(
      cx.expression(argument(node, 0), out),
      'Select',
      `${entry} => (${entry}.Key, ${entry}.Value)`,
    );
  },
  'dict.keys': (cx, node, out) => member(cx.expression(argument(node, 0), out), 'Keys'),
  'dict.values': (cx, node, out) => member(cx.expression(argument(node, 0), out), 'Values'),
};

/** The element type of anything iterable. */
export function elementType(type: Type): Type {
  switch (type.kind) {
    case 'list':
    case 'sequence':
    case 'set':
    case 'iterator':
      return type.element;
    case 'range':
      return { kind: 'int', range: type.range };
    case 'dict':
      return type.key;
    case 'tuple':
      return asSequence(type).element;
    case 'bytes':
      return { kind: 'int', range: { min: 0n, max: 255n } };
    default:
      return type.kind === 'str' ? { kind: 'str', size: { min: 1n, max: 1n } } : type;
  }
}
