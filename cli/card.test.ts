import { expect, it } from 'vitest';
import { TRIAL } from '../src/collector';
import { assess } from '../src/collector/quality';
import { type DatasetRecord, KINDS, makeRecord } from '../src/dataset';
import { EXAMPLES } from '../src/dataset/testing';
import { datasetCard } from './card';
import type { Machine } from './collect/machine';
import type { Manifest } from './collect/write';

const records = KINDS.map(
  (kind): DatasetRecord =>
    makeRecord(kind, EXAMPLES[kind] as never, {
      ...{ id: kind, time: 1_763_800_000_000, session: 's', actor: 'simulated' },
      ...{ provenance: 'live', device: {}, app: '0.1.0', seed: 7 },
    }),
);
const machine: Machine = {
  cpu: 'a processor',
  cores: 2,
  memory: 8,
  system: 'linux',
  node: '20',
  browser: 'Chromium',
  toolchains: { go: 'go 1.19' },
  calibration: {},
  load: { mean: 1.5, max: 3 },
};
const method = 'Each time is the median of 5 rounds.';
const first: Manifest & { readonly machine: Machine } = {
  format: 1,
  created: '2026-11-22T19:16:34.159Z',
  session: 's',
  seed: 7,
  app: '0.1.0',
  machine,
  command: 'code-live collect --seed 7',
  counts: {},
};

it('counts what is there, by category, backend and size, and says what nobody can generate', () => {
  const card = datasetCard(first, assess(records, [], null));
  for (const kind of KINDS) expect(card).toContain(`| ${kind} | `);
  expect(card).toContain('| wasm | 1 | 0 | 0 | 1 | 0 | 0 | 0 | 0 |');
  expect(card).toContain('Records by people: 0; simulated: 11.');
  expect(card).toContain('go: go 1.19');
});

it('says how times are read where they were taken by the method of today', () => {
  const report = assess(records, [], null);
  const card = datasetCard({ ...first, method }, report);
  expect(card).toContain(method);
  expect(card).toContain(
    `until ${TRIAL.budget.samples} samples have settled or ${TRIAL.budget.total} ms are spent`,
  );
  const older = datasetCard(first, report);
  expect(older).toContain('samples of 3 rounds');
  expect(older).not.toContain('How to read a time');
});
