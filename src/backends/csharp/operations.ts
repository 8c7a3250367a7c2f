import type { Op, OpName } from '../../language';
import type { Block } from './block';
import type { Context } from './context';
import { COMPARISONS } from './operations-compare';
import { CONTAINER_OPERATIONS } from './operations-containers';
import { FLOAT_OPERATIONS } from './operations-float';
import { INT_OPERATIONS } from './operations-int';
import { STRING_OPERATIONS } from './operations-string';
import { TEXT_OPERATIONS } from './operations-text';
import type { Printed } from './print';

/** Every operation that this backend prints. */
export const OPERATION_PRINTERS: Partial<Record<OpName, (cx: Context, node: Op, out: Block) => Printed>> = {
  ...INT_OPERATIONS,
  ...FLOAT_OPERATIONS,
  ...COMPARISONS,
  ...CONTAINER_OPERATIONS,
  ...STRING_OPERATIONS,
  ...TEXT_OPERATIONS,
};
