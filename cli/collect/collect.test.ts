import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Job, jobId, type Phase, runJob, workOff } from '../../src/collector';
import { readDataset } from '../../src/collector/quality';
import { fakeLab } from '../../src/collector/testing';
import type { DatasetRecord } from '../../src/dataset';
import { fileOf } from '../quality';
import { Parts } from './parts';

import { writeEnvelope, writeFolder } from './write';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'collect-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const PHASE: Phase = {
  mode: 'stress',
  limit: Infinity,
  jobs: Array.from(
    { length: 12 },
    (_, index): Job => ({ kind: index % 3 === 2 ? 'chaos' : 'metrics', index, seed: 7 }),
  ),
};
const ABOUT = { created: '2026-01-01', session: 's', seed: 7, app: '0', machine: null, command: '' };
const never = new AbortController().signal;

async function collectWith(jobs: number, parts: Parts, stopAfter = Infinity): Promise<void> {
  const stop = new AbortController();
  const lab = fakeLab(jobs);
  const bench = {
    lab,
    modes: await lab.workshop.call('modes', undefined),
    session: 's',
    app: '0',
    now: () => 1,
  };
  let done = 0;
  await workOff(PHASE, {
    jobs,
    signal: stop.signal,
    isDone: (job) => parts.has(job),
    run: (_, job) => runJob(bench, job),
    onDone: (job, records) => {
      parts.write(job, records);
      if (++done >= stopAfter) stop.abort();
    },
    onFailed: (_, error) => {
      throw error;
    },
  });
}

async function idsOf(parts: Parts): Promise<string[]> {
  const ids: string[] = [];
  for await (const { id } of parts.records()) ids.push(id);
  return ids;
}

describe('a collection', () => {
  it('gives the same programs and settings with one worker and with eight, and after it was stopped', async () => {
    const [one, eight, stopped] = ['1', '8', 'stopped'].map((name) => new Parts(join(folder, name)));
    if (!one || !eight || !stopped) throw new Error('three folders');
    await collectWith(1, one);
    await collectWith(8, eight);
    await collectWith(2, stopped, 5);
    const half = (await idsOf(stopped)).length;
    await collectWith(3, stopped);
    const ids = await idsOf(one);
    expect(half).toBeLessThan(ids.length);
    expect(await idsOf(eight)).toEqual(ids);
    expect(await idsOf(stopped)).toEqual(ids);
  }, 60_000);

  it('loses only the job under way when it is killed', async () => {
    const parts = new Parts(folder);
    const [first] = PHASE.jobs;
    if (!first) throw new Error('a job');
    writeFileSync(join(folder, `${jobId(first)}.jsonl.partial`), '{"half');
    expect(parts.has(first)).toBe(false);
    expect(await idsOf(parts)).toEqual([]);
  });

  it('goes on with the session that was begun', () => {
    const state = { session: 'a', started: 'then', seed: 7 };
    expect(new Parts(folder).state(state)).toEqual(state);
    expect(new Parts(folder).state({ ...state, session: 'b' })).toEqual(state);
  });

  it('reports a job that failed and does the others; time over is over', async () => {
    const failed: string[] = [];
    const done: string[] = [];
    const run = async (_: number, job: Job): Promise<readonly DatasetRecord[]> => {
      if (job.index === 3) throw new Error('lost');
      return [];
    };
    const options = {
      jobs: 2,
      signal: never,
      isDone: () => false,
      run,
      onDone: (job: Job) => void done.push(jobId(job)),
      onFailed: (job: Job) => void failed.push(jobId(job)),
    };
    await workOff(PHASE, options);
    expect([failed.length, done.length]).toEqual([1, 11]);
    let now = 0;
    done.length = 0;
    await workOff({ ...PHASE, limit: 50 }, { ...options, jobs: 1, now: () => (now += 10) });
    expect(done.length).toBe(3);
  });
});

describe('what is written', () => {
  it('reads back the same from a folder, and has the guide’s names in one file', async () => {
    const parts = new Parts(join(folder, 'parts'));
    await collectWith(1, parts);
    const manifest = await writeFolder(join(folder, 'data'), parts.records(), ABOUT);
    const { records, invalid } = await readDataset(async (kind) => fileOf(join(folder, 'data'), kind));
    expect(invalid).toEqual([]);
    expect(records.length).toBe(Object.values(manifest.counts).reduce((sum, count) => sum + count, 0));
    expect(readdirSync(join(folder, 'data'))).toContain('performance_metrics.jsonl.gz');
    await writeEnvelope(join(folder, 'one.json'), parts.records(), ABOUT);
    const envelope = JSON.parse(readFileSync(join(folder, 'one.json'), 'utf8'));
    expect(envelope.metadata.counts.code_patterns).toBe(envelope.code_patterns.length);
    expect(envelope.performance_metrics[0]).toHaveProperty('latency_ms');
    expect(envelope.style_transfer_data).toEqual([]);
  }, 60_000);
});
