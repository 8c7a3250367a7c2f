import type { OpName } from '../../language';
import { COLLECTION_OPERATIONS } from './operations-collections';
import { COMPARE_OPERATIONS } from './operations-compare';
import { FLOAT_OPERATIONS } from './operations-float';
import { INT_OPERATIONS } from './operations-int';
import { ITERABLE_OPERATIONS } from './operations-iterables';
import type { OperationTable } from './operations-table';
import { TEXT_OPERATIONS } from './operations-text';

/** Every operation that TypeScript prints. What is missing is refused by name. */
export const OPERATION_PRINTERS: Readonly<Partial<Record<OpName, OperationTable[OpName]>>> = {
  ...INT_OPERATIONS,
  ...FLOAT_OPERATIONS,
  ...COMPARE_OPERATIONS,
  ...COLLECTION_OPERATIONS,
  ...ITERABLE_OPERATIONS,
  ...TEXT_OPERATIONS,
};
