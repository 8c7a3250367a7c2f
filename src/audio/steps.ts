import { beatAt, beatsIn, type Transport } from '../clock';
import { STEPS_PER_BEAT } from './score';

/** A sixteenth that is to be played. */
export interface Step {
  /** Sixteenths from the start of the piece. */
  readonly index: number;
  /** Seconds on the transport's clock. */
  readonly time: number;
}

/** Adding up float beats loses a little; a step this much early still counts, in steps. */
const CLOSE = 1e-6;

/**
 * The sixteenths that a transport passes from `from` up to but not including `to` (seconds on its clock).
 * @param most at most this many, the earliest first
 */
export function stepsBetween(transport: Transport, from: number, to: number, most = 64): Step[] {
  const { playing, tempo, anchorBeat, anchorTime, loop } = transport;
  if (!playing) return [];
  const start = Math.max(from, anchorTime);
  const perSecond = beatsIn(1, tempo) * STEPS_PER_BEAT;
  const timeOf = (step: number): number => anchorTime + (step - anchorBeat * STEPS_PER_BEAT) / perSecond;
  const passed = anchorBeat * STEPS_PER_BEAT + (start - anchorTime) * perSecond;
  const first = Math.max(0, Math.ceil(passed - CLOSE));
  const steps: Step[] = [];
  for (let step = first; steps.length < most; step++) {
    const time = timeOf(step);
    if (time >= to - CLOSE / perSecond) break;
    // Half a step on, so that no rounding puts the playhead before the loop's end.
    const beat = beatAt(transport, time + 0.5 / perSecond);
    const wraps = loop.on && anchorBeat < loop.end;
    const index = wraps ? Math.floor(beat * STEPS_PER_BEAT) : step;
    steps.push({ index, time });
  }
  return steps;
}

/** How long some sixteenths last, in seconds. @param tempo beats a minute */
export function secondsOf({ steps, tempo }: { readonly steps: number; readonly tempo: number }): number {
  return ((steps / STEPS_PER_BEAT) * 60) / tempo;
}
