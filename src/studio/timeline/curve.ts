import { line } from 'd3';
import { laneValue } from '../../clock';
import type { LanePoint } from '../../session';
import type { TimeWindow } from './window';

const SAMPLES = 256;

/** A lane's course over the window, as an SVG path in a box of 1000 by 100. */
export function curvePath(points: readonly LanePoint[], { start, beats }: TimeWindow): string {
  if (points.length === 0) return '';
  const end = start + beats;
  const even = Array.from({ length: SAMPLES + 1 }, (_, sample) => start + (sample / SAMPLES) * beats);
  // Both sides of every point keep steps square and corners sharp.
  const corners = points.flatMap(({ beat }) => [beat - 1e-6, beat]);
  const all = [...even, ...corners.filter((beat) => beat >= start && beat <= end)].sort((a, b) => a - b);
  const path = line<number>(
    (beat) => ((beat - start) / beats) * 1000,
    (beat) => (1 - (laneValue(points, beat) ?? 0)) * 100,
  );
  return path(all) ?? '';
}
