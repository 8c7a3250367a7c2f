import type { Op, OpName } from '../../language';
import type { Emitter } from './emitter';
import { BYTE_OPERATIONS } from './operations-bytes';
import { CONTAINER_OPERATIONS } from './operations-container';
import { CONVERSION_OPERATIONS } from './operations-conversion';
import { NUMBER_OPERATIONS } from './operations-number';
import { TEXT_OPERATIONS } from './operations-text';
import type { Values } from './wat';

/** Emits one operation; the table is keyed by its name. */
export type OperationWriter = (emitter: Emitter, node: Op) => Values;
export type OperationTable = Partial<Record<OpName, OperationWriter>>;

const TABLE: OperationTable = {
  ...NUMBER_OPERATIONS,
  ...TEXT_OPERATIONS,
  ...CONTAINER_OPERATIONS,
  ...CONVERSION_OPERATIONS,
  ...BYTE_OPERATIONS,
};

/** Refuses what the tables don't know, by name. */
export function operation(emitter: Emitter, node: Op): Values {
  const write = TABLE[node.op];
  if (write === undefined)
    return emitter.refuse('unsupported-operation', node.span, `Wasm has no \`${node.op}\` here yet.`);
  return write(emitter, node);
}
