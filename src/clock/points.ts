import type { Curve, LanePoint } from '../session';

/** Points of a lane stand at least this far apart, in beats: closer ones could not be told apart or taken hold of. */
export const CLOSEST = 1 / 64;

/** Indices of points, in no order. */
export type Selection = ReadonlySet<number>;

/** Where a point that is added at a beat stands in the order; it takes the place of one that is there already. */
export function withPoint(
  points: readonly LanePoint[],
  point: LanePoint,
): { readonly points: readonly LanePoint[]; readonly index: number } {
  const before = points.filter(({ beat }) => beat <= point.beat - CLOSEST);
  const after = points.filter(({ beat }) => beat >= point.beat + CLOSEST);
  return { points: [...before, point, ...after], index: before.length };
}

export function withoutPoints(points: readonly LanePoint[], selection: Selection): LanePoint[] {
  return points.filter((_, index) => !selection.has(index));
}

/**
 * How far a selection can be moved as one: no point passes one that stays, leaves the timeline's start, or leaves the
 * scale.
 * @returns the move, held to what is possible
 */
export function possibleMove(
  points: readonly LanePoint[],
  selection: Selection,
  { beats, value }: Move,
): Move {
  let [early, late, down, up] = [-Infinity, Infinity, -Infinity, Infinity];
  for (const index of selection) {
    const point = points[index];
    if (!point) continue;
    const left = index > 0 && !selection.has(index - 1) ? points[index - 1] : undefined;
    const right = selection.has(index + 1) ? undefined : points[index + 1];
    early = Math.max(early, left ? left.beat + CLOSEST - point.beat : -point.beat);
    if (right) late = Math.min(late, right.beat - CLOSEST - point.beat);
    down = Math.max(down, -point.value);
    up = Math.min(up, 1 - point.value);
  }
  return { beats: hold(beats, early, late), value: hold(value, down, up) };
}

export interface Move {
  readonly beats: number;
  /** On the unit scale. */
  readonly value: number;
}

/** Points with a selection moved as far as that is possible. */
export function movedPoints(points: readonly LanePoint[], selection: Selection, wanted: Move): LanePoint[] {
  const { beats, value } = possibleMove(points, selection, wanted);
  return points.map((point, index) =>
    selection.has(index)
      ? { ...point, beat: settle(point.beat + beats), value: Math.min(1, settle(point.value + value)) }
      : point,
  );
}

/** Shapes the segments that begin at the selected points. */
export function curvedPoints(points: readonly LanePoint[], selection: Selection, curve: Curve): LanePoint[] {
  return points.map((point, index) => (selection.has(index) ? { ...point, curve } : point));
}

/**
 * Puts copied points down so that the first of them stands at a beat; what stood in their span gives way.
 * @param copied in order of beat
 */
export function pastedPoints(
  points: readonly LanePoint[],
  copied: readonly LanePoint[],
  beat: number,
): { readonly points: readonly LanePoint[]; readonly selection: Selection } {
  const [first] = copied;
  const last = copied.at(-1);
  if (!first || !last) return { points, selection: new Set() };
  const shift = beat - first.beat;
  const before = points.filter((point) => point.beat <= beat - CLOSEST);
  const after = points.filter((point) => point.beat >= last.beat + shift + CLOSEST);
  const pasted = copied.map((point) => ({ ...point, beat: point.beat + shift }));
  return {
    points: [...before, ...pasted, ...after],
    selection: new Set(pasted.map((_, index) => before.length + index)),
  };
}

/** Not below zero, and without the last digits that adding up leaves: they would end in session files. */
function settle(value: number): number {
  return Number(Math.max(0, value).toPrecision(12));
}

function hold(value: number, low: number, high: number): number {
  return Math.max(Math.min(value, high), Math.min(low, high));
}
