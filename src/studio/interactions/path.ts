import type { GesturePath } from '../../dataset';

/** Samples of a path are so far apart, in ms: 30 a second. */
export const STEP = 1000 / 30;
const SCALE = 1000;
/** About ten minutes of one fader. */
const MOST_SAMPLES = 20_000;

/** The way of one fader while a gesture lasts: sampled at 30 Hz, kept as differences. */
export class PathRecorder {
  private readonly values: number[] = [];

  /**
   * @param unit where the fader stood before, 0–1
   * @param start ms on any steady clock
   */
  constructor(
    private readonly parameter: string,
    unit: number,
    private readonly start: number,
  ) {
    this.values.push(thousandths(unit));
  }

  /** The fader stands at `unit` from `time` on. */
  move(unit: number, time: number): void {
    const at = Math.min(MOST_SAMPLES, Math.max(1, Math.ceil((time - this.start) / STEP)));
    const last = this.values.at(-1) ?? 0;
    while (this.values.length < at) this.values.push(last);
    this.values[at] = thousandths(unit);
  }

  path(): GesturePath {
    const [first = 0] = this.values;
    const deltas = this.values.slice(1).map((value, i) => value - (this.values[i] ?? 0));
    return { parameter: this.parameter, first, deltas, step: STEP };
  }
}

/** Where the fader stood at each sample, 0–1. */
export function positionsOf({ first, deltas }: GesturePath): number[] {
  const positions = [first];
  for (const delta of deltas) positions.push((positions.at(-1) ?? 0) + delta);
  return positions.map((position) => position / SCALE);
}

function thousandths(unit: number): number {
  return Math.round(Math.min(1, Math.max(0, unit)) * SCALE);
}
