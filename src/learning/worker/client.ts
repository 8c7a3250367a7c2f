import { connectStreams, type Patience, type Port } from '../../measure';
import type { BackendRow, BackendTable } from '../engine/probe';
import type { Matrix } from '../nets/net';
import type { Trained, TrainTick } from '../train/trainer';
import type { MlEngine } from './engine';
import { MlError, type MlErrorCode } from './protocol';

export type { Patience } from '../../measure';

export const PATIENCE: Patience = { silence: 10_000, cancel: 500 };

/** An engine in a worker; see `connectStreams` for what becomes of calls when the worker is lost or silent. */
export function remoteEngine(spawn: () => Port, patience: Patience = PATIENCE): MlEngine {
  const { stream, ask, dispose } = connectStreams(
    spawn,
    patience,
    // The host on the other side knows no other codes.
    ({ code, message }) => new MlError(code as MlErrorCode, message),
  );
  return {
    probe: (request, signal) => stream('probe', request, signal) as AsyncGenerator<BackendRow, BackendTable>,
    train: (request, signal) => stream('train', request, signal) as AsyncGenerator<TrainTick, Trained>,
    predict: (request) => ask('predict', request) as Promise<Matrix>,
    tensors: () => ask('tensors', undefined) as Promise<number>,
    dispose,
  };
}
