import type { DrumId } from '../../session';
import type { Bench } from './bench';
import { fall, SILENT_AFTER } from './envelope';

/** Strikes a piece of the kit, at a time of the context in seconds. @param velocity 0–1 */
export type Drum = (velocity: number, time: number, out: AudioNode) => void;

/** A filtered burst of noise that falls with a time constant, in seconds. */
function burst(
  bench: Bench,
  filter: BiquadFilterNode,
  level: number,
  constant: number,
  time: number,
  out: AudioNode,
): void {
  const source = bench.noise();
  const amplitude = bench.gain();
  fall(amplitude.gain, level, 0, time, constant);
  source.connect(filter).connect(amplitude).connect(out);
  bench.run(source, time, time + SILENT_AFTER * constant);
}

/** A sine whose pitch falls as a skin's does. */
function skin(
  bench: Bench,
  pitch: { readonly from: number; readonly to: number; readonly fall: number },
  level: number,
  constant: number,
  time: number,
  out: AudioNode,
): void {
  const source = bench.oscillator('sine', pitch.from);
  const amplitude = bench.gain();
  fall(source.frequency, pitch.from, pitch.to, time, pitch.fall);
  fall(amplitude.gain, level, 0, time, constant);
  source.connect(amplitude).connect(out);
  bench.run(source, time, time + SILENT_AFTER * constant);
}

/** The four pieces of the club kit. */
export function kit(bench: Bench): Readonly<Record<DrumId, Drum>> {
  return {
    kick: (velocity, time, out) => {
      skin(bench, { from: 160, to: 48, fall: 0.03 }, 0.5 * velocity, 0.11, time, out);
      burst(bench, bench.filter('lowpass', 3000), 0.08 * velocity, 0.004, time, out);
    },
    snare: (velocity, time, out) => {
      skin(bench, { from: 240, to: 180, fall: 0.02 }, 0.16 * velocity, 0.05, time, out);
      burst(bench, bench.filter('bandpass', 2200, 0.5), 0.3 * velocity, 0.055, time, out);
    },
    hat: (velocity, time, out) => {
      burst(bench, bench.filter('highpass', 7500), 0.18 * velocity, 0.02, time, out);
    },
    clap: (velocity, time, out) => {
      // Four hands, never quite together.
      for (const late of [0, 0.011, 0.021, 0.029]) {
        const constant = late === 0.029 ? 0.06 : 0.006;
        burst(bench, bench.filter('bandpass', 1300, 1.2), 0.32 * velocity, constant, time + late, out);
      }
    },
  };
}

/** The crackle over a wrong answer. */
export function crackle(
  bench: Bench,
  frequency: number,
  velocity: number,
  time: number,
  out: AudioNode,
): void {
  burst(bench, bench.filter('bandpass', 4 * frequency, 4), 0.2 * velocity, 0.012, time, out);
}
