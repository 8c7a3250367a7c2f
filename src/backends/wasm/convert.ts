import type { Span, Type } from '../../language';
import { loadAt, SequenceBuilder, storeAt } from './builder';
import { addToSet, newKeyed, putInDict } from './collect';
import type { Emitter } from './emitter';
import { readNow } from './function';
import { entrySize } from './keyed';
import { type Shape, sameShape, shapeOf, sizeOfShape, slotsOf } from './shape';
import { add, compare, effect, f64, i32, load, mul, pure, type Values, zero } from './wat';

/** Changes the representation of a value, as the types of a `convert` node say. */
export function convert(emitter: Emitter, values: Values, from: Type, to: Type, span: Span): Values {
  return convertShape(emitter, values, shapeOf(from, span), shapeOf(to, span), span);
}

const isFloat = (shape: Shape): boolean => shape.kind === 'float' || shape.kind === 'floatOrZero';
const isSequence = (shape: Shape): shape is Extract<Shape, { item: Shape }> =>
  shape.kind === 'list' || shape.kind === 'sequence' || shape.kind === 'generator';

function convertShape(emitter: Emitter, values: Values, from: Shape, to: Shape, span: Span): Values {
  if (sameShape(from, to)) return values;
  const [value] = values;
  if (value === undefined) return values;
  if (from.kind === 'never') {
    emitter.fn.discard(values);
    return slotsOf(to).map(zero);
  }
  if (to.kind === 'union') return toUnion(emitter, values, from, to, span);
  if (to.kind === 'optional' && from.kind !== 'union') return toOptional(emitter, values, from, to, span);
  if (from.kind === 'optional') {
    // Narrowed: a test has proved that there is a value.
    const [tag, ...rest] = emitter.fn.settle(values);
    return to.kind === 'none' || tag === undefined
      ? [i32(0)]
      : convertShape(emitter, rest, from.of, to, span);
  }
  if (from.kind === 'union') return fromUnion(emitter, values, from, to, span);
  if (from.kind === 'bool' && to.kind === 'int') return [pure('i64.extend_i32_u', 'i64', value)];
  if (from.kind === 'bool' && isFloat(to)) return [pure('f64.convert_i32_u', 'f64', value)];
  if (from.kind === 'int' && isFloat(to)) return [pure('f64.convert_i64_s', 'f64', value)];
  if (from.kind === 'floatOrZero' && to.kind === 'float') return [add(value, f64(0))];
  if (from.kind === 'float' && to.kind === 'floatOrZero') {
    const held = emitter.fn.hold(value);
    emitter.module.use('raise_outside');
    const bits = pure('i64.reinterpret_f64', 'i64', held);
    emitter.fn.branch(
      compare('eq', bits, { type: 'i64', text: '(i64.const -9223372036854775808)', stable: true }),
      () => emitter.fn.emit('(call $raise_outside)'),
    );
    return [held];
  }
  if (from.kind === 'tuple' && to.kind === 'tuple' && from.items.length === to.items.length) {
    return convertItems(emitter, values, from.items, to.items, span);
  }
  if (from.kind === 'tuple' && isSequence(to)) {
    const target = to.item;
    const items = convertItems(
      emitter,
      values,
      from.items,
      from.items.map(() => target),
      span,
    );
    return [exactSequence(emitter, target, from.items.length, items)];
  }
  if (isSequence(from) && isSequence(to)) return convertSequence(emitter, values, from.item, to.item, span);
  if ((from.kind === 'set' || from.kind === 'frozenset') && (to.kind === 'set' || to.kind === 'frozenset')) {
    if (sameShape(from.item, to.item) || from.item.kind === 'never') return values;
    const set = newKeyed(emitter, to, 'set');
    walkEntries(emitter, values, entrySize(from), (entry) => {
      addToSet(
        emitter,
        set,
        to.item,
        convertShape(emitter, loadAt(from.item, entry, 4), from.item, to.item, span),
      );
    });
    return [set];
  }
  if (from.kind === 'dict' && to.kind === 'dict') {
    if (from.key.kind === 'never') return values;
    const dict = newKeyed(emitter, to, 'dict');
    walkEntries(emitter, values, entrySize(from), (entry) => {
      const key = emitter.fn.settle(
        convertShape(emitter, loadAt(from.key, entry, 4), from.key, to.key, span),
      );
      const item = loadAt(from.value, entry, 4 + sizeOfShape(from.key));
      putInDict(emitter, dict, to, key, convertShape(emitter, item, from.value, to.value, span));
    });
    return [dict];
  }
  return emitter.refuse('unsupported-type', span, `Wasm can't turn a ${from.kind} into a ${to.kind} here.`);
}

/** Narrowed: a test has proved which member it is. */
function fromUnion(
  emitter: Emitter,
  values: Values,
  from: Extract<Shape, { kind: 'union' }>,
  to: Shape,
  span: Span,
): Values {
  const exact = from.members.findIndex((m) => sameShape(m, to));
  const index = exact >= 0 ? exact : from.members.findIndex((m) => alike(m, to));
  const member = from.members[index];
  if (member === undefined)
    return emitter.refuse('unsupported-type', span, `Wasm can't take a ${to.kind} out of this union.`);
  const settled = emitter.fn.settle(values);
  const before = 1 + from.members.slice(0, index).flatMap(slotsOf).length;
  return convertShape(emitter, settled.slice(before, before + slotsOf(member).length), member, to, span);
}

function convertItems(
  emitter: Emitter,
  values: Values,
  from: readonly Shape[],
  to: readonly Shape[],
  span: Span,
): Values {
  let at = 0;
  const parts = from.map((shape, i) => {
    const count = slotsOf(shape).length;
    const own = values.slice(at, at + count);
    at += count;
    return () => convertShape(emitter, own, shape, to[i] ?? shape, span);
  });
  if (parts.length === 0) return values;
  return emitter.inOrder(parts).flat();
}

/** A sequence of a known number of items. */
export function exactSequence(emitter: Emitter, item: Shape, count: number, values: Values) {
  const size = sizeOfShape(item);
  const held = emitter.fn.settle(values);
  const list = emitter.fn.keep(emitter.call('alloc', i32(8 + count * size)), 'list');
  emitter.fn.emit(`(i32.store ${list.text} (i32.const ${count}))`);
  emitter.fn.emit(`(i32.store offset=4 ${list.text} (i32.const 0))`);
  const width = slotsOf(item).length;
  for (let i = 0; i < count; i++)
    storeAt(emitter, item, list, 8 + i * size, held.slice(i * width, (i + 1) * width));
  return list;
}

function convertSequence(emitter: Emitter, values: Values, from: Shape, to: Shape, span: Span): Values {
  // An empty display has no items, whatever it is said to hold.
  if (sameShape(from, to) || from.kind === 'never') return values;
  const { fn } = emitter;
  const list = fn.hold(emitter.single(values), 'source');
  const size = sizeOfShape(from);
  const builder = new SequenceBuilder(emitter, to);
  walk(emitter, add(list, i32(8)), load('i32', list, 0), size, (at) =>
    builder.push(convertShape(emitter, loadAt(from, at, 0), from, to, span)),
  );
  return [builder.finish()];
}

type Each = (address: { type: 'i32'; text: string; stable: boolean }) => void;

function walkEntries(emitter: Emitter, values: Values, size: number, each: Each): void {
  const dict = emitter.fn.hold(emitter.single(values), 'source');
  walk(emitter, load('i32', dict, 12), load('i32', dict, 0), size, each);
}

function walk(
  emitter: Emitter,
  start: Values[number],
  count: Values[number],
  size: number,
  each: Each,
): void {
  const { fn } = emitter;
  const at = fn.local('at', 'i32');
  const end = fn.local('end', 'i32');
  fn.set(at, start);
  fn.set(end, add(readNow(at, 'i32'), mul(count, i32(size))));
  const label = fn.label('next');
  const here = { type: 'i32', text: `(local.get $${at})`, stable: false } as const;
  fn.branch(effect('i32.lt_u', 'i32', here, readNow(end, 'i32')), () => {
    const { statements } = fn.capture(() => {
      each(here);
      fn.set(at, add(here, i32(size)));
      fn.emit(`(br_if $${label} (i32.lt_u ${here.text} (local.get $${end})))`);
    });
    fn.emit(`(loop $${label}\n${statements.join('\n')})`);
  });
}

function toOptional(
  emitter: Emitter,
  values: Values,
  from: Shape,
  to: Extract<Shape, { kind: 'optional' }>,
  span: Span,
): Values {
  if (from.kind === 'none') {
    emitter.fn.discard(values);
    return [i32(0), ...slotsOf(to.of).map(zero)];
  }
  if (from.kind !== 'optional') return [i32(1), ...convertShape(emitter, values, from, to.of, span)];
  const [tag, ...rest] = emitter.fn.holdAll(values);
  if (tag === undefined) return values;
  return emitter.choose(
    tag,
    () => [i32(1), ...convertShape(emitter, rest, from.of, to.of, span)],
    () => [i32(0), ...slotsOf(to.of).map(zero)],
    to,
  );
}

function toUnion(
  emitter: Emitter,
  values: Values,
  from: Shape,
  to: Extract<Shape, { kind: 'union' }>,
  span: Span,
): Values {
  if (from.kind === 'optional') {
    const [tag, ...rest] = emitter.fn.holdAll(values);
    if (tag === undefined) return values;
    return emitter.choose(
      tag,
      () => toUnion(emitter, rest, from.of, to, span),
      () => toUnion(emitter, [i32(0)], { kind: 'none' }, to, span),
      to,
    );
  }
  if (from.kind === 'union') {
    const [tag, ...rest] = emitter.fn.holdAll(values);
    if (tag === undefined) return values;
    return unionToUnion(emitter, tag, rest, from.members, 0, to, span);
  }
  const exact = to.members.findIndex((m) => sameShape(m, from));
  const index = exact >= 0 ? exact : to.members.findIndex((m) => alike(m, from));
  const member = to.members[index];
  if (member === undefined)
    return emitter.refuse('unsupported-type', span, `Wasm can't put a ${from.kind} into this union.`);
  const converted = convertShape(emitter, values, from, member, span);
  return [i32(index), ...to.members.flatMap((m, i) => (i === index ? converted : slotsOf(m).map(zero)))];
}

/** Shapes that a union keeps as one member. */
function alike(a: Shape, b: Shape): boolean {
  if (a.kind === b.kind)
    return a.kind !== 'tuple' || (b.kind === 'tuple' && a.items.length === b.items.length);
  return (isFloat(a) && isFloat(b)) || (a.kind === 'sequence' && b.kind === 'tuple');
}

function unionToUnion(
  emitter: Emitter,
  tag: Values[number],
  rest: Values,
  members: readonly Shape[],
  index: number,
  to: Extract<Shape, { kind: 'union' }>,
  span: Span,
): Values {
  const [member, ...others] = members;
  if (member === undefined) return slotsOf(to).map(zero);
  const width = slotsOf(member).length;
  const own = (): Values => toUnion(emitter, rest.slice(0, width), member, to, span);
  const next = (): Values => unionToUnion(emitter, tag, rest.slice(width), others, index + 1, to, span);
  // A union narrowed to some of its members is never one of the others.
  const reaches = (shape: Shape): boolean => to.members.some((m) => alike(shape, m));
  if (!reaches(member)) return next();
  if (!others.some(reaches)) return own();
  return emitter.choose(compare('eq', tag, i32(index)), own, next, to);
}
