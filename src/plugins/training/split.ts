import { seeded, shuffled } from '../../measure';
import type { ForecastExample } from '../predictive-morphing/types';

export interface Split {
  readonly train: readonly ForecastExample[];
  readonly heldOut: readonly ForecastExample[];
}

/** Every fourth program is held out. */
const HELD_OUT = 4;
/** Fewer programs or rows say nothing about a model. */
export const LEAST = { programs: 4, rows: 24 } as const;

/**
 * Splits by program: rows of one program are never on both sides.
 * @throws {RangeError} when there is too little to learn from and to judge by
 */
export function splitByProgram(examples: readonly ForecastExample[], seed: number): Split {
  const hashes = [...new Set(examples.map(({ hash }) => hash))].sort();
  if (hashes.length < LEAST.programs || examples.length < LEAST.rows)
    throw new RangeError(
      `${examples.length} runs of ${hashes.length} programs are too few: play at least ${LEAST.rows} runs of ${LEAST.programs} programs`,
    );
  const held = new Set(
    shuffled(hashes, seeded(seed)).slice(0, Math.max(1, Math.floor(hashes.length / HELD_OUT))),
  );
  return {
    train: examples.filter(({ hash }) => !held.has(hash)),
    heldOut: examples.filter(({ hash }) => held.has(hash)),
  };
}

/** So many of the shipped rows go into fine-tuning beside the own ones, so that nothing is unlearnt. */
const REPLAYED = 2_000;
/** So many others judge what became of them. */
const VALIDATING = 400;

/** Shipped rows to rehearse with, and others, of the same programs, to judge by. */
export function rehearsal(
  shipped: readonly ForecastExample[],
  seed: number,
): { readonly replay: readonly ForecastExample[]; readonly validation: readonly ForecastExample[] } {
  const order = shuffled(shipped, seeded(seed));
  const validating = Math.min(VALIDATING, Math.floor(order.length / HELD_OUT));
  return { validation: order.slice(0, validating), replay: order.slice(validating, validating + REPLAYED) };
}
