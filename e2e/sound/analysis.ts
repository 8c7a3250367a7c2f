import FFT from 'fft.js';

/** A strong frequency of a sound. */
export interface Peak {
  readonly hertz: number;
  /** dB below the strongest. */
  readonly level: number;
}

const SIZE = 32_768;

/** The strongest peaks of a sound's spectrum (Hann window, parabolic interpolation), the strongest first. */
export function peaksOf(samples: Float32Array, sampleRate: number, most = 8): Peak[] {
  const fft = new FFT(SIZE);
  const length = Math.min(SIZE, samples.length);
  const windowed = Array.from({ length: SIZE }, (_, index) =>
    index < length ? (samples[index] ?? 0) * (0.5 - 0.5 * Math.cos((2 * Math.PI * index) / (length - 1))) : 0,
  );
  const spectrum: number[] = fft.createComplexArray();
  fft.realTransform(spectrum, windowed);
  const levels = Array.from({ length: SIZE / 2 }, (_, bin) =>
    Math.log10(Math.hypot(spectrum[2 * bin] ?? 0, spectrum[2 * bin + 1] ?? 0) + 1e-12),
  );
  const found: { hertz: number; level: number }[] = [];
  for (let bin = 1; bin + 1 < levels.length; bin++) {
    const [before, here, after] = [levels[bin - 1] ?? 0, levels[bin] ?? 0, levels[bin + 1] ?? 0];
    if (here <= before || here < after) continue;
    const shift = (before - after) / (2 * (before - 2 * here + after));
    found.push({ hertz: ((bin + shift) * sampleRate) / SIZE, level: here });
  }
  found.sort((one, other) => other.level - one.level);
  const strongest = found[0]?.level ?? 0;
  return found.slice(0, most).map(({ hertz, level }) => ({ hertz, level: 20 * (level - strongest) }));
}

const FRAME = 0.004;
/** An onset is a rise by this factor over the quietest of the last frames. */
const RISE = 3;
const LOOK_BACK = 6;
/** Seconds in which one onset is not counted twice. */
const REST = 0.05;

/** Times at which a sound sets in, in seconds, to a frame of 4 ms. */
export function onsetsOf(samples: Float32Array, sampleRate: number): number[] {
  const frame = Math.round(FRAME * sampleRate);
  const levels = Array.from({ length: Math.floor(samples.length / frame) }, (_, index) =>
    peak(samples.subarray(index * frame, (index + 1) * frame)),
  );
  const floor = 0.05 * Math.max(...levels);
  const onsets: number[] = [];
  for (const [index, level] of levels.entries()) {
    const quietest = Math.min(...levels.slice(Math.max(0, index - LOOK_BACK), index), level);
    const before = index === 0 ? 0 : quietest;
    const time = index * FRAME;
    if (level > floor && level > RISE * before && time - (onsets.at(-1) ?? -1) > REST) onsets.push(time);
  }
  return onsets;
}

export function peak(samples: Float32Array): number {
  return samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
}

/** Root of the mean square. */
export function rms(samples: Float32Array): number {
  return Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
}
