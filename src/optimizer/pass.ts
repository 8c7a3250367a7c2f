import type { Expr, Program } from '../language';

/** Names of the passes, as racks, patches and records spell them. */
export const PASS_IDS = [
  'constant-folding',
  'predicate-pushdown',
  'loop-invariant-code-motion',
  'common-subexpression-elimination',
  'strength-reduction',
  'algebraic-closed-form',
  'range-narrowing',
  'filter-fusion',
  'map-fusion',
  'short-circuit-ordering',
  'memoisation',
  'loop-interchange',
  'unrolling',
  'type-narrowing',
] as const;
export type PassId = (typeof PASS_IDS)[number];

/** One knob of a pass. */
export interface Parameter {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly value: number;
  /** What the number means, with its unit. */
  readonly meaning: string;
}

/**
 * One IR → IR rewriting. `apply` keeps the value and the exception class of every program; where its precondition does
 * not hold it answers the very same expression.
 */
export interface Pass {
  readonly id: PassId;
  readonly title: string;
  /** What must hold before a place is rewritten, in one sentence. */
  readonly precondition: string;
  readonly parameters: readonly Parameter[];
  apply(body: Expr, parameters: Readonly<Record<string, number>>, program: Program): Expr;
}
