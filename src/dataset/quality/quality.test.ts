import { expect, it } from 'vitest';
import { type DataOf, type DatasetRecord, KINDS, type Kind, makeRecord } from '../records';
import { EXAMPLES } from '../testing';
import { bucketOf, Quality } from '.';

let ids = 0;
function record<K extends Kind>(
  kind: K,
  change: Partial<DataOf<K>> = {},
  around: Partial<DatasetRecord> = {},
): DatasetRecord {
  return makeRecord(kind, { ...EXAMPLES[kind], ...change } as DataOf<K>, {
    ...{ id: `r${ids++}`, time: 5, session: 's', actor: 'human', provenance: 'live' },
    ...{ device: {}, app: '0.1.0', seed: null },
    ...(around as object),
  }) as DatasetRecord;
}

it('counts what is distinct, and simulated performers apart', () => {
  const quality = new Quality();
  quality.add(record('code_patterns'));
  quality.add(record('code_patterns'));
  quality.add(record('code_patterns', { program_hash: 'p2' }));
  quality.add(record('user_interactions'));
  quality.add(record('user_interactions', {}, { session: 'bot', actor: 'simulated' }));
  const { categories, actors } = quality.report();
  expect(categories.code_patterns).toMatchObject({ records: 3, distinct: 2, minimum: 1_000, met: false });
  expect(categories.user_interactions).toMatchObject({
    records: 2,
    distinct: 1,
    actors: { human: 1, simulated: 1, import: 0 },
  });
  expect(actors).toEqual({ human: 4, simulated: 1, import: 0 });
});

it('meets a minimum only with enough of them', () => {
  const quality = new Quality();
  for (let i = 0; i < 99; i++) quality.add(record('chaos_enhancement_data', { program_hash: `p${i}` }));
  expect(quality.report().categories.chaos_enhancement_data.met).toBe(false);
  quality.add(record('chaos_enhancement_data', { program_hash: 'p99' }));
  expect(quality.report().categories.chaos_enhancement_data.met).toBe(true);
});

it('names the cells of backend and family that are empty, and why', () => {
  const quality = new Quality();
  quality.add(record('performance_metrics', { family: 'map', backend: 'wasm' }));
  quality.add(
    record('performance_metrics', { family: 'map', backend: 'sql', success_rate: 0, fallback_rate: 1 }),
  );
  quality.add(record('performance_metrics', { family: 'join', backend: 'wasm', data_size: 5_000 }));
  const { diversity } = quality.report();
  expect(diversity.empty).toEqual([
    { backend: 'sql', family: 'join', refused: false },
    { backend: 'sql', family: 'map', refused: true },
  ]);
  expect(
    diversity.cells.find(({ backend, family }) => backend === 'wasm' && family === 'join')?.sizes,
  ).toEqual({
    '1000–10000': 1,
  });
});

it('says what is missing, wrong and old', () => {
  const quality = new Quality();
  quality.add(record('prediction_data', {}, { time: 1 }));
  quality.add(record('prediction_data', { later_latency_ms: 3 }, { time: 9, app: '0.2.0' }));
  quality.addInvalid('x', 'data.code: missing');
  quality.addBroken('s2');
  const { categories, completeness, recency } = quality.report();
  expect(categories.prediction_data.nulls).toEqual({ later_latency_ms: 0.5 });
  expect(completeness).toMatchObject({ valid: 2 / 3, broken: ['s2'] });
  expect(recency).toEqual({ oldest: 1, newest: 9, apps: { '0.1.0': 1, '0.2.0': 1 } });
});

it('has a report of nothing', () => {
  const { records, completeness, categories } = new Quality().report();
  expect([records, completeness.valid]).toEqual([0, null]);
  expect(Object.keys(categories)).toEqual(KINDS);
});

it('puts sizes into buckets', () => {
  expect([1, 10, 11, 1_000_000, 2_000_000].map(bucketOf)).toEqual([
    '0–10',
    '0–10',
    '10–100',
    '100000–1000000',
    'over 1000000',
  ]);
});
