import { describe, expect, it } from 'vitest';
import { emittedBy } from './emitted';
import type { Row } from './prepare';
import { directionOf, gainOver, type Judged, sweepNoiseOf, tauWithinPrograms } from './scores';
import { examples, SETTINGS } from './testing';

const row = (log: number, level: number, over: Partial<Row> = {}): Row => ({
  hash: 'p',
  family: 'f',
  backend: 'typescript',
  settings: { ...SETTINGS, level },
  size: 100,
  kernels: {},
  features: new Float32Array(),
  work: [1],
  operations: [],
  log,
  tail: 0.1,
  ...over,
});
const judged = (of: Row, p50: number): Judged => ({
  row: of,
  p50,
  p95: p50,
  low: p50,
  high: p50,
  p95Low: p50,
  p95High: p50,
});
/** The level changes the program above a half only. */
const printedOf = ({ settings }: Row): string => String(settings.level > 0.5);

describe('the direction of a move', () => {
  const [slow, same, fast] = [row(1, 0), row(0.5, 0.5), row(0, 1)];

  it('counts moves that change the program by more than a tenth, and no others', () => {
    const right = [judged(slow, 3), judged(same, 9), judged(fast, 2)];
    expect(directionOf(right, printedOf)).toBe(1);
    expect(directionOf([judged(slow, 2), judged(fast, 3)], printedOf)).toBe(0);
    const near = [judged(slow, 2), judged(row(1.01, 1), 3)];
    expect(directionOf(near, printedOf)).toBeNaN();
  });

  it('is wrong where the forecast says that nothing changes', () => {
    expect(directionOf([judged(slow, 2), judged(fast, 2)], printedOf)).toBe(0);
  });

  it('leaves moves between settings that print the same to the noise', () => {
    expect(directionOf([judged(slow, 1), judged(same, 2)], printedOf)).toBeNaN();
    const { pairs, median, overTenPercent } = sweepNoiseOf([slow, same, fast], printedOf);
    expect(pairs).toBe(1);
    expect(median).toBeCloseTo(Math.exp(0.5) - 1);
    expect(overTenPercent).toBe(1);
  });
});

it('ranks within a program: 1 in order, −1 in reverse', () => {
  const rows = [0, 1, 2].map((log) => row(log, log));
  expect(tauWithinPrograms(rows.map((each) => judged(each, each.log)))).toBe(1);
  expect(tauWithinPrograms(rows.map((each) => judged(each, -each.log)))).toBe(-1);
});

it('finds the gain of the better forecaster above nothing, with all of its interval', () => {
  const rows = Array.from({ length: 200 }, (_, i) => row(i % 7, 0, { family: `f${i % 10}` }));
  const off = (by: number) => rows.map((each) => judged(each, each.log + by));
  const { value, low, high } = gainOver(off(0.1), off(0.3));
  expect(value).toBeCloseTo(Math.exp(0.3) - Math.exp(0.1));
  expect(low).toBeGreaterThan(0);
  expect(high).toBeGreaterThanOrEqual(value);
  expect(gainOver(off(0.3), off(0.1)).high).toBeLessThan(0);
});

it('knows which settings print the same program', async () => {
  const [first] = examples();
  if (!first) throw new Error('no examples');
  const at = (over: Partial<typeof SETTINGS>) => ({ ...first, settings: { ...SETTINGS, ...over } });
  const all = [at({ level: 0 }), at({ level: 1 }), at({ level: 1, mode: 'pipeline' })];
  const printed = await emittedBy(all);
  const [low, high, other] = all.map(printed);
  expect(low).toBeDefined();
  expect(high).toBe(low);
  expect(other).not.toBe(low);
  expect(printed({ ...first, hash: 'never seen' })).toBeUndefined();
});
