import { describe, expect, it } from 'vitest';
import type { BackendId } from '../../backends';
import { median, seeded } from '../../measure';
import { BASELINES, evaluateBaselines } from './evaluate';
import type { Example } from './forecaster';
import { fitLinearQuantiles, linearQuantileForecaster } from './linear-quantiles';

const SETTINGS = {
  level: 0.5,
  parallel: 1,
  unsafe: false,
  mode: 'loops',
  dialect: 'duckdb',
  passes: [],
} as const;
const FAMILIES = ['map', 'filter', 'sort', 'join', 'text', 'sum'];

/** A machine on which every operation has a price, with noise of a known size. */
function examples(count: number, noise: number): Example[] {
  const random = seeded(5);
  return Array.from({ length: count }, (_, i) => {
    const backend: BackendId = i % 2 === 0 ? 'wasm' : 'typescript';
    const ops = 1 + Math.floor(random() * 6);
    const size = 10 ** (1 + Math.floor(random() * 4));
    const price = backend === 'wasm' ? 1e-6 : 3e-6;
    const latency = (price * ops * size + 1e-5) * Math.exp((random() - 0.5) * 2 * noise);
    const features = { 'op.int.add': ops, nodes: 3 * ops + 4, depth: 1 };
    return {
      features,
      backend,
      size,
      settings: SETTINGS,
      latency,
      family: FAMILIES[i % FAMILIES.length] ?? 'map',
    };
  });
}

describe('plain forecasters', () => {
  it.each(BASELINES)(
    '$id forecasts families that it has not seen far better than the overall median',
    (baseline) => {
      const all = examples(600, 0.05);
      const [evaluation] = evaluateBaselines(all, { baselines: [baseline] });
      const guess = median(all.map(({ latency }) => latency));
      const floor = median(all.map(({ latency }) => Math.abs(guess - latency) / latency));
      expect(evaluation?.examples).toBe(all.length);
      expect(evaluation?.byFamily.map(({ family }) => family)).toEqual([...FAMILIES].sort());
      expect(evaluation?.medianError).toBeLessThan(floor / 3);
    },
  );

  it('holds the error of pure noise against a forecaster: shuffled latencies can not be learnt', () => {
    const all = examples(400, 0.05);
    const shuffled = all.map((example, i) => ({
      ...example,
      latency: all[(i * 37 + 11) % all.length]?.latency ?? 1,
    }));
    const [honest] = evaluateBaselines(all, { baselines: BASELINES.slice(1, 2) });
    const [control] = evaluateBaselines(shuffled, { baselines: BASELINES.slice(1, 2) });
    expect(control?.medianError).toBeGreaterThan(4 * (honest?.medianError ?? Infinity));
  });

  it('quantiles are in order, cover what they promise, and survive a trip through JSON', () => {
    const all = examples(800, 0.3);
    const model = fitLinearQuantiles(all.slice(0, 600));
    const forecaster = linearQuantileForecaster(JSON.parse(JSON.stringify(model)));
    const inside = all.slice(600).filter((example) => {
      const { low, p50, high } = forecaster.forecast(example);
      expect(low).toBeLessThanOrEqual(p50);
      expect(p50).toBeLessThanOrEqual(high);
      return low <= example.latency && example.latency <= high;
    });
    expect(inside.length / 200).toBeGreaterThan(0.8);
    expect(inside.length / 200).toBeLessThan(1);
  });

  it('refuses to learn from nothing', () => {
    for (const baseline of BASELINES) expect(() => baseline.fit([])).toThrow(RangeError);
  });
});
