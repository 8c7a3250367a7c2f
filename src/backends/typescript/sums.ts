import { type Collector, type Comp, contains, type Expr, type Type } from '../../language';
import { code } from '../text';
import { Block } from './block';
import type { Context } from './context';
import { asBig, convertValue } from './convert';
import { loops } from './loops';
import { binary, call, conditional, type Printed, simple, wrap } from './print';

export function sumLoop(cx: Context, comp: Comp, out: Block, wish: string | null): Printed {
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
    const term = cx.expression(collector.element, inner);
    // The sum of no items may be narrower than an item.
    const value = big ? term : convertValue(cx, term, element, comp.type, comp.span, inner);
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

export function productLoop(cx: Context, comp: Comp, out: Block, wish: string | null): Printed {
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
    const factor = convertValue(cx, value, collector.element.type, comp.type, comp.span, inner);
    inner.add(code`${name} *= ${wrap(factor, 1)};`);
  });
  return simple(name);
}
