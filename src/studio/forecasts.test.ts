import { describe, expect, it } from 'vitest';
import { type ForecastBand, forecastAt, shownPart } from './forecasts';

const step = (from: number, to: number, p50: number) => ({ from, to, p50, p95: p50, low: p50, high: p50 });
const band: ForecastBand = { channel: 'sql', confidence: 0.9, steps: [step(0, 8, 1), step(12, 16, 2)] };

describe('a band', () => {
  it('says one thing from a change to the next, and nothing where it was refused', () => {
    expect([0, 7.9, 8, 12, 16].map((beat) => forecastAt(band, beat)?.p50)).toEqual([
      1,
      1,
      undefined,
      2,
      undefined,
    ]);
  });

  it('is shown from where the performer looks, and as far as the window of the knob', () => {
    expect(shownPart({ from: 0, to: 8 }, 2, 4)).toEqual({ from: 2, to: 6 });
    expect(shownPart({ from: 0, to: 8 }, 2, 51.2)).toEqual({ from: 2, to: 8 });
    expect(shownPart({ from: 4, to: 8 }, 2, 2)).toBeUndefined();
    expect(shownPart({ from: 0, to: 8 }, 2, 0)).toBeUndefined();
    expect(shownPart({ from: 0, to: 2 }, 2, 8)).toBeUndefined();
  });
});
