import { type Periodogram, periodogram } from '../../measure';
import { CHANNEL_IDS, type ChannelId, perChannel } from '../../session';
import { frames } from '../studio';
import { telemetry } from '../telemetry';
import type { Turns } from '../turns';

/** The latest turns that are looked at: two minutes at a turn a second, one and a half at 120 bpm. */
const LONGEST = 192;
/** A channel is looked at anew at most this often, in ms. */
const EVERY = 1000;

/**
 * The periodogram of a channel's turns since anything about it changed: of the logarithm of each turn's mean, so that a
 * stall counts by its factor.
 */
export function analyse(turns: Turns): Periodogram | undefined {
  const from = Math.max(turns.firstOfEpoch, turns.total - LONGEST);
  const length = turns.total - from;
  const times = Array.from({ length }, (_, i) => turns.time(from + i) / 1000);
  const values = Array.from({ length }, (_, i) => Math.log(Math.max(turns.mean(from + i), 1e-9)));
  return periodogram(times, values);
}

export type Resonances = Readonly<Record<ChannelId, Periodogram | undefined>>;

const found: Record<ChannelId, Periodogram | undefined> = perChannel(() => undefined);
/** The turn and the epoch up to which a channel has been looked at, and when. */
const seen = perChannel(() => ({ total: -1, epoch: -1, time: -Infinity }));
let version = 0;

export const resonances: Resonances = found;

/** Changes whenever any periodogram does. */
export function resonancesVersion(): number {
  return version;
}

let next = 0;
/** One channel a frame at most: a periodogram takes a millisecond or two. */
function look(time: number): void {
  for (let tried = 0; tried < CHANNEL_IDS.length; tried++) {
    const id = CHANNEL_IDS[next++ % CHANNEL_IDS.length];
    if (id === undefined) continue;
    const { turns } = telemetry[id];
    const last = seen[id];
    const isNew = last.total !== turns.total || last.epoch !== turns.epoch;
    if (!isNew || time - last.time < EVERY) continue;
    last.total = turns.total;
    last.epoch = turns.epoch;
    last.time = time;
    found[id] = analyse(turns);
    version++;
    return;
  }
}

let watchers = 0;
let stop: (() => void) | undefined;

/** Keeps the periodograms up to date until the returned function is called. */
export function watchResonances(): () => void {
  if (watchers++ === 0) stop = frames.subscribe(look);
  return () => {
    if (--watchers === 0) stop?.();
  };
}
