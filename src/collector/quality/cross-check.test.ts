import { expect, it } from 'vitest';
import { EXAMPLES } from '../../dataset/testing';
import { type Checked, crossCheckOf } from './cross-check';

const KERNELS = { arithmetic: 1_000, text: 4_000 };

/** A metric of 10 ms, measured again on a machine that takes `pace` times as long for everything. */
function checked(latencies: readonly [number, number], pace = 1, verdict = 'equal'): Checked {
  const kernels = { arithmetic: 1_000 * pace, text: 4_000 * pace };
  const data = { ...EXAMPLES.performance_metrics, latency_ms: 10 };
  const [first, second] = latencies.map((latency) => ({ verdict, latency, kernels }));
  return { metric: { data, device: { wasm: KERNELS } }, again: [first, second] };
}

it('tells a slower machine from times that changed', () => {
  const found = crossCheckOf([checked([15, 15.3], 1.5), checked([15, 14.7], 1.5), checked([18, 18], 1.5)]);
  expect(found).toMatchObject({ pairs: 3, medianError: 0.5, bias: 0.5, otherVerdicts: 0 });
  expect(found.paced?.medianError).toBeCloseTo(0);
  expect(found.paced?.error90).toBeGreaterThan(0.1);
  expect(found.repeated).toMatchObject({ pairs: 3 });
  expect(found.repeated?.medianError).toBeCloseTo(0.02);
  expect(found.byBackend).toEqual({ wasm: expect.objectContaining({ pairs: 3, bias: 0.5 }) });
});

it('has no times of another verdict, and counts it', () => {
  const lost: Checked = { ...checked([10, 10]), again: [undefined, undefined] };
  expect(crossCheckOf([checked([10, 10], 1, 'wrong'), lost])).toMatchObject({
    pairs: 0,
    otherVerdicts: 1,
    medianError: null,
    byBackend: {},
  });
});

it('leaves times as they are where a record has no kernels', () => {
  const { metric, again } = checked([20, 20], 2);
  const found = crossCheckOf([{ metric: { ...metric, device: {} }, again }]);
  expect(found.paced).toMatchObject({ medianError: 1 });
});
