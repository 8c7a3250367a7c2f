import type { DeskState } from './desk';
import type { Live } from './live';
import type { Chunk, Piece } from './render';

export * from './clock-map';
export type { DeskState, Strip } from './desk';
export type { DeviceState, Live } from './live';
export * from './material';
export type { Chunk, Piece } from './render';
export * from './scales';
export * from './score';
export * from './steps';
export * from './wav';

/**
 * The one audio context of the page. To be called from a gesture: importing Tone and making a context is what
 * browsers allow only then.
 */
export async function openAudio(state: DeskState): Promise<Live> {
  const { openLive } = await import('./live');
  return openLive(state);
}

/** Renders a piece offline, chunk by chunk. @param signal ends it between two chunks by throwing its reason */
export async function* renderPiece(piece: Piece, signal?: AbortSignal): AsyncGenerator<Chunk, void> {
  const { render } = await import('./render');
  yield* render(piece, signal);
}
