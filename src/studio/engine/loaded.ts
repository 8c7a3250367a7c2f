import type { InputValues } from '../../backends';
import type { ClockReading, Sampling, TimedInstance, WorkerRun } from '../../measure';
import type { ChannelId, Timing } from '../../session';
import { keyOf, type Moment, type Piece } from './piece';

/** What a channel has loaded. */
export interface Loaded {
  readonly key: string;
  readonly instance: TimedInstance;
  readonly clock: ClockReading;
  readonly sampling: Sampling;
  values: InputValues;
  timing: Timing;
  /** The verdict was reached with these values and agreed. */
  agreed: boolean;
  /** The beat whose run was expected last. */
  expected?: Moment;
  /** A comparison whose response times are still being gathered. */
  unrecorded?: { readonly run: WorkerRun; readonly times: number[] };
}

/** Whether a channel has loaded what the piece wants, and it agreed. */
export function isReady(id: ChannelId, { key, values, timing, agreed }: Loaded, piece: Piece): boolean {
  const code = piece.codes[id];
  if (!code?.ok || !agreed || values !== piece.values || timing !== piece.timing) return false;
  return key === keyOf(id, code.emission, piece);
}
