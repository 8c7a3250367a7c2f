import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LanePoint } from '../session';
import { laneValue } from './automation';
import { CLOSEST } from './points';
import { type Take, thinned, withTake } from './record';

const unit = fc.double({ min: 0, max: 1, noNaN: true });

/** A hand's way: samples a fortieth of a beat apart or more. */
const take: fc.Arbitrary<Take> = fc
  .array(fc.record({ gap: fc.double({ min: 0.025, max: 0.4, noNaN: true }), value: unit }), {
    minLength: 1,
    maxLength: 120,
  })
  .map((samples) => {
    let beat = 4;
    const beats = samples.map(({ gap }) => {
      beat += gap;
      return beat;
    });
    return { beats, values: samples.map(({ value }) => value) };
  });

const line = (beat: number, value: number): LanePoint => ({ beat, value, curve: 'linear' });

describe('thinning', () => {
  it('stays within the tolerance of every sample', () => {
    fc.assert(
      fc.property(take, fc.constantFrom(0.005, 0.05, 0.2), (hand, tolerance) => {
        const points = thinned(hand, tolerance);
        hand.beats.forEach((beat, index) => {
          const error = Math.abs((laneValue(points, beat) ?? Number.NaN) - (hand.values[index] ?? 0));
          expect(error).toBeLessThanOrEqual(tolerance + 1e-9);
        });
      }),
    );
  });

  it('leaves two points of a straight way, and the corners of a bent one', () => {
    const beats = Array.from({ length: 101 }, (_, step) => step / 10);
    expect(thinned({ beats, values: beats.map((beat) => beat / 10) })).toEqual([line(0, 0), line(10, 1)]);
    const bent = beats.map((beat) => Math.min(beat, 10 - beat) / 5);
    expect(thinned({ beats, values: bent })).toEqual([line(0, 0), line(5, 1), line(10, 0)]);
  });
});

describe('a take', () => {
  const lane = [line(0, 0), line(16, 1)];

  it('covers its stretch and leaves the rest of the lane as it was', () => {
    const hand = { beats: [4, 5, 6], values: [0.9, 0.1, 0.9] };
    const points = withTake(lane, hand);
    for (const beat of [0, 2, 3.9, 6.1, 10, 16])
      expect(laneValue(points, beat)).toBeCloseTo(laneValue(lane, beat) ?? 0, 2);
    expect([4, 5, 6].map((beat) => laneValue(points, beat))).toEqual([0.9, 0.1, 0.9]);
  });

  it('keeps points in order and apart, whatever the lane had', () => {
    fc.assert(
      fc.property(take, take, (old, hand) => {
        const points = withTake(withTake([], old), hand);
        points.slice(1).forEach((point, index) => {
          expect(point.beat - (points[index]?.beat ?? 0)).toBeGreaterThanOrEqual(CLOSEST - 1e-9);
        });
      }),
    );
  });

  it('is the whole lane where there was none', () => {
    expect(withTake([], { beats: [4, 6], values: [0.2, 0.8] })).toEqual([line(4, 0.2), line(6, 0.8)]);
  });
});
