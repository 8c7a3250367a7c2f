import { seeded } from './random';

/** Standard normal numbers from a seeded generator (Box and Muller, 1958). */
export function normals(seed: number): () => number {
  const random = seeded(seed);
  return () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

export interface SyntheticMachine {
  /** Standard deviation of the log level of a fresh worker: layout of code and data. */
  readonly worker: number;
  /** Standard deviation of the log of a sample, and how much of it carries over to the next one. */
  readonly noise: number;
  readonly memory: number;
  /** Share of samples that a collection falls into, five times as long. */
  readonly collections: number;
  /** Change of the log level of the machine from round to round, by chance. */
  readonly drift: number;
}

/** A machine as noisy as a shared one. */
export const NOISY: SyntheticMachine = {
  worker: 0.02,
  noise: 0.05,
  memory: 0.6,
  collections: 0.03,
  drift: 0.05,
};

/**
 * Sample times of two programs by round, taken side by side.
 * @param ratio time of the second over time of the first
 */
export function syntheticRounds(
  machine: SyntheticMachine,
  { rounds, samples, ratio, seed }: { rounds: number; samples: number; ratio: number; seed: number },
): { readonly first: number[][]; readonly second: number[][] } {
  const normal = normals(seed);
  const random = seeded(seed ^ 0x5bd1e995);
  let level = 0;
  const worker = (factor: number): number[] => {
    const own = level + machine.worker * normal();
    let carried = 0;
    return Array.from({ length: samples }, () => {
      carried = machine.memory * carried + Math.sqrt(1 - machine.memory ** 2) * machine.noise * normal();
      const collection = random() < machine.collections ? 5 : 1;
      return factor * collection * Math.exp(own + carried);
    });
  };
  const first: number[][] = [];
  const second: number[][] = [];
  for (let round = 0; round < rounds; round++) {
    level += machine.drift * normal();
    first.push(worker(1));
    second.push(worker(ratio));
  }
  return { first, second };
}
