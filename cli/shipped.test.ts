import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { BACKENDS } from '../src/backends';
import { type ReadDataset, readDataset } from '../src/collector/quality';
import { KINDS, type Kind } from '../src/dataset';
import { Quality, type QualityReport } from '../src/dataset/quality';
import { fileOf, hashesOf, SHIPPED } from './quality';

/** What nobody can generate, and what waits for its plugin. */
const EXCEPTED: ReadonlySet<Kind> = new Set(['user_interactions', 'style_transfer_data']);
const MOST_BYTES = 12 * 2 ** 20;

describe('the dataset that comes with the studio', () => {
  let read: ReadDataset;
  let report: QualityReport;
  beforeAll(async () => {
    read = await readDataset(async (kind) => fileOf(SHIPPED, kind));
    const quality = new Quality();
    for (const record of read.records) quality.add(record);
    report = quality.report();
  }, 120_000);

  it('keeps to its schemas, without an exception', () => {
    expect(read.invalid).toEqual([]);
    expect(new Set(read.records.map(({ id }) => id)).size).toBe(read.records.length);
  });

  it.each(KINDS.filter((kind) => !EXCEPTED.has(kind)))(
    '%s: at least the minimum, in distinct ones',
    (kind) => {
      const { distinct, minimum } = report.categories[kind];
      expect(distinct).toBeGreaterThanOrEqual(minimum);
    },
  );

  it('never passes for people', () => {
    expect(report.actors).toEqual({ human: 0, simulated: read.records.length, import: 0 });
    expect(report.categories.user_interactions.distinct).toBe(0);
  });

  it('has no empty cell of backend and family but those that the backend refuses', () => {
    expect(report.diversity.backends).toHaveLength(BACKENDS.length);
    expect(report.diversity.families.length).toBeGreaterThanOrEqual(24);
    expect(report.diversity.empty.filter(({ refused }) => !refused)).toEqual([]);
  });

  it('is small enough to ship, and its QUALITY.json is of these records', () => {
    const bytes = readdirSync(SHIPPED).reduce((sum, name) => sum + statSync(join(SHIPPED, name)).size, 0);
    expect(bytes).toBeLessThan(MOST_BYTES);
    const written = JSON.parse(readFileSync(join(SHIPPED, 'QUALITY.json'), 'utf8'));
    expect(written.categories).toEqual(JSON.parse(JSON.stringify(report.categories)));
    expect(written.files).toEqual(hashesOf(SHIPPED));
    expect(written.crossCheck.pairs).toBeGreaterThan(0);
  });
});
