import { describe, expect, it } from 'vitest';
import type { Outcome } from '../backends';
import { int } from '../language';
import type { Subject } from './measure';
import { type Cell, compareMeasurements, measureRecord } from './record';
import { type TimedInstance, takeSeries } from './sampling';
import { normals } from './testing';

const clock = { resolution: 0.005, isolated: true };
const reference: Outcome = { kind: 'value', value: 42 };

/** A cell whose runs take about so many ms, and the log of when it was opened. */
function cell(name: string, time: number, log: string[], outcome: Outcome = reference, hidden = false): Cell {
  const normal = normals(name.charCodeAt(0));
  const settings = {
    level: 0.5,
    parallel: 1,
    unsafe: false,
    mode: '',
    dialect: 'duckdb',
    passes: [],
  } as const;
  const subject: Subject = {
    program: name,
    backend: 'wasm',
    emission: { code: name },
    settings,
    size: 100,
    reference: { outcome: reference, version: '3.14' },
    type: int(),
  };
  return {
    subject,
    open: async () => {
      log.push(name);
      const batch = async (count: number) => {
        let elapsed = 0;
        for (let i = 0; i < count; i++) elapsed += time * Math.exp(0.01 * normal());
        return { count, elapsed, digest: 3 };
      };
      const instance: TimedInstance = {
        timings: { compile: 3, instantiate: 1 },
        run: async () => outcome,
        timedRun: async () => ({ outcome, elapsed: 9 }),
        batch,
        series: (request) => takeSeries(batch, request),
        memory: async () => log.length * 1_000,
        setInputs: async () => {},
        close: async () => {},
      };
      const visibility = { watch: () => () => hidden };
      return {
        instance,
        place: { clock, provenance: 'live', visibility },
        close: async () => void log.push(`-${name}`),
      };
    },
  };
}

const options = { rounds: 5, budget: { samples: 30, total: 2_000 }, seed: 3 };

describe('a record', () => {
  it('is of five fresh workers and thirty samples each', async () => {
    const log: string[] = [];
    const [measurement] = await measureRecord([cell('a', 1, log)], options);
    expect(measurement?.samples.map((worker) => worker.length >= 30)).toEqual([true, true, true, true, true]);
    expect(measurement).toMatchObject({
      verdict: { kind: 'equal' },
      start: { compile: 3, instantiate: 1, cold: 9 },
      warmUp: 'flat',
      mode: 'service',
      provenance: 'live',
      reference: '3.14',
    });
    // Opened and closed five times: the last worker held the most.
    expect(measurement?.memory).toBe(9_000);
    expect(measurement?.throughput).toBeCloseTo(1000 / (measurement?.summary?.p50 ?? 0));
  });

  it('interleaves its cells, in another order each round, the same for the same seed', async () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    const order = async (seed: number) => {
      const log: string[] = [];
      await measureRecord(
        names.map((name) => cell(name, 1, log)),
        { ...options, seed },
      );
      return log.filter((entry) => !entry.startsWith('-'));
    };
    const one = await order(3);
    const rounds = Array.from({ length: 5 }, (_, i) => one.slice(6 * i, 6 * i + 6));
    for (const round of rounds) expect([...round].sort()).toEqual(names);
    expect(new Set(rounds.map(String)).size).toBeGreaterThan(1);
    expect(await order(3)).toEqual(one);
    expect(await order(4)).not.toEqual(one);
  });

  it('compares cells of the same rounds', async () => {
    const log: string[] = [];
    const [one, same, slower] = await measureRecord(
      [cell('a', 1, log), cell('b', 1, log), cell('c', 1.2, log)],
      options,
    );
    if (!one || !same || !slower) throw new Error('no measurement');
    expect(compareMeasurements(one, same).different).toBe(false);
    expect(compareMeasurements(one, slower)).toMatchObject({ different: true });
    expect(compareMeasurements(one, slower).ratio).toBeCloseTo(1.2, 1);
  });

  it.each<[string, Outcome]>([
    ['wrong', { kind: 'value', value: 41 }],
    ['refused', { kind: 'outside', rule: 'may-overflow', message: 'too large' }],
    ['stopped', { kind: 'stopped', limit: 'time', message: 'late' }],
    ['crashed', { kind: 'crashed', message: 'a defect' }],
  ])('has no times for a %s run', async (kind, outcome) => {
    const log: string[] = [];
    const [measurement] = await measureRecord([cell('a', 1, log, outcome)], options);
    expect(measurement?.verdict.kind).toBe(kind);
    expect(measurement?.samples).toEqual([]);
    expect(measurement).not.toHaveProperty('summary');
    expect(measurement).not.toHaveProperty('throughput');
    expect(log).toHaveLength(10);
  });

  it('does not count what was taken while the tab was hidden', async () => {
    const [measurement] = await measureRecord([cell('a', 1, [], reference, true)], options);
    expect(measurement?.voided).toBeGreaterThan(0);
    expect(measurement?.samples).toEqual([]);
    expect(measurement).not.toHaveProperty('summary');
  });

  it('ends when it is told to', async () => {
    const log: string[] = [];
    const ended = measureRecord([cell('a', 1, log)], { ...options, signal: AbortSignal.abort() });
    await expect(ended).rejects.toThrow();
    expect(log).toEqual([]);
  });
});
