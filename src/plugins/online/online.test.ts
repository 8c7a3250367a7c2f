import { describe, expect, it } from 'vitest';
import { RECORD_KINDS } from '../../dataset';
import type { MeasuredSettings, Measurement } from '../../measure';
import type { AskedForecast } from '../inference';
import type { Forecast } from '../predictive-morphing/types';
import { SETTINGS } from '../testing';
import { adapted, ForecastBook, predictionOf } from './index';

const said = (p50: number, spread = 1.25): Extract<Forecast, { kind: 'forecast' }> => ({
  kind: 'forecast',
  p50,
  p95: 2 * p50,
  low: p50 / spread,
  high: p50 * spread,
  p95Low: (2 * p50) / spread,
  p95High: 2 * p50 * spread,
  confidence: 0.9,
  reasons: [],
});
const cell = (over: Partial<MeasuredSettings> = {}, size = 100): AskedForecast => ({
  backend: 'wasm',
  settings: { ...SETTINGS, ...over },
  size,
});
const measured = (
  { backend, settings, size }: AskedForecast,
  p50: number,
  program = 'p',
  over: Partial<Measurement> = {},
): Measurement =>
  ({
    version: 1,
    program,
    backend,
    settings,
    size,
    verdict: { kind: 'equal' },
    mode: 'service',
    summary: { p50, p95: 2 * p50, of: 'calls', samples: 30, outliers: [] },
    ...over,
  }) as unknown as Measurement;

function opened(cells: readonly AskedForecast[], p50 = 10): ForecastBook {
  const book = new ForecastBook();
  book.put(
    'p',
    book.now,
    cells,
    cells.map(() => said(p50)),
  );
  return book;
}

describe('the book of forecasts', () => {
  const [one, two] = [cell(), cell({ parallel: 2 })];

  it('asks for each cell once, and again after the program was measured', () => {
    const book = new ForecastBook();
    expect(book.missing([one, two, one])).toEqual([one, two]);
    book.put('p', book.now, [one, two], [said(1), said(2)]);
    expect(book.missing([one, two])).toEqual([]);
    book.take(measured(one, 10));
    expect(book.missing([one, two])).toEqual([one, two]);
    expect(book.of(two)).toMatchObject({ p50: 2 });
  });

  it('takes cells whose code is the same for the same: a level that opens no other pass, a dialect beside SQL', () => {
    const book = opened([one]);
    expect(book.missing([cell({ level: 0.52 }), cell({ dialect: 'sqlite' })])).toEqual([]);
    expect(book.missing([cell({ passes: [] })])).toHaveLength(1);
  });

  it('sets what was said beside what was measured, once there was something before it', () => {
    const book = opened([one, two]);
    expect(book.take(measured(one, 20))).toBeUndefined();
    expect(book.take(measured(two, 11))).toMatchObject({
      before: { p50: 20, settings: { parallel: 1 } },
      after: { p50: 11, settings: { parallel: 2 } },
      forecast: { p50: 10 },
      covered: true,
    });
  });

  it('makes no forecast of what it has seen: a cell that comes back in a loop counts once', () => {
    const book = opened([one, two]);
    for (const each of [one, two]) book.take(measured(each, 10));
    expect(book.take(measured(one, 10))).toBeUndefined();
  });

  it('learns nothing from a wrong answer, a response time, or another program', () => {
    const book = opened([one, two]);
    book.take(measured(one, 20));
    expect(book.take(measured(two, 10, 'p', { verdict: { kind: 'wrong' } }))).toBeUndefined();
    expect(book.take(measured(two, 10, 'p', { mode: 'response' }))).toBeUndefined();
    expect(book.take(measured(two, 10, 'q'))).toBeUndefined();
    expect(book.known()).toHaveLength(1);
  });

  it('forgets what it said of one program when another is open, and keeps what was measured', () => {
    const book = opened([one]);
    book.take(measured(one, 20));
    book.turn();
    expect(book.of(one)).toBeUndefined();
    expect(book.known()).toEqual([]);
    book.put('p', book.now, [one], [said(1)]);
    expect(book.known()).toMatchObject([{ p50: 20 }]);
  });

  it('widens its intervals while it is wrong more often than it said, and narrows them again', () => {
    const book = opened([one], 10);
    const width = () => {
      const forecast = book.of(one);
      return forecast?.kind === 'forecast' ? forecast.high / forecast.low : Number.NaN;
    };
    const first = width();
    book.take(measured(cell({}, 1), 10));
    const answer = (size: number, p50: number) => {
      const asked = cell({}, size);
      book.put('p', book.now, [asked], [said(10)]);
      book.take(measured(asked, p50));
    };
    for (let size = 1000; size < 1003; size++) answer(size, 100);
    const wide = width();
    expect(wide).toBeGreaterThan(first);
    for (let size = 2000; size < 2040; size++) answer(size, 10);
    expect(width()).toBeLessThan(wide);
  });
});

describe('an adapted interval', () => {
  it('is the same at its own confidence, wider above it, around the same median', () => {
    const forecast = said(10);
    expect(adapted(forecast, 0.9).high).toBeCloseTo(forecast.high, 10);
    const wider = adapted(forecast, 0.98);
    expect(wider.high / 10).toBeCloseTo(1.25 ** (2.326 / 1.645), 2);
    expect(wider).toMatchObject({ p50: 10, confidence: 0.9 });
  });
});

describe('the record of a forecast', () => {
  it('keeps to the schema of prediction_data', () => {
    const book = opened([cell(), cell({ parallel: 2 })]);
    book.take(measured(cell(), 20));
    const outcome = book.take(measured(cell({ parallel: 2 }), 12.5));
    const record = outcome && predictionOf(outcome, 'parallel up', 'predictive-morphing');
    expect(RECORD_KINDS.prediction_data.data.parse(record)).toEqual(record);
    expect(record).toMatchObject({
      predicted_latency_spike: -10,
      actual_latency_spike: -7.5,
      prediction_accuracy: 0.8,
    });
  });
});
