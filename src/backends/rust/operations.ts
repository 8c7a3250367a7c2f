import type { Op, OpName } from '../../language';
import type { Rx } from './code';
import type { Emitter } from './emitter';
import { BYTE_OPERATIONS } from './operations-bytes';
import { COMPARISONS } from './operations-compare';
import { CONTAINER_OPERATIONS } from './operations-containers';
import { FLOAT_OPERATIONS } from './operations-float';
import { INT_OPERATIONS } from './operations-int';
import { STRING_OPERATIONS } from './operations-string';
import { TEXT_OPERATIONS } from './operations-text';

/** Prints one operation. Refuses by throwing. */
export type Printer = (e: Emitter, node: Op) => Rx;
export type Printers = Partial<Record<OpName, Printer>>;

const PRINTERS: Printers = {
  ...INT_OPERATIONS,
  ...FLOAT_OPERATIONS,
  ...COMPARISONS,
  ...CONTAINER_OPERATIONS,
  ...STRING_OPERATIONS,
  ...BYTE_OPERATIONS,
  ...TEXT_OPERATIONS,
};

export function emitOp(e: Emitter, node: Op): Rx {
  const print = PRINTERS[node.op];
  if (print !== undefined) return print(e, node);
  return e.refuse(
    'unsupported-operation',
    node.span,
    `The Rust backend has no ${node.op}.`,
    'Write it in another way.',
  );
}
