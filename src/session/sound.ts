import type { ChannelId } from './channels';

/** Scales by their names in the field; which keys they have, `src/audio/scales.ts` knows. */
export const SCALES = [
  'chromatic',
  'major',
  'minor',
  'harmonic-minor',
  'dorian',
  'mixolydian',
  'major-pentatonic',
  'minor-pentatonic',
  'blues',
  'whole-tone',
] as const;
export type ScaleId = (typeof SCALES)[number];

/** How numbers become keys: `auto` chooses by their range. */
export const READINGS = ['auto', 'keys', 'steps', 'contour'] as const;
export type Reading = (typeof READINGS)[number];

export const INSTRUMENTS = [
  'rhodes',
  'digital',
  'wavetable',
  'club-kit',
  'fm',
  'granular',
  'analog',
  'plinq',
] as const;
export type InstrumentId = (typeof INSTRUMENTS)[number];

/** How an instrument is played: as it is, short, or with a slow attack and a long release. */
export const TOUCHES = ['clean', 'percussive', 'soft'] as const;
export type Touch = (typeof TOUCHES)[number];

/** Notes in a beat. */
export const RATES = [1, 2, 4] as const;
export type Rate = (typeof RATES)[number];

export const OCTAVE_RANGE = { min: -3, max: 3 } as const;

export const DRUMS = ['kick', 'snare', 'hat', 'clap'] as const;
export type DrumId = (typeof DRUMS)[number];

/** Steps of the drum grid: the sixteenths of a bar. */
export const DRUM_STEPS = 16;

/** How a channel plays the answer of its program. */
export interface ChannelSound {
  readonly instrument: InstrumentId;
  readonly touch: Touch;
  /** Octaves up or down, -3 to 3. */
  readonly octave: number;
  readonly rate: Rate;
}

export interface DrumRow {
  /** Plays the booleans of the program's answer in place of the steps set by hand. */
  readonly follow: boolean;
  /** One per sixteenth. */
  readonly steps: readonly boolean[];
}

/** The sound that all channels share. */
export interface Sound {
  /** Semitones above C, 0–11. */
  readonly root: number;
  readonly scale: ScaleId;
  readonly reading: Reading;
  /** Master volume in dB, -60 (silent) to 0. */
  readonly volume: number;
  /** How far a channel lags behind the beat: ms for each tenfold of its median run above a microsecond, 0–40. */
  readonly lag: number;
  /** How far jitter detunes: cents for each doubling of p95 over p50, 0–100. */
  readonly detune: number;
  readonly drums: {
    readonly on: boolean;
    /** dB, -60 (silent) to 6. */
    readonly gain: number;
    readonly rows: Readonly<Record<DrumId, DrumRow>>;
  };
}

/** What a new session gives each channel to play: eight registers that leave each other room. */
export const DEFAULT_SOUNDS: Readonly<Record<ChannelId, ChannelSound>> = {
  python: { instrument: 'rhodes', touch: 'clean', octave: 0, rate: 2 },
  typescript: { instrument: 'digital', touch: 'percussive', octave: 1, rate: 4 },
  wasm: { instrument: 'wavetable', touch: 'clean', octave: 1, rate: 2 },
  sql: { instrument: 'club-kit', touch: 'clean', octave: 0, rate: 4 },
  rust: { instrument: 'fm', touch: 'percussive', octave: 0, rate: 4 },
  julia: { instrument: 'granular', touch: 'soft', octave: 0, rate: 1 },
  go: { instrument: 'analog', touch: 'clean', octave: -2, rate: 1 },
  csharp: { instrument: 'plinq', touch: 'soft', octave: -1, rate: 1 },
};

export const DEFAULT_SOUND: Sound = {
  root: 0,
  scale: 'major',
  reading: 'auto',
  volume: -6,
  lag: 15,
  detune: 20,
  drums: {
    on: true,
    gain: -6,
    rows: {
      kick: { follow: false, steps: stepsOf('x...x...x...x...') },
      snare: { follow: false, steps: stepsOf('....x.......x...') },
      hat: { follow: false, steps: stepsOf('..x...x...x...x.') },
      clap: { follow: false, steps: stepsOf('................') },
    },
  },
};

function stepsOf(pattern: string): readonly boolean[] {
  return [...pattern].map((step) => step === 'x');
}
