import { expect, it } from 'vitest';
import type { DatasetRecord } from '../../dataset';
import { createEngine } from '../../learning';
import { examples } from '../predictive-morphing/testing';
import type { ForecastExample } from '../predictive-morphing/types';
import { isPromoted, type TrainedModel, trainer, trainOperations } from './index';

const recordsOf = (all: readonly ForecastExample[], session: string) =>
  all.map((example) => ({
    kind: 'performance_metrics',
    session,
    data: { example },
  })) as unknown as DatasetRecord[];

async function last(stream: AsyncGenerator<unknown, TrainedModel>): Promise<TrainedModel> {
  for (;;) {
    const next = await stream.next();
    if (next.done) return next.value;
  }
}

it('the forecaster gets better at the performer’s own programs by fine-tuning, and holds no tensor afterwards', async () => {
  const engine = createEngine();
  const isOwn = ({ family }: ForecastExample): boolean => family === 'text' || family === 'sort';
  const all = examples();
  // What the performer plays is of no family of the dataset, and three times as slow as its prices say.
  const own = all
    .filter(isOwn)
    .map((example) => ({ ...example, family: example.hash, p50: 3 * example.p50, p95: 3 * example.p95 }));
  const { train, tune } = trainOperations(
    {
      ...trainer,
      examplesOf: (records) =>
        [...records].flatMap(({ data }) =>
          'example' in data ? [data.example as unknown as ForecastExample] : [],
        ),
    },
    engine,
    {
      shipped: async () =>
        recordsOf(
          all.filter((example) => !isOwn(example)),
          'collected',
        ),
      own: async () => recordsOf(own, 'mine'),
    },
  );
  const call = { seed: 1, backend: 'wasm', steps: 150 } as const;
  const shipped = await last(train(call, undefined));
  const before = await engine.tensors();
  const { comparison, card } = await last(tune({ ...call, start: shipped.text }, undefined));
  expect(comparison?.own.after.error).toBeLessThan(0.7 * (comparison?.own.before.error ?? 0));
  expect(comparison && isPromoted(comparison)).toBe(true);
  expect(card.data.sessions).toEqual(['mine']);
  expect(await engine.tensors()).toBe(before);
});
