import { expect, it } from 'vitest';
import type { DatasetRecord } from '../../dataset';
import { readDataset } from '../../dataset/bundle';
import { accuracyOf, agreementOf } from './accuracy';

it('says how far two measurements of the same lie apart, and nothing of none', () => {
  expect(agreementOf([])).toEqual({ pairs: 0, medianError: null, error90: null, within10: null, bias: null });
  const found = agreementOf([
    [10, 10.5],
    [10, 12],
    [4, 4],
  ]);
  expect(found).toMatchObject({ pairs: 3, within10: 2 / 3 });
  expect(found.medianError).toBeCloseTo(0.05);
});

it('holds forecasts against what came, by interval and by direction', () => {
  const prediction = (predicted: number, actual: number, before: number, interval: [number, number]) =>
    ({
      data: {
        predicted_latency_ms: predicted,
        actual_latency_ms: actual,
        predicted_latency_spike: predicted - before,
        actual_latency_spike: actual - before,
        later_latency_ms: actual * 1.02,
        interval,
      },
    }) as unknown as DatasetRecord<'prediction_data'>;
  const { forecasts, noiseFloor, baselines } = accuracyOf(
    [],
    [prediction(12, 11, 10, [9, 12]), prediction(8, 15, 10, [7, 9]), prediction(10, 10.1, 10, [9, 11])],
  );
  expect(forecasts).toMatchObject({ pairs: 3, coverage: 2 / 3, direction: 0 });
  expect(noiseFloor.medianError).toBeCloseTo(0.02);
  expect(baselines).toEqual([]);
});

it('tells lines that are no records apart', async () => {
  const gzipped = (text: string) => new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'));
  const { records, invalid } = await readDataset(async (kind) =>
    kind === 'code_patterns'
      ? (gzipped('{"kind":"code_patterns"}\nnot json\n') as ReadableStream<Uint8Array<ArrayBuffer>>)
      : undefined,
  );
  expect(records).toEqual([]);
  expect(invalid.map(({ id }) => id)).toEqual(['code_patterns:1', 'code_patterns:2']);
});
