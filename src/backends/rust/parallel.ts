import type { Comp } from '../../language';
import type { Rx } from './code';
import type { Emitter } from './emitter';

/** A comprehension on several threads, or null where that is not asked for or not legal. */
export function parallelised(_e: Emitter, _comp: Comp): Rx | null {
  return null;
}
