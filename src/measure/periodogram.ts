import FFT from 'fft.js';
import { at } from './at';
import { mean, median } from './statistics';

/** A peak of a periodogram that noise alone would hardly make. */
export interface Peak {
  /** Hz */
  readonly frequency: number;
  /** Seconds. */
  readonly period: number;
  /** Times the noise that is expected at this frequency. */
  readonly power: number;
  /** The lower peak that this one is a multiple of: a stall that is no sine has those. */
  readonly harmonicOf?: number;
}

/** The power of a series over frequency, against the noise around it. */
export interface Periodogram {
  /** Hz, ascending, a quarter of the resolution apart. */
  readonly frequencies: Float64Array;
  /** Times the noise that is expected at each frequency: 1 is what noise has on average. */
  readonly power: Float64Array;
  /** Power that noise reaches somewhere in the band with probability `LEVEL` or less. */
  readonly threshold: number;
  /** Ascending in frequency. */
  readonly peaks: readonly Peak[];
  /** Values a second: one over the median interval. */
  readonly rate: number;
  /** Seconds from the first value to the last. */
  readonly span: number;
}

/** The chance that a series of noise shows a peak at all. */
export const FALSE_ALARM = 0.01;
/** With fewer values even a pure tone is hardly told from noise. */
export const FEWEST_VALUES = 32;
/** What was seen fewer times than this in a series has not been seen to come back. */
const FEWEST_CYCLES = 4;
/** Frequencies for each that the span tells apart. */
const OVERSAMPLING = 4;
/** Grid points for each frequency: how finely the extirpolation follows the times. */
const FINENESS = 4;
/** Points that one value is spread over. */
const ORDER = 4;

/**
 * Lomb-Scargle periodogram of an unevenly sampled series, by FFT (Press and Rybicki, 1989), of what is left after a
 * straight line, under a Hann window. Power is relative to the noise at its frequency: the larger of the running median
 * (Mann and Lees, 1996) and the spectrum of a first-order autoregression with the series' own correlation (Schulz and
 * Mudelsee, 2002), so that a slow wander is not taken for a resonance. The threshold is that of the maximum of as many
 * independent exponential variables as the band holds frequencies (Scargle, 1982).
 *
 * Frequencies reach up to half the rate: what is faster would be seen at a wrong place.
 * @param times seconds, ascending
 * @param values as many; of latencies, their logarithms
 * @returns undefined for fewer than `FEWEST_VALUES` values, or where they do not vary
 */
export function periodogram(times: readonly number[], values: readonly number[]): Periodogram | undefined {
  const count = Math.min(times.length, values.length);
  const first = at(times, 0);
  const span = at(times, count - 1) - first;
  if (count < FEWEST_VALUES || !(span > 0)) return undefined;
  const interval = median(times.slice(1, count).map((time, i) => time - at(times, i)));
  const rate = 1 / interval;
  const residuals = detrend(times, values.slice(0, count));
  const variance = mean(residuals.map((value) => value * value));
  if (!(variance > 1e-18) || !(interval > 0)) return undefined;

  const step = 1 / (OVERSAMPLING * span);
  const size = Math.floor(rate / 2 / step);
  const raw = scargle(times, residuals, { step, size, first, span });
  const from = FEWEST_CYCLES * OVERSAMPLING - 1;
  const noise = background(raw);
  const frequencies = Float64Array.from({ length: size - from }, (_, i) => (from + i + 1) * step);
  const power = frequencies.map((_, i) => at(raw, from + i) / at(noise, from + i));
  const independent = Math.max(1, (size - from) / OVERSAMPLING);
  const threshold = -Math.log(1 - (1 - FALSE_ALARM) ** (1 / (independent * CORRELATED)));
  return {
    frequencies,
    power,
    threshold,
    peaks: findPeaks(frequencies, power, threshold, 1 / span),
    rate,
    span,
  };
}

/** Oversampling finds maxima between the independent frequencies too (checked by simulation in the tests). */
const CORRELATED = 4;

/** What is left after the line of least squares. */
function detrend(times: readonly number[], values: readonly number[]): number[] {
  const [t, y] = [mean(times), mean(values)];
  let covariance = 0;
  let variance = 0;
  values.forEach((value, i) => {
    covariance += (at(times, i) - t) * (value - y);
    variance += (at(times, i) - t) ** 2;
  });
  const slope = covariance / variance;
  return values.map((value, i) => value - y - slope * (at(times, i) - t));
}

interface Band {
  /** Hz */
  readonly step: number;
  readonly size: number;
  readonly first: number;
  readonly span: number;
}

/**
 * Power at `step`, `2 step`, … of windowed values. Each phase's sum is divided by its own variance, so that noise gives
 * exponentially distributed power at any spacing of the times.
 */
function scargle(times: readonly number[], residuals: readonly number[], band: Band): Float64Array {
  const { step, size, first, span } = band;
  const weights = residuals.map(
    (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * (at(times, i) - first)) / span),
  );
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const centre = residuals.reduce((sum, value, i) => sum + at(weights, i) * value, 0) / total;
  const squares = weights.map((weight) => weight * weight);
  const energy = squares.reduce((sum, square) => sum + square, 0);
  const variance = residuals.reduce((sum, value) => sum + (value - centre) ** 2, 0) / residuals.length;

  const points = 2 ** Math.ceil(Math.log2(2 * size * FINENESS));
  const grid = (scale: number) => (time: number) => ((time - first) * step * scale * points) % points;
  const signal = spectrum(
    times,
    residuals.map((value, i) => at(weights, i) * (value - centre)),
    grid(1),
    points,
  );
  const window = spectrum(times, squares, grid(2), points);

  return Float64Array.from({ length: size }, (_, i) => {
    const k = 2 * (i + 1);
    const [c, s] = [at(signal, k), -at(signal, k + 1)];
    const [c2, s2] = [at(window, k), -at(window, k + 1)];
    // The phase at which the two sums are independent (Scargle's tau).
    const angle = 0.5 * Math.atan2(s2, c2);
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    const length = Math.hypot(c2, s2);
    const even = (energy + length) / 2;
    // At half the rate of an even series there is no sine to speak of.
    const odd = Math.max((energy - length) / 2, energy / 100);
    return ((c * cos + s * sin) ** 2 / even + (s * cos - c * sin) ** 2 / odd) / (2 * variance);
  });
}

/** Fourier transform of values at any places of a periodic grid, spread over the nearest points ("extirpolation"). */
function spectrum(
  times: readonly number[],
  values: readonly number[],
  place: (time: number) => number,
  points: number,
): number[] {
  const transform = new FFT(points);
  const input = new Array<number>(points).fill(0);
  values.forEach((value, i) => {
    spread(input, value, place(at(times, i)));
  });
  const output = transform.createComplexArray();
  transform.realTransform(output, input);
  return output;
}

/** Lagrange interpolation turned around: what the points would be read with at this place, they are given. */
function spread(grid: number[], value: number, place: number): void {
  const low = Math.floor(place) - ORDER / 2 + 1;
  for (let i = 0; i < ORDER; i++) {
    let share = value;
    for (let j = 0; j < ORDER; j++) if (j !== i) share *= (place - low - j) / (i - j);
    const index = (low + i + grid.length) % grid.length;
    grid[index] = at(grid, index) + share;
  }
}

/** Half the width of the running median, as a share of the band; and in independent frequencies at least. */
const NEIGHBOURHOOD = 0.15;
const FEWEST_NEIGHBOURS = 5;
/** Correlations of neighbouring values that are tried. */
const CORRELATIONS = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.99];

/**
 * The noise that is expected at each frequency, in the units of the power: the larger of its running median and of the
 * first-order autoregression that fits the logarithms best. Medians are blind to the peaks that stand out of it.
 * @param power from zero frequency, which it does not hold, to half the rate
 */
function background(power: Float64Array): Float64Array {
  // Between independent frequencies there is nothing new.
  const sparse = power.filter((_, i) => (i + 1) % OVERSAMPLING === 0);
  const red = reddest(sparse);
  const widest = Math.max(FEWEST_NEIGHBOURS, Math.round(sparse.length * NEIGHBOURHOOD));
  const local = sparse.map((_, i) => {
    // Narrow at the low end, where a wander's spectrum is steep and only one side has neighbours.
    const half = Math.min(widest, Math.max(FEWEST_NEIGHBOURS, i));
    return expected(Array.from(sparse.subarray(Math.max(0, i - half), i + half + 1)));
  });
  return power.map((_, i) => {
    const place = (i + 1) / OVERSAMPLING - 1;
    const low = at(local, Math.max(0, Math.floor(place)));
    const high = at(local, Math.min(local.length - 1, Math.ceil(place)));
    return Math.max(low, high, red((i + 1) / power.length));
  });
}

/** The mean of exponential variables, by their median, which is ln 2 of it. */
function expected(power: readonly number[]): number {
  return median(power) / Math.LN2;
}

/** The spectrum of the best first-order autoregression, as a function of the share of half the rate. */
function reddest(power: Float64Array): (share: number) => number {
  const logs = Array.from(power, (value) => Math.log(Math.max(value, 1e-12)));
  const fits = CORRELATIONS.map((correlation) => {
    const shape = (share: number): number =>
      1 / (1 + correlation ** 2 - 2 * correlation * Math.cos(Math.PI * share));
    const above = logs.map((log, i) => log - Math.log(shape((i + 1) / power.length)));
    const level = median(above);
    const misfit = mean(above.map((log) => Math.abs(log - level)));
    return { misfit, spectrum: (share: number) => (Math.exp(level) / Math.LN2) * shape(share) };
  });
  return fits.reduce((best, fit) => (fit.misfit < best.misfit ? fit : best)).spectrum;
}

function findPeaks(
  frequencies: Float64Array,
  power: Float64Array,
  threshold: number,
  resolution: number,
): Peak[] {
  const peaks: Peak[] = [];
  frequencies.forEach((frequency, i) => {
    const height = at(power, i);
    if (height < threshold) return;
    const reach = 2 * OVERSAMPLING;
    const near = power.subarray(Math.max(0, i - reach), i + reach + 1);
    if (near.some((other) => other > height)) return;
    const base = peaks.find((lower) => isMultiple(frequency, lower.frequency, resolution));
    peaks.push({
      frequency,
      period: 1 / frequency,
      power: height,
      ...(base ? { harmonicOf: base.harmonicOf ?? base.frequency } : {}),
    });
  });
  return peaks;
}

function isMultiple(frequency: number, base: number, resolution: number): boolean {
  const times = Math.round(frequency / base);
  return times >= 2 && Math.abs(frequency - times * base) < (resolution * times) / 2;
}
