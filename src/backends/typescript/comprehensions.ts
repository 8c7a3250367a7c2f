import { type Collector, type Comp, type Expr, mayRaise, type Type } from '../../language';
import { code } from '../text';
import { Block } from './block';
import type { Context } from './context';
import { convertValue } from './convert';
import { typed } from './erase';
import { elementOf, loops } from './loops';
import { less } from './operations-compare';
import { pipeline } from './pipeline';
import { bare, binary, call, conditional, type Printed, simple, wrap } from './print';
import { productLoop, sumLoop } from './sums';
import { newMap, newSet, not } from './values';

/** Prints a comprehension: its loops go to `out`, its value is what is returned. */
export function comprehension(cx: Context, comp: Comp, out: Block): Printed {
  const wish = cx.takeWish();
  if (cx.pipeline) {
    const chain = cx.attempt((trial) => pipeline(cx, comp, trial), out);
    if (chain !== null) return chain;
  }
  return COLLECTORS[comp.collector.kind](cx, comp, out, wish);
}

type Print = (cx: Context, comp: Comp, out: Block, wish: string | null) => Printed;

const COLLECTORS: Readonly<Record<Collector['kind'], Print>> = {
  list: arrayLoop,
  sequence: arrayLoop,
  set: setLoop,
  frozenset: setLoop,
  generator: generatorFunction,
  dict: dictLoop,
  sum: sumLoop,
  prod: productLoop,
  any: testLoop,
  all: testLoop,
  min: extremeLoop,
  max: extremeLoop,
  join: joinLoop,
  first: firstLoop,
};

function arrayLoop(cx: Context, comp: Comp, out: Block, wish: string | null): Printed {
  const name = wish ?? cx.names.fresh('result');
  const element = elementOf(comp);
  out.add(`const ${name}${cx.annotation(comp.type)} = [];`);
  loops(cx, comp, out, (inner) => {
    const value = cx.expression(element, inner);
    inner.add(code`${name}.push(${bare(value)});`);
  });
  return simple(name);
}

function setLoop(cx: Context, comp: Comp, out: Block, wish: string | null): Printed {
  const element = elementOf(comp);
  const name = wish ?? cx.names.fresh('result');
  const empty = newSet(cx, comp.type.kind === 'set' ? comp.type.element : element.type, null, comp.span);
  out.add(code`const ${name} = ${empty.code};`);
  loops(cx, comp, out, (inner) => {
    const value = cx.expression(element, inner);
    inner.add(code`${name}.add(${bare(value)});`);
  });
  return simple(name);
}

function dictLoop(cx: Context, comp: Comp, out: Block, wish: string | null): Printed {
  const { collector } = comp;
  if (collector.kind !== 'dict' || comp.type.kind !== 'dict') return simple('null');
  const name = wish ?? cx.names.fresh('result');
  out.add(code`const ${name} = ${newMap(cx, comp.type, null, comp.span).code};`);
  loops(cx, comp, out, (inner) => {
    const [key, value] = cx.inOrder([collector.key, collector.value], inner);
    if (key && value) inner.add(code`${name}.set(${bare(key)}, ${bare(value)});`);
  });
  return simple(name);
}

/** A lazy iterable where no loop can take it in: a generator function, called at once. */
function generatorFunction(cx: Context, comp: Comp, out: Block): Printed {
  const element = elementOf(comp);
  const body = new Block();
  yieldAll(cx, comp, body);
  const name = cx.names.fresh('items');
  out.wrap(
    code`const ${name} = (function* ()${typed(`: Generator<${cx.typeText(element.type)}>`)} {`,
    body,
    '})();',
  );
  return simple(name);
}

/** The loops of a generator with a `yield` inside. */
export function yieldAll(cx: Context, comp: Comp, out: Block): void {
  loops(cx, comp, out, (inner) => {
    const value = cx.expression(elementOf(comp), inner);
    inner.add(code`yield ${bare(value)};`);
  });
}

function testLoop(cx: Context, comp: Comp, out: Block, wish: string | null): Printed {
  const any = comp.collector.kind === 'any';
  const name = wish ?? cx.names.fresh(any ? 'found' : 'every');
  out.add(`let ${name} = ${!any};`);
  loops(cx, comp, out, (inner, leave) => {
    const value = cx.expression(elementOf(comp), inner);
    const decided = new Block();
    decided.add(`${name} = ${any};`);
    decided.add(leave());
    inner.nest({ head: code`if (${(any ? value : not(value)).code}) {`, body: decided });
  });
  return simple(name);
}

/** `any` or `all` as the whole program: the loops return. */
export function returnTest(cx: Context, comp: Comp, out: Block): void {
  const any = comp.collector.kind === 'any';
  loops(cx, comp, out, (inner) => {
    const value = cx.expression(elementOf(comp), inner);
    const decided = new Block();
    decided.add(`return ${any};`);
    inner.nest({ head: code`if (${(any ? value : not(value)).code}) {`, body: decided });
  });
  out.add(`return ${!any};`);
}

function extremeLoop(cx: Context, comp: Comp, out: Block): Printed {
  const { collector } = comp;
  if (collector.kind !== 'min' && collector.kind !== 'max') return simple('0');
  const operator = collector.kind === 'min' ? '<' : '>';
  const fallback = fallbackOf(cx, collector.fallback, out);
  const { element, key } = collector;
  if (key === null && element.type.kind === 'int' && !cx.isBig(element.type)) {
    return numberExtreme(cx, comp, element, operator, fallback, out);
  }
  const best = cx.names.fresh('best');
  const rank = key === null ? best : cx.names.fresh('rank');
  const ranked = key === null ? element.type : key.body.type;
  const mayBe = (type: Type): string => typed(`: ${cx.typeText(type)} | undefined`);
  out.add(`let ${best}${mayBe(element.type)};`);
  if (key !== null) out.add(`let ${rank}${mayBe(ranked)};`);
  loops(cx, comp, out, (inner) => {
    const value = cx.stable(cx.expression(element, inner), inner, 'item', element.type);
    let order = value;
    if (key !== null) {
      inner.add(code`const ${cx.nameOf(key.parameter)} = ${value.code};`);
      order = cx.stable(cx.expression(key.body, inner), inner, 'key', ranked);
    }
    const compared = new Block();
    const better = less(cx, ranked, operator, order, simple(rank), comp, compared);
    const update = new Block();
    update.add(code`${best} = ${value.code};`);
    if (key !== null) update.add(code`${rank} = ${order.code};`);
    if (compared.empty) {
      inner.nest({ head: code`if (${rank} === undefined || ${wrap(better, 4)}) {`, body: update });
    } else {
      compared.nest({ head: code`if (${better.code}) {`, body: update });
      inner.nest(
        { head: `if (${rank} === undefined) {`, body: update },
        { head: '} else {', body: compared },
      );
    }
  });
  return decided(
    cx,
    comp,
    best,
    binary('===', simple(best), simple('undefined')),
    fallback,
    element.type,
    out,
  );
}

/** Ints are never infinite, so infinity stands for "none yet". */
function numberExtreme(
  cx: Context,
  comp: Comp,
  element: Expr,
  operator: '<' | '>',
  fallback: Fallback,
  out: Block,
): Printed {
  const worst = operator === '<' ? 'Infinity' : '-Infinity';
  const best = cx.names.fresh('best');
  out.add(`let ${best} = ${worst};`);
  loops(cx, comp, out, (inner) => {
    const value = cx.stable(cx.expression(element, inner), inner, 'item');
    const update = new Block();
    update.add(code`${best} = ${value.code};`);
    inner.nest({ head: code`if (${value.code} ${operator} ${best}) {`, body: update });
  });
  return decided(cx, comp, best, binary('===', simple(best), simple(worst)), fallback, element.type, out);
}

type Fallback = { readonly value: Printed; readonly type: Type; readonly expr: Expr } | null;

/** A default that can raise does so before the first item is looked at. */
function fallbackOf(cx: Context, expr: Expr | null, out: Block): Fallback {
  if (expr === null) return null;
  const value = cx.expression(expr, out);
  return {
    value: mayRaise(expr) ? cx.stable(value, out, 'fallback', expr.type) : value,
    type: expr.type,
    expr,
  };
}

/** The best item, the default, or ValueError. */
function decided(
  cx: Context,
  comp: Comp,
  best: string,
  empty: Printed,
  fallback: Fallback,
  type: Type,
  out: Block,
): Printed {
  if (fallback === null) {
    const sure = cx.provedNonEmpty(comp);
    const missing = new Block();
    if (!sure) {
      missing.add(
        code`${cx.raise('ValueError', `${comp.collector.kind}() iterable argument is empty`).code};`,
      );
    }
    if (!sure) out.nest({ head: code`if (${empty.code}) {`, body: missing });
    const known =
      sure && empty.code.text.endsWith('undefined') ? simple(`${best}${typed('!')}`) : simple(best);
    return convertValue(cx, known, type, comp.type, comp.span, out);
  }
  const otherwise = convertValue(cx, fallback.value, fallback.type, comp.type, comp.span, out);
  return conditional(empty, otherwise, convertValue(cx, simple(best), type, comp.type, comp.span, out));
}

function joinLoop(cx: Context, comp: Comp, out: Block): Printed {
  const { collector } = comp;
  if (collector.kind !== 'join') return simple("''");
  const separator = cx.expression(collector.separator, out);
  const kept =
    mayRaise(collector.separator) || !separator.simple ? cx.stable(separator, out, 'separator') : separator;
  if (kept.code.text === "''") {
    const text = cx.names.fresh('text');
    out.add(`let ${text} = '';`);
    loops(cx, comp, out, (inner) => {
      const value = cx.expression(collector.element, inner);
      inner.add(code`${text} += ${wrap(value, 1)};`);
    });
    return simple(text);
  }
  const parts = cx.names.fresh('parts');
  out.add(`const ${parts}${typed(': string[]')} = [];`);
  loops(cx, comp, out, (inner) => {
    const value = cx.expression(collector.element, inner);
    inner.add(code`${parts}.push(${value.code});`);
  });
  return { ...call(`${parts}.join`, kept), simple: false };
}

function firstLoop(cx: Context, comp: Comp, out: Block, wish: string | null): Printed {
  const { collector } = comp;
  if (collector.kind !== 'first') return simple('null');
  if (collector.fallback === null) return firstOrStop(cx, comp, collector.element, out);
  const fallback = fallbackOf(cx, collector.fallback, out);
  const name = wish ?? cx.names.fresh('first');
  const start =
    fallback === null
      ? simple('null')
      : convertValue(cx, fallback.value, fallback.type, comp.type, comp.span, out);
  out.add(code`let ${name}${cx.annotation(comp.type)} = ${start.code};`);
  loops(cx, comp, out, (inner, leave) => {
    const value = convertValue(
      cx,
      cx.expression(collector.element, inner),
      collector.element.type,
      comp.type,
      comp.span,
      inner,
    );
    inner.add(code`${name} = ${value.code};`);
    inner.add(leave());
  });
  return simple(name);
}

/** `next(generator)`: what nothing was assigned to is `undefined`, which no value of a program is. */
function firstOrStop(cx: Context, comp: Comp, element: Expr, out: Block): Printed {
  const name = cx.names.fresh('first');
  out.add(code`let ${name}${typed(`: ${cx.typeText(comp.type)} | undefined`)};`);
  loops(cx, comp, out, (inner, leave) => {
    inner.add(code`${name} = ${cx.expression(element, inner).code};`);
    inner.add(leave());
  });
  if (cx.provedNonEmpty(comp)) return simple(`${name}${typed('!')}`);
  const missing = new Block();
  missing.add(code`${cx.raise('StopIteration', 'next() of nothing').code};`);
  out.nest({ head: code`if (${name} === undefined) {`, body: missing });
  return simple(name);
}
