import { quantile } from '../measure';

/**
 * How much slower the machine is at this moment than when nothing else runs: 1 is undisturbed. Another program on the same core takes a
 * third and more of its speed for seconds on end, which no sample shows by itself: all of them are slow alike.
 */
export type Pace = () => Promise<number>;

/** Work is disturbed where the machine was slower by so much, before it or after. */
export const DISTURBED = 1.15;

/** Does some work, again while it was disturbed and `attempts` are left. @returns the result of the calmest attempt */
export async function calmly<T>(pace: Pace, attempts: number, work: () => Promise<T>): Promise<T> {
  const attempt = async () => {
    const before = await pace();
    const result = await work();
    return { result, pace: Math.max(before, await pace()) };
  };
  let calmest = await attempt();
  for (let left = attempts - 1; left > 0 && calmest.pace > DISTURBED; left--) {
    const again = await attempt();
    if (again.pace < calmest.pace) calmest = again;
  }
  return calmest.result;
}

/** Probes that are remembered: what is slow for longer than they last is what counts as rest. */
export const PROBES = 300;
/** So many of them are as fast as the machine is at rest. Not the fastest: a burst of its clock is no rest. */
const AT_REST = 0.1;

/**
 * @param probe runs a fixed piece of work and answers how long it took, in ms
 */
export function createPace(probe: () => Promise<number>): Pace {
  const times: number[] = [];
  return async () => {
    const time = await probe();
    times.push(time);
    if (times.length > PROBES) times.shift();
    return Math.max(1, time / quantile(times, AT_REST));
  };
}
