import type { WireError } from '../../measure';
import { BackendUnavailable } from '../engine/backends';
import { NonFiniteLoss } from '../train/trainer';

export type MlErrorCode = 'NON_FINITE' | 'NO_BACKEND' | 'BAD_DATA' | 'TIMEOUT' | 'LOST' | 'INTERNAL';

/** What went wrong in a learning worker. */
export class MlError extends Error {
  override readonly name = 'MlError';
  constructor(
    readonly code: MlErrorCode,
    message: string,
  ) {
    super(message);
  }
}

/** An error as it is told to the other side, with a code of `MlErrorCode`. */
export function wireError(error: unknown): WireError & { readonly code: MlErrorCode } {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof NonFiniteLoss) return { code: 'NON_FINITE', message };
  if (error instanceof BackendUnavailable) return { code: 'NO_BACKEND', message };
  if (error instanceof RangeError) return { code: 'BAD_DATA', message };
  return { code: 'INTERNAL', message };
}
