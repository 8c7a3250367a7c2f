import type { Expr, Op, OpName, Span, Type } from '../../language';
import { type Argument, argumentsOf, clamped, neverNegative, oneArgument, twoArguments } from './arguments';
import { compareValues, equalFunction } from './compare';
import { change } from './convert';
import type { Emitter } from './emitter';
import { pack } from './keys';
import type { Printer } from './operations';
import { rangeArguments } from './ranges';
import { asSlice, elementType } from './sources';
import {
  binary,
  call,
  composite,
  define,
  field,
  type GoExpr,
  index,
  integer,
  isSimple,
  isStable,
  literal,
  name,
  type Stmt,
  set,
  totalCall,
  when,
} from './syntax';
import { recordField, tupleField } from './types';

const length: Printer = (g, node, block) => {
  const [of] = node.args;
  if (of?.kind === 'op' && of.op === 'range') {
    const { start, stop, step } = rangeArguments(g, of, block);
    return g.help('rangeSize', start, stop, step);
  }
  const { value, type } = oneArgument(g, node, block);
  switch (type.kind) {
    case 'str':
      return totalCall('utf8.RuneCountInString', value);
    case 'dict':
      return totalCall('len', field(value, 'keys'));
    case 'tuple':
      if (!isStable(value)) block.push(set(name('_'), value));
      return integer(type.items.length);
    case 'list':
    case 'sequence':
    case 'set':
    case 'range':
    case 'bytes':
    case 'iterator':
      return totalCall('len', value);
    default:
      return g.refuse('unsupported-type', node.span, `Go has no length for a ${type.kind} here.`);
  }
};

/** `xs[i]`. Go itself panics out of range; only negative places need help. */
const indexed: Printer = (g, node, block) => {
  const [of, at] = twoArguments(g, node, block);
  const place = clamped(g, at);
  if (of.type.kind === 'str') return g.help('runeAt', of.value, place);
  if (of.type.kind === 'bytes') return g.help('byteAt', of.value, place);
  const items = asSlice(g, of.value, of.type, of.node.span);
  if (isSimple(items) && neverNegative(at.type)) return index(items, place);
  const known = at.node.kind === 'const' && typeof at.node.value === 'bigint' ? at.node.value : null;
  if (isSimple(items) && known !== null && known < 0n)
    return index(items, binary('-', totalCall('len', items), integer(-known)));
  return g.help('at', items, place);
};

/** `xs[a:b:c]`. A missing place becomes the end on its side. */
const sliced: Printer = (g, node, block) => {
  const [of, start, stop, step] = argumentsOf(g, node, block);
  if (of === undefined || start === undefined || stop === undefined || step === undefined)
    return g.refuse('unsupported-operation', node.span, 'A slice needs four arguments.');
  const text = of.type.kind === 'str';
  const bytes = of.type.kind === 'bytes';
  const items = text || bytes ? of.value : tupleAsSlice(g, of, node, block);
  const by = stepOf(step);
  if (by === 1n) {
    const helper = text ? 'cutText' : bytes ? 'cutBytes' : 'cut';
    return g.totalHelp(helper, items, place(g, start, integer(0)), place(g, stop, name('math.MaxInt')));
  }
  const rises = by !== null ? by > 0n : neverNegative(step.type);
  const falls =
    by !== null
      ? by < 0n
      : step.type.kind === 'int' && step.type.range.max !== null && step.type.range.max < 0n;
  const open = start.type.kind === 'none' || stop.type.kind === 'none';
  if (open && !rises && !falls)
    return g.refuse(
      'unsupported-operation',
      node.span,
      'The sign of this step must be known where an end is left out.',
      'Write both ends.',
    );
  const helper = text ? 'sliceText' : bytes ? 'sliceBytes' : 'slice';
  const [first, last] = falls ? ['math.MaxInt', 'math.MinInt'] : ['0', 'math.MaxInt'];
  return g.help(helper, items, place(g, start, name(first)), place(g, stop, name(last)), clamped(g, step));
};

function place(g: Emitter, argument: Argument, missing: GoExpr): GoExpr {
  return argument.type.kind === 'none' ? missing : clamped(g, argument);
}

/** The step where the text says it; 1 when it is left out. */
function stepOf(step: Argument): bigint | null {
  if (step.type.kind === 'none') return 1n;
  return step.node.kind === 'const' && typeof step.node.value === 'bigint' ? step.node.value : null;
}

function tupleAsSlice(g: Emitter, of: Argument, node: Op, block: Stmt[]): GoExpr {
  if (of.type.kind === 'tuple' && (node.type.kind === 'sequence' || node.type.kind === 'list'))
    return change(g, of.value, of.type, node.type, node.span, block);
  return asSlice(g, of.value, of.type, of.node.span);
}

const concatenated: Printer = (g, node, block) => {
  const args = argumentsOf(g, node, block);
  const [first, ...rest] = args;
  if (first === undefined) return g.refuse('unsupported-operation', node.span, 'Nothing to join.');
  if (node.type.kind === 'str' || node.type.kind === 'bytes')
    return rest.reduce((left, right) => binary('+', left, right.value), first.value);
  if (node.type.kind === 'tuple') {
    const items = args.flatMap((arg) => {
      const kept = isSimple(arg.value) ? arg.value : g.keep(block, 'items', arg.value);
      const arity = arg.type.kind === 'tuple' ? arg.type.items.length : 0;
      return Array.from({ length: arity }, (_, i) => ({ value: field(kept, tupleField(arity, i)) }));
    });
    return composite(g.goType(node.type, node.span), items);
  }
  return g.totalHelp('concat', ...args.map((arg) => asSlice(g, arg.value, arg.type, arg.node.span)));
};

const repeated: Printer = (g, node, block) => {
  const [of, count] = twoArguments(g, node, block);
  const times = clamped(g, count);
  if (of.type.kind !== 'str' && of.type.kind !== 'bytes') return g.totalHelp('repeat', of.value, times);
  return neverNegative(count.type)
    ? call('strings.Repeat', of.value, times)
    : g.help('repeatText', of.value, times);
};

const contained: Printer = (g, node, block) => {
  const [holder, wanted] = node.args;
  const shown = holder === undefined ? null : displayOf(holder);
  if (shown !== null && wanted !== undefined && !g.types.isBig(wanted.type)) {
    const small = containedInDisplay(g, shown, wanted, node.span, block);
    if (small !== null) return small;
  }
  if (holder?.kind === 'op' && holder.op === 'range' && wanted !== undefined)
    return containedInRange(g, holder, wanted, block);
  const [of, item] = twoArguments(g, node, block);
  switch (of.type.kind) {
    case 'str':
      return totalCall('strings.Contains', of.value, item.value);
    case 'bytes':
      if (item.type.kind === 'bytes') return totalCall('strings.Contains', of.value, item.value);
      return g.help('containsByte', of.value, clamped(g, item));
    case 'set':
    case 'dict':
      return totalCall(field(of.value, 'Has'), pack(g, item.value, item.type, node.span, block));
    default: {
      const element = elementType(of.type);
      if (g.types.comparesDirectly(element)) return g.totalHelp('contains', of.value, item.value);
      return g.help('containsFunc', of.value, item.value, name(equalFunction(g, element, node.span)));
    }
  }
};

/** The list or tuple display that an expression is, also where only the range of its ints was widened. */
function displayOf(holder: Expr): (Expr & { kind: 'display' }) | null {
  if (holder.kind === 'display') return holder.of === 'list' || holder.of === 'sequence' ? holder : null;
  if (holder.kind !== 'convert') return null;
  const inner = displayOf(holder.value);
  const widened =
    elementType(holder.type).kind === 'int' && inner !== null && elementType(inner.type).kind === 'int';
  return widened ? inner : null;
}

/** `x in (1, 2, 3)` as comparisons, for a few constants. */
function containedInDisplay(
  g: Emitter,
  holder: Expr & { kind: 'display' },
  wanted: Expr,
  span: Span,
  block: Stmt[],
): GoExpr | null {
  const items = holder.items.map((item) => item.value);
  const element = elementType(holder.type);
  const few = items.length > 0 && items.length <= 4 && items.every((item) => item.kind === 'const');
  if (!few || !g.types.comparesDirectly(element)) return null;
  const [value, ...constants] = g.values([wanted, ...items], block);
  if (value === undefined) return null;
  const kept = isStable(value) && isSimple(value) ? value : named(g, block, value, wanted.type);
  const tests = constants.map((constant) => compareValues(g, 'eq', kept, constant, element, span));
  return tests.reduce((left, right) => binary('||', left, right));
}

function named(g: Emitter, block: Stmt[], value: GoExpr, type: Type): GoExpr {
  const fresh = g.names.fresh('item');
  block.push(define(fresh, g.typed(value, type)));
  return name(fresh);
}

function containedInRange(g: Emitter, holder: Expr & { kind: 'op' }, wanted: Expr, block: Stmt[]): GoExpr {
  if (g.types.isBig(wanted.type))
    return g.refuse('may-overflow', wanted.span, 'This number may lie beyond 64 bits.', 'Narrow it.');
  const { start, stop, step, known } = rangeArguments(g, holder, block);
  const ends = [start, stop, step].map((end) => (isStable(end) ? end : g.keep(block, 'end', end)));
  const item = g.keep(block, 'item', g.value(wanted, block));
  const [low, high, by] = ends;
  if (low === undefined || high === undefined || by === undefined) return literal('false');
  if (known === 1n) return binary('&&', binary('<=', low, item), binary('<', item, high));
  return g.help('inRange', item, low, high, by);
}

const dictGet: Printer = (g, node, block) => {
  const [dict, key] = twoArguments(g, node, block);
  if (dict.type.kind === 'dict' && dict.type.value.kind === 'optional')
    return g.totalHelp(
      'lookUpOr',
      dict.value,
      checkedKey(g, key, block),
      composite(g.goType(dict.type.value, node.span)),
    );
  g.goType(node.type, node.span);
  return g.totalHelp('lookUpOptional', dict.value, checkedKey(g, key, block));
};

const dictGetOr: Printer = (g, node, block) => {
  const [dict, key, fallback] = argumentsOf(g, node, block);
  if (dict === undefined || key === undefined || fallback === undefined || dict.type.kind !== 'dict')
    return g.refuse('unsupported-operation', node.span, 'get needs a dict, a key and a default.');
  const value = dict.type.value;
  const goType = g.goType(node.type, node.span);
  if (g.goType(value, node.span) === goType && g.goType(fallback.type, node.span) === goType)
    return g.totalHelp('lookUpOr', dict.value, checkedKey(g, key, block), fallback.value);
  const result = g.names.fresh('value');
  const entry = g.names.fresh('entry');
  const known = g.names.fresh('ok');
  block.push({ kind: 'var', name: result, type: goType });
  block.push(set(name(result), change(g, fallback.value, fallback.type, node.type, node.span, block)));
  block.push({
    kind: 'assign',
    targets: [name(entry), name(known)],
    op: ':=',
    values: [call(field(dict.value, 'Get'), checkedKey(g, key, block))],
  });
  const found: Stmt[] = [];
  const converted = change(g, name(entry), value, node.type, node.span, found);
  block.push(when(name(known), [...found, set(name(result), converted)]));
  return name(result);
};

function checkedKey(g: Emitter, key: Argument, block: Stmt[]): GoExpr {
  return pack(g, key.value, key.type, key.node.span, block);
}

function setHelper(
  helper: 'setUnion' | 'setIntersection' | 'setDifference' | 'isSubset' | 'isDisjoint',
): Printer {
  return (g, node, block) => g.totalHelp(helper, ...g.values(node.args, block));
}

const symmetricDifference: Printer = (g, node, block) => {
  const [a, b] = twoArguments(g, node, block).map((arg) => g.keep(block, 'items', arg.value));
  if (a === undefined || b === undefined) return literal('nil');
  return g.totalHelp('setUnion', g.totalHelp('setDifference', a, b), g.totalHelp('setDifference', b, a));
};

function subset(swap: boolean, proper: boolean): Printer {
  return (g, node, block) => {
    const args = twoArguments(g, node, block);
    const [small, large] = swap ? [args[1].value, args[0].value] : [args[0].value, args[1].value];
    if (!proper) return g.totalHelp('isSubset', small, large);
    const [a, b] = [g.keep(block, 'items', small), g.keep(block, 'items', large)];
    return binary('&&', binary('<', totalCall('len', a), totalCall('len', b)), g.totalHelp('isSubset', a, b));
  };
}

const unpacked: Printer = (g, node, block) => {
  const { value, type, node: source } = oneArgument(g, node, block);
  const helper = node.options?.star === true ? 'atLeast' : 'exactly';
  return g.help(helper, asSlice(g, value, type, source.span), integer(node.options?.arity ?? 0));
};

function searching(helper: 'indexOf' | 'count'): Printer {
  return (g, node, block) => {
    const [of, item] = twoArguments(g, node, block);
    return g.help(
      helper,
      asSlice(g, of.value, of.type, of.node.span),
      item.value,
      name(equalFunction(g, elementType(of.type), node.span)),
    );
  };
}

export const CONTAINER_OPERATIONS: Partial<Record<OpName, Printer>> = {
  len: length,
  index: indexed,
  slice: sliced,
  concat: concatenated,
  repeat: repeated,
  contains: contained,
  unpack: unpacked,
  'list.index': searching('indexOf'),
  'list.count': searching('count'),
  'tuple.get': (g, node, block) => {
    const { value, type } = oneArgument(g, node, block);
    return field(value, tupleField(type.kind === 'tuple' ? type.items.length : 0, node.options?.index ?? 0));
  },
  'record.get': (g, node, block) => {
    const { value, type } = oneArgument(g, node, block);
    if (type.kind !== 'record') return g.refuse('unsupported-type', node.span, 'Only records have fields.');
    return field(value, recordField(type, node.options?.field ?? ''));
  },
  'dict.getitem': (g, node, block) => {
    const [dict, key] = twoArguments(g, node, block);
    return g.help('lookUp', dict.value, checkedKey(g, key, block));
  },
  'dict.get': dictGet,
  'dict.get_or': dictGetOr,
  'dict.merge': (g, node, block) => g.totalHelp('mergeDicts', ...g.values(node.args, block)),
  'set.union': setHelper('setUnion'),
  'set.intersection': setHelper('setIntersection'),
  'set.difference': setHelper('setDifference'),
  'set.symmetric_difference': symmetricDifference,
  'set.isdisjoint': setHelper('isDisjoint'),
  'set.issubset': subset(false, false),
  'set.issuperset': subset(true, false),
  'set.lt': subset(false, true),
  'set.gt': subset(true, true),
};
