import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LanePoint } from '../session';
import { CLOSEST, curvedPoints, movedPoints, pastedPoints, withoutPoints, withPoint } from './points';

const line = (beat: number, value = 0.5): LanePoint => ({ beat, value, curve: 'linear' });
const lane = [line(0), line(4, 0.2), line(8, 0.9), line(12)];

describe('points of a lane', () => {
  it('are added in their place, and replace one that is there', () => {
    expect(withPoint(lane, line(6, 1))).toMatchObject({ index: 2, points: { length: 5 } });
    const replaced = withPoint(lane, line(4, 1));
    expect(replaced.points.map(({ value }) => value)).toEqual([0.5, 1, 0.9, 0.5]);
  });

  it('move together, up to whatever stays', () => {
    const both = new Set([1, 2]);
    expect(movedPoints(lane, both, { beats: 1, value: 0.05 })).toEqual([
      line(0),
      line(5, 0.25),
      line(9, 0.95),
      line(12),
    ]);
    const far = movedPoints(lane, both, { beats: 100, value: 1 });
    expect(far[2]?.beat).toBe(12 - CLOSEST);
    expect(far[2]?.value).toBe(1);
    expect((far[2]?.beat ?? 0) - (far[1]?.beat ?? 0)).toBeCloseTo(4);
  });

  it('keep their order and their scale however they are moved', () => {
    const move = fc.record({
      beats: fc.double({ min: -40, max: 40, noNaN: true }),
      value: fc.double({ min: -2, max: 2, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(3), { minLength: 1 }), move, (selected, wanted) => {
        const moved = movedPoints(lane, new Set(selected), wanted);
        expect(moved.map(({ beat }) => beat)).toEqual(
          moved.map(({ beat }) => beat).toSorted((one, other) => one - other),
        );
        for (const { beat, value } of moved) {
          expect(beat).toBeGreaterThanOrEqual(0);
          expect(Math.abs(value - 0.5)).toBeLessThanOrEqual(0.5);
        }
      }),
    );
  });

  it('are removed and shaped by selection', () => {
    expect(withoutPoints(lane, new Set([0, 3])).map(({ beat }) => beat)).toEqual([4, 8]);
    expect(curvedPoints(lane, new Set([1]), 'sine').map(({ curve }) => curve)).toEqual([
      'linear',
      'sine',
      'linear',
      'linear',
    ]);
  });

  it('are pasted over what stood there, and are then selected', () => {
    const { points, selection } = pastedPoints(lane, lane.slice(1, 3), 7);
    expect(points.map(({ beat }) => beat)).toEqual([0, 4, 7, 11, 12]);
    expect([...selection]).toEqual([2, 3]);
  });
});
