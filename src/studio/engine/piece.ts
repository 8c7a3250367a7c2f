import type { Emission, EmitResult, InputValues, Instance, Outcome } from '../../backends';
import type { InputSpec, Type } from '../../language';
import type { Calibration, ClockReading, Measurement } from '../../measure';
import type { ChannelId, ChannelSettings, Timing } from '../../session';
import type { Provenance } from '../telemetry';
import type { Verdict } from './results';

/** Everything that is to be played: one program as eight channels have it, and the values it is played with. */
export interface Piece {
  readonly source: string;
  readonly specs: readonly InputSpec[];
  /** Replaced, not changed, when a value changes: compared by identity. */
  readonly values: InputValues;
  /** Hash of the program, whatever its names and white space. */
  readonly hash: string;
  /** The type of the result. */
  readonly type: Type;
  /** Undefined where a code is still being made. */
  readonly codes: Readonly<Partial<Record<ChannelId, EmitResult>>>;
  readonly settings: Readonly<Record<ChannelId, ChannelSettings>>;
  /** The optimizer's passes that ran, in order. */
  readonly passes: Readonly<Record<ChannelId, readonly string[]>>;
  readonly audible: Readonly<Record<ChannelId, boolean>>;
  /** The data size. */
  readonly n: number;
  readonly timing: Timing;
}

/** A beat that is played. */
export interface Moment {
  /** Its position on the timeline. */
  readonly beat: number;
  /** When it was due, in ms of `performance.now()`. */
  readonly due: number;
  /** How long it is, in ms. */
  readonly length: number;
}

/** Where a channel runs. */
export interface Player {
  readonly provenance: Provenance;
  /** How long a new program must stand before it is worth loading, in ms: a native build is not for every keystroke. */
  readonly settle: number;
  /** Why it can't run here, in a sentence; undefined when it can. */
  obstacle(): Promise<string | undefined>;
  load(id: ChannelId, emission: Emission, piece: Piece): Promise<Instance>;
  /** The clock that its times are read from. */
  clock(id: ChannelId): Promise<ClockReading>;
  /** How the device fares there, once that is known. */
  calibration(id: ChannelId): Calibration | undefined;
}

/** Python, asked for the answer that all others are compared with. */
export interface Reference {
  answer(source: string, specs: readonly InputSpec[], values: InputValues): Promise<Outcome>;
  version(): Promise<string>;
}

/** Samples of one turn. */
export interface Samples {
  /** Milliseconds of one run, a mean per batch. */
  readonly milliseconds: readonly number[];
  readonly runs: number;
  readonly timing: Timing;
  /** The beat that they belong to; undefined while nothing plays. */
  readonly beat: number | undefined;
}

export interface Reports {
  verdict(id: ChannelId, verdict: Verdict): void;
  /** What a channel said when it was compared, before the verdict on it. */
  answered(id: ChannelId, outcome: Outcome): void;
  checked(id: ChannelId, equal: boolean): void;
  /** `fresh` when they are the first since the program, a setting or a value changed. */
  samples(id: ChannelId, samples: Samples, provenance: Provenance, fresh: boolean): void;
  /** A program was compared with Python and, where it agreed, timed: once for each change. */
  measured(measurement: Measurement): void;
  /** There is nothing to show for the channel any more. */
  silence(id: ChannelId): void;
}

/** Whether a channel has something else to do in a new piece. */
export function changed(id: ChannelId, before: Piece, after: Piece): boolean {
  if (before.values !== after.values || before.source !== after.source) return true;
  if (before.timing !== after.timing) return true;
  if (before.audible[id] !== after.audible[id]) return true;
  const [one, other] = [before.codes[id], after.codes[id]];
  if (!one?.ok || !other?.ok) return one?.ok !== other?.ok;
  return keyOf(id, one.emission, before) !== keyOf(id, other.emission, after);
}

/** What makes two programs the same to a runner: the text, and what is not in the text. */
export function keyOf(id: ChannelId, { code }: Emission, { settings }: Piece): string {
  const { level, parallel, unsafe, dialect } = settings[id];
  return JSON.stringify([code, id === 'wasm' ? level : 0, parallel, unsafe, dialect]);
}
