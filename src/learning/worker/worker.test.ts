import { afterEach, describe, expect, it } from 'vitest';
import type { Port } from '../../measure';
import { goldenExamples } from '../train/golden';
import { TRAIN_OPTIONS } from '../train/trainer';
import { remoteEngine } from './client';
import { createEngine, type MlEngine, type TrainRequest } from './engine';
import { serveEngine } from './host';
import { MlError } from './protocol';

const SPEC = { inputs: 6, hidden: [16], quantiles: [0.05, 0.5, 0.95] };
const examples = goldenExamples(256, SPEC.inputs);
const request: TrainRequest = {
  backend: 'wasm',
  spec: SPEC,
  examples: { train: examples, heldOut: examples },
  options: { ...TRAIN_OPTIONS, batch: 32, steps: 60, every: 10 },
};

const open: MessagePort[] = [];
afterEach(() => {
  for (const port of open.splice(0)) port.close();
});

const portOf = (port: MessagePort, terminate = () => port.close()): Port => ({
  post: (message) => port.postMessage(message),
  listen: (onMessage) => {
    port.onmessage = ({ data }) => onMessage(data);
  },
  terminate,
});

/** A client and a host as on both sides of a worker: everything between them is cloned. */
function pair(engine: MlEngine = createEngine(), patience = { silence: 20_000, cancel: 20_000 }) {
  let spawned = 0;
  const client = remoteEngine(() => {
    spawned++;
    const { port1, port2 } = new MessageChannel();
    open.push(port1, port2);
    serveEngine(portOf(port2), engine);
    return portOf(port1);
  }, patience);
  return { client, spawned: () => spawned };
}

async function last<Tick, Result>(stream: AsyncGenerator<Tick, Result>, onTick?: (tick: Tick) => void) {
  for (;;) {
    const next = await stream.next();
    if (next.done) return next.value;
    onTick?.(next.value);
  }
}

describe('an engine across a channel', () => {
  it('answers what the engine beside it answers: the same weights, ticks, and predictions', async () => {
    const near = createEngine();
    const { client } = pair();
    const far = await last(client.train(request));
    const here = await last(near.train(request));
    expect(far.weights.values).toEqual(here.weights.values);
    expect(far.ticks.map(({ heldOut }) => heldOut)).toEqual(here.ticks.map(({ heldOut }) => heldOut));
    const question = { backend: 'wasm' as const, spec: SPEC, weights: here.weights, inputs: examples.inputs };
    expect((await client.predict(question)).values).toEqual((await near.predict(question)).values);
    near.dispose();
  });

  it('ticks while it trains, stops when told to, and leaves no tensor', async () => {
    const { client } = pair();
    const before = await client.tensors();
    const abort = new AbortController();
    let ticks = 0;
    const long = { ...request, options: { ...request.options, steps: 100_000, patience: 10_000 } };
    const { ended } = await last(client.train(long, abort.signal), () => ++ticks === 3 && abort.abort());
    expect(ended).toBe('cancelled');
    expect(ticks).toBeGreaterThanOrEqual(3);
    expect(await client.tensors()).toBe(before);
  });

  it('hands on what went wrong, by its code, and goes on', async () => {
    const { client } = pair();
    const none = { inputs: { rows: 0, columns: 6, values: new Float32Array() }, targets: examples.targets };
    const bad = { ...request, examples: { train: none, heldOut: examples } };
    await expect(last(client.train(bad))).rejects.toMatchObject({ code: 'BAD_DATA' });
    const elsewhere = { ...request, backend: 'webgl' as const };
    await expect(last(client.train(elsewhere))).rejects.toMatchObject({ code: 'NO_BACKEND' });
    expect((await last(client.train(request))).ended).toBe('steps');
  });

  it('chooses among the backends that work, and says why the others do not', async () => {
    const { client } = pair();
    const { rows, chosen } = await last(client.probe({ backends: ['webgl', 'wasm'], steps: 100 }));
    expect(rows).toMatchObject([
      { backend: 'webgl', ok: false },
      { backend: 'wasm', ok: true },
    ]);
    expect(chosen).toBe('wasm');
  });
});

describe('a worker that does not answer', () => {
  const silent: MlEngine = {
    async *train(): AsyncGenerator<never, never> {
      yield await new Promise<never>(() => {});
      throw new Error('unreachable');
    },
    async *probe(): AsyncGenerator<never, never> {
      yield await new Promise<never>(() => {});
      throw new Error('unreachable');
    },
    predict: () => new Promise(() => {}),
    tensors: async () => 0,
    dispose: () => {},
  };

  it('is ended after its silence, and the next call has a new one', async () => {
    const { client, spawned } = pair(silent, { silence: 30, cancel: 30 });
    await expect(last(client.train(request))).rejects.toMatchObject({ code: 'TIMEOUT' });
    expect(await client.tensors()).toBe(0);
    expect(spawned()).toBe(2);
  });

  it('is ended when it does not stop', async () => {
    const { client } = pair(silent, { silence: 20_000, cancel: 30 });
    const calling = last(client.train(request, AbortSignal.abort()));
    await expect(calling).rejects.toThrow('it did not stop within 30 ms');
  });

  it('takes every call under way with it', async () => {
    const { client } = pair(silent);
    const calls = [
      last(client.train(request)),
      client.predict({
        ...request,
        weights: { shapes: {}, values: new Float32Array() },
        inputs: examples.inputs,
      }),
    ];
    client.dispose();
    for (const call of calls) await expect(call).rejects.toThrow(MlError);
  });
});
