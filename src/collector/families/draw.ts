import { seeded } from '../../measure';

/** Choices of one program, all from one seeded generator. */
export interface Draw {
  /** A whole number from `min` to `max`, both included. */
  int(min: number, max: number): number;
  pick<T>(items: readonly [T, ...T[]]): T;
  /** True in that share of draws, 0–1. */
  chance(share: number): boolean;
}

export function createDraw(seed: number): Draw {
  const random = seeded(seed);
  const int = (min: number, max: number): number => min + Math.floor(random() * (max - min + 1));
  return {
    int,
    pick: (items) => items[int(0, items.length - 1)] ?? items[0],
    chance: (share) => random() < share,
  };
}
