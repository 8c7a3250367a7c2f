import {
  type DeskState,
  materialOf,
  type Part,
  renderPiece,
  type Strip,
  scaleOf,
  score,
} from '../../src/audio';
import type { Encoded } from '../../src/language';
import { CHANNEL_IDS, type ChannelId, type DrumId, perChannel } from '../../src/session';
import '../../src/trusted-types';
import { onsetsOf, peak, peaksOf, rms } from './analysis';

const SAMPLE_RATE = 48_000;

/** One channel's part and strip; what is not said is a right answer without lag, in the middle, at 0 dB. */
export interface Playing {
  readonly value: Encoded;
  readonly strip?: Partial<Strip>;
  readonly part?: Partial<Part>;
}

export interface Order {
  readonly playing: Readonly<Partial<Record<ChannelId, Playing>>>;
  readonly drums?: readonly { readonly drum: DrumId; readonly step: number }[];
  /** Sixteenths, at 120 beats a minute. */
  readonly steps: number;
  readonly volume?: number;
  /** Steps whose spectra are wanted one by one, each over an eighth of a second from a little after its beginning. */
  readonly stepsHeard?: readonly number[];
}

export interface Heard {
  readonly seconds: number;
  readonly peak: number;
  readonly left: number;
  readonly right: number;
  readonly peaks: ReturnType<typeof peaksOf>;
  readonly onsets: readonly number[];
  /** The peaks of the steps that were asked for. */
  readonly stepPeaks: readonly ReturnType<typeof peaksOf>[];
  /** Chunks in which it came. */
  readonly chunks: number;
}

const scale = scaleOf('chromatic', 0);
const STRIP: Strip = { instrument: 'rhodes', touch: 'clean', gain: 0, pan: 0, audible: true };

function partOf({ value, part }: Playing): Part {
  return {
    material: materialOf(value, scale),
    figures: { answer: 'right', p50: 0.001, p95: 0.001 },
    root: 60,
    octave: 0,
    rate: 1,
    lag: 15,
    detune: 20,
    seed: 1,
    ...part,
  };
}

/** Renders as the studio's export does, and says what is heard. */
async function hear(
  { playing, drums = [], steps, volume = 0, stepsHeard = [] }: Order,
  signal?: AbortSignal,
): Promise<Heard> {
  const desk: DeskState = {
    strips: perChannel((id) => ({ ...STRIP, audible: id in playing, ...playing[id]?.strip })),
    drums: 0,
    volume,
    root: 60,
  };
  const left: Float32Array[] = [];
  const right: Float32Array[] = [];
  const piece = {
    firstStep: 0,
    steps,
    tempo: 120,
    sampleRate: SAMPLE_RATE,
    deskAt: () => desk,
    notesAt: (id: ChannelId, step: number, stepSeconds: number) => {
      const one = playing[id];
      return one ? score(partOf(one), step, stepSeconds) : [];
    },
    drumsAt: (step: number) =>
      drums.filter((each) => each.step === step).map(({ drum }) => ({ drum, velocity: 1 })),
  };
  for await (const chunk of renderPiece(piece, signal)) {
    left.push(chunk.left);
    right.push(chunk.right);
  }
  const [l, r] = [joined(left), joined(right)];
  const mono = l.map((sample, index) => (sample + (r[index] ?? 0)) / 2);
  return {
    seconds: l.length / SAMPLE_RATE,
    peak: Math.max(peak(l), peak(r)),
    left: rms(l),
    right: rms(r),
    peaks: peaksOf(mono, SAMPLE_RATE),
    onsets: onsetsOf(mono, SAMPLE_RATE),
    stepPeaks: stepsHeard.map((step) => {
      const from = Math.round((step / 8 + 0.005) * SAMPLE_RATE);
      return peaksOf(mono.subarray(from, from + 6000), SAMPLE_RATE);
    }),
    chunks: left.length,
  };
}

function joined(chunks: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

/** Cancels after the first chunk. @returns what the render ended with, and how much there was of it */
async function cancelled(order: Order): Promise<string> {
  const controller = new AbortController();
  controller.abort(new Error('changed my mind'));
  return hear(order, controller.signal).then(
    ({ seconds }) => `${seconds} s`,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
}

const harness = { hear, cancelled, channels: CHANNEL_IDS };
export type Harness = typeof harness;
Object.assign(globalThis, { harness });
