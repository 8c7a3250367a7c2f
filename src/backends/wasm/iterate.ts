import {
  asSequence,
  contains,
  type Expr,
  INT64,
  iterationOf,
  mayRaise,
  type Op,
  type Pattern,
  type Span,
  some,
  type Type,
} from '../../language';
import { loadAt } from './builder';
import { runClauses } from './collect';
import { convert } from './convert';
import type { Emitter } from './emitter';
import { read, readNow } from './function';
import { entrySize, type Keyed } from './keyed';
import { itemSize, type Shape, sizeOfShape, slotsOf } from './shape';
import { add, compare, effect, extend, i32, i64, load, mul, pure, sub, type Value, type Values } from './wat';

/** A position in an iterable: enough to walk several side by side. */
export interface Cursor {
  readonly shape: Shape;
  /** Whether there is an item here. */
  readonly more: () => Value;
  readonly item: () => Values;
  readonly advance: () => void;
}

/** What one iteration delivers to the loop's body. */
export type Body = (values: Values) => void;

/** Runs `body` for each item. Generators are fused: their clauses become the loop. */
export function iterate(emitter: Emitter, source: Expr, body: Body, name = 'item'): void {
  const { fn } = emitter;
  if (source.kind === 'let') {
    emitter.bind(source.binding, emitter.expr(source.value));
    iterate(emitter, source.body, body, name);
    return;
  }
  if (source.kind === 'convert') {
    const [from, to] = [elementOf(source.value.type), elementOf(source.type)];
    if (from !== null && to !== null && source.type.kind === 'iterator') {
      iterate(emitter, source.value, (v) => body(convert(emitter, v, from, to, source.span)), name);
      return;
    }
  }
  if (source.kind === 'comp' && fusible(source)) {
    const { clauses, collector } = source;
    runClauses(emitter, clauses, () => {
      if ('element' in collector) body(emitter.part(collector.element, 'element'));
    });
    return;
  }
  if (source.kind === 'op' && source.op === 'enumerate') {
    enumerateLoop(emitter, source, body);
    return;
  }
  const cursor = cursorOf(emitter, source, name);
  loop(emitter, cursor, body);
  if (source.kind === 'op' && source.op === 'zip' && source.options?.strict === true) {
    emitter.module.use('raise_ValueError');
    const rest = zipParts.get(cursor) ?? [];
    for (const part of rest) fn.branch(part.more(), () => fn.emit('(call $raise_ValueError)'));
  }
}

/** A loop with its test at the end: one branch for an iteration. */
function loop(emitter: Emitter, cursor: Cursor, body: Body): void {
  const { fn } = emitter;
  fn.branch(cursor.more(), () => {
    const label = fn.label('next');
    const { statements } = fn.capture(() => {
      body(cursor.item());
      cursor.advance();
      fn.emit(`(br_if $${label} ${cursor.more().text})`);
    });
    fn.emit(`(loop $${label}\n${statements.join('\n')})`);
  });
}

/** A generator is lazy by nature; a list comprehension may run lazily only when no error can tell. */
function fusible(source: Extract<Expr, { kind: 'comp' }>): boolean {
  const { kind } = source.collector;
  return kind === 'generator' || ((kind === 'list' || kind === 'sequence') && !isSensitive(source));
}

/** Whether the moment of evaluation can be told: by an exception or by a variable that is set. */
export const isSensitive = (node: Expr): boolean =>
  mayRaise(node) || some(node, (inner) => inner.kind === 'assign');

function enumerateLoop(emitter: Emitter, node: Op, body: Body): void {
  const { fn } = emitter;
  const [source, start] = node.args;
  if (source === undefined) return;
  if (start !== undefined) eager(emitter, start, 'The start');
  const counter = fn.local('index', 'i64');
  fn.set(counter, start === undefined ? i64(0) : emitter.one(start));
  iterate(emitter, source, (values) => {
    const index = fn.keep(readNow(counter, 'i64'), 'index');
    fn.set(counter, add(readNow(counter, 'i64'), i64(1)));
    body([index, ...values]);
  });
}

/** Refuses an argument that Python evaluates at another moment than the loop here, when that can be told. */
export function eager(emitter: Emitter, argument: Expr, what: string): void {
  if (isSensitive(argument))
    emitter.refuse(
      'lazy-error-order',
      argument.span,
      `${what} can raise, and Wasm would evaluate it at another moment.`,
    );
}

const zipParts = new WeakMap<Cursor, readonly Cursor[]>();

/** Evaluates a source and stands before its first item. */
export function cursorOf(emitter: Emitter, source: Expr, name = 'item'): Cursor {
  if (source.kind === 'op') {
    const cursor = operationCursor(emitter, source, name);
    if (cursor !== null) return cursor;
  }
  if (source.type.kind === 'iterator') return materialised(emitter, source);
  if (source.type.kind === 'tuple') {
    const flat = asSequence(source.type);
    const values = convert(emitter, emitter.expr(source), source.type, flat, source.span);
    return valueCursor(emitter, values, emitter.shape(flat, source.span), flat, name);
  }
  return valueCursor(emitter, emitter.expr(source), emitter.shapeOf(source), source.type, name);
}

function operationCursor(emitter: Emitter, source: Op, name: string): Cursor | null {
  const [first] = source.args;
  if (first === undefined) return null;
  switch (source.op) {
    case 'zip': {
      const parts = source.args.map((arg) => cursorOf(emitter, arg));
      const cursor: Cursor = {
        shape: { kind: 'tuple', items: parts.map((p) => p.shape) },
        more: () => parts.map((p) => p.more()).reduce((a, b) => pure('i32.and', 'i32', a, b)),
        item: () => parts.flatMap((p) => emitter.fn.holdAll(p.item())),
        advance: () => {
          for (const p of parts) p.advance();
        },
      };
      zipParts.set(cursor, parts);
      return cursor;
    }
    case 'enumerate': {
      const counter = emitter.fn.local('index', 'i64');
      const start = source.args[1];
      if (start !== undefined) eager(emitter, start, 'The start');
      emitter.fn.set(counter, start === undefined ? i64(0) : emitter.one(start));
      const inner = cursorOf(emitter, first);
      return {
        shape: { kind: 'tuple', items: [{ kind: 'int' }, inner.shape] },
        more: inner.more,
        item: () => [emitter.fn.keep(readNow(counter, 'i64'), 'index'), ...inner.item()],
        advance: () => {
          emitter.fn.set(counter, add(readNow(counter, 'i64'), i64(1)));
          inner.advance();
        },
      };
    }
    case 'reversed':
      return reversedCursor(emitter, first, name);
    case 'dict.items':
    case 'dict.keys':
    case 'dict.values': {
      const dict = emitter.shapeOf(first);
      if (dict.kind !== 'dict') return null;
      const parts = source.op === 'dict.items' ? 'items' : source.op === 'dict.keys' ? 'keys' : 'values';
      return entryCursor(emitter, emitter.one(first), dict, parts, false);
    }
    case 'range':
      return rangeCursor(emitter, emitter.expr(source), source.type, name);
    default:
      return null;
  }
}

/** A generator met where several sources advance together: run ahead into a list when no error can tell. */
function materialised(emitter: Emitter, source: Expr): Cursor {
  if (source.kind !== 'comp' && source.kind !== 'let' && source.kind !== 'convert')
    return emitter.refuse(
      'unsupported-type',
      source.span,
      'An iterator kept as a value is used up as it is walked.',
    );
  if (isSensitive(source)) {
    return emitter.refuse(
      'lazy-error-order',
      source.span,
      'Wasm would run this generator ahead of the others, and that can be told.',
      'Make a list of it first.',
    );
  }
  const element = elementOf(source.type);
  if (element === null) throw new TypeError('an iterator has elements');
  const shape = emitter.shape(element, source.span);
  return sequenceCursor(emitter, emitter.listFrom(source, shape), { kind: 'list', item: shape }, false);
}

function valueCursor(emitter: Emitter, values: Values, shape: Shape, type: Type, name: string): Cursor {
  const value = emitter.single(values);
  switch (shape.kind) {
    case 'range':
      return rangeCursor(emitter, values, type, name);
    case 'list':
    case 'sequence':
    case 'str':
    case 'bytes':
      return sequenceCursor(emitter, value, shape, false);
    case 'set':
    case 'frozenset':
      return entryCursor(emitter, value, shape, 'keys', false);
    case 'dict':
      return entryCursor(emitter, value, shape, 'keys', false);
    default:
      throw new TypeError(`can't iterate over ${shape.kind}`);
  }
}

function sequenceCursor(emitter: Emitter, sequence: Value, shape: Shape, backwards: boolean): Cursor {
  const { fn } = emitter;
  const size = itemSize(shape);
  const list = fn.hold(sequence, 'source');
  const at = fn.local('at', 'i32');
  const limit = fn.local(backwards ? 'first' : 'end', 'i32');
  const start = add(list, i32(8));
  const end = add(start, mul(load('i32', list, 0), i32(size)));
  fn.set(at, backwards ? sub(end, i32(size)) : start);
  fn.set(limit, backwards ? start : end);
  const here = readNow(at, 'i32');
  return {
    shape: itemShape(shape),
    more: () => effect(backwards ? 'i32.ge_s' : 'i32.lt_u', 'i32', here, readNow(limit, 'i32')),
    item: () => itemAt(emitter, shape, here),
    advance: () => fn.set(at, backwards ? sub(here, i32(size)) : add(here, i32(size))),
  };
}

function itemAt(emitter: Emitter, shape: Shape, at: Value): Values {
  if (shape.kind === 'str') return [emitter.call('str_char', load('i32', at, 0))];
  if (shape.kind === 'bytes') return [extend(effect('i32.load8_u', 'i32', at))];
  return 'item' in shape ? loadAt(shape.item, at, 0) : [];
}

function itemShape(shape: Shape): Shape {
  if (shape.kind === 'bytes') return { kind: 'int' };
  return 'item' in shape ? shape.item : { kind: 'str' };
}

function entryCursor(
  emitter: Emitter,
  dict: Value,
  shape: Keyed,
  parts: 'items' | 'keys' | 'values',
  backwards: boolean,
): Cursor {
  const { fn } = emitter;
  const size = entrySize(shape);
  const held = fn.hold(dict, 'dict');
  const at = fn.local('entry', 'i32');
  const limit = fn.local('entries_end', 'i32');
  const start = load('i32', held, 12);
  const end = add(start, mul(load('i32', held, 0), i32(size)));
  fn.set(at, backwards ? sub(end, i32(size)) : start);
  fn.set(limit, backwards ? start : end);
  const here = readNow(at, 'i32');
  const key = shape.kind === 'dict' ? shape.key : shape.item;
  const keys = (): Values => loadAt(key, here, 4);
  const values = (): Values => (shape.kind === 'dict' ? loadAt(shape.value, here, 4 + sizeOfShape(key)) : []);
  const pair: Shape = { kind: 'tuple', items: [key, shape.kind === 'dict' ? shape.value : key] };
  return {
    shape: parts === 'items' ? pair : parts === 'keys' || shape.kind !== 'dict' ? key : shape.value,
    more: () => effect(backwards ? 'i32.ge_s' : 'i32.lt_u', 'i32', here, readNow(limit, 'i32')),
    item: () => [...(parts === 'values' ? [] : keys()), ...(parts === 'keys' ? [] : values())],
    advance: () => fn.set(at, backwards ? sub(here, i32(size)) : add(here, i32(size))),
  };
}

/** `start, stop, step` slots. With a constant step that can't run over, the counter is compared; else items are counted. */
function rangeCursor(emitter: Emitter, values: Values, type: Type, name: string): Cursor {
  const { fn } = emitter;
  const [start, stop, step] = fn.settle(values);
  if (start === undefined || stop === undefined || step === undefined)
    throw new TypeError('a range has three slots');
  const counter = fn.local(name, 'i64');
  const by = /^\(i64\.const (-?\d+)\)$/.exec(step.text)?.[1];
  const stride = by === undefined ? null : BigInt(by);
  const here = read(counter, 'i64');
  const limits = type.kind === 'range' ? type.range : INT64;
  const reach =
    stride === null || limits.min === null || limits.max === null
      ? null
      : { min: limits.min + stride, max: limits.max + stride };
  const shape: Shape = { kind: 'int' };
  if (stride !== null && stride !== 0n && reach !== null && contains(INT64, reach)) {
    const limit = fn.hold(stop, 'stop');
    fn.set(counter, start);
    return {
      shape,
      more: () => compare(stride > 0n ? 'lt' : 'gt', here, limit),
      item: () => [here],
      advance: () => fn.set(counter, add(here, step)),
    };
  }
  const left = fn.local('left', 'i64');
  const [from, by2] = [fn.hold(start, 'start'), fn.hold(step, 'step')];
  fn.set(left, emitter.call('range_length', from, stop, by2));
  fn.set(counter, from);
  return {
    shape,
    more: () => compare('gt', readNow(left, 'i64'), i64(0)),
    item: () => [here],
    advance: () => {
      fn.set(left, sub(readNow(left, 'i64'), i64(1)));
      fn.set(counter, add(here, by2));
    },
  };
}

function reversedCursor(emitter: Emitter, source: Expr, name: string): Cursor {
  const { fn } = emitter;
  if (
    source.kind === 'op' &&
    (source.op === 'dict.items' || source.op === 'dict.keys' || source.op === 'dict.values')
  ) {
    const [dict] = source.args;
    const shape = dict === undefined ? null : emitter.shapeOf(dict);
    if (dict !== undefined && shape?.kind === 'dict') {
      const parts = source.op === 'dict.items' ? 'items' : source.op === 'dict.keys' ? 'keys' : 'values';
      return entryCursor(emitter, emitter.one(dict), shape, parts, true);
    }
  }
  const shape = emitter.shapeOf(source);
  const values = emitter.expr(source);
  if (shape.kind === 'dict') return entryCursor(emitter, emitter.single(values), shape, 'keys', true);
  if (shape.kind === 'range') {
    const [start, stop, step] = fn.holdAll(values, 'range');
    if (start === undefined || stop === undefined || step === undefined)
      throw new TypeError('a range has three slots');
    const left = fn.local('left', 'i64');
    const counter = fn.local(name, 'i64');
    fn.set(left, emitter.call('range_length', start, stop, step));
    fn.set(counter, add(start, mul(sub(readNow(left, 'i64'), i64(1)), step)));
    return {
      shape: { kind: 'int' },
      more: () => compare('gt', readNow(left, 'i64'), i64(0)),
      item: () => [read(counter, 'i64')],
      advance: () => {
        fn.set(left, sub(readNow(left, 'i64'), i64(1)));
        fn.set(counter, sub(read(counter, 'i64'), step));
      },
    };
  }
  return sequenceCursor(emitter, emitter.single(values), shape, true);
}

/** Binds a pattern to the slots of an element of this shape. */
export function bindPattern(
  emitter: Emitter,
  pattern: Pattern,
  values: Values,
  type: Type,
  span: Span,
): void {
  if (pattern.kind === 'ignore') {
    emitter.fn.discard(values);
    return;
  }
  if (pattern.kind === 'name') {
    emitter.bind(pattern.binding, values);
    return;
  }
  const items =
    type.kind === 'tuple' ? type.items : type.kind === 'record' ? type.fields.map((f) => f.type) : [];
  let at = 0;
  const held = emitter.fn.settle(values);
  pattern.items.forEach((item, i) => {
    const itemType = items[i];
    if (itemType === undefined) {
      emitter.refuse('unsupported-type', span, 'Wasm unpacks only tuples of known length here.');
    }
    const count = slotsOf(emitter.shape(itemType, span)).length;
    bindPattern(emitter, item, held.slice(at, at + count), itemType, span);
    at += count;
  });
}

/** The type of the items that iteration delivers. */
export const elementOf = (type: Type): Type | null => iterationOf(type)?.element ?? null;
