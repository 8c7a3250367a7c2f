import { describe, expect, it } from 'vitest';
import type { Emission } from '../backends';
import type { Port } from './channel';
import { RemoteRuntime } from './remote-runtime';
import { serveRuntime } from './runtime-worker';

const emission: Emission = { backend: 'wasm', code: '', map: [], notes: [], inputs: [] };

/** Workers of this very thread: what they run is told by the input `n`. */
function workers({ fails = false } = {}) {
  const live = new Set<number>();
  let made = 0;
  const spawn = (): Port => {
    const id = made++;
    live.add(id);
    const inward: ((message: unknown) => void)[] = [];
    const outward: ((message: unknown) => void)[] = [];
    let lose: (error: Error) => void = () => {};
    const send = (to: typeof inward) => (message: unknown) =>
      queueMicrotask(() => {
        if (live.has(id)) for (const listener of to) listener(message);
      });
    serveRuntime({ post: send(outward), listen: (onMessage) => void inward.push(onMessage) }, async () => {
      if (fails) throw new Error('no engine');
      return {
        backend: 'wasm',
        version: '1',
        close: async () => {},
        load: async (_, { n }) => ({
          timings: { compile: 1, instantiate: 2 },
          run: async () => {
            if (n === 'spin') return new Promise(() => {});
            if (n === 'die') lose(new Error('gone'));
            if (n === 'throw') throw new Error('a defect');
            return { kind: 'value', value: Array.from({ length: 50 }, (_, i) => i) };
          },
          batch: async (count) => ({ count, elapsed: 1, digest: 5 }),
          setInputs: async () => {},
          close: async () => {},
        }),
      };
    });
    return {
      post: send(inward),
      listen: (onMessage, onFailure) => {
        outward.push(onMessage);
        lose = onFailure;
      },
      terminate: () => live.delete(id),
    };
  };
  return { spawn, live, made: () => made };
}

const DEADLINES = { start: 1_000, run: 20 };

describe('a runtime in a worker', () => {
  it('gives values, series and timings', async () => {
    const runtime = new RemoteRuntime('wasm', workers().spawn, DEADLINES);
    expect(await runtime.start()).toMatchObject({ version: '1' });
    const instance = await runtime.load(emission, { n: 1 });
    expect(instance.timings).toEqual({ compile: 1, instantiate: 2 });
    expect(await instance.run()).toMatchObject({ kind: 'value' });
    expect(await instance.series({ count: 3, samples: 4, limit: 100 })).toEqual({
      count: 3,
      elapsed: [1, 1, 1, 1],
      digests: [5, 5, 5, 5],
    });
    expect(await instance.batch(2)).toEqual({ count: 2, elapsed: 1, digest: 5 });
  });

  it('cuts long values where it is asked to', async () => {
    const runtime = new RemoteRuntime('wasm', workers().spawn, DEADLINES, { kept: 10, most: 100 });
    const instance = await runtime.load(emission, { n: 1 });
    expect(await instance.run()).toMatchObject({ kind: 'value', whole: { items: 51 } });
  });

  it.each([
    ['spin', 'time'],
    ['die', 'memory'],
  ])('a program that would %s is stopped, and a fresh worker is there', async (n, limit) => {
    const { spawn, live, made } = workers();
    const runtime = new RemoteRuntime('wasm', spawn, DEADLINES);
    const doomed = await runtime.load(emission, { n });
    expect(await doomed.run()).toMatchObject({ kind: 'stopped', limit });
    expect(live.has(0)).toBe(false);
    expect(await doomed.run()).toMatchObject({ kind: 'stopped' });
    await expect(doomed.batch(1)).rejects.toThrow();
    const instance = await runtime.load(emission, { n: 1 });
    expect(await instance.run()).toMatchObject({ kind: 'value' });
    // The one in use, and one that stands by.
    expect(live.size).toBe(2);
    expect(made()).toBe(3);
    await runtime.close();
    expect(live.size).toBe(0);
  });

  it('never holds more than two workers, whatever is killed', async () => {
    const { spawn, live } = workers();
    const runtime = new RemoteRuntime('wasm', spawn, DEADLINES);
    for (let i = 0; i < 10; i++) {
      const doomed = await runtime.load(emission, { n: 'spin' });
      expect(await doomed.run()).toMatchObject({ kind: 'stopped' });
      expect(live.size).toBeLessThanOrEqual(2);
    }
    await runtime.close();
    expect(live.size).toBe(0);
  });

  it('an error of the program’s host is a crash, and the worker stays', async () => {
    const { spawn, made } = workers();
    const runtime = new RemoteRuntime('wasm', spawn, DEADLINES);
    const instance = await runtime.load(emission, { n: 'throw' });
    expect(await instance.run()).toEqual({ kind: 'crashed', message: 'Error: a defect' });
    expect(made()).toBe(1);
  });

  it('says so when the engine does not start', async () => {
    const runtime = new RemoteRuntime('wasm', workers({ fails: true }).spawn, DEADLINES);
    const instance = await runtime.load(emission, { n: 1 });
    expect(await instance.run()).toMatchObject({ kind: 'crashed' });
    await expect(runtime.start()).rejects.toThrow('no engine');
  });

  it('answers after it was closed', async () => {
    const runtime = new RemoteRuntime('wasm', workers().spawn, DEADLINES);
    await runtime.close();
    expect(await (await runtime.load(emission, { n: 1 })).run()).toMatchObject({ kind: 'stopped' });
  });
});
