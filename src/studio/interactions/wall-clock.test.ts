import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { watchWallClock } from './wall-clock';

const DAY = 86_400_000;
const PAUSE = 100;

beforeEach(() => vi.useFakeTimers({ now: 1_763_800_000_000 }));
afterEach(() => vi.useRealTimers());

it('tells once of a clock that is set a day back or forth, and nothing while both clocks agree', () => {
  const jumps: number[] = [];
  const stop = watchWallClock(
    () => performance.now(),
    (by) => jumps.push(by),
    PAUSE,
  );
  vi.advanceTimersByTime(3 * PAUSE);
  expect(jumps).toEqual([]);
  vi.setSystemTime(Date.now() - DAY);
  vi.advanceTimersByTime(2 * PAUSE);
  vi.setSystemTime(Date.now() + 2 * DAY);
  vi.advanceTimersByTime(2 * PAUSE);
  expect(jumps).toEqual([-DAY, 2 * DAY]);
  stop();
  vi.setSystemTime(Date.now() + DAY);
  vi.advanceTimersByTime(2 * PAUSE);
  expect(jumps).toHaveLength(2);
});
