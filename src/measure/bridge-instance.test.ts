import { expect, it } from 'vitest';
import type { BridgeAnswer, BridgeClient, BridgeSeries, BridgeSeriesRequest } from '../backends';
import { loadThroughBridge } from './bridge-instance';

const program = {
  backend: 'rust',
  source: 'n',
  passes: [],
  settings: { level: 0, parallel: 1, unsafe: false, mode: 'loops' },
  specs: [],
} as const;

/** A bridge that answers as it is told, and a log of what it was asked. */
function bridge(answers: readonly BridgeSeries['kind'][] = []) {
  const log: string[] = [];
  let runs = 0;
  const run = async (): Promise<BridgeAnswer> => {
    log.push('run');
    return {
      kind: 'outcome',
      outcome: { kind: 'value', value: 7 },
      elapsed: 4,
      handle: `handle ${runs++}`,
      code: '',
      timings: { compile: 1, instantiate: 2 },
      tools: {},
    };
  };
  const left = [...answers];
  const series = async ({ handle, count }: BridgeSeriesRequest): Promise<BridgeSeries> => {
    log.push(`series of ${handle}`);
    const kind = left.shift() ?? 'series';
    if (kind === 'gone') return { kind };
    if (kind === 'outcome') return { kind, outcome: { kind: 'crashed', message: 'it broke' } };
    return { kind, series: { count, elapsed: [1, 2], digests: [5, 5] }, memory: 1024 };
  };
  const client: BridgeClient = {
    toolchains: () => Promise.reject(new Error('not asked for')),
    run,
    series,
    close: async (handle) => void log.push(`close ${handle}`),
  };
  return { client, log };
}

const request = { count: 3, samples: 2, limit: 10 };

it('runs once to load, hands that run out first, and closes what it loaded', async () => {
  const { client, log } = bridge();
  const instance = await loadThroughBridge(client, program, {});
  expect(await instance.timedRun()).toEqual({ outcome: { kind: 'value', value: 7 }, elapsed: 4 });
  expect(log).toEqual(['run']);
  expect(await instance.series(request)).toEqual({ count: 3, elapsed: [1, 2], digests: [5, 5] });
  expect(await instance.memory?.()).toBe(1024);
  await instance.setInputs({});
  await instance.run();
  await instance.close();
  expect(log).toEqual(['run', 'series of handle 0', 'run', 'close handle 1']);
});

it('starts a program again that made room, once', async () => {
  const once = bridge(['gone']);
  const instance = await loadThroughBridge(once.client, program, {});
  expect((await instance.series(request)).count).toBe(3);
  expect(once.log).toEqual(['run', 'series of handle 0', 'run', 'series of handle 1']);
  const twice = await loadThroughBridge(bridge(['gone', 'gone']).client, program, {});
  await expect(twice.series(request)).rejects.toThrow('too many are running');
});

it('throws what stopped a batch', async () => {
  const instance = await loadThroughBridge(bridge(['outcome']).client, program, {});
  await expect(instance.series(request)).rejects.toThrow('it broke');
});
