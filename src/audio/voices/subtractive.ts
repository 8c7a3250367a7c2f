import type { Bench } from './bench';
import { BRIGHTNESS, type Envelope, fall, shape, touched } from './envelope';
import type { Instrument, Tone } from './instrument';

interface Layer {
  readonly wave: OscillatorType | readonly number[];
  /** Multiple of the note's frequency. */
  readonly ratio: number;
  readonly cents: number;
  readonly level: number;
}

interface Patch {
  readonly level: number;
  readonly layers: readonly Layer[];
  readonly envelope: Envelope;
  /** Low-pass at the attack and after it, in multiples of the note's frequency; where it falls to, and its resonance. */
  readonly filter: { readonly from: number; readonly to: number; readonly fall: number; readonly q: number };
}

/** Layers of bright waves through one low-pass filter. */
function subtractive(bench: Bench, patch: Patch): Instrument {
  return ({ frequency, velocity, duration, touch }: Tone, time, out) => {
    const amplitude = bench.gain();
    const end = shape(amplitude.gain, touched(patch.envelope, touch), patch.level * velocity, time, duration);
    const { from, to, fall: constant, q } = patch.filter;
    const filter = bench.filter('lowpass', frequency * from, q);
    const highest = bench.context.sampleRate * 0.45;
    const cutoff = (ratio: number): number => Math.min(highest, frequency * ratio * BRIGHTNESS[touch]);
    fall(filter.frequency, cutoff(from), cutoff(to), time, constant);
    for (const { wave, ratio, cents, level } of patch.layers) {
      const source = bench.oscillator(wave, frequency * ratio, cents);
      source.connect(bench.gain(level)).connect(filter);
      bench.run(source, time, end);
    }
    filter.connect(amplitude).connect(out);
  };
}

/** The partials of a pulse that is high for a quarter of its period. */
const QUARTER_PULSE = Array.from({ length: 24 }, (_, index) => {
  const partial = index + 1;
  return (2 / (partial * Math.PI)) * Math.sin((partial * Math.PI) / 4);
});

/** A narrow pulse over a sine of its pitch: hollow and exact. */
export const digital = (bench: Bench): Instrument =>
  subtractive(bench, {
    level: 0.2,
    layers: [
      { wave: QUARTER_PULSE, ratio: 1, cents: 0, level: 0.8 },
      { wave: 'sine', ratio: 1, cents: 0, level: 0.3 },
    ],
    envelope: { attack: 0.001, decay: 0.2, sustain: 0.5, release: 0.03 },
    filter: { from: 10, to: 5, fall: 0.12, q: 0.7 },
  });

/** Two sawtooths that beat against each other, an octave of weight below, a filter that closes. */
export const analog = (bench: Bench): Instrument =>
  subtractive(bench, {
    level: 0.24,
    layers: [
      { wave: 'sawtooth', ratio: 1, cents: 4, level: 0.5 },
      { wave: 'sawtooth', ratio: 1, cents: -4, level: 0.5 },
      { wave: 'triangle', ratio: 1, cents: 0, level: 0.5 },
    ],
    envelope: { attack: 0.006, decay: 0.4, sustain: 0.6, release: 0.08 },
    filter: { from: 9, to: 2.5, fall: 0.18, q: 2.5 },
  });

/** Five threads of one sawtooth, never quite together. */
export const plinq = (bench: Bench): Instrument =>
  subtractive(bench, {
    level: 0.2,
    layers: [-15, -7, 0, 7, 15].map((cents) => ({ wave: 'sawtooth' as const, ratio: 1, cents, level: 0.3 })),
    envelope: { attack: 0.03, decay: 0.8, sustain: 0.8, release: 0.09 },
    filter: { from: 5, to: 3, fall: 0.5, q: 0.7 },
  });
