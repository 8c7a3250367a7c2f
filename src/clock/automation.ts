import type { Curve, LanePoint } from '../session';

/**
 * The value of a lane at a beat, 0–1: before the first point that point's value, after the last the last's.
 * @param points in order of beat
 * @returns undefined for a lane without points
 */
export function laneValue(points: readonly LanePoint[], beat: number): number | undefined {
  const after = upperBound(points, beat);
  const left = points[after - 1];
  const right = points[after];
  if (!left) return right?.value;
  if (!right) return left.value;
  return between(left, right, beat);
}

/** The first point later than the beat. */
function upperBound(points: readonly LanePoint[], beat: number): number {
  let low = 0;
  let high = points.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((points[middle]?.beat ?? Infinity) <= beat) low = middle + 1;
    else high = middle;
  }
  return low;
}

function between(left: LanePoint, right: LanePoint, beat: number): number {
  const share = (beat - left.beat) / (right.beat - left.beat);
  return left.value + (right.value - left.value) * shape(left.curve, share);
}

/** How steep an exponential segment is: its slope grows by e^4 from start to end. */
const STEEPNESS = 4;

/** A segment's course from 0 to 1 as its share of time goes from 0 to 1. */
export function shape(curve: Curve, share: number): number {
  switch (curve) {
    case 'linear':
      return share;
    case 'exponential':
      return Math.expm1(STEEPNESS * share) / Math.expm1(STEEPNESS);
    case 'step':
      return share < 1 ? 0 : 1;
    case 'sine':
      return (1 - Math.cos(Math.PI * share)) / 2;
  }
}
