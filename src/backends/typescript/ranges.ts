import { constantOf, type Expr, type Interval, type Op, type Pattern } from '../../language';
import { code, type Fragment } from '../text';
import { Block } from './block';
import { learnBound } from './bounds';
import type { Context } from './context';
import { inOrder } from './expressions';
import { isBigRange, rangeArguments } from './operations-iterables';
import { nth } from './operations-table';
import { binary, type Printed, simple } from './print';
import type { Body, Nest } from './sources';

/** `for (let x = start; x < stop; x += step)` */
export function rangeLoop(
  cx: Context,
  range: Op,
  pattern: Pattern,
  out: Block,
  nest: Nest,
  body: Body,
): void {
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
export function reversedRangeLoop(
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

export function constantStep(step: Expr): bigint | null {
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
