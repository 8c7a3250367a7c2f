import {
  bytesPerSample,
  drumScore,
  type Part,
  type Piece,
  renderPiece,
  STEPS_PER_BEAT,
  score,
  secondsOf,
  type WavFormat,
  wavHead,
  wavSamples,
} from '../../audio';
import { BEATS_PER_BAR, perChannel, type SessionDocument } from '../../session';
import { effective, settingsAt } from '../effective';
import { session } from '../studio';
import { answeredBooleans, deskOf, partOf } from './parts';

/** What is rendered: the loop, or so many bars from the start. */
export type Length = 'loop' | number;

export const MAX_BARS = 128;
const SAMPLE_RATE = 48_000;

interface Stretch {
  readonly firstStep: number;
  readonly steps: number;
  readonly tempo: number;
}

function stretchOf({ loop, tempo }: SessionDocument, length: Length): Stretch {
  const [start, end] = length === 'loop' ? [loop.start, loop.end] : [0, length * BEATS_PER_BAR];
  const firstStep = Math.round(start * STEPS_PER_BEAT);
  return { firstStep, steps: Math.max(1, Math.round(end * STEPS_PER_BEAT) - firstStep), tempo };
}

/** Seconds of music and bytes of the file, what rings on at the end not counted. */
export function sizeOfExport(
  document: SessionDocument,
  length: Length,
  format: WavFormat,
): { readonly seconds: number; readonly bytes: number } {
  const seconds = secondsOf(stretchOf(document, length));
  return { seconds, bytes: seconds * SAMPLE_RATE * 2 * bytesPerSample(format) };
}

/** Whether anything would be heard. */
export function hasSound(): boolean {
  const document = effective.getState();
  const parts = Object.values(partsOf(document));
  return (
    document.sound.drums.on ||
    parts.some(({ material, figures }) => figures.answer !== 'silent' && material.slots.length > 0)
  );
}

const partsOf = (document: SessionDocument): Readonly<Record<string, Part>> =>
  perChannel((id) => partOf(id, document));

/** The stretch with the answers and figures of this moment; gains, pans and volume go where their lanes take them. */
function pieceOf(document: SessionDocument, length: Length): Piece {
  const parts = perChannel((id) => partOf(id, effective.getState()));
  const { drums } = document.sound;
  const booleans = answeredBooleans();
  return {
    ...stretchOf(document, length),
    sampleRate: SAMPLE_RATE,
    deskAt: (beat) => deskOf(settingsAt(document, beat)),
    notesAt: (id, step, stepSeconds) => score(parts[id], step, stepSeconds),
    drumsAt: (step) => (drums.on ? drumScore(drums.rows, booleans, step) : []),
  };
}

/**
 * Renders a WAV file, faster than it plays.
 * @param onProgress called with the share that is done, 0–1
 * @throws the signal's reason when cancelled
 */
export async function renderWav(
  length: Length,
  format: WavFormat,
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<Blob> {
  const piece = pieceOf(session.getState().document, length);
  const parts: Blob[] = [];
  let frames = 0;
  for await (const { left, right, done } of renderPiece(piece, signal)) {
    // A blob may leave memory for the disk, arrays may not.
    parts.push(new Blob([wavSamples(format, left, right)]));
    frames += left.length;
    onProgress(done);
  }
  return new Blob([wavHead(format, SAMPLE_RATE, frames), ...parts], { type: 'audio/wav' });
}
