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
  const { quantise, loop } = session.getState().document;
  if (quantise === 'now' || !transportState.getState().playing) {
    run();
    return;
  }
  const last = beatNow();
  const boundary = nextBoundary(quantise, last, loop);
  // At the end of the loop the playhead is back at its start.
  const target = loop.on && boundary === loop.end && last < loop.end ? loop.start : boundary;
  pending.setState({ change: { label, run, target, last } });
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
  const { last, target } = change;
  // A stall may swallow beats; one that leaps over the target has reached it.
  if (beat === target || (last < target && target < beat)) settle();
  else pending.setState({ change: { ...change, last: beat } });
});

// Stopping is a boundary too: what was asked for is not lost.
transportState.subscribe(({ playing }) => {
  if (!playing && pending.getState().change) settle();
});
