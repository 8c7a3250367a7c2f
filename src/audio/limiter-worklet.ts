import { Limiter } from './limiter';

// What the audio thread's global scope has and TypeScript's library does not.
declare const sampleRate: number;
declare class AudioWorkletProcessor {
  constructor();
}
declare function registerProcessor(name: string, processor: typeof AudioWorkletProcessor): void;

/** The limiter in the audio thread: one stereo input, one stereo output. */
class LimiterProcessor extends AudioWorkletProcessor {
  private readonly limiter = new Limiter(sampleRate);
  private readonly silence = new Float32Array(128);

  process([input]: readonly Float32Array[][], [output]: readonly Float32Array[][]): boolean {
    const [left, right] = output ?? [];
    if (!left || !right) return true;
    left.set(input?.[0] ?? this.silence);
    right.set(input?.[1] ?? input?.[0] ?? this.silence);
    this.limiter.process(left, right);
    return true;
  }
}

registerProcessor('limiter', LimiterProcessor);
