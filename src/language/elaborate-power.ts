import { constant, op } from './build';
import type { Context } from './context';
import { refuse, type Span } from './diagnostic';
import { choose, named } from './elaborate';
import { toFloat } from './elaborate-operators';
import * as ranges from './interval';
import type { Expr } from './ir';
import { BOOL, FLOAT, int } from './types';

export function power(span: Span, left: Expr, right: Expr, context: Context): Expr {
  if (left.type.kind === 'int' && right.type.kind === 'int')
    return wholePower(span, left, right, left.type.range, right.type.range, context);
  if (isComplex(left, right))
    return refuse(
      'unknown-sign',
      span,
      'A negative base with a fractional exponent makes a complex number.',
      {
        hint: 'Use abs(…) for the base, or a whole exponent.',
      },
    );
  return op(span, 'float.pow', FLOAT, [toFloat(left), toFloat(right)]);
}

/** An int to an int: a float where the exponent is negative, so an int or a float where its sign is not known. */
function wholePower(
  span: Span,
  left: Expr,
  right: Expr,
  base: ranges.Interval,
  exponent: ranges.Interval,
  context: Context,
): Expr {
  const upper = ranges.meet(exponent, ranges.NON_NEGATIVE);
  if (upper === null) return op(span, 'int.pow_negative', FLOAT, [left, right]);
  if (ranges.contains(ranges.NON_NEGATIVE, exponent))
    return op(span, 'int.pow', int(ranges.power(base, exponent)), [left, right]);
  const bound = (name: 'min' | 'max', value: Expr, limit: bigint, range: ranges.Interval) =>
    op(right.span, name, int(range), [value, constant(right.span, limit)]);
  return named(left, 'base', context, (l) =>
    named(right, 'exponent', context, (e) => {
      const wholeOf = bound('max', e, 0n, upper);
      const fractionOf = bound('min', e, -1n, ranges.minimum(exponent, ranges.point(-1)));
      return choose(
        span,
        op(right.span, 'ge', BOOL, [e, constant(right.span, 0n)]),
        op(span, 'int.pow', int(ranges.power(base, upper)), [l, wholeOf]),
        op(span, 'int.pow_negative', FLOAT, [l, fractionOf]),
      );
    }),
  );
}

/** True when `left ** right` is certainly complex. Where it only may be, the backends find out when they run. */
function isComplex(left: Expr, right: Expr): boolean {
  if (right.kind !== 'const' || !isFloatConstant(right.value)) return false;
  if (Number.isInteger(right.value.float) || !Number.isFinite(right.value.float)) return false;
  if (left.type.kind === 'int') return left.type.range.max !== null && left.type.range.max < 0n;
  return (
    left.kind === 'const' &&
    isFloatConstant(left.value) &&
    left.value.float < 0 &&
    left.value.float > -Infinity
  );
}

function isFloatConstant(
  value: Extract<Expr, { kind: 'const' }>['value'],
): value is { readonly float: number } {
  return value !== null && typeof value === 'object' && 'float' in value;
}
