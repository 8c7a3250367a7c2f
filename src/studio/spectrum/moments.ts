import { createStore } from 'zustand/vanilla';
import { compareMoments, type Difference } from '../../measure';
import { CHANNEL_IDS, type ChannelId, perChannel } from '../../session';
import { effective } from '../effective';
import { compiled, verdicts } from '../engine/results';
import { strings } from '../strings';
import { telemetry } from '../telemetry';
import { beatNow } from '../transport';
import type { Turns } from '../turns';
import type { Bar } from './draw';
import { type Resonances, resonances } from './resonances';

/** Everything that the spectrum shows, at one time. */
export interface Moment {
  /** ms on the page's clock; undefined for what is shown live. */
  readonly taken: number | undefined;
  /** The playhead. */
  readonly beat: number;
  readonly bars: readonly Bar[];
  readonly turns: Readonly<Record<ChannelId, Turns>>;
  readonly resonances: Resonances;
  /** What was measured: the name of the program, its text, and the data size. */
  readonly title: string;
  readonly source: string | undefined;
  readonly n: number;
}

/** The bars as they are now. */
export function currentBars(): readonly Bar[] {
  const states = verdicts.getState();
  return CHANNEL_IDS.map((id) => {
    const { p50, p95, success, checked, runs, count, memory, provenance, recorded } = telemetry[id];
    const remark = strings.verdict[states[id].kind];
    return { id, p50, p95, success, checked, runs, samples: count, memory, provenance, recorded, remark };
  });
}

/** What is shown live. */
export function currentMoment(): Moment {
  const { title, n } = effective.getState();
  return {
    taken: undefined,
    beat: beatNow(),
    bars: currentBars(),
    turns: perChannel((id) => telemetry[id].turns),
    resonances,
    title,
    source: compiled.getState().source,
    n,
  };
}

function capture(): Moment {
  const moment = currentMoment();
  return {
    ...moment,
    taken: performance.now(),
    turns: perChannel((id) => moment.turns[id].copy()),
    resonances: { ...moment.resonances },
  };
}

export type Slot = 'a' | 'b';

interface Moments {
  readonly frozen: Moment | undefined;
  readonly a: Moment | undefined;
  readonly b: Moment | undefined;
}

/** The moments that the performer keeps: not part of the session, gone with the page. */
export const moments = createStore<Moments>()(() => ({ frozen: undefined, a: undefined, b: undefined }));

export function toggleFreeze(): void {
  moments.setState(({ frozen }) => ({ frozen: frozen ? undefined : capture() }));
}

/** Keeps what is shown: the frozen moment while one is held. */
export function storeMoment(slot: Slot): void {
  moments.setState(({ frozen }) => ({ [slot]: frozen ?? capture() }));
}

export function clearMoments(): void {
  moments.setState({ a: undefined, b: undefined });
}

/** Turns that a comparison looks back to: a quarter of a minute at 120 bpm. */
const COMPARED = 30;

/** How a channel at one moment compares with the same channel at another; undefined where there are too few turns. */
export function compareChannel(first: Moment, second: Moment, id: ChannelId): Difference | undefined {
  return compareMoments(medians(first.turns[id]), medians(second.turns[id]));
}

/** Medians of the last turns that were taken with the same settings, in ms. */
function medians(turns: Turns): number[] {
  const from = Math.max(turns.firstOfEpoch, turns.total - COMPARED);
  return Array.from({ length: turns.total - from }, (_, i) => turns.p50(from + i));
}
