import { describe, expect, it } from 'vitest';
import { type DatasetRecord, RECORD_KINDS } from '../dataset';
import type { Example } from '../learning/baselines';
import { FAMILIES } from './families';
import { type Bench, JOB_KINDS, type Job, type JobKind, jobId } from './job';
import { planOf } from './plan';
import { runJob } from './run-job';
import { fitSplitModels, forecastersOf } from './split-models';
import { fakeLab } from './testing';

async function benchOf(lab = fakeLab()): Promise<Bench & { lab: ReturnType<typeof fakeLab> }> {
  const modes = await lab.workshop.call('modes', undefined);
  const forecaster = { name: 'steady', forecast: () => ({ low: 0.5, p50: 1, high: 2 }) };
  return { lab, modes, session: 'test', app: '0.0.0', now: () => 1_000, forecasterFor: () => forecaster };
}

/** What these jobs try next depends on what was fast so far; the programs do not. */
const CHOOSES_BY_TIME: ReadonlySet<JobKind> = new Set(['presets', 'patches', 'interactions']);

const programs = (records: readonly DatasetRecord[]): string[] =>
  [...new Set(records.map(({ data }) => ('program_hash' in data ? String(data.program_hash) : '')))].sort();

/** What was run, whatever it measured. */
const identity = (records: readonly DatasetRecord[]): string[] => records.map(({ id }) => id).sort();

describe('jobs', () => {
  it.each(JOB_KINDS)(
    '%s: same seed, same programs and settings; another time on another machine',
    async (kind) => {
      const job: Job = { kind, index: 5, seed: 7 };
      const [one, other] = [await benchOf(fakeLab(1)), await benchOf(fakeLab(2))];
      const [first, second] = [await runJob(one, job), await runJob(other, job)];
      expect(first.length).toBeGreaterThan(0);
      expect(programs(second)).toEqual(programs(first));
      if (!CHOOSES_BY_TIME.has(kind)) expect(identity(second)).toEqual(identity(first));
      expect(new Set(identity(first)).size).toBe(first.length);
      for (const record of first)
        expect(record).toMatchObject({
          actor: 'simulated',
          seed: 7,
          version: RECORD_KINDS[record.kind].version,
        });
    },
  );

  it('another seed runs other programs', async () => {
    const [one, other] = [await benchOf(), await benchOf()];
    await runJob(one, { kind: 'metrics', index: 3, seed: 7 });
    await runJob(other, { kind: 'metrics', index: 3, seed: 8 });
    expect(other.lab.loaded[0]).not.toBe(one.lab.loaded[0]);
  });

  it('a refused program is named, not timed', async () => {
    const lab = fakeLab();
    const bench = await benchOf({ ...lab, backends: new Set(['typescript', 'wasm', 'python', 'sql']) });
    const records = await runJob(bench, { kind: 'native', index: 0, seed: 7 });
    const sql = records.find(({ data }) => 'backend' in data && data.backend === 'sql');
    expect(sql?.kind).toBe('performance_metrics');
    expect(
      records.every((record) => record.kind !== 'performance_metrics' || record.data.backend !== 'rust'),
    ).toBe(true);
  });

  it('stops between two visits when it is told to', async () => {
    const stop = new AbortController();
    const bench = { ...(await benchOf()), signal: stop.signal };
    stop.abort(new Error('enough'));
    await expect(runJob(bench, { kind: 'tuning', index: 0, seed: 7 })).rejects.toThrow('enough');
  });

  it('forecasts are made by a model that has seen no program of the family', () => {
    const examples = FAMILIES.flatMap(({ id: family }, i) =>
      [10, 100, 1_000].map((size): Example => {
        const features = { nodes: 5 + i, depth: 1 };
        return { features, family, size, backend: 'wasm', settings: SETTINGS, latency: size * (5 + i) };
      }),
    );
    const models = fitSplitModels(examples);
    const [even, odd] = models;
    expect(even?.families.length).toBeGreaterThan(10);
    expect(even?.families.some((family) => odd?.families.includes(family))).toBe(false);
    const question = { features: {}, backend: 'wasm', size: 100, settings: SETTINGS } as const;
    expect(forecastersOf(models)('map')?.forecast(question).p50).toBeGreaterThan(0);
    expect(forecastersOf(models.slice(0, 1))(even?.families[0] ?? '')).toBeUndefined();
    expect(fitSplitModels(examples.slice(0, 20))).toEqual([]);
  });
});

const SETTINGS = {
  level: 0.5,
  parallel: 1,
  unsafe: false,
  mode: 'loops',
  dialect: 'duckdb',
  passes: [],
} as const;

describe('a plan', () => {
  const request = {
    seed: 7,
    stressMinutes: 1,
    programs: 80,
    benchmarks: 20,
    interactions: 3,
    liveSeconds: 5,
    native: true,
  };

  it('is a pure function of what was asked for, with every job once', () => {
    const jobs = planOf(request).flatMap(({ jobs }) => jobs.slice(0, 500));
    expect(planOf(request).flatMap((phase) => phase.jobs.slice(0, 500))).toEqual(jobs);
    expect(new Set(jobs.map(jobId)).size).toBe(jobs.length);
    expect(new Set(jobs.map(({ kind }) => kind)).size).toBe(JOB_KINDS.length);
  });

  it('gives every kind of work its share early', () => {
    const [, benchmarks] = planOf(request);
    const first = benchmarks?.jobs.slice(0, 12).map(({ kind }) => kind);
    expect(new Set(first)).toEqual(new Set(['tuning', 'forecasts', 'faults', 'presets', 'patches']));
  });

  it('is empty when nothing is asked for', () => {
    expect(planOf({ ...request, stressMinutes: 0, benchmarks: 0, interactions: 0, liveSeconds: 0 })).toEqual(
      [],
    );
  });
});
