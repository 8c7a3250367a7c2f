import { beforeAll, describe, expect, it } from 'vitest';
import { createEngine, type MlEngine } from '../../learning';
import { median, seeded } from '../../measure';
import { AdaptiveCoverage, conformalWidth } from './conformal';
import { forecast } from './forecast';
import { packModel, unpackModel } from './model-file';
import { examples, programOf, SETTINGS } from './testing';
import { FORECASTER_OPTIONS, netsOf, trainForecaster } from './train';
import type { ForecastExample, ForecastModel, ForecastQuestion } from './types';

const options = {
  ...FORECASTER_OPTIONS,
  members: 1,
  training: { ...FORECASTER_OPTIONS.training, batch: 64, steps: 150, every: 50 },
};

async function trained(engine: MlEngine, from = examples(), seed = 1): Promise<ForecastModel> {
  const stream = trainForecaster(engine, from, { ...options, seed });
  for (;;) {
    const next = await stream.next();
    if (next.done) return next.value;
  }
}

const question = (source: string, over: Partial<ForecastQuestion> = {}): ForecastQuestion => ({
  program: programOf(source),
  backend: 'typescript',
  settings: SETTINGS,
  size: 1_000,
  ...over,
});

function said(model: ForecastModel, asked: ForecastQuestion) {
  const answer = forecast(model, asked);
  if (answer.kind === 'unseen') throw new Error(answer.why);
  return answer;
}

describe('the forecaster', () => {
  const engine = createEngine();
  const all = examples();
  let model: ForecastModel;
  beforeAll(async () => {
    // Never shown to it: a whole family.
    model = await trained(
      engine,
      all.filter(({ family }) => family !== 'nested'),
    );
  });

  const errors = (told: (example: ForecastExample) => ForecastQuestion['known'], by = model): number =>
    median(
      all
        .filter(({ family }) => family === 'nested')
        .map((example) => {
          const { source, settings, size, p50 } = example;
          const known = told(example) ?? [];
          return Math.abs(said(by, question(source, { settings, size, known })).p50 / p50 - 1);
        }),
    );
  const measured = ({ source, size, settings }: ForecastExample): ForecastQuestion['known'] =>
    all.filter((other) => other.source === source && (other.size !== size || other.settings !== settings));

  it('forecasts a family that it has not seen, and better once the program has been measured', () => {
    const [blind, told] = [errors(() => []), errors(measured)];
    expect(blind).toBeLessThan(0.7);
    expect(told).toBeLessThan(0.05);
    expect(told).toBeLessThan(blind);
  });

  it('finds nothing in shuffled times', async () => {
    const random = seeded(9);
    const times = all.map(({ p50 }) => p50).sort(() => random() - 0.5);
    const shuffled = all.map((example, i) => ({ ...example, p50: times[i] ?? 1, p95: 2 * (times[i] ?? 1) }));
    const control = await trained(
      engine,
      shuffled.filter(({ family }) => family !== 'nested'),
    );
    expect(errors(() => [], control)).toBeGreaterThan(1.5 * errors(() => []));
  });

  it('gives an interval around the median, and a tail above it', () => {
    const { p50, p95, low, high, p95Low, p95High, confidence } = said(
      model,
      question('sum(x * 5 for x in range(n))'),
    );
    expect(low).toBeLessThanOrEqual(p50);
    expect(high).toBeGreaterThanOrEqual(p50);
    expect(high).toBeGreaterThan(low);
    expect(p95).toBeGreaterThanOrEqual(p50);
    expect(p95Low).toBeLessThanOrEqual(p95);
    expect(p95High).toBeGreaterThan(p95);
    expect(confidence).toBe(0.9);
  });

  it('moves a measurement: the same machine twice as slow is forecast twice as slow', () => {
    const source = 'sum(x * 5 for x in range(n))';
    const known = (p50: number) => [
      { backend: 'typescript' as const, settings: SETTINGS, size: 100, p50, p95: p50 },
    ];
    const [fast, slow] = [1e-3, 2e-3].map((p50) => said(model, question(source, { known: known(p50) })));
    const ratio = (slow?.p50 ?? 0) / (fast?.p50 ?? 1);
    // A single measurement is believed but for its noise.
    expect(ratio).toBeGreaterThan(1.8);
    expect(ratio).toBeLessThanOrEqual(2);
  });

  it('moves the tail with it: what was jittery elsewhere on this channel is forecast to be jittery', () => {
    const source = 'sum(x * 5 for x in range(n))';
    const tailWith = (p95: number): number => {
      const known = [{ backend: 'typescript' as const, settings: SETTINGS, size: 100, p50: 1e-3, p95 }];
      const { p50, p95: forecasted } = said(model, question(source, { known }));
      return forecasted / p50;
    };
    expect(tailWith(3e-3)).toBeGreaterThan(1.5 * tailWith(1.1e-3));
  });

  it('scales with the fixed kernels of the device', () => {
    const on = (arithmetic: number) =>
      said(model, question('[x * 9 for x in range(n)]', { kernels: { arithmetic } })).p50;
    // Not to the last digit: the nets read what the scaled prices say.
    expect(on(3_000) / on(1_000)).toBeCloseTo(3, 0);
  });

  it('refuses what is unlike everything that it has learnt from', () => {
    expect(forecast(model, question('sum(x for x in range(n))', { backend: 'julia' }))).toEqual({
      kind: 'unseen',
      why: 'nothing was learnt about julia',
    });
    expect(
      forecast(
        model,
        question('[math.gamma(x) if x else 1 for x in range(1, n)]'.replace('math.gamma', 'math.sin')),
      ),
    ).toMatchObject({
      kind: 'unseen',
      why: expect.stringMatching(/math\.sin/),
    });
  });

  it('names what the time is made of: without the named work the program takes that much less', () => {
    const both = said(model, question('sorted([x * 5 % 97 for x in range(n)])'));
    const [first] = both.reasons;
    expect(first?.effect).toBeGreaterThan(1);
    expect(both.reasons.map(({ feature }) => feature)).toContain('work.comparisons');
    const without = said(model, question('[x * 5 % 97 for x in range(n)]'));
    expect(without.p50).toBeLessThan(both.p50);
  });

  it('comes to the same weights with the same seed, and leaves no tensor', async () => {
    const before = await engine.tensors();
    const few = all.filter(({ family }) => family !== 'nested').slice(0, 120);
    const [one, same] = [await trained(engine, few), await trained(engine, few)];
    expect(packModel({ ...same, created: one.created })).toBe(packModel(one));
    expect(await engine.tensors()).toBe(before);
  });

  it('tells where it is, and stops when told to', async () => {
    const abort = new AbortController();
    const stream = trainForecaster(engine, all, options, abort.signal);
    const first = await stream.next();
    expect(first.value).toMatchObject({ part: 0, parts: netsOf(options), steps: 150 });
    abort.abort();
    let next = await stream.next();
    while (!next.done) next = await stream.next();
    expect(next.value.nets.known[0]?.values.every(Number.isFinite)).toBe(true);
  });

  it('survives a file, and says what is wrong with one that is broken', () => {
    const text = packModel(model);
    const asked = question('[x * 9 for x in range(n)]');
    expect(forecast(unpackModel(text), asked)).toEqual(forecast(model, asked));
    expect(() => unpackModel('nothing')).toThrow(/not JSON/);
    expect(() => unpackModel(text.replace('"format":2', '"format":1'))).toThrow(/older version/);
    expect(() => unpackModel(text.replace('"predictive-morphing"', '"chaos"'))).toThrow(/plugin/);
    expect(() => unpackModel(text.replace(model.features, 'older'))).toThrow(/other features/);
    expect(() => unpackModel(text.replace(/"values":"[^"]{40}/, '"values":"'))).toThrow(/damaged|base64/i);
  });

  it('says so when there is too little to learn from', async () => {
    await expect(trained(engine, all.slice(0, 10))).rejects.toThrow(/too few/);
    await expect(
      trained(
        engine,
        all.filter(({ family }) => family === 'map').concat(all.filter(({ family }) => family === 'map')),
      ),
    ).rejects.toThrow(/one family/);
  });
});

describe('conformal intervals', () => {
  it('are widened until they cover what they promise on draws that they have not seen', () => {
    const random = seeded(1);
    const error = (): number => Math.abs(random() + random() - 1);
    const width = conformalWidth(Array.from({ length: 2_000 }, error), 0.9);
    const inside = Array.from({ length: 2_000 }, error).filter((each) => each <= width).length;
    expect(inside / 2_000).toBeCloseTo(0.9, 1);
  });

  it('adapt: after misses they promise more, in the long run what they say', () => {
    const random = seeded(2);
    const adaptive = new AdaptiveCoverage(0.9, 0.02);
    let inside = 0;
    for (let i = 0; i < 4_000; i++) {
      // A machine on which the trained intervals cover only seven in ten: twice the promise covers.
      const isInside = random() < 0.7 + Math.max(0, adaptive.nominal - 0.9) * 4;
      inside += Number(isInside);
      adaptive.observe(isInside);
    }
    expect(inside / 4_000).toBeCloseTo(0.9, 1);
    expect(adaptive.nominal).toBeGreaterThan(0.9);
  });
});
