import type { Bench } from './bench';
import { BRIGHTNESS, type Envelope, fall, shape, touched } from './envelope';
import type { Instrument, Tone } from './instrument';

/** A modulator: its frequency as a multiple of the note's, its index at the attack and after it. */
interface Modulator {
  readonly ratio: number;
  readonly index: number;
  readonly rest: number;
  /** Time constant of the index's fall, in seconds. */
  readonly fall: number;
}

interface Patch {
  readonly level: number;
  readonly envelope: Envelope;
  readonly modulators: readonly Modulator[];
}

/** Frequency modulation (Chowning, JAES 1973): a sine whose frequency other sines move; the index is the brightness. */
function fmInstrument(bench: Bench, patch: Patch): Instrument {
  return ({ frequency, velocity, duration, touch }: Tone, time, out) => {
    const amplitude = bench.gain();
    const carrier = bench.oscillator('sine', frequency);
    const end = shape(amplitude.gain, touched(patch.envelope, touch), patch.level * velocity, time, duration);
    for (const { ratio, index, rest, fall: constant } of patch.modulators) {
      const modulator = bench.oscillator('sine', frequency * ratio);
      const deviation = bench.gain();
      // An index is the deviation in multiples of the modulator's frequency.
      const scale = frequency * ratio * BRIGHTNESS[touch];
      fall(deviation.gain, index * velocity * scale, rest * velocity * scale, time, constant);
      modulator.connect(deviation).connect(carrier.frequency);
      bench.run(modulator, time, end);
    }
    carrier.connect(amplitude).connect(out);
    bench.run(carrier, time, end);
  };
}

/** An electric piano: a soft body, and the tine that the hammer strikes. */
export const rhodes = (bench: Bench): Instrument =>
  fmInstrument(bench, {
    level: 0.3,
    envelope: { attack: 0.003, decay: 0.7, sustain: 0.15, release: 0.09 },
    modulators: [
      { ratio: 1, index: 0.9, rest: 0.25, fall: 0.35 },
      { ratio: 14, index: 0.12, rest: 0, fall: 0.07 },
    ],
  });

/** Bright and metallic, with a bite at the attack. */
export const fm = (bench: Bench): Instrument =>
  fmInstrument(bench, {
    level: 0.22,
    envelope: { attack: 0.002, decay: 0.25, sustain: 0.45, release: 0.05 },
    modulators: [
      { ratio: 2, index: 1.1, rest: 0.35, fall: 0.12 },
      { ratio: 5, index: 0.25, rest: 0.05, fall: 0.04 },
    ],
  });
