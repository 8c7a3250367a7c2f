import { type Collector, type Comp, contains, type Expr, mayRaise, type Type } from '../../language';
import { code } from '../text';
import { Block } from './block';
import type { Context } from './context';
import { asBig, convertValue } from './convert';
import { typed } from './erase';
import { less } from './operations-compare';
import { pipeline } from './pipeline';
import { bare, binary, call, conditional, type Printed, simple, wrap } from './print';
import { clausesLoop, type Nest } from './sources';
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

/** The loops with `step` inside. Returns the label to leave them by, when `step` asked for one. */
function loops(cx: Context, comp: Comp, out: Block, step: (inner: Block, leave: () => string) => void): void {
  const nest: Nest = { loops: 0 };
  const all = new Block();
  let label: string | null = null;
  clausesLoop(cx, comp, 0, all, nest, (inner) => {
    const leave = (): string => {
      if (nest.loops === 1) return 'break;';
      label ??= cx.names.fresh('search');
      return `break ${label};`;
    };
    step(inner, leave);
  });
  if (label !== null) all.labelLast(label);
  out.append(all);
}

const elementOf = (comp: Comp): Expr => {
  const { collector } = comp;
  if (collector.kind === 'dict') return collector.value;
  return collector.element;
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

function sumLoop(cx: Context, comp: Comp, out: Block, wish: string | null): Printed {
  const { collector } = comp;
  if (collector.kind !== 'sum') return simple('0');
  if (comp.type.kind === 'float') return floatSum(cx, comp, collector, out);
  const start =
    collector.start === null
      ? null
      : { value: cx.expression(collector.start, out), type: collector.start.type };
  const big = cx.isBig(comp.type);
  const element = collector.element.type;
  if (big && !cx.isBig(element)) {
    if (start === null && element.kind === 'int' && contains(SMALL, element.range))
      return smallSum(cx, comp, collector.element, out);
    return spillingSum(cx, comp, collector.element, start, out);
  }
  const name = wish ?? cx.names.fresh('total');
  const initial =
    start === null
      ? simple(big ? '0n' : '0')
      : convertValue(cx, start.value, start.type, comp.type, comp.span, out);
  out.add(code`let ${name} = ${initial.code};`);
  loops(cx, comp, out, (inner) => {
    const value = cx.expression(collector.element, inner);
    if (value.code.text === '1') inner.add(`${name}++;`);
    else inner.add(code`${name} += ${wrap(value, 1)};`);
  });
  return { ...simple(name), clean: start === null || initial.clean === true };
}

/** Adding up such numbers for hours keeps within 2^53, so a number counts and becomes a BigInt at the end. */
const SMALL = { min: -4096n, max: 4096n };

function smallSum(cx: Context, comp: Comp, element: Expr, out: Block): Printed {
  const name = cx.names.fresh('total');
  out.add(`let ${name} = 0;`);
  loops(cx, comp, out, (inner) => {
    const value = cx.expression(element, inner);
    inner.add(value.code.text === '1' ? `${name}++;` : code`${name} += ${wrap(value, 1)};`);
  });
  return call('BigInt', name);
}

/** Ints that fit a number, summed past 2^53: a number that spills into a BigInt when it would lose exactness. */
function spillingSum(
  cx: Context,
  comp: Comp,
  element: Expr,
  start: { value: Printed; type: Type } | null,
  out: Block,
): Printed {
  const [total, part, next] = [cx.names.fresh('total'), cx.names.fresh('part'), cx.names.fresh('next')];
  const initial = start === null ? simple('0n') : cx.isBig(start.type) ? start.value : asBig(start.value);
  out.add(code`let ${total} = ${initial.code};`);
  out.add(`let ${part} = 0;`);
  loops(cx, comp, out, (inner) => {
    const value = cx.stable(cx.expression(element, inner), inner, 'term');
    inner.add(code`const ${next} = ${part} + ${value.code};`);
    const [keep, spill] = [new Block(), new Block()];
    keep.add(`${part} = ${next};`);
    spill.add(`${total} += BigInt(${part});`);
    spill.add(code`${part} = ${value.code};`);
    inner.nest(
      { head: `if (Number.isSafeInteger(${next})) {`, body: keep },
      { head: '} else {', body: spill },
    );
  });
  return binary('+', simple(total), call('BigInt', part));
}

/** Neumaier's compensated sum, as CPython 3.12 and later. */
function floatSum(
  cx: Context,
  comp: Comp,
  collector: Extract<Collector, { kind: 'sum' }>,
  out: Block,
): Printed {
  const orZero = comp.type.kind === 'float' && comp.type.orZero === true;
  const start =
    collector.start === null
      ? null
      : convertValue(
          cx,
          cx.expression(collector.start, out),
          collector.start.type,
          { kind: 'float' },
          comp.span,
          out,
        );
  const [total, lost] = [cx.names.fresh('total'), cx.names.fresh('lost')];
  out.add(
    code`let ${total} = ${start === null ? (orZero ? '-0' : '0') : start.code};${orZero ? ' // -0 is the sum of nothing' : ''}`,
  );
  out.add(`let ${lost} = 0;`);
  loops(cx, comp, out, (inner) => {
    const printed = cx.expression(collector.element, inner);
    const value = cx.stable(orZero ? binary('+', printed, simple('0')) : printed, inner, 'term');
    const next = cx.names.fresh('next');
    inner.add(code`const ${next} = ${total} + ${value.code};`);
    inner.add(
      code`${lost} += Math.abs(${total}) >= Math.abs(${value.code}) ? ${total} - ${next} + ${value.code} : ${value.code} - ${next} + ${total};`,
    );
    inner.add(`${total} = ${next};`);
  });
  const compensated = binary('&&', binary('!==', simple(lost), simple('0')), call('Number.isFinite', lost));
  return conditional(compensated, binary('+', simple(total), simple(lost)), simple(total));
}

function productLoop(cx: Context, comp: Comp, out: Block, wish: string | null): Printed {
  const { collector } = comp;
  if (collector.kind !== 'prod') return simple('1');
  const big = cx.isBig(comp.type);
  const start =
    collector.start === null
      ? simple(big ? '1n' : '1')
      : convertValue(
          cx,
          cx.expression(collector.start, out),
          collector.start.type,
          comp.type,
          comp.span,
          out,
        );
  const name = wish ?? cx.names.fresh('product');
  out.add(code`let ${name} = ${start.code};`);
  loops(cx, comp, out, (inner) => {
    const value = cx.expression(collector.element, inner);
    const factor = big && !cx.isBig(collector.element.type) ? asBig(value) : value;
    inner.add(code`${name} *= ${wrap(factor, 1)};`);
  });
  return simple(name);
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
      inner.append(compared);
      inner.nest({ head: code`if (${better.code}) {`, body: update });
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
  if (collector.fallback === null) {
    return cx.refuse(
      'unsupported-operation',
      comp.span,
      'next() without a default may raise StopIteration.',
      'Give a default: next(…, None).',
    );
  }
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
