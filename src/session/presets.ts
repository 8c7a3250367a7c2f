import type { ChannelId } from './channels';
import type { ChannelSettings, Dialect } from './document';
import { defaultEffects, type Effect } from './effects';
import type { InstrumentId, Touch } from './sound';

/** What a preset asks of the channel's sound. */
export interface PresetSound {
  /** Absent where the preset fits any channel: each keeps its own instrument. */
  readonly instrument?: InstrumentId;
  readonly touch: Touch;
  /** dB */
  readonly gain: number;
  /** -1 left to 1 right */
  readonly pan: number;
}

export interface Preset {
  readonly id: string;
  readonly name: string;
  /** What one hears and sees change, in a sentence. */
  readonly about: string;
  /** The channel it is made for; without one it fits any. */
  readonly target?: ChannelId;
  readonly level: number;
  readonly parallel: number;
  readonly unsafe: boolean;
  /** Passes that the preset switches on; the rest of the rack is off. `all` leaves everything on. */
  readonly effects: 'all' | readonly string[];
  readonly mode?: string;
  readonly dialect?: Dialect;
  readonly sound: PresetSound;
}

export const PRESETS: readonly Preset[] = [
  {
    id: 'hi-fi-sequential',
    name: 'Hi-Fi Sequential',
    about: 'One thread, every check kept, every pass that proves itself.',
    level: 1,
    parallel: 1,
    unsafe: false,
    effects: 'all',
    sound: { touch: 'clean', gain: 0, pan: 0 },
  },
  {
    id: 'punchy-parallel',
    name: 'Punchy Parallel',
    about: 'Four threads over chunks; pays off when n is large.',
    level: 0.8,
    parallel: 4,
    unsafe: false,
    effects: ['constant-folding', 'predicate-pushdown', 'filter-fusion', 'map-fusion', 'type-narrowing'],
    sound: { touch: 'percussive', gain: 2, pan: 0 },
  },
  {
    id: 'lo-fi-minimalist',
    name: 'Lo-Fi Minimalist',
    about: 'The program as written, hardly touched: the sound of no optimiser.',
    level: 0.1,
    parallel: 1,
    unsafe: false,
    effects: ['constant-folding'],
    sound: { touch: 'soft', gain: -4, pan: 0 },
  },
  {
    id: 'sql-club-mix',
    name: 'SQL Club Mix',
    about: 'Filters pushed to the source, one plan for the whole set.',
    target: 'sql',
    level: 0.85,
    parallel: 1,
    unsafe: false,
    effects: [
      'constant-folding',
      'predicate-pushdown',
      'filter-fusion',
      'range-narrowing',
      'short-circuit-ordering',
    ],
    dialect: 'duckdb',
    sound: { instrument: 'club-kit', touch: 'percussive', gain: 1, pan: 0 },
  },
  {
    id: 'rust-fm-synth',
    name: 'Rust FM Synth',
    about: 'Iterator chains, four threads, unchecked: bright and dangerous.',
    target: 'rust',
    level: 1,
    parallel: 4,
    unsafe: true,
    effects: 'all',
    sound: { instrument: 'fm', touch: 'percussive', gain: 0, pan: 0.2 },
  },
  {
    id: 'julia-granular-synth',
    name: 'Julia Granular Synth',
    about: 'Fused broadcasts in small grains.',
    target: 'julia',
    level: 0.9,
    parallel: 2,
    unsafe: true,
    effects: ['constant-folding', 'map-fusion', 'filter-fusion', 'type-narrowing'],
    sound: { instrument: 'granular', touch: 'soft', gain: -1, pan: -0.25 },
  },
  {
    id: 'typescript-digital-synth',
    name: 'TypeScript Digital Synth',
    about: 'Plain loops, numbers proved small enough to be numbers.',
    target: 'typescript',
    level: 0.9,
    parallel: 1,
    unsafe: false,
    effects: [
      'constant-folding',
      'strength-reduction',
      'filter-fusion',
      'map-fusion',
      'range-narrowing',
      'type-narrowing',
    ],
    sound: { instrument: 'digital', touch: 'percussive', gain: 0, pan: -0.1 },
  },
  {
    id: 'go-analog-synth',
    name: 'Go Analog Synth',
    about: 'A goroutine for each chunk, checks kept: warm and even.',
    target: 'go',
    level: 0.75,
    parallel: 4,
    unsafe: false,
    effects: ['constant-folding', 'loop-invariant-code-motion', 'strength-reduction', 'filter-fusion'],
    sound: { instrument: 'analog', touch: 'clean', gain: 0, pan: 0.1 },
  },
  {
    id: 'csharp-plinq-synth',
    name: 'C# PLINQ Synth',
    about: 'Queries in parallel, in order where order matters.',
    target: 'csharp',
    level: 0.8,
    parallel: 4,
    unsafe: false,
    effects: ['constant-folding', 'predicate-pushdown', 'filter-fusion', 'map-fusion'],
    sound: { instrument: 'plinq', touch: 'soft', gain: 0, pan: -0.2 },
  },
  {
    id: 'wasm-wavetable',
    name: 'Wasm Wavetable',
    about: 'Narrow types and unrolled loops, at the top of the optimiser.',
    target: 'wasm',
    level: 1,
    parallel: 1,
    unsafe: true,
    effects: [
      'constant-folding',
      'strength-reduction',
      'algebraic-closed-form',
      'range-narrowing',
      'unrolling',
      'type-narrowing',
    ],
    sound: { instrument: 'wavetable', touch: 'clean', gain: 0, pan: 0.15 },
  },
];

/** @throws when there is no such preset */
export function presetById(id: string): Preset {
  const found = PRESETS.find((preset) => preset.id === id);
  if (!found) throw new Error(`There is no preset "${id}".`);
  return found;
}

/** A channel's settings after a preset; mute and solo stay in the performer's hands. */
export function applyPreset(preset: Preset, channel: ChannelSettings): ChannelSettings {
  return {
    ...channel,
    level: preset.level,
    parallel: preset.parallel,
    unsafe: preset.unsafe,
    gain: preset.sound.gain,
    pan: preset.sound.pan,
    mode: preset.mode ?? channel.mode,
    dialect: preset.dialect ?? channel.dialect,
    effects: presetEffects(preset),
    sound: {
      ...channel.sound,
      instrument: preset.sound.instrument ?? channel.sound.instrument,
      touch: preset.sound.touch,
    },
  };
}

/** The rack that a preset sets. */
export function presetEffects(preset: Preset): readonly Effect[] {
  const { effects } = preset;
  if (effects === 'all') return defaultEffects();
  return defaultEffects().map(({ pass }) => ({ pass, on: effects.includes(pass) }));
}
