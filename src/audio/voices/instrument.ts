import type { Touch } from '../../session';

/** A note as an instrument plays it. */
export interface Tone {
  /** Hz. */
  readonly frequency: number;
  /** 0–1. */
  readonly velocity: number;
  /** Seconds. */
  readonly duration: number;
  readonly touch: Touch;
}

/** Plays a note into a node, at a time of the context in seconds. */
export type Instrument = (tone: Tone, time: number, out: AudioNode) => void;
