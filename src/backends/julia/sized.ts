import type { Expr, Op } from '../../language';
import { code, type Fragment } from '../text';
import { at, LEVEL, type Level, type Printed } from './printed';
import { isBig } from './types';

/** True when machine ints could overflow on the way to a result that does not fit, or that does but not its operands. */
export function needsBig(expr: Op, args: readonly Expr[]): boolean {
  return isBig(expr.type) && !args.some((arg) => isBig(arg.type));
}

/** A result that fits a machine int although an operand did not. */
export function sized(expr: Op, text: Fragment, level: Level = LEVEL.primary): Printed {
  const narrowed = !isBig(expr.type) && expr.args.some((arg) => isBig(arg.type));
  return narrowed ? at(code`Int(${text})`) : at(text, level);
}

/** The result of a helper that answers a `BigInt`. */
export function sizedFromBig(expr: Op, text: Fragment): Printed {
  return isBig(expr.type) ? at(text) : at(code`Int(${text})`);
}
