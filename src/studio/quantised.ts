import { createStore } from 'zustand/vanilla';
import { nextBoundary } from '../clock';
import { session } from './studio';
import { beatNow, onBeat, transportState } from './transport';

interface Pending {
  readonly label: string;
  /** The beat that it waits for. */
  readonly target: number;
  /** The beat that was played last. */
  readonly last: number;
  run(): void;
}

/** The change that waits for its beat; a later one takes its place. */
export const pending = createStore<{ readonly change: Pending | undefined }>()(() => ({ change: undefined }));

/** Makes a change now, or at the next beat, bar or loop when the transport plays and the performer asked for it. */
export function atBoundary(label: string, run: () => void): void {
  const { quantise } = session.getState().document;
  if (quantise === 'now' || !transportState.getState().playing) run();
  else pending.setState({ change: { label, run, ...nextTarget() } });
}

/** Where a change that is asked for now takes effect. */
function nextTarget(): Pick<Pending, 'target' | 'last'> {
  const { quantise, loop } = session.getState().document;
  const last = beatNow();
  const boundary = nextBoundary(quantise, last, loop);
  // At the end of the loop the playhead is back at its start.
  return { last, target: loop.on && boundary === loop.end && last < loop.end ? loop.start : boundary };
}

export function cancelPending(): void {
  pending.setState({ change: undefined });
}

function settle(): void {
  const { change } = pending.getState();
  cancelPending();
  change?.run();
}

onBeat((beat) => {
  const { change } = pending.getState();
  if (!change) return;
  if (passed(change.last, beat, change.target)) settle();
  else pending.setState({ change: { ...change, last: beat } });
});

/** Whether a playhead that was at `last` and is at `beat` has come by the target; a stall may swallow beats. */
function passed(last: number, beat: number, target: number): boolean {
  if (beat > last) return last < target && target <= beat;
  if (beat === last) return target === beat;
  // The loop has begun anew.
  return target > last || target <= beat;
}

// A playhead that jumps has another boundary before it.
transportState.subscribe(({ jumps, playing }, { jumps: before }) => {
  const { change } = pending.getState();
  if (playing && change && jumps !== before) pending.setState({ change: { ...change, ...nextTarget() } });
});

// Stopping is a boundary too: what was asked for is not lost.
transportState.subscribe(({ playing }) => {
  if (!playing && pending.getState().change) settle();
});
