import { expect, it } from 'vitest';
import { BeatTrace } from './trace';

it('keeps the latest pass over every beat, and no more than it has room for', () => {
  const trace = new BeatTrace();
  expect(trace.p50(0)).toBeNaN();
  trace.put(0, 2, 3, 'service');
  trace.put(5, 4, 6, 'response');
  trace.put(0, 1, 2, 'service');
  expect([trace.p50(0), trace.p95(0), trace.timing(0)]).toEqual([1, 2, 'service']);
  expect([trace.p50(5), trace.p95(5), trace.timing(5)]).toEqual([4, 6, 'response']);
  trace.put(4096, 9, 9, 'service');
  expect(trace.p50(0)).toBeNaN();
  expect(trace.p50(4096)).toBe(9);
  const { version } = trace;
  trace.clear();
  expect(trace.p50(5)).toBeNaN();
  expect(trace.version).toBeGreaterThan(version);
});
