import type { Port } from '../../measure';
import type { MlEngine, PredictRequest, ProbeRequest, TrainRequest } from './engine';
import { type FromWorker, type ToWorker, wireError } from './protocol';

/** Exposes an engine over a port: one call after the other, and a cancel at any time. */
export function serveEngine(port: Pick<Port, 'post' | 'listen'>, engine: MlEngine): void {
  const aborts = new Map<number, AbortController>();
  let queue: Promise<void> = Promise.resolve();
  const tell = (message: FromWorker): void => port.post(message);

  async function answer({ id, call, argument }: Extract<ToWorker, { call: unknown }>): Promise<void> {
    const signal = aborts.get(id)?.signal;
    try {
      tell({ id, kind: 'done', value: await run(id, call, argument, signal) });
    } catch (error) {
      tell({ id, kind: 'error', error: wireError(error) });
    } finally {
      aborts.delete(id);
    }
  }

  function run(
    id: number,
    call: string,
    argument: unknown,
    signal: AbortSignal | undefined,
  ): Promise<unknown> {
    switch (call) {
      case 'probe':
        return streamed(id, engine.probe(argument as ProbeRequest, signal));
      case 'train':
        return streamed(id, engine.train(argument as TrainRequest, signal));
      case 'predict':
        return engine.predict(argument as PredictRequest);
      case 'tensors':
        return engine.tensors();
      default:
        return Promise.reject(new RangeError(`there is no call ${call}`));
    }
  }

  async function streamed<Tick, Result>(id: number, stream: AsyncGenerator<Tick, Result>): Promise<Result> {
    for (;;) {
      const next = await stream.next();
      if (next.done) return next.value;
      tell({ id, kind: 'tick', value: next.value });
    }
  }

  port.listen(
    (message) => {
      if (!isToWorker(message)) return;
      if ('cancel' in message) {
        aborts.get(message.id)?.abort();
        return;
      }
      aborts.set(message.id, new AbortController());
      queue = queue.then(() => answer(message));
    },
    () => engine.dispose(),
  );
}

function isToWorker(message: unknown): message is ToWorker {
  return typeof message === 'object' && message !== null && 'id' in message;
}
