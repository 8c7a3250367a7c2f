import type { Op, OpName } from '../../language';
import type { Emitter } from './emitter';
import { CONTAINER_OPERATIONS } from './operations-containers';
import { FLOAT_OPERATIONS } from './operations-float';
import { FORMAT_OPERATIONS } from './operations-format';
import { INT_OPERATIONS } from './operations-int';
import { ITERABLE_OPERATIONS } from './operations-iterables';
import { LOGIC_OPERATIONS } from './operations-logic';
import { TEXT_OPERATIONS } from './operations-text';
import type { GoExpr, Stmt } from './syntax';

/** Prints one operation; statements that must run before go into the block. */
export type Printer = (g: Emitter, node: Op, block: Stmt[]) => GoExpr;

const OPERATIONS: Partial<Record<OpName, Printer>> = {
  ...INT_OPERATIONS,
  ...FLOAT_OPERATIONS,
  ...LOGIC_OPERATIONS,
  ...CONTAINER_OPERATIONS,
  ...ITERABLE_OPERATIONS,
  ...TEXT_OPERATIONS,
  ...FORMAT_OPERATIONS,
};

/** Emits an operation, or refuses it by name. */
export function operation(g: Emitter, node: Op, block: Stmt[]): GoExpr {
  const print = OPERATIONS[node.op];
  if (print === undefined)
    return g.refuse(
      'unsupported-operation',
      node.span,
      `\`${node.op}\` is not printed in Go.`,
      'Write it with simpler operations.',
    );
  return print(g, node, block);
}
