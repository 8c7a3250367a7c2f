import type { LanePoint } from '../session';
import { laneValue } from './automation';
import { CLOSEST } from './points';

/** What a hand did in one stretch of the timeline. */
export interface Take {
  /** Beats, ever later. */
  readonly beats: readonly number[];
  /** 0–1 at each of them, on the parameter's own scale. */
  readonly values: readonly number[];
}

/** How far a thinned curve may be from what the hand did, on the unit scale: half a step of most faders. */
export const TOLERANCE = 0.005;

/**
 * Thins a take to the points that are needed to draw it with straight lines (Ramer 1972, Douglas and Peucker 1973).
 * Distance is taken along the value axis: beats and values have no common measure, and the error of an automation
 * curve is one of value.
 * @param tolerance largest error of value, 0–1
 * @returns linear points, the first and the last of the take among them
 */
export function thinned({ beats, values }: Take, tolerance = TOLERANCE): LanePoint[] {
  const last = beats.length - 1;
  if (last < 0) return [];
  const kept = new Set([0, last]);
  const open: [number, number][] = [[0, last]];
  for (let span = open.pop(); span; span = open.pop()) {
    const far = farthest(beats, values, ...span);
    if (far.distance <= tolerance) continue;
    kept.add(far.index);
    open.push([span[0], far.index], [far.index, span[1]]);
  }
  return [...kept]
    .sort((one, other) => one - other)
    .map((index) => ({ beat: beats[index] ?? 0, value: values[index] ?? 0, curve: 'linear' }));
}

function farthest(beats: readonly number[], values: readonly number[], from: number, to: number) {
  const [start, end] = [beats[from] ?? 0, beats[to] ?? 0];
  const [low, high] = [values[from] ?? 0, values[to] ?? 0];
  let index = from;
  let distance = 0;
  for (let each = from + 1; each < to; each++) {
    const share = end > start ? ((beats[each] ?? 0) - start) / (end - start) : 0;
    const error = Math.abs((values[each] ?? 0) - (low + (high - low) * share));
    if (error > distance) [index, distance] = [each, error];
  }
  return { index, distance };
}

/**
 * A lane with a take written over the stretch that it covers. What the lane had on both sides stays, held by points
 * just outside of the stretch.
 */
export function withTake(points: readonly LanePoint[], take: Take, tolerance = TOLERANCE): LanePoint[] {
  const written = apart(thinned(take, tolerance));
  const [first] = written;
  const last = written.at(-1);
  if (!first || !last) return [...points];
  const before = points.filter(({ beat }) => beat < first.beat - CLOSEST);
  const after = points.filter(({ beat }) => beat > last.beat + CLOSEST);
  return [
    ...before,
    ...guard(points, first.beat - CLOSEST, before),
    ...written,
    ...guard(points, last.beat + CLOSEST, after),
    ...after,
  ];
}

/** The lane's old value at a beat, where it had any and no point of the lane stands there already. */
function guard(points: readonly LanePoint[], beat: number, near: readonly LanePoint[]): LanePoint[] {
  const value = laneValue(points, beat);
  if (value === undefined || beat < 0 || near.some((point) => Math.abs(point.beat - beat) < CLOSEST))
    return [];
  const from = points.findLast((point) => point.beat <= beat);
  return [{ beat, value, curve: from?.curve ?? 'linear' }];
}

/** Of points that are too close to each other the later one stays: a jump of the hand ends where it landed. */
function apart(points: readonly LanePoint[]): LanePoint[] {
  return points.filter((point, index) => {
    const next = points[index + 1];
    return !next || next.beat - point.beat >= CLOSEST;
  });
}
