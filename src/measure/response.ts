import type { Instance } from '../backends';
import type { ClockReading } from './clock';
import { type Summary, summarise } from './summary';

/** A clock that can be waited on; in tests one that is moved by hand. */
export interface Timeline {
  /** ms */
  now(): number;
  /** Until that time, or at once when it has passed. */
  until(time: number): Promise<void>;
}

export const WALL: Timeline = {
  now: () => performance.now(),
  until: (time) => {
    const wait = time - performance.now();
    return wait <= 0 ? Promise.resolve() : new Promise((resolve) => setTimeout(resolve, wait));
  },
};

export interface Arrivals {
  /** Between two arrivals, in ms: a beat of the transport. */
  readonly interval: number;
  readonly count: number;
}

export interface ResponseTimes {
  /** From the intended start to the end, in ms. */
  readonly times: readonly number[];
  /** The work alone, in ms. */
  readonly service: readonly number[];
  readonly summary: Summary;
}

/** One arrival, in ms. */
export interface Arrival {
  /** From the intended start to the end. */
  readonly time: number;
  /** The work alone. */
  readonly service: number;
}

/**
 * Waits until a run is due, then runs once.
 * @param intended when it should start, in ms of the timeline; it is timed from there however late it does
 * @throws what the batch throws
 */
export async function arrive(
  instance: Pick<Instance, 'batch'>,
  intended: number,
  timeline: Timeline = WALL,
): Promise<Arrival> {
  await timeline.until(intended);
  const { elapsed } = await instance.batch(1);
  return { time: timeline.now() - intended, service: elapsed };
}

/**
 * Response time: runs arrive on the beat whether or not the one before has ended, and each is timed from when it
 * should have started. A stall so delays all that queue behind it, as it does on a stage; timing each from when it did
 * start would hide that (coordinated omission, Tene).
 * @throws what the batch throws
 */
export async function respond(
  instance: Pick<Instance, 'batch'>,
  { interval, count }: Arrivals,
  clock: ClockReading,
  timeline: Timeline = WALL,
): Promise<ResponseTimes> {
  const start = timeline.now();
  const times: number[] = [];
  const service: number[] = [];
  for (let arrival = 0; arrival < count; arrival++) {
    const intended = start + arrival * interval;
    const arrived = await arrive(instance, intended, timeline);
    times.push(arrived.time);
    service.push(arrived.service);
  }
  return { times, service, summary: summarise(times, 1, clock) };
}
