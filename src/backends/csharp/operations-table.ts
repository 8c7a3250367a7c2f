import { type Interval, NEVER, type Op, type OpName, type Type } from '../../language';
import type { Block } from './block';
import type { Context } from './context';
import { type Printed, simple } from './print';

/** Prints one operation, or refuses it by throwing. */
export type OperationPrinter = (cx: Context, node: Op, out: Block) => Printed;
export type OperationTable = Partial<Record<OpName, OperationPrinter>>;

/** A printer whose arguments are printed in order first. */
export const args =
  (print: (cx: Context, node: Op, operands: readonly Printed[], out: Block) => Printed): OperationPrinter =>
  (cx, node, out) =>
    print(cx, node, cx.inOrder(node.args, out), out);

export const nth = (operands: readonly Printed[], i: number): Printed => operands[i] ?? simple('null');

export const typeAt = (node: Op, i: number): Type => node.args[i]?.type ?? NEVER;

export const rangeOf = (type: Type): Interval =>
  type.kind === 'int' ? type.range : type.kind === 'bool' ? { min: 0n, max: 1n } : { min: null, max: null };

/** The check that `unsafe` drops from a division of floats. */
export const ZERO_DIVISOR = 'Zero divisors are not checked: a division by 0.0 answers an infinity or NaN.';
