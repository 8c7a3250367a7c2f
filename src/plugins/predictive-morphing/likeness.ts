import type { BackendId } from '../../backends';
import { type Covariance, type Guess, Kriging, leaveOneOut, searchPositive } from '../../learning/kriging';
import type { MeasuredSettings } from '../../measure';

/** Where something was measured: a channel, its faders and the data size. */
export interface Place {
  readonly backend: BackendId;
  readonly settings: MeasuredSettings;
  readonly size: number;
}

/**
 * How far what was measured of a program at one place holds at another. Variances are of logarithms, and sum up:
 * `program` is shared by every place, `channel` by those of one backend, `size` fades along the logarithm of the data
 * size with the length `reach`, `faders` fades with the distance of the faders, `noise` is shared with nothing.
 */
export interface Likeness {
  readonly program: number;
  readonly channel: number;
  readonly size: number;
  readonly reach: number;
  readonly faders: number;
  /** Distances: of the whole way of the level, of doubling the threads, of `unsafe`, of another idiom, of other passes. */
  readonly level: number;
  readonly threads: number;
  readonly unsafe: number;
  readonly mode: number;
  readonly passes: number;
  readonly noise: number;
}
export const LIKENESS_NAMES = [
  'program',
  'channel',
  'size',
  'reach',
  'faders',
  'level',
  'threads',
  'unsafe',
  'mode',
  'passes',
  'noise',
] as const satisfies readonly (keyof Likeness)[];

/** Before anything is learnt. */
export const FIRST_LIKENESS: Likeness = {
  program: 0.3,
  channel: 1,
  size: 1,
  reach: 8,
  faders: 0.5,
  level: 0.5,
  threads: 1,
  unsafe: 0.1,
  mode: 1,
  passes: 0.1,
  noise: 0.01,
};

/** A value at a place. */
export interface Noted extends Place {
  readonly value: number;
}

export type Memory = Kriging<Place>;

/** What the values of one program say about every other place. */
export function memoryOf(noted: readonly Noted[], likeness: Likeness): Memory {
  return new Kriging<Place>(observedOf(noted, likeness), covarianceOf(likeness));
}

/** What the others of one program say about each. */
export function othersSay(noted: readonly Noted[], likeness: Likeness): Guess[] {
  return leaveOneOut(observedOf(noted, likeness), covarianceOf(likeness));
}

/** Steps of the search, and programs that it looks at: more of either changes little. */
const STEPS = 80;
const PROGRAMS = 250;
/** An error past this counts no more, so that a few odd programs decide nothing. */
const WORST = 1;

/**
 * The likeness with which the measurements of a program forecast each other best: least mean of the absolute error, each
 * left out in turn.
 * @param programs the values of each program
 */
export function fitLikeness(programs: readonly (readonly Noted[])[], random: () => number): Likeness {
  const telling = programs.filter(({ length }) => length > 1);
  const stride = Math.max(1, telling.length / PROGRAMS);
  const looked = telling.filter((_, i) => Math.floor(i / stride) !== Math.floor((i - 1) / stride));
  const costOf = (likeness: Likeness): number => {
    let sum = 0;
    for (const noted of looked)
      for (const [i, { mean }] of othersSay(noted, likeness).entries())
        sum += Math.min(WORST, Math.abs(mean - (noted[i]?.value ?? 0)));
    return sum;
  };
  return searchPositive({ ...FIRST_LIKENESS }, costOf, STEPS, random);
}

function observedOf(noted: readonly Noted[], { noise }: Likeness) {
  return { places: noted, values: noted.map(({ value }) => value), noise };
}

function covarianceOf(likeness: Likeness): Covariance<Place> {
  return (a, b) => {
    if (a.backend !== b.backend) return likeness.program;
    const apart = Math.abs(Math.log(Math.max(1, a.size)) - Math.log(Math.max(1, b.size)));
    return (
      likeness.program +
      likeness.channel +
      likeness.size * Math.exp(-apart / likeness.reach) +
      likeness.faders * Math.exp(-distanceOf(a.settings, b.settings, likeness))
    );
  };
}

function distanceOf(a: MeasuredSettings, b: MeasuredSettings, likeness: Likeness): number {
  return (
    likeness.level * Math.abs(a.level - b.level) +
    likeness.threads * Math.abs(Math.log2(a.parallel) - Math.log2(b.parallel)) +
    likeness.unsafe * Number(a.unsafe !== b.unsafe) +
    likeness.mode * Number(a.mode !== b.mode) +
    likeness.passes * Number(!areSame(a.passes, b.passes))
  );
}

function areSame(a: readonly string[], b: readonly string[]): boolean {
  return a === b || (a.length === b.length && a.every((pass, i) => pass === b[i]));
}
