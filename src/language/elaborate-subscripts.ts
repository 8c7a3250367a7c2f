import type { Ast, SliceAst } from './ast';
import { conditional, constant, convert, narrow, op } from './build';
import { collect } from './collect';
import type { Context, Scope } from './context';
import { Poisoned } from './context';
import { refuse } from './diagnostic';
import { elaborate, named } from './elaborate';
import { toList } from './elaborate-displays';
import { asInt, isIntLike, rangeOf } from './elaborate-operators';
import { constantOf, type Interval, NON_NEGATIVE } from './interval';
import type { Expr } from './ir';
import { requireIteration } from './iterate';
import {
  asSequence,
  BOOL,
  BYTE,
  bytes,
  CHAR,
  type DictType,
  int,
  iterator,
  join,
  list,
  NEVER,
  sequence,
  showType,
  str,
  type Type,
  tuple,
} from './types';

export function elaborateSubscript(
  ast: Extract<Ast, { kind: 'subscript' }>,
  scope: Scope,
  context: Context,
): Expr {
  const indexAst = ast.index;
  if (indexAst.kind === 'slice') return elaborateSlice(ast.value, indexAst, ast.span, scope, context);
  const [value, index] = context.all([
    () => elaborate(ast.value, scope, context),
    () => elaborate(indexAst, scope, context),
  ]);
  if (!value || !index) throw new Poisoned();
  return subscript(ast.span, value, index);
}

export function subscript(span: Expr['span'], value: Expr, index: Expr): Expr {
  const type = value.type;
  if (type.kind === 'dict') {
    const key = join(type.key, index.type);
    const item = op(span, 'dict.getitem', type.value, [
      convert(value, { ...type, key }),
      convert(index, key),
    ]);
    return narrowToColumn(item, type, index);
  }
  if (type.kind === 'record')
    return refuse('unsupported-syntax', span, 'A table row is read with a point.', {
      hint: 'Write row.field.',
    });
  if (!isIntLike(index.type))
    return refuse('type-error', index.span, `An index is an int, not ${showType(index.type)}.`, {
      exception: 'TypeError',
    });
  const at = asInt(index);
  if (type.kind === 'tuple') return tupleItem(span, value, at);
  const element = elementOf(type);
  if (element === null)
    return refuse('type-error', span, `${showType(type)} can't be indexed.`, { exception: 'TypeError' });
  const item = op(span, 'index', element, [value, at]);
  const known = constantOf(rangeOf(at));
  return known === null ? item : narrowToPosition(item, type, Number(known));
}

/** What a dict holds under a key that is written out: of the types of its values, the one that is there. */
export function narrowToColumn(item: Expr, holder: DictType, key: Expr, fallback: Type = NEVER): Expr {
  const known = key.kind === 'const' && typeof key.value === 'string' && holder.columns?.get(key.value);
  return known ? narrowTo(item, join(known, fallback)) : item;
}

/** What a list holds at a position that is written out. */
export function narrowToPosition(item: Expr, holder: Type, index: number): Expr {
  const known = holder.kind === 'list' ? holder.positions?.at(index) : undefined;
  return known ? narrowTo(item, known) : item;
}

/** A value of several types as those of them that it is known to have here. */
function narrowTo(item: Expr, known: Type): Expr {
  if (item.type.kind !== 'union') return item;
  const kinds = known.kind === 'union' ? known.members.map(({ kind }) => kind) : [known.kind];
  const members = item.type.members.filter(({ kind }) => kinds.includes(kind));
  const [only] = members;
  if (!only || members.length > kinds.length) return item;
  return narrow(item, members.length > 1 ? { kind: 'union', members } : only);
}

function elementOf(type: Type): Type | null {
  if (type.kind === 'list' || type.kind === 'sequence') return type.element;
  if (type.kind === 'str') return CHAR;
  if (type.kind === 'bytes') return BYTE;
  return type.kind === 'range' ? int(type.range) : null;
}

function tupleItem(span: Expr['span'], value: Expr, index: Expr): Expr {
  if (value.type.kind !== 'tuple') throw new Poisoned();
  const items = value.type.items;
  const known = constantOf(rangeOf(index));
  if (known !== null) {
    const at = Number(known < 0n ? known + BigInt(items.length) : known);
    const item = items[at];
    if (item !== undefined) return op(span, 'tuple.get', item, [value], { index: at });
  }
  const flat = asSequence(value.type);
  return op(span, 'index', flat.element, [convert(value, flat), index]);
}

function elaborateSlice(
  valueAst: Ast,
  slice: SliceAst,
  span: Expr['span'],
  scope: Scope,
  context: Context,
): Expr {
  const bound = (ast: Ast | null) => (): Expr => {
    if (ast === null) return constant(span, null);
    const value = elaborate(ast, scope, context);
    if (value.type.kind === 'none') return value;
    if (value.type.kind === 'optional' && isIntLike(value.type.of)) return value;
    return isIntLike(value.type)
      ? asInt(value)
      : refuse('type-error', ast.span, `A slice bound is an int, not ${showType(value.type)}.`, {
          exception: 'TypeError',
        });
  };
  const [value, start, stop, step] = context.all([
    () => elaborate(valueAst, scope, context),
    bound(slice.start),
    bound(slice.stop),
    bound(slice.step),
  ]);
  if (!value || !start || !stop || !step) throw new Poisoned();
  if (![start, stop, step].some(mayBeNone)) return sliceOf(span, value, [start, stop, step], context);
  return named(value, 'whole', context, (whole) =>
    named(start, 'start', context, (from) =>
      named(stop, 'stop', context, (to) =>
        named(step, 'step', context, (by) => sliceOfEither(span, whole, [from, to, by], context)),
      ),
    ),
  );
}

const mayBeNone = (bound: Expr): boolean => bound.type.kind === 'optional';

type Bounds = readonly [Expr, Expr, Expr];

/** A slice of which a bound may be None when it runs: a case for each. */
function sliceOfEither(span: Expr['span'], value: Expr, bounds: Bounds, context: Context): Expr {
  const at = bounds.findIndex(mayBeNone);
  const bound = bounds[at];
  if (bound?.type.kind !== 'optional') return sliceOf(span, value, bounds, context);
  const proved = narrow(bound, bound.type.of);
  const slices = [constant(span, null), asInt(proved)].map((part) => {
    const [start, stop, step] = bounds;
    const known: Bounds = [at === 0 ? part : start, at === 1 ? part : stop, at === 2 ? part : step];
    return sliceOfEither(span, value, known, context);
  });
  const type = slices.map((slice) => slice.type).reduce(join);
  const [without, withBound] = slices.map((slice) => convert(slice, type));
  if (!without || !withBound) throw new Poisoned();
  return conditional(span, op(span, 'is_none', BOOL, [bound]), without, withBound);
}

/** `value[start:stop:step]` of elaborated parts. */
export function sliceOf(span: Expr['span'], value: Expr, bounds: Bounds, context: Context): Expr {
  const type = value.type;
  if (type.kind === 'tuple') return tupleSlice(span, value, bounds);
  if (type.kind === 'str') return op(span, 'slice', str(slicedSize(type.size, bounds)), [value, ...bounds]);
  if (type.kind === 'bytes')
    return op(span, 'slice', bytes(slicedSize(type.size, bounds)), [value, ...bounds]);
  if (type.kind === 'list')
    return op(span, 'slice', list(type.element, slicedSize(type.size, bounds)), [value, ...bounds]);
  if (type.kind === 'sequence')
    return op(span, 'slice', sequence(type.element, slicedSize(type.size, bounds)), [value, ...bounds]);
  if (type.kind === 'range') return rangeSlice(span, value, bounds, context);
  if (type.kind === 'iterator') {
    requireIteration(value);
    return refuse('type-error', span, "An iterator can't be sliced.", {
      exception: 'TypeError',
      hint: 'Wrap it in list(…).',
    });
  }
  return refuse('type-error', span, `${showType(type)} can't be sliced.`, { exception: 'TypeError' });
}

/** A slice of a range, to be walked: what it would say as a value of its own (`range(9, -1, -1)`) is not asked. */
function rangeSlice(span: Expr['span'], value: Expr, bounds: Bounds, context: Context): Expr {
  const { element, size } = requireIteration(value);
  const [start, stop, step] = bounds;
  const backwards =
    start.type.kind === 'none' &&
    stop.type.kind === 'none' &&
    step.type.kind === 'int' &&
    constantOf(step.type.range) === -1n;
  if (backwards) return op(span, 'reversed', iterator(element, size), [value]);
  const items = toList(value, element, context);
  const part = op(span, 'slice', list(element, slicedSize(size, bounds)), [items, ...bounds]);
  return collect(context, span, part, (item, iteration) => ({
    type: iterator(item.type, iteration.size),
    collector: { kind: 'generator', element: item },
  }));
}

/** How many items a slice of a sequence of this size has. */
function slicedSize(size: Interval, [start, stop, step]: readonly [Expr, Expr, Expr]): Interval {
  const from = start.type.kind === 'none' ? 0n : constantOf(rangeOf(start));
  const to = stop.type.kind === 'none' ? null : constantOf(rangeOf(stop));
  const stride = step.type.kind === 'none' ? 1n : constantOf(rangeOf(step));
  const atMost = { min: 0n, max: size.max };
  if (stride !== 1n || from === null || from < 0n) return atMost;
  if (stop.type.kind !== 'none' && (to === null || to < 0n)) return atMost;
  const count = (length: bigint | null): bigint | null => {
    if (length === null) return to === null ? null : to > from ? to - from : 0n;
    const end = to === null || to > length ? length : to;
    return end > from ? end - from : 0n;
  };
  return { min: count(size.min) ?? 0n, max: count(size.max) };
}

function tupleSlice(span: Expr['span'], value: Expr, bounds: readonly [Expr, Expr, Expr]): Expr {
  if (value.type.kind !== 'tuple') throw new Poisoned();
  const known = bounds.map((b) => (b.type.kind === 'none' ? null : constantOf(rangeOf(b))));
  const allKnown = bounds.every((b, i) => b.type.kind === 'none' || known[i] !== null);
  const cheap = value.kind === 'var' || value.kind === 'input';
  if (allKnown && cheap && known[2] !== 0n) {
    const indices = sliceIndices(value.type.items.length, known);
    const items = indices.map((at) =>
      op(
        span,
        'tuple.get',
        (value.type.kind === 'tuple' && value.type.items[at]) || int(NON_NEGATIVE),
        [value],
        { index: at },
      ),
    );
    return {
      kind: 'display',
      of: 'tuple',
      span,
      type: tuple(items.map((i) => i.type)),
      items: items.map((item) => ({ kind: 'item', value: item })),
    };
  }
  const flat = asSequence(value.type);
  return op(span, 'slice', sequence(flat.element), [convert(value, flat), ...bounds]);
}

/** Python's slice.indices for constant bounds. */
function sliceIndices(length: number, known: readonly (bigint | null)[]): number[] {
  const step = Number(known[2] ?? 1n);
  const clamp = (value: bigint | null | undefined, missing: number): number => {
    if (value === null || value === undefined) return missing;
    const at = value < 0n ? Number(value) + length : Number(value);
    return step > 0 ? Math.min(Math.max(at, 0), length) : Math.min(Math.max(at, -1), length - 1);
  };
  const start = clamp(known[0], step > 0 ? 0 : length - 1);
  const stop = clamp(known[1], step > 0 ? length : -1);
  const indices: number[] = [];
  for (let i = start; step > 0 ? i < stop : i > stop; i += step) indices.push(i);
  return indices;
}
