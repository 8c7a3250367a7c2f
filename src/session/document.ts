import { CHANNEL_IDS, type ChannelId } from './channels';
import { defaultEffects, type Effect } from './effects';
import type { MidiSettings } from './midi';
import type { PluginSettings } from './plugins';
import { type ChannelSound, DEFAULT_SOUNDS, type Sound } from './sound';

/** What a cell, a list element or a number input may be, named as Python names it. */
export type ScalarType = 'int' | 'float' | 'str' | 'bool';
export type Scalar = number | string | boolean;

export interface Column {
  readonly name: string;
  readonly type: ScalarType;
  readonly nullable: boolean;
}

/** Where the rows of a table came from; shown beside the table. */
export interface TableSource {
  readonly kind: 'example' | 'csv' | 'json' | 'parquet';
  readonly name: string;
}

/** A typed argument of the program. `int` values are whole numbers below 2^53. */
export type Input =
  | { readonly kind: 'number'; readonly type: 'int' | 'float'; readonly value: number }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'list'; readonly type: ScalarType; readonly values: readonly Scalar[] }
  | {
      readonly kind: 'table';
      readonly columns: readonly Column[];
      /** Row major, one entry per column; `null` only where the column is nullable. */
      readonly rows: readonly (readonly (Scalar | null)[])[];
      readonly source: TableSource;
    };

export interface NamedInput {
  readonly name: string;
  readonly input: Input;
}

export const DIALECTS = ['duckdb', 'sqlite', 'postgresql'] as const;
export type Dialect = (typeof DIALECTS)[number];

export interface ChannelSettings {
  /** 0–1: how much of the effects rack is open. */
  readonly level: number;
  /** Threads or workers asked for; 1 is sequential. */
  readonly parallel: number;
  /** Drops the checks that the backend names. */
  readonly unsafe: boolean;
  /** dB, -60 (silent) to 6. */
  readonly gain: number;
  /** -1 left to 1 right. */
  readonly pan: number;
  readonly mute: boolean;
  readonly solo: boolean;
  /** The idiom that the backend prints. */
  readonly mode: string;
  /** Only the SQL channel reads it. */
  readonly dialect: Dialect;
  readonly effects: readonly Effect[];
  /** The instrument that plays the channel's answer. */
  readonly sound: ChannelSound;
}

export const MACROS = ['performance', 'safety', 'chaos', 'energy'] as const;
export type MacroId = (typeof MACROS)[number];
export type Macros = Readonly<Record<MacroId, number>>;

export const CURVES = ['linear', 'exponential', 'step', 'sine'] as const;
export type Curve = (typeof CURVES)[number];

/** A breakpoint; `curve` shapes the segment from this point to the next. */
export interface LanePoint {
  readonly beat: number;
  /** 0–1 on the parameter's own scale. */
  readonly value: number;
  readonly curve: Curve;
}

export interface Lane {
  readonly id: string;
  /** The id of the parameter that the lane moves, see `parameters.ts`. */
  readonly parameter: string;
  readonly on: boolean;
  /** In order of beat. */
  readonly points: readonly LanePoint[];
}

/** Everything that a scene recalls: what the mixer looked like. */
export interface Mix {
  readonly n: number;
  readonly channels: Readonly<Record<ChannelId, ChannelSettings>>;
  readonly macros: Macros;
}

export interface Scene {
  readonly id: string;
  readonly name: string;
  readonly mix: Mix;
}

/** A scene on the timeline: it is launched when the playhead reaches its beat. */
export interface SceneClip {
  readonly id: string;
  /** The id of the scene. */
  readonly scene: string;
  /** A whole beat, from zero. */
  readonly beat: number;
  /** Beats over which the mix before goes over into the scene's. */
  readonly fade: number;
}

export const QUANTISE = ['now', 'beat', 'bar', 'loop'] as const;
export type Quantise = (typeof QUANTISE)[number];

/**
 * What the live loop times. `service`: runs back to back. `response`: one run on each beat, timed from when it
 * should have started.
 */
export const TIMINGS = ['service', 'response'] as const;
export type Timing = (typeof TIMINGS)[number];

export interface SessionDocument extends Mix {
  /** The Python comprehension, as typed. */
  readonly program: string;
  /** The example that the program came from, or an empty string. */
  readonly title: string;
  readonly inputs: readonly NamedInput[];
  /** Beats a minute, 20–300. */
  readonly tempo: number;
  /** In beats from zero. */
  readonly loop: { readonly on: boolean; readonly start: number; readonly end: number };
  readonly quantise: Quantise;
  readonly lanes: readonly Lane[];
  readonly scenes: readonly Scene[];
  readonly midi: MidiSettings;
  readonly sound: Sound;
  /** In order of beat, one at a beat. */
  readonly clips: readonly SceneClip[];
  /** Beats over which a launched scene fades in; 0 is at once. */
  readonly fade: number;
  readonly timing: Timing;
  readonly plugins: PluginSettings;
  /** Feeds everything that looks random. */
  readonly seed: number;
}

export const BEATS_PER_BAR = 4;
/** Beats of a fade that the studio offers. */
export const MAX_FADE = 64;
export const N_RANGE = { min: 1, max: 1_000_000 } as const;
export const TEMPO_RANGE = { min: 20, max: 300 } as const;
export const MAX_PARALLEL = 8;

export function defaultChannel(mode: string, sound: ChannelSound = DEFAULT_SOUNDS.python): ChannelSettings {
  return {
    level: 0.5,
    parallel: 1,
    unsafe: false,
    gain: 0,
    pan: 0,
    mute: false,
    solo: false,
    mode,
    dialect: 'duckdb',
    effects: defaultEffects(),
    sound,
  };
}

/** One value per channel, in the order of the mixer. */
export function perChannel<T>(make: (id: ChannelId) => T): Record<ChannelId, T> {
  return Object.fromEntries(CHANNEL_IDS.map((id) => [id, make(id)])) as Record<ChannelId, T>;
}
