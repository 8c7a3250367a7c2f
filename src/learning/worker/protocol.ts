import { BackendUnavailable } from '../engine/backends';
import { NonFiniteLoss } from '../train/trainer';

/** Calls that stream: every one ends with `done` or `error`, whatever happens on the way. */
export type StreamName = 'probe' | 'train';
export type CallName = StreamName | 'predict' | 'tensors';

export type ToWorker =
  | { readonly id: number; readonly call: CallName; readonly argument: unknown }
  | { readonly id: number; readonly cancel: true };

export type FromWorker =
  | { readonly id: number; readonly kind: 'tick'; readonly value: unknown }
  | { readonly id: number; readonly kind: 'done'; readonly value: unknown }
  | { readonly id: number; readonly kind: 'error'; readonly error: WireError };

export type MlErrorCode = 'NON_FINITE' | 'NO_BACKEND' | 'BAD_DATA' | 'TIMEOUT' | 'LOST' | 'INTERNAL';

export interface WireError {
  readonly code: MlErrorCode;
  readonly message: string;
}

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

export function wireError(error: unknown): WireError {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof NonFiniteLoss) return { code: 'NON_FINITE', message };
  if (error instanceof BackendUnavailable) return { code: 'NO_BACKEND', message };
  if (error instanceof RangeError) return { code: 'BAD_DATA', message };
  return { code: 'INTERNAL', message };
}
