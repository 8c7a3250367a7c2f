import type { BackendId } from '../backends';
import { DATA_SIZE } from '../language';
import type { MeasuredSettings } from '../measure';
import type { Forecaster } from './inference';
import { FIRST_LIKENESS } from './predictive-morphing/likeness';
import type { ForecastExample, ForecastModel } from './predictive-morphing/types';
import type { Trainer } from './training';

export const SETTINGS: MeasuredSettings = {
  level: 0.5,
  parallel: 1,
  unsafe: false,
  mode: 'loops',
  dialect: 'duckdb',
  passes: ['constant-folding'],
};

const NET = { inputs: 1, hidden: [], quantiles: [0.05, 0.5, 0.95] };

/** A model whose only weight is `price`: ms for each item. */
export function priceModel(price: number, over: Partial<ForecastModel> = {}): ForecastModel {
  return {
    format: 2,
    plugin: 'predictive-morphing',
    features: 'price',
    data: { hash: 'none', rows: 0, programs: 0, families: 0, sessions: [] },
    seed: 1,
    created: '2026-01-01T00:00:00.000Z',
    backend: 'cpu',
    prices: {},
    kernels: {},
    mean: [0],
    scale: [1],
    spec: NET,
    nets: { new: [{ shapes: { w: [1] }, values: Float32Array.of(price) }], others: [], known: [] },
    trust: { new: 1, others: 1, known: 1 },
    likeness: FIRST_LIKENESS,
    tails: { typical: {}, likeness: FIRST_LIKENESS },
    spread: { new: [], others: [], known: [] },
    conformal: {},
    tailWidth: { new: 0, others: 0, known: 0 },
    novelty: 1,
    seen: [],
    metrics: { error: 0.1 },
    ...over,
  };
}

const priceOf = ({ nets }: ForecastModel): number => nets.new[0]?.values[0] ?? Number.NaN;

/** Forecasts size times price, half with two threads; refuses Julia. */
export const priceForecaster: Forecaster = {
  unpackModel(text) {
    const price = Number(text);
    if (text.trim() === '' || Number.isNaN(price)) throw new RangeError('this is no model');
    return priceModel(price);
  },
  forecast(model, { backend, settings, size }) {
    if (backend === 'julia') return { kind: 'unseen', why: 'Julia was not learnt from' };
    const p50 = (size * priceOf(model)) / settings.parallel;
    return {
      kind: 'forecast',
      p50,
      p95: p50 * 2,
      low: p50 * 0.8,
      high: p50 * 1.25,
      p95Low: p50 * 1.5,
      p95High: p50 * 3,
      confidence: 0.9,
      reasons: [{ feature: 'size', effect: 2 }],
    };
  },
};

/** Learns the mean price of its examples, in two ticks. */
export const priceTrainer: Trainer = {
  ...priceForecaster,
  packModel: (model) => String(priceOf(model)),
  plannedSteps: (steps = 2) => steps,
  examplesOf: (records) =>
    [...records].flatMap(({ data }) =>
      'example' in data ? [data.example as unknown as ForecastExample] : [],
    ),
  async *trainForecaster(_engine, examples, { seed, backend, steps = 2, sessions = [] }, signal) {
    for (let step = 1; step <= steps && !signal?.aborted; step++) {
      yield {
        part: 1,
        parts: 1,
        step,
        steps,
        loss: 1 / step,
        heldOut: 1 / step,
        best: 1 / step,
        stepTime: 1,
      };
    }
    const prices = examples.map(({ p50, size }) => p50 / size);
    const mean = prices.reduce((sum, each) => sum + each, 0) / prices.length;
    const data = { ...priceModel(0).data, rows: examples.length, sessions };
    return priceModel(mean, { seed, backend, data });
  },
};

/** Programs that take `price` ms an item. */
export function examplesAt(price: number, programs: number, rows: number, backend: BackendId = 'wasm') {
  return Array.from({ length: programs * rows }, (_, index): ForecastExample => {
    const program = Math.floor(index / rows);
    const size = 10 * (1 + (index % rows));
    const source = `[x * ${program} for x in range(n)]`;
    return {
      hash: `${price}:${program}`,
      source,
      specs: [DATA_SIZE],
      family: 'map',
      backend,
      settings: SETTINGS,
      size,
      kernels: {},
      p50: size * price,
      p95: size * price * 2,
    };
  });
}
