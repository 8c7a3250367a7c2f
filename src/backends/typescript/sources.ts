import {
  asSequence,
  type Comp,
  clauseExpr,
  collectorExprs,
  type Expr,
  mayRaise,
  type Op,
  type Pattern,
  readBindings,
  type Type,
} from '../../language';
import { code, type Fragment } from '../text';
import { Block } from './block';
import type { Context } from './context';
import { asBig, convertValue } from './convert';
import { type Cursor, cursor, positional } from './cursors';
import { iterable } from './operations-collections';
import { nth } from './operations-table';
import { bindPattern, bindSlot, elementType, patternText, type Slot } from './patterns';
import { element, logical, member, type Printed, simple, wrap } from './print';
import { rangeLoop, reversedRangeLoop } from './ranges';

/** What a loop prints inside: bindings are done, `out` is the loop's body. */
export type Body = (out: Block) => void;

/** Counts the loops that are open, so that an early exit knows whether it needs a label. */
export interface Nest {
  loops: number;
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

/** Whether a name is read after a clause. */
function isRead(comp: Comp, from: number, id: number): boolean {
  const later = [...comp.clauses.slice(from).map(clauseExpr), ...collectorExprs(comp.collector)];
  return later.some((expr) => readBindings(expr).has(id));
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
    if (!isRead(comp, from + 1, binding.id)) {
      if (mayRaise(clause.value)) out.add(code`${cx.expression(clause.value, out).code};`);
      rest(out);
      return;
    }
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
    test = logical('&&', test, right);
  }
  if (test.code.text === 'false') return;
  if (test.code.text === 'true') {
    clausesLoop(cx, comp, next, out, nest, body);
    return;
  }
  const inner = new Block();
  clausesLoop(cx, comp, next, inner, nest, body);
  out.nest({ head: code`if (${test.code}) {`, body: inner });
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
