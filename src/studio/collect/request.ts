import type { CollectRequest } from '../../collector';

/** The four ways to collect, in the order of the panel. */
export const MODES = ['stress', 'benchmarks', 'interactions', 'live'] as const;
export type ModeId = (typeof MODES)[number];

/** One way to collect: how much of it, in its own unit. */
export interface Mode {
  readonly on: boolean;
  readonly amount: number;
}

export type Wishes = Readonly<Record<ModeId, Mode>> & { readonly native: boolean; readonly seed: number };

/** Least and most of each mode: minutes, programs, sessions, seconds. */
export const AMOUNTS: Readonly<Record<ModeId, { readonly min: number; readonly max: number }>> = {
  stress: { min: 1, max: 600 },
  benchmarks: { min: 1, max: 1_000 },
  interactions: { min: 1, max: 500 },
  live: { min: 10, max: 3_600 },
};

/** Two minutes of stress: what a first visit can wait for. */
export const FIRST_WISHES: Wishes = {
  stress: { on: true, amount: 2 },
  benchmarks: { on: false, amount: 10 },
  interactions: { on: false, amount: 5 },
  live: { on: false, amount: 60 },
  native: false,
  seed: 7,
};

/** More programs than a stress in a page gets through. */
const PROGRAMS = 1_020;

export function requestOf(wishes: Wishes): CollectRequest {
  const amount = (mode: ModeId): number => (wishes[mode].on ? wishes[mode].amount : 0);
  return {
    seed: wishes.seed,
    stressMinutes: amount('stress'),
    programs: PROGRAMS,
    benchmarks: amount('benchmarks'),
    interactions: amount('interactions'),
    liveSeconds: amount('live'),
    native: wishes.native,
  };
}

/** A whole number within the bounds, or undefined for a text that is none. */
export function amountOf(
  text: string,
  { min, max }: { readonly min: number; readonly max: number },
): number | undefined {
  const value = Number(text);
  return text.trim() !== '' && Number.isInteger(value) && value >= min && value <= max ? value : undefined;
}
