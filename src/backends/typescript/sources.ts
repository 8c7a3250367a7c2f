import {
  asSequence,
  BYTE,
  CHAR,
  type Comp,
  constantOf,
  type Expr,
  type Interval,
  mayRaise,
  NEVER,
  type Op,
  type Pattern,
  type Type,
} from '../../language';
import { code, type Fragment } from '../text';
import { Block } from './block';
import { learnBound } from './bounds';
import type { Context } from './context';
import { asBig, convertValue } from './convert';
import { inOrder } from './expressions';
import { iterable } from './operations-collections';
import { asNumber } from './operations-int';
import { isBigRange, rangeArguments } from './operations-iterables';
import { nth } from './operations-table';
import { arrayOf, bare, binary, call, element, isLiteral, member, type Printed, simple, wrap } from './print';

/** What a loop prints inside: bindings are done, `out` is the loop's body. */
export type Body = (out: Block) => void;

/** Counts the loops that are open, so that an early exit knows whether it needs a label. */
export interface Nest {
  loops: number;
}

export function elementType(type: Type): Type {
  switch (type.kind) {
    case 'list':
    case 'sequence':
    case 'set':
    case 'iterator':
      return type.element;
    case 'tuple':
      return asSequence(type).element;
    case 'str':
      return CHAR;
    case 'bytes':
      return BYTE;
    case 'dict':
      return type.key;
    case 'range':
      return { kind: 'int', range: type.range };
    default:
      return NEVER;
  }
}

/** Prints the loop over one source, whatever form it takes, with the element taken apart by the pattern. */
export function loopOver(
  cx: Context,
  source: Expr,
  pattern: Pattern,
  out: Block,
  nest: Nest,
  body: Body,
): void {
  if (source.kind === 'convert' && source.type.kind === 'iterator') {
    convertedLoop(cx, source.value, source, pattern, out, nest, body);
    return;
  }
  if (source.kind === 'comp' && source.collector.kind === 'generator') {
    generatorLoop(cx, source, source.collector.element, pattern, out, nest, body);
    return;
  }
  if (source.kind === 'op') {
    if (source.op === 'range') {
      rangeLoop(cx, source, pattern, out, nest, body);
      return;
    }
    if (source.op === 'reversed' && reversedRangeLoop(cx, source, pattern, out, nest, body)) return;
    if (source.op === 'enumerate' && enumerateLoop(cx, source, pattern, out, nest, body)) return;
    if (
      (source.op === 'zip' || source.op === 'enumerate' || source.op === 'reversed') &&
      cursorLoop(cx, source, pattern, out, nest, body)
    )
      return;
    if (source.op === 'dict.items' || source.op === 'dict.keys' || source.op === 'dict.values') {
      const value = cx.expression(nth(source.args, 0), out);
      const view = source.op === 'dict.items' ? value.code : code`${wrap(value, 16)}.${source.op.slice(5)}()`;
      forOf(cx, view, elementType(source.type), pattern, out, nest, body);
      return;
    }
  }
  const value = cx.expression(source, out);
  if (source.type.kind === 'tuple' && !cx.representation.same(source.type, { ...asSequence(source.type) })) {
    const converted = convertValue(cx, value, source.type, asSequence(source.type), source.span, out);
    forOf(cx, converted.code, elementType(source.type), pattern, out, nest, body);
    return;
  }
  const { type } = source;
  if ((type.kind === 'list' || type.kind === 'sequence') && !value.code.text.startsWith('[')) {
    const items = cx.stable(value, out, 'items');
    const at = (index: Printed): Slot => ({ value: element(items, index), type: type.element });
    countedLoop(cx, { length: member(items, 'length'), at }, pattern, out, nest, body);
    return;
  }
  forOf(cx, iterable(source.type, value).code, elementType(source.type), pattern, out, nest, body);
}

function forOf(
  cx: Context,
  items: Fragment,
  type: Type,
  pattern: Pattern,
  out: Block,
  nest: Nest,
  body: Body,
): void {
  const inner = new Block();
  const head = pattern.kind === 'ignore' ? cx.names.fresh('_') : patternText(cx, pattern, type);
  nest.loops++;
  body(inner);
  out.nest({ head: code`for (const ${head} of ${items}) {`, body: inner });
}

/** A binding pattern, `[a, [b, c]]`. */
export function patternText(cx: Context, pattern: Pattern, type: Type): string {
  if (pattern.kind === 'name') return cx.nameOf(pattern.binding);
  if (pattern.kind === 'ignore') return '';
  const items = pattern.items.map((item, i) =>
    patternText(cx, item, type.kind === 'tuple' ? (type.items[i] ?? NEVER) : NEVER),
  );
  while (items.at(-1) === '') items.pop();
  return `[${items.join(', ')}]`;
}

/** Types that the checker would infer too widely from a literal. */
const ANNOTATED: ReadonlySet<Type['kind']> = new Set(['tuple', 'union', 'optional', 'list', 'sequence']);

/** Declares the names of a pattern for a value. */
export function bindPattern(cx: Context, pattern: Pattern, value: Printed, out: Block, type: Type): void {
  if (pattern.kind === 'ignore') {
    if (!value.simple) out.add(code`${wrap(value, 1)};`);
    return;
  }
  if (pattern.kind === 'name' && value.clean) cx.clean.add(pattern.binding.id);
  const path = /^[\w$.]+(\[[\w$]+\])*$/.test(value.code.text);
  const annotation = isLiteral(value) || (!path && ANNOTATED.has(type.kind)) ? cx.annotation(type) : '';
  out.add(
    code`const ${patternText(cx, pattern, type)}${annotation} = ${annotation === '' ? value.code : bare(value)};`,
  );
}

/** A source whose elements change representation: the conversion goes into the loop. */
function convertedLoop(
  cx: Context,
  source: Expr,
  converted: Expr,
  pattern: Pattern,
  out: Block,
  nest: Nest,
  body: Body,
): void {
  const [from, to] = [elementType(source.type), elementType(converted.type)];
  if (cx.representation.same(from, to)) {
    loopOver(cx, source, pattern, out, nest, body);
    return;
  }
  const id = cx.freshId();
  const raw = { id, name: 'item', type: from };
  loopOver(cx, source, { kind: 'name', binding: raw }, out, nest, (inner) => {
    const value = convertValue(cx, simple(cx.nameOf(raw)), from, to, converted.span, inner);
    bindPattern(cx, pattern, value, inner, to);
    body(inner);
  });
}

/** The loops of a generator expression, with its element bound where it would be yielded. */
function generatorLoop(
  cx: Context,
  source: Comp,
  yielded: Expr,
  pattern: Pattern,
  out: Block,
  nest: Nest,
  body: Body,
): void {
  clausesLoop(cx, source, 0, out, nest, (inner) => {
    const value = cx.expression(yielded, inner);
    bindPattern(cx, pattern, value, inner, yielded.type);
    body(inner);
  });
}

/** The nested loops, tests and names of a comprehension from one clause on. */
export function clausesLoop(cx: Context, comp: Comp, from: number, out: Block, nest: Nest, body: Body): void {
  const clause = comp.clauses[from];
  if (clause === undefined) {
    body(out);
    return;
  }
  const rest: Body = (inner) => clausesLoop(cx, comp, from + 1, inner, nest, body);
  if (clause.kind === 'for') {
    loopOver(cx, clause.source, clause.pattern, out, nest, rest);
    return;
  }
  if (clause.kind === 'let') {
    const { binding } = clause;
    if (clause.value.kind === 'comp') cx.wishFor(cx.nameOf(binding));
    const value = cx.expression(clause.value, out);
    cx.wishFor(null);
    if (value.code.text !== cx.nameOf(binding)) {
      bindPattern(cx, { kind: 'name', binding }, value, out, binding.type);
    }
    rest(out);
    return;
  }
  const tests = [clause.test];
  let next = from + 1;
  let test = cx.expression(clause.test, out);
  // Tests in a row are one condition, unless a later one needs statements of its own.
  for (; ; next++) {
    const following = comp.clauses[next];
    if (following?.kind !== 'if') break;
    const block = new Block();
    const right = cx.expression(following.test, block);
    if (!block.empty) break;
    tests.push(following.test);
    test = binary('&&', test, right);
  }
  const inner = new Block();
  clausesLoop(cx, comp, next, inner, nest, body);
  out.nest({ head: code`if (${test.code}) {`, body: inner });
}

/** `for (let x = start; x < stop; x += step)` */
function rangeLoop(cx: Context, range: Op, pattern: Pattern, out: Block, nest: Nest, body: Body): void {
  const big = isBigRange(cx, range);
  const [start, stopValue, stepValue] = rangeArguments(cx, range, inOrder(cx, range.args, out), big);
  const step = constantStep(nth(range.args, 2));
  const stop = stopValue.simple ? stopValue : cx.store(stopValue, out, 'stop');
  const name = counterName(cx, pattern);
  if (pattern.kind === 'name') {
    cx.clean.add(pattern.binding.id);
    learnBound(cx, range, pattern.binding.id);
  }
  const inner = new Block();
  nest.loops++;
  body(inner);
  out.nest({ head: rangeHead(cx, range, name, start, stop, stepValue, step, out), body: inner });
}

/** `reversed(range(a, b))` counts down. */
function reversedRangeLoop(
  cx: Context,
  reversed: Op,
  pattern: Pattern,
  out: Block,
  nest: Nest,
  body: Body,
): boolean {
  const range = nth(reversed.args, 0);
  if (range.kind !== 'op' || range.op !== 'range' || isBigRange(cx, range)) return false;
  if (constantStep(nth(range.args, 2)) !== 1n) return false;
  const [start, stop] = rangeArguments(cx, range, inOrder(cx, range.args, out), false);
  const first = /^-?\d+$/.test(stop.code.text)
    ? simple(String(Number(stop.code.text) - 1))
    : binary('-', stop, simple('1'));
  const last = start.simple ? start : cx.store(start, out, 'start');
  const name = counterName(cx, pattern);
  if (pattern.kind === 'name') cx.clean.add(pattern.binding.id);
  const inner = new Block();
  nest.loops++;
  body(inner);
  out.nest({
    head: code`for (let ${name} = ${first.code}; ${name} >= ${last.code}; ${name}--) {`,
    body: inner,
  });
  return true;
}

const counterName = (cx: Context, pattern: Pattern): string =>
  pattern.kind === 'name' ? cx.nameOf(pattern.binding) : cx.names.fresh('i');

function constantStep(step: Expr): bigint | null {
  return step.type.kind === 'int' ? constantOf(step.type.range) : null;
}

function rangeHead(
  cx: Context,
  range: Op,
  name: string,
  start: Printed,
  stop: Printed,
  stepValue: Printed,
  step: bigint | null,
  out: Block,
): Fragment {
  if (step !== null && step !== 0n) {
    const size = step < 0n ? -step : step;
    const unit = isBigRange(cx, range) ? `${size}n` : String(size);
    const move =
      size === 1n ? `${name}${step < 0n ? '--' : '++'}` : `${name} ${step < 0n ? '-' : '+'}= ${unit}`;
    return code`for (let ${name} = ${start.code}; ${name} ${step < 0n ? '>' : '<'} ${stop.code}; ${move}) {`;
  }
  const stepType = nth(range.args, 2).type;
  const sign = stepType.kind === 'int' ? signOf(stepType.range) : 0;
  const checked = sign === 0 ? cx.help('nonZero', stepValue) : stepValue;
  const by = checked.simple ? checked : cx.store(checked, out, 'step');
  const test =
    sign === 0
      ? code`${by.code} > 0 ? ${name} < ${stop.code} : ${name} > ${stop.code}`
      : code`${name} ${sign > 0 ? '<' : '>'} ${stop.code}`;
  return code`for (let ${name} = ${start.code}; ${test}; ${name} += ${by.code}) {`;
}

function signOf(range: Interval): -1 | 0 | 1 {
  if (range.min !== null && range.min > 0n) return 1;
  return range.max !== null && range.max < 0n ? -1 : 0;
}

/** Items that can be read by position: a length and what stands at an index. */
interface Cursor {
  readonly length: Printed;
  readonly at: (index: Printed) => Slot;
}

/** An element, or the parts of a tuple that need not be built when a pattern takes it apart at once. */
type Slot =
  | { readonly value: Printed; readonly type: Type }
  | { readonly parts: readonly Slot[]; readonly type: Type };

/** Positions for a source whose items all exist before the loop starts, or null. */
function cursor(cx: Context, source: Expr, out: Block): Cursor | null {
  if (source.kind === 'op') {
    if (source.op === 'range') return rangeCursor(cx, source, out);
    if (source.op === 'zip' && source.options?.strict !== true) return zipCursor(cx, source, out);
    if (source.op === 'enumerate') return enumerateCursor(cx, source, out);
    if (source.op === 'reversed') return reversedCursor(cx, source, out);
  }
  if (source.type.kind === 'iterator' && mayRaise(source)) return null;
  const { value } = listOf(cx, source, out);
  const items = cx.stable(value, out, 'items');
  const type = elementType(source.type);
  return { length: member(items, 'length'), at: (index) => ({ value: element(items, index), type }) };
}

function rangeCursor(cx: Context, range: Op, out: Block): Cursor | null {
  if (isBigRange(cx, range)) return null;
  const [start, stop, step] = rangeArguments(cx, range, inOrder(cx, range.args, out), false);
  const [from, by] = [cx.stable(start, out, 'start'), cx.stable(step, out, 'step')];
  const known = constantStep(nth(range.args, 2));
  const span = from.code.text === '0' ? stop : binary('-', stop, from);
  const length = known === 1n ? call('Math.max', simple('0'), span) : cx.help('rangeLength', from, stop, by);
  const kept = cx.store(length, out, 'length');
  const scaled = (index: Printed): Printed => (known === 1n ? index : binary('*', index, by));
  return {
    length: kept,
    at: (index) => ({
      value: { ...(from.code.text === '0' ? scaled(index) : binary('+', from, scaled(index))), clean: true },
      type: elementType(range.type),
    }),
  };
}

function zipCursor(cx: Context, zip: Op, out: Block): Cursor | null {
  if (zip.args.length === 0 || zip.args.some((arg) => !positional(cx, arg))) return null;
  const cursors: Cursor[] = [];
  for (const arg of zip.args) {
    const each = cursor(cx, arg, out);
    if (each === null) return null;
    cursors.push(each);
  }
  const lengths = cursors.map((c) => c.length);
  return {
    length: lengths.length === 1 ? nth(lengths, 0) : call('Math.min', ...lengths),
    at: (index) => ({ parts: cursors.map((c) => c.at(index)), type: elementType(zip.type) }),
  };
}

function enumerateCursor(cx: Context, enumerate: Op, out: Block): Cursor | null {
  const [source, start] = [nth(enumerate.args, 0), nth(enumerate.args, 1)];
  const type = elementType(enumerate.type);
  const counter = type.kind === 'tuple' ? type.items[0] : undefined;
  if (counter === undefined || !positional(cx, source)) return null;
  const items = cursor(cx, source, out);
  if (items === null) return null;
  const first = cx.stable(cx.expression(start, out), out, 'start');
  const zero = /^0n?$/.test(first.code.text);
  const numbered = (index: Printed): Printed => {
    if (cx.isBig(counter))
      return zero ? asBig(index) : binary('+', cx.isBig(start.type) ? first : asBig(first), asBig(index));
    const base = asNumber(cx, start.type, first);
    return zero ? index : binary('+', base, index);
  };
  return {
    length: items.length,
    at: (index) => ({
      parts: [{ value: { ...numbered(index), clean: true }, type: counter }, items.at(index)],
      type,
    }),
  };
}

function reversedCursor(cx: Context, reversed: Op, out: Block): Cursor | null {
  const source = nth(reversed.args, 0);
  if (!positional(cx, source)) return null;
  const items = cursor(cx, source, out);
  if (items === null) return null;
  const length = items.length.simple ? items.length : cx.store(items.length, out, 'length');
  return { length, at: (index) => items.at(binary('-', binary('-', length, simple('1')), index)) };
}

/** Decides, before anything is printed, whether `cursor` will succeed. */
function positional(cx: Context, source: Expr): boolean {
  if (source.kind === 'op') {
    if (source.op === 'range') return !isBigRange(cx, source);
    if (source.op === 'zip')
      return (
        source.options?.strict !== true &&
        source.args.length > 0 &&
        source.args.every((arg) => positional(cx, arg))
      );
    if (source.op === 'enumerate' || source.op === 'reversed') return positional(cx, nth(source.args, 0));
  }
  return source.type.kind !== 'iterator' || !mayRaise(source);
}

/** Iterators that are printed as fresh arrays. */
const ARRAYS: ReadonlySet<Op['op']> = new Set<Op['op']>([
  'reversed',
  'dict.items',
  'dict.keys',
  'dict.values',
]);

/** A source as an array; `owned` when nobody else holds it. */
export function listOf(cx: Context, source: Expr, out: Block): { value: Printed; owned: boolean } {
  if (source.kind === 'comp' && source.collector.kind === 'generator') {
    const list: Comp = {
      ...source,
      type: { kind: 'list', element: source.collector.element.type, size: { min: 0n, max: null } },
      collector: { kind: 'list', element: source.collector.element },
    };
    return { value: cx.expression(list, out), owned: true };
  }
  const value = cx.expression(source, out);
  if (source.kind === 'op' && ARRAYS.has(source.op)) return { value, owned: true };
  switch (source.type.kind) {
    case 'list':
    case 'sequence':
    case 'range':
      return { value, owned: source.kind === 'comp' || (source.kind === 'op' && source.op === 'range') };
    case 'bytes':
      return { value, owned: false };
    case 'tuple':
      return {
        value: convertValue(cx, value, source.type, asSequence(source.type), source.span, out),
        owned: false,
      };
    case 'str':
      return { value: call('Array.from', value), owned: true };
    default:
      return {
        value: arrayOf([
          { ...value, code: code`...${wrap(iterable(source.type, value), 1)}`, precedence: 17 },
        ]),
        owned: true,
      };
  }
}

function cursorLoop(cx: Context, source: Op, pattern: Pattern, out: Block, nest: Nest, body: Body): boolean {
  if (!positional(cx, source)) return false;
  const items = cursor(cx, source, out);
  if (items === null) return false;
  countedLoop(cx, items, pattern, out, nest, body);
  return true;
}

function countedLoop(cx: Context, items: Cursor, pattern: Pattern, out: Block, nest: Nest, body: Body): void {
  const length = items.length.simple ? items.length : cx.store(items.length, out, 'length');
  const index = cx.names.fresh('i');
  const inner = new Block();
  nest.loops++;
  bindSlot(cx, pattern, items.at(simple(index)), inner);
  body(inner);
  out.nest({ head: code`for (let ${index} = 0; ${index} < ${length.code}; ${index}++) {`, body: inner });
}

/** Binds the parts of a tuple pattern one by one; a name for the whole builds the tuple. */
function bindSlot(cx: Context, pattern: Pattern, slot: Slot, out: Block): void {
  if (pattern.kind === 'ignore') return;
  if (pattern.kind === 'tuple' && 'parts' in slot) {
    pattern.items.forEach((item, i) => {
      const part = slot.parts[i];
      if (part !== undefined) bindSlot(cx, item, part, out);
    });
    return;
  }
  if (pattern.kind === 'tuple' && 'value' in slot && slot.type.kind === 'tuple') {
    // Reading items by number is several times faster than destructuring.
    const { items } = slot.type;
    const row = cx.stable(slot.value, out, 'row');
    pattern.items.forEach((item, i) => {
      bindSlot(cx, item, { value: element(row, String(i)), type: items[i] ?? NEVER }, out);
    });
    return;
  }
  bindPattern(cx, pattern, slotValue(slot), out, slot.type);
}

const slotValue = (slot: Slot): Printed =>
  'value' in slot ? slot.value : arrayOf(slot.parts.map(slotValue));

/** `for i, x in enumerate(xs)` from 0: the loop counter is the performer's own name. */
function enumerateLoop(
  cx: Context,
  source: Op,
  pattern: Pattern,
  out: Block,
  nest: Nest,
  body: Body,
): boolean {
  const items = nth(source.args, 0);
  const type = elementType(source.type);
  const counter = type.kind === 'tuple' ? type.items[0] : undefined;
  if (items.type.kind === 'iterator' && !positional(cx, items))
    return counterLoop(cx, source, pattern, out, nest, body);
  if (pattern.kind !== 'tuple' || counter === undefined || cx.isBig(counter)) return false;
  const [first, second] = pattern.items;
  const start = nth(source.args, 1);
  if (first?.kind !== 'name' || second === undefined || start.kind !== 'const' || start.value !== 0n)
    return false;
  const positions = cursor(cx, items, out);
  if (positions === null) return false;
  const length = positions.length.simple ? positions.length : cx.store(positions.length, out, 'length');
  const index = cx.nameOf(first.binding);
  cx.clean.add(first.binding.id);
  const inner = new Block();
  nest.loops++;
  bindSlot(cx, second, positions.at(simple(index)), inner);
  body(inner);
  out.nest({ head: code`for (let ${index} = 0; ${index} < ${length.code}; ${index}++) {`, body: inner });
  return true;
}

/** Numbers beside the items of a lazy source. */
function counterLoop(cx: Context, source: Op, pattern: Pattern, out: Block, nest: Nest, body: Body): boolean {
  const items = nth(source.args, 0);
  const type = elementType(source.type);
  const [counter, itemType] = type.kind === 'tuple' ? type.items : [];
  if (counter === undefined || itemType === undefined) return false;
  const start = nth(source.args, 1);
  const setup = new Block();
  const first = cx.expression(start, setup);
  if (!setup.empty || mayRaise(start)) return false;
  const name = cx.names.fresh('count');
  const big = cx.isBig(counter);
  const initial = big && !cx.isBig(start.type) ? asBig(first) : first;
  out.add(code`let ${name} = ${initial.code};`);
  const raw = { id: cx.freshId(), name: 'item', type: itemType };
  loopOver(cx, items, { kind: 'name', binding: raw }, out, nest, (inner) => {
    const number = cx.names.fresh('number');
    inner.add(code`const ${number} = ${name}++;`);
    const parts = [
      { value: simple(number), type: counter },
      { value: simple(cx.nameOf(raw)), type: itemType },
    ];
    bindSlot(cx, pattern, { parts, type }, inner);
    body(inner);
  });
  return true;
}
