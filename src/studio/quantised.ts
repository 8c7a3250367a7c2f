import { createStore } from 'zustand/vanilla';
import { BEATS_PER_BAR } from '../session';
import { session } from './studio';
import { onBeat, transportState } from './transport';

interface Pending {
  readonly label: string;
  run(): void;
}

/** The change that waits for its beat; a later one takes its place. */
export const pending = createStore<{ readonly change: Pending | undefined }>()(() => ({ change: undefined }));

/** Makes a change now, or at the next beat, bar or loop when the transport plays and the performer asked for it. */
export function atBoundary(label: string, run: () => void): void {
  const { quantise } = session.getState().document;
  if (quantise === 'now' || !transportState.getState().playing) run();
  else pending.setState({ change: { label, run } });
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
  if (!pending.getState().change) return;
  const { quantise, loop } = session.getState().document;
  const isBar = beat % BEATS_PER_BAR === 0;
  // Without a loop ahead, the loop's end never comes: bars stand in for it.
  const isLoop = loop.on && beat <= loop.end ? beat === loop.start : isBar;
  if (quantise === 'loop' ? isLoop : quantise !== 'bar' || isBar) settle();
});

// Stopping is a boundary too: what was asked for is not lost.
transportState.subscribe(({ playing }) => {
  if (!playing && pending.getState().change) settle();
});
