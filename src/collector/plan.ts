import { FAMILIES } from './families';
import type { Job, JobKind } from './job';

/** What is asked for, as the flags of `code-live collect` and the switches of the panel say it. */
export interface CollectRequest {
  readonly seed: number;
  /** Minutes of stress, at most; 0 for none. */
  readonly stressMinutes: number;
  /** Programs of the stress, at most. */
  readonly programs: number;
  /** Programs of the benchmarks; 0 for none. */
  readonly benchmarks: number;
  /** Sessions of simulated performers. */
  readonly interactions: number;
  /** Seconds of live playing. */
  readonly liveSeconds: number;
  readonly native: boolean;
}

/** One stretch of a collection; its jobs are done in order, until its time is up. */
export interface Phase {
  readonly mode: 'stress' | 'benchmarks' | 'interactions' | 'live';
  readonly jobs: readonly Job[];
  /** ms; what is left of the jobs then is left out. */
  readonly limit: number;
}

/** Of the benchmarks, how many programs get each kind of work; sweeps and forecasts are asked for most. */
const SHARES: readonly (readonly [JobKind, number])[] = [
  ['tuning', 1],
  ['forecasts', 0.75],
  ['faults', 0.5],
  ['presets', 0.35],
  ['patches', 0.35],
];
/** Of the stress: one mutant for so many programs. */
const CHAOS_SHARE = 0.11;
/** Native builds take seconds: so many programs of each family. */
const NATIVE_ROUNDS = 2;
/** More live jobs than anyone has time for. */
const ENDLESS = 100_000;

/**
 * The jobs of a request: a pure function, so that any number of workers share the same ones, and a run that was killed
 * goes on where it stopped.
 */
export function planOf({
  seed,
  stressMinutes,
  programs,
  benchmarks,
  interactions,
  liveSeconds,
  native,
}: CollectRequest): Phase[] {
  const jobs = (kind: JobKind, count: number): Job[] =>
    Array.from({ length: Math.ceil(count) }, (_, index) => ({ kind, index, seed }));
  const phases: Phase[] = [];
  if (stressMinutes > 0) {
    phases.push({
      mode: 'stress',
      jobs: mixed([
        jobs('metrics', programs),
        jobs('chaos', CHAOS_SHARE * programs),
        ...(native ? [jobs('native', Math.min(programs, NATIVE_ROUNDS * FAMILIES.length))] : []),
      ]),
      limit: stressMinutes * 60_000,
    });
  }
  if (benchmarks > 0) {
    const kinds = SHARES.map(([kind, share]) => jobs(kind, share * benchmarks));
    phases.push({ mode: 'benchmarks', jobs: mixed(kinds), limit: Infinity });
  }
  if (interactions > 0)
    phases.push({ mode: 'interactions', jobs: jobs('interactions', interactions), limit: Infinity });
  if (liveSeconds > 0) phases.push({ mode: 'live', jobs: jobs('live', ENDLESS), limit: liveSeconds * 1000 });
  return phases;
}

/** Several lists as one, each spread evenly over it: whenever it is cut short, all kinds have had their share. */
function mixed(lists: readonly (readonly Job[])[]): Job[] {
  return lists
    .flatMap((list) => list.map((job, i) => ({ job, place: (i + 0.5) / list.length })))
    .sort((a, b) => a.place - b.place)
    .map(({ job }) => job);
}
