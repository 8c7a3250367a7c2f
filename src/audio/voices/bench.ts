import { seeded } from '../../session';

/**
 * What instruments are built from. Voices are plain Web Audio nodes, made for one note and dropped by the browser after it:
 * a pool of Tone's synths keeps its signals running between notes and took three times the processor time of
 * the same notes, which the programs being measured would have paid for.
 */
export class Bench {
  private readonly running = new Set<AudioScheduledSourceNode>();
  private readonly waves = new Map<readonly number[], PeriodicWave>();
  private noiseBuffer: AudioBuffer | undefined;

  constructor(readonly context: BaseAudioContext) {}

  /** Runs a source from one time to another, in seconds of the context. */
  run(source: AudioScheduledSourceNode, from: number, to: number): void {
    this.keep(source);
    source.start(from);
    source.stop(to);
  }

  /** Runs a recording, beginning so many seconds into it. */
  runFrom(source: AudioBufferSourceNode, from: number, to: number, offset: number): void {
    this.keep(source);
    source.start(from, offset);
    source.stop(to);
  }

  /** Sources that sound or are about to. */
  get sounding(): number {
    return this.running.size;
  }

  /** Ends everything at a time, also what was to begin later. */
  stopAll(at: number): void {
    for (const source of this.running) source.stop(at);
  }

  private keep(source: AudioScheduledSourceNode): void {
    this.running.add(source);
    source.onended = () => this.running.delete(source);
  }

  oscillator(type: OscillatorType | readonly number[], frequency: number, cents = 0): OscillatorNode {
    const node = new OscillatorNode(this.context, { frequency, detune: cents });
    if (typeof type === 'string') node.type = type as Exclude<OscillatorType, 'custom'>;
    else node.setPeriodicWave(this.wave(type));
    return node;
  }

  /** A waveform by the strengths of its partials, the fundamental first. */
  private wave(partials: readonly number[]): PeriodicWave {
    const known = this.waves.get(partials);
    if (known) return known;
    const imag = new Float32Array([0, ...partials]);
    const wave = new PeriodicWave(this.context, { imag, real: new Float32Array(imag.length) });
    this.waves.set(partials, wave);
    return wave;
  }

  /** A second of white noise, always the same. */
  noise(): AudioBufferSourceNode {
    if (!this.noiseBuffer) {
      const { sampleRate } = this.context;
      const random = seeded(1);
      const samples = Float32Array.from({ length: sampleRate }, () => 2 * random() - 1);
      this.noiseBuffer = new AudioBuffer({ length: sampleRate, sampleRate });
      this.noiseBuffer.copyToChannel(samples, 0);
    }
    return new AudioBufferSourceNode(this.context, { buffer: this.noiseBuffer, loop: true });
  }

  gain(value = 0): GainNode {
    return new GainNode(this.context, { gain: value });
  }

  filter(type: BiquadFilterType, frequency: number, Q = 0.7): BiquadFilterNode {
    // Above half the sample rate a filter is not defined.
    const highest = this.context.sampleRate * 0.45;
    return new BiquadFilterNode(this.context, { type, frequency: Math.min(highest, frequency), Q });
  }
}
