import type { Expr, Op, OpName } from '../../language';
import type { Block } from './block';
import type { Context } from './context';
import type { Printed } from './print';

/** Prints one operation from its printed arguments, or from the node itself. */
export type OperationPrinter =
  | { readonly args: (cx: Context, node: Op, args: readonly Printed[], out: Block) => Printed }
  | { readonly whole: (cx: Context, node: Op, out: Block) => Printed };

export type OperationTable = Partial<Record<OpName, OperationPrinter>>;

type ArgsPrinter = (cx: Context, node: Op, args: readonly Printed[], out: Block) => Printed;

export const args = (print: ArgsPrinter): OperationPrinter => ({ args: print });

/** The argument at a position; operations have the number of arguments that their description says. */
export function nth<T>(items: readonly T[], index: number): T {
  const item = items[index];
  if (item === undefined) throw new RangeError(`an operation lacks argument ${index}`);
  return item;
}

export const typeAt = (node: Op, index: number): Expr['type'] => nth(node.args, index).type;
