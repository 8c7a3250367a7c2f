import type { PassId } from '../optimizer';
import type { ChannelId } from './channels';

/** One pass of a channel's rack: which, and whether it may run. The order of the rack is the order of the passes. */
export interface Effect {
  readonly pass: string;
  readonly on: boolean;
}

/** The rack that a new channel starts with, in the order in which the passes help each other most. */
export const DEFAULT_RACK: readonly string[] = [
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
] satisfies readonly PassId[];

export function defaultEffects(): Effect[] {
  return DEFAULT_RACK.map((pass) => ({ pass, on: true }));
}

/**
 * The passes that run at a level: it opens the rack from the top, a share of the passes that are switched on.
 * @param level 0 (none) to 1 (all)
 */
export function openPasses(effects: readonly Effect[], level: number): string[] {
  const on = effects.filter((effect) => effect.on).map((effect) => effect.pass);
  return on.slice(0, Math.round(level * on.length));
}

/**
 * Passes that alone leave a channel's code as it is, because its printer or its engine does the same: they only
 * prepare the ground for later passes there. The rack says so.
 */
export const PREPARING_PASSES: Readonly<Partial<Record<ChannelId, readonly string[]>>> = {
  python: ['type-narrowing'],
  typescript: ['filter-fusion'],
  wasm: ['strength-reduction', 'map-fusion'],
  sql: ['predicate-pushdown', 'filter-fusion', 'map-fusion'],
  julia: ['filter-fusion'],
  go: ['filter-fusion'],
};

export function onlyPrepares(channel: ChannelId, pass: string): boolean {
  return PREPARING_PASSES[channel]?.includes(pass) ?? false;
}
