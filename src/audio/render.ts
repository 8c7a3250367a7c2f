import { OfflineContext } from 'tone/build/esm/classes';
import { CHANNEL_IDS, type ChannelId } from '../session';
import { Desk, type DeskState } from './desk';
import { Limiter } from './limiter';
import { type DrumEvent, type ScoreEvent, STEPS_PER_BEAT } from './score';
import { secondsOf } from './steps';

/** A stretch of music, as it is to be rendered. */
export interface Piece {
  /** Sixteenths from the start of the piece to the first one that is played, and how many are. */
  readonly firstStep: number;
  readonly steps: number;
  /** Beats a minute. */
  readonly tempo: number;
  readonly sampleRate: number;
  /** The desk at a beat: lanes may move it. */
  deskAt(beat: number): DeskState;
  notesAt(id: ChannelId, step: number, stepSeconds: number): readonly ScoreEvent[];
  drumsAt(step: number): readonly DrumEvent[];
}

/** Samples of both channels, which follow those of the chunk before. */
export interface Chunk {
  readonly left: Float32Array;
  readonly right: Float32Array;
  /** Share of the whole that is done with it, 0–1. */
  readonly done: number;
}

/** Seconds that are rendered at a time: memory does not grow with the length, and cancelling waits for one at most. */
const SECONDS = 4;
/** Seconds that a note rings on after its end, at most. */
const RINGING = 1.6;

/**
 * Renders a piece faster than it plays, chunk by chunk. Each chunk has a context of its own; what rings on over its
 * end is added to the next one. The limiter goes over the sum.
 * @param signal checked between chunks: an aborted render ends by throwing the signal's reason
 */
export async function* render(piece: Piece, signal?: AbortSignal): AsyncGenerator<Chunk, void> {
  const stepSeconds = 60 / piece.tempo / STEPS_PER_BEAT;
  const perChunk = Math.max(1, Math.round(SECONDS / stepSeconds));
  const limiter = new Limiter(piece.sampleRate);
  const frames = Math.round((secondsOf(piece) + RINGING) * piece.sampleRate);
  let tail: readonly Float32Array[] = [];
  let late = limiter.latency;
  let written = 0;

  /** Limits samples, takes off by how much the limiter is late, and never gives more than the piece has. */
  const limited = (left: Float32Array, right: Float32Array): Chunk => {
    limiter.process(left, right);
    const skipped = Math.min(late, left.length);
    late -= skipped;
    const end = Math.min(left.length, skipped + frames - written);
    written += end - skipped;
    return {
      left: left.subarray(skipped, end),
      right: right.subarray(skipped, end),
      done: Math.min(1, written / frames),
    };
  };

  for (let step = 0; step < piece.steps; step += perChunk) {
    signal?.throwIfAborted();
    const count = Math.min(perChunk, piece.steps - step);
    // Chunks begin on whole samples, wherever their first step lies.
    const begin = Math.round(step * stepSeconds * piece.sampleRate);
    const end = Math.round((step + count) * stepSeconds * piece.sampleRate);
    const sounds = await renderSteps(piece, piece.firstStep + step, count, stepSeconds, end - begin);
    const sum = sounds.map((samples, channel) => added(samples, tail[channel]));
    const [left, right] = sum.map((samples) => samples.slice(0, end - begin));
    tail = sum.map((samples) => samples.slice(end - begin));
    if (left && right) yield limited(left, right);
  }
  signal?.throwIfAborted();
  const rest = frames + limiter.latency;
  const [left, right] = [0, 1].map((channel) => {
    const samples = new Float32Array(Math.max(0, rest - written));
    samples.set((tail[channel] ?? samples).subarray(0, samples.length));
    return samples;
  });
  if (left && right) yield limited(left, right);
}

/** Two channels of a few steps and what rings on after them, before the limiter. */
async function renderSteps(
  piece: Piece,
  first: number,
  count: number,
  stepSeconds: number,
  frames: number,
): Promise<Float32Array[]> {
  const { sampleRate } = piece;
  const beatOf = (step: number): number => step / STEPS_PER_BEAT;
  const notes = Array.from({ length: count }, (_, index) =>
    CHANNEL_IDS.flatMap((id) =>
      piece
        .notesAt(id, first + index, stepSeconds)
        .map((event) => ({ id, event, time: index * stepSeconds })),
    ),
  ).flat();
  const last = notes.reduce(
    (latest, { event, time }) => Math.max(latest, time + event.offset + event.duration),
    count * stepSeconds,
  );
  const length = Math.max(frames, Math.ceil((last + RINGING) * sampleRate));
  const native = new OfflineAudioContext(2, length, sampleRate);
  const context = new OfflineContext(native);
  const desk = new Desk(context, native, native.destination, piece.deskAt(beatOf(first)));
  for (let index = 0; index < count; index++) {
    const time = index * stepSeconds;
    if ((first + index) % STEPS_PER_BEAT === 0) desk.set(piece.deskAt(beatOf(first + index)), time);
    for (const event of piece.drumsAt(first + index)) desk.strike(event, time);
  }
  for (const { id, event, time } of notes) desk.play(id, event, time);
  const buffer = await native.startRendering();
  context.dispose();
  return [buffer.getChannelData(0), buffer.getChannelData(1)];
}

/** The longer one's samples with the other one's added. */
function added(samples: Float32Array, more: Float32Array | undefined): Float32Array {
  if (!more) return samples;
  const [longer, shorter] = samples.length >= more.length ? [samples, more] : [more.slice(), samples];
  for (let index = 0; index < shorter.length; index++) {
    longer[index] = (longer[index] ?? 0) + (shorter[index] ?? 0);
  }
  return longer;
}
