import type { MakeInput } from './data';
import type { Draw } from './draw';

/** A program as a family writes it. */
export interface Draft {
  readonly source: string;
  /** Inputs besides `n`. */
  readonly inputs?: readonly MakeInput[];
  /** The largest data size that it is meant for: what grows faster than n stays small. */
  readonly most: number;
}

/** Programs of one shape and purpose. */
export interface Family {
  readonly id: string;
  /** What its programs have in common, in a few words. */
  readonly about: string;
  write(draw: Draw): Draft;
}

/** Largest sizes: one number out of a range; a list out of a range or an input; two and three nested loops. */
export const MILLION = 1_000_000;
export const HUNDRED_THOUSAND = 100_000;
export const TEN_THOUSAND = 10_000;
export const THOUSAND = 1_000;
export const HUNDRED = 100;
