import { BACKENDS, type BackendId, type Outcome } from '../backends';
import { NATIVE_CLOCK, seeded, type TimedInstance } from '../measure';
import type { Lab } from './lab';
import { localWorkshop } from './workshop';

const ANSWER: Outcome = { kind: 'value', value: 42 };

/**
 * A lab without engines: every program answers 42 after a time that its code and a seed decide. What is printed, chosen
 * and written down is real; only the running is not.
 * @param seed of the noise on the times
 */
export function fakeLab(seed = 1): Lab & { readonly loaded: string[] } {
  const random = seeded(seed);
  const loaded: string[] = [];
  return {
    loaded,
    workshop: localWorkshop(),
    backends: new Set(BACKENDS),
    async load({ backend, emission, settings, values }) {
      loaded.push(JSON.stringify([backend, emission.code, settings, values]));
      return instanceOf(emission.code.length / 1000, random);
    },
    clock: async () => NATIVE_CLOCK,
    reference: async () => ANSWER,
    pythonVersion: async () => '3.14',
    calibration: async (backend: BackendId) => ({ backend, kernels: { arithmetic: 1000 } }),
    renew: async () => {},
    pace: async () => 1,
    occupy: async () => async () => {},
    close: async () => {},
  };
}

function instanceOf(milliseconds: number, random: () => number): TimedInstance {
  const time = (count: number): number => count * milliseconds * (1 + 0.1 * random());
  return {
    timings: { compile: 1, instantiate: 1 },
    run: async () => ANSWER,
    timedRun: async () => ({ outcome: ANSWER, elapsed: milliseconds }),
    batch: async (count) => ({ count, elapsed: time(count), digest: 7 }),
    series: async ({ count, samples }) => ({
      count,
      elapsed: Array.from({ length: samples }, () => time(count)),
      digests: Array.from({ length: samples }, () => 7),
    }),
    setInputs: async () => {},
    close: async () => {},
  };
}
