import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { type Job, runJob } from '../src/collector';
import { fakeLab } from '../src/collector/testing';
import type { DatasetRecord } from '../src/dataset';
import { writeFolder } from './collect/write';
import { quality } from './quality';

const PROGRAMS = 10;
let folder = '';
let said = '';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'quality-'));
  const lab = fakeLab(1);
  const forecaster = { name: 'steady', forecast: () => ({ low: 0.5, p50: 1, high: 2 }) };
  const bench = {
    ...{ lab, session: 's', app: '0', now: () => 1, forecasterFor: () => forecaster },
    modes: await lab.workshop.call('modes', undefined),
  };
  const jobs = Array.from({ length: PROGRAMS }, (_, index): Job[] => [
    { kind: 'metrics', index, seed: 7 },
    ...(index < 3 ? [{ kind: 'forecasts', index, seed: 7 } as const] : []),
  ]).flat();
  async function* records(): AsyncGenerator<DatasetRecord> {
    for (const job of jobs) yield* await runJob(bench, job);
  }
  const about = { created: '2026-01-01', session: 's', seed: 7, app: '0', machine: null, command: '' };
  await writeFolder(folder, records(), about);
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

beforeEach(() => {
  said = '';
  const hear = (text: string | Uint8Array): boolean => {
    said += text;
    return true;
  };
  vi.spyOn(process.stdout, 'write').mockImplementation(hear);
  vi.spyOn(process.stderr, 'write').mockImplementation(hear);
});

it('prints the three plain forecasters, by family too, and the noise floor beside them', async () => {
  expect(await quality({ dataset: folder })).toBe(0);
  for (const baseline of ['operation-counts', 'linear-quantiles', 'k-nearest'])
    expect(said).toMatch(new RegExp(`${baseline} +median error +[\\d.]+ %`));
  expect(said).toMatch(/by family \(median error\): +n +operation-counts +linear-quantiles +k-nearest/);
  expect(said).toMatch(/\n {2}map +\d+ +[\d.]+ % +[\d.]+ % +[\d.]+ %/);
  expect(said).toMatch(/noise floor .*: n [1-9]/);
  expect(said).toMatch(/performance_metrics +\d+ +5000 +\d+ +measurements +\(below the minimum\)/);
  expect(said).toContain('cross-check: none');
});

it('says the same as JSON, beside the data where it is asked to', async () => {
  expect(await quality({ dataset: folder, json: true, write: true })).toBe(0);
  const report = JSON.parse(said);
  expect(report.accuracy.baselines).toHaveLength(3);
  expect(report.accuracy.families).toBeGreaterThan(5);
  expect(report.completeness).toMatchObject({ valid: 1, invalid: [] });
  expect(JSON.parse(readFileSync(join(folder, 'QUALITY.json'), 'utf8'))).toEqual(report);
});

it('fails where a record is none, and where there is no dataset', async () => {
  const path = join(folder, 'chaos_enhancement_data.jsonl.gz');
  expect(existsSync(path)).toBe(false);
  writeFileSync(path, gzipSync('{"kind":"chaos_enhancement_data"}\n'));
  expect(await quality({ dataset: folder })).toBe(1);
  expect(said).toMatch(/first: chaos_enhancement_data:1 /);
  expect(await quality({ dataset: join(folder, 'nowhere') })).toBe(1);
  expect(said).toContain('There is no dataset in');
});
