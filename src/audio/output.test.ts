import { describe, expect, it } from 'vitest';
import { seeded } from '../session';
import { CEILING, Limiter } from './limiter';
import { wavHead, wavSamples } from './wav';

const RATE = 48_000;

/** What a limiter makes of samples, fed in blocks of the audio thread's size. */
function limited(input: Float32Array): { left: Float32Array; latency: number } {
  const limiter = new Limiter(RATE);
  const left = input.slice();
  const right = input.slice();
  for (let at = 0; at < left.length; at += 128)
    limiter.process(left.subarray(at, at + 128), right.subarray(at, at + 128));
  return { left, latency: limiter.latency };
}

const peak = (samples: Float32Array): number =>
  samples.reduce((most, each) => Math.max(most, Math.abs(each)), 0);

describe('the limiter', () => {
  it('holds noise, bursts and single peaks of any height', () => {
    const random = seeded(3);
    const input = Float32Array.from({ length: RATE }, (_, at) => {
      const burst = Math.floor(at / 4000) % 3 === 0 ? 8 : 0.3;
      return at % 5000 === 77 ? 30 : (2 * random() - 1) * burst;
    });
    const { left } = limited(input);
    expect(peak(left)).toBeLessThanOrEqual(Math.fround(CEILING));
    expect(peak(left)).toBeGreaterThan(0.9 * CEILING);
  });

  it('only delays what is below the ceiling', () => {
    const input = Float32Array.from({ length: 4096 }, (_, at) => 0.9 * Math.sin(at / 7));
    const { left, latency } = limited(input);
    for (let at = latency; at < input.length; at++)
      expect(Math.abs((left[at] ?? 0) - (input[at - latency] ?? 0))).toBeLessThan(1e-6);
  });

  it('turns a peak down without a step, and lets go again', () => {
    const input = Float32Array.from({ length: RATE }, (_, at) => (at === 10_000 ? 4 : 0.5));
    const { left, latency } = limited(input);
    let steepest = 0;
    for (let at = latency + 1; at < left.length; at++) {
      // The peak itself stands out; around it the gain glides.
      if (Math.abs(at - latency - 10_000) > 1)
        steepest = Math.max(steepest, Math.abs((left[at] ?? 0) - (left[at - 1] ?? 0)));
    }
    expect(steepest).toBeLessThan(0.01);
    expect(left.at(-1)).toBeCloseTo(0.5, 2);
  });
});

describe('a WAV file', () => {
  it('has the head that players expect', () => {
    const view = new DataView(wavHead('pcm16', 44_100, 10).buffer);
    const text = (at: number) =>
      String.fromCharCode(...[0, 1, 2, 3].map((index) => view.getUint8(at + index)));
    expect([text(0), text(8), text(12), text(36)]).toEqual(['RIFF', 'WAVE', 'fmt ', 'data']);
    expect(view.getUint32(4, true)).toBe(36 + 40);
    expect([view.getUint16(20, true), view.getUint16(22, true)]).toEqual([1, 2]);
    expect([view.getUint32(24, true), view.getUint32(28, true)]).toEqual([44_100, 176_400]);
    expect(view.getUint32(40, true)).toBe(40);
    const float = new DataView(wavHead('float32', 48_000, 10).buffer);
    expect([float.byteLength, float.getUint16(20, true), float.getUint32(52, true)]).toEqual([56, 3, 80]);
  });

  it('interleaves the channels, and clips only whole numbers', () => {
    const [left, right] = [Float32Array.of(0, 2), Float32Array.of(-1, 0.5)];
    const whole = new Int16Array(wavSamples('pcm16', left, right).buffer);
    expect([...whole]).toEqual([0, -32767, 32767, 16384]);
    const float = new Float32Array(wavSamples('float32', left, right).buffer);
    expect([...float]).toEqual([0, -1, 2, 0.5]);
  });
});
