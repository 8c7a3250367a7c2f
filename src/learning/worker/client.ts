import type { Port } from '../../measure';
import type { BackendRow, BackendTable } from '../engine/probe';
import type { Matrix } from '../nets/net';
import type { Trained, TrainTick } from '../train/trainer';
import type { MlEngine } from './engine';
import { type CallName, type FromWorker, MlError, type ToWorker } from './protocol';

export interface Patience {
  /** ms without a word from a call under way, after which its worker is ended. */
  readonly silence: number;
  /** ms from a cancel to the end of the call, after which its worker is ended. */
  readonly cancel: number;
}

export const PATIENCE: Patience = { silence: 10_000, cancel: 500 };

interface Waiting {
  tick(value: unknown): void;
  settle(outcome: { readonly value: unknown } | { readonly error: MlError }): void;
}

/**
 * An engine in a worker. Every call settles: with its answer, the worker's error, or the loss of the worker, which a
 * watchdog ends when it has gone silent; the next call starts another.
 */
export function remoteEngine(spawn: () => Port, patience: Patience = PATIENCE): MlEngine {
  let port: Port | undefined;
  let next = 0;
  const waiting = new Map<number, Waiting>();

  function worker(): Port {
    if (port) return port;
    const started = spawn();
    port = started;
    started.listen(
      (message) => receive(message),
      (error) => {
        if (port === started) lose(new MlError('LOST', error.message));
      },
    );
    return started;
  }

  function receive(message: unknown): void {
    if (!isFromWorker(message)) return;
    const call = waiting.get(message.id);
    if (message.kind === 'tick') call?.tick(message.value);
    else if (message.kind === 'done') call?.settle({ value: message.value });
    else call?.settle({ error: new MlError(message.error.code, message.error.message) });
  }

  function lose(error: MlError): void {
    port?.terminate();
    port = undefined;
    for (const call of [...waiting.values()]) call.settle({ error });
  }

  async function* stream(
    call: CallName,
    argument: unknown,
    signal?: AbortSignal,
  ): AsyncGenerator<unknown, unknown> {
    const id = next++;
    const ticks: unknown[] = [];
    let outcome: { readonly value: unknown } | { readonly error: MlError } | undefined;
    let wake: (() => void) | undefined;
    let watchdog: ReturnType<typeof setTimeout> | undefined;
    const watch = (ms: number, message: string): void => {
      clearTimeout(watchdog);
      watchdog = setTimeout(() => lose(new MlError('TIMEOUT', message)), ms);
    };
    const silent = (): void => watch(patience.silence, `not a word for ${patience.silence} ms`);
    const cancel = (): void => {
      port?.post({ id, cancel: true } satisfies ToWorker);
      watch(patience.cancel, `it did not stop within ${patience.cancel} ms`);
    };
    waiting.set(id, {
      tick(value) {
        ticks.push(value);
        if (!signal?.aborted) silent();
        wake?.();
      },
      settle(found) {
        outcome ??= found;
        wake?.();
      },
    });
    try {
      silent();
      worker().post({ id, call, argument } satisfies ToWorker);
      if (signal?.aborted) cancel();
      signal?.addEventListener('abort', cancel, { once: true });
      for (;;) {
        if (ticks.length > 0) yield ticks.shift();
        else if (outcome) {
          if ('error' in outcome) throw outcome.error;
          return outcome.value;
        } else
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
      }
    } finally {
      clearTimeout(watchdog);
      signal?.removeEventListener('abort', cancel);
      waiting.delete(id);
      // Left in the middle, as by a `break`: nobody waits for the rest.
      if (!outcome) port?.post({ id, cancel: true } satisfies ToWorker);
    }
  }

  async function ask(call: CallName, argument: unknown): Promise<unknown> {
    const calling = stream(call, argument);
    for (;;) {
      const step = await calling.next();
      if (step.done) return step.value;
    }
  }

  return {
    probe: (request, signal) => stream('probe', request, signal) as AsyncGenerator<BackendRow, BackendTable>,
    train: (request, signal) => stream('train', request, signal) as AsyncGenerator<TrainTick, Trained>,
    predict: (request) => ask('predict', request) as Promise<Matrix>,
    tensors: () => ask('tensors', undefined) as Promise<number>,
    dispose() {
      lose(new MlError('LOST', 'the engine was disposed of'));
    },
  };
}

function isFromWorker(message: unknown): message is FromWorker {
  return typeof message === 'object' && message !== null && 'id' in message && 'kind' in message;
}
