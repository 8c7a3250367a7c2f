import type { Bench } from './bench';
import { type Envelope, shape, touched } from './envelope';
import type { Instrument, Tone } from './instrument';

/** Strengths of partials: from hollow to bright. */
const TABLE = [
  [1, 0, 0.3, 0, 0.1],
  [0.8, 0.5, 0.3, 0.3, 0.2, 0.1],
  [0.6, 0.3, 0.5, 0.2, 0.4, 0.2, 0.3, 0.15, 0.2, 0.1],
] as const;

const ENVELOPE: Envelope = { attack: 0.008, decay: 0.5, sustain: 0.7, release: 0.08 };
const LEVEL = 0.26;
/** Seconds in which a long note travels through the table. */
const JOURNEY = 0.6;

/** Waves cross-faded one into the next while the note lasts; a soft touch stays at the beginning of the table. */
export const wavetable = (bench: Bench): Instrument => {
  return ({ frequency, velocity, duration, touch }: Tone, time, out) => {
    const amplitude = bench.gain();
    const end = shape(amplitude.gain, touched(ENVELOPE, touch), LEVEL * velocity, time, duration);
    const waves = touch === 'soft' ? TABLE.slice(0, 2) : TABLE;
    const step = JOURNEY / (waves.length - 1);
    for (const [place, partials] of waves.entries()) {
      const source = bench.oscillator(partials, frequency);
      const fade = bench.gain();
      const middle = time + place * step;
      fade.gain.setValueAtTime(place === 0 ? 1 : 0, time);
      if (place > 1) fade.gain.setValueAtTime(0, middle - step);
      if (place > 0) fade.gain.linearRampToValueAtTime(1, middle);
      if (place < waves.length - 1) fade.gain.linearRampToValueAtTime(0, middle + step);
      source.connect(fade).connect(amplitude);
      bench.run(source, time, end);
    }
    amplitude.connect(out);
  };
};
