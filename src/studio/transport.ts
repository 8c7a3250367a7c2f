import { createStore } from 'zustand/vanilla';
import ClockWorker from '../../workers/clock?worker';
import * as clock from '../clock';
import { session } from './studio';

/** Called on every beat while playing, with its position; never from a paint. */
export type BeatListener = (beat: number) => void;

export interface TransportState {
  readonly playing: boolean;
  /** Counts positions that were set by hand, so that views can follow while nothing plays. */
  readonly moved: number;
}

/** Changes only when the performer starts, stops or moves; the position itself is `beatNow()`. */
export const transportState = createStore<TransportState>()(() => ({ playing: false, moved: 0 }));

const seconds = (): number => performance.now() / 1000;

const { tempo, loop } = session.getState().document;
let transport = clock.createTransport(tempo, loop);
let lastTick = 0;
let taps: readonly number[] = [];
let worker: Worker | undefined;
const listeners = new Set<BeatListener>();

/** The playhead in beats. */
export function beatNow(): number {
  return clock.beatAt(transport, seconds());
}

export function onBeat(listener: BeatListener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function tick(): void {
  const now = seconds();
  for (const beat of clock.beatsBetween(transport, lastTick, now)) {
    for (const listener of [...listeners]) listener(beat);
  }
  lastTick = now;
}

function ticker(): Worker {
  worker ??= new ClockWorker();
  worker.onmessage = tick;
  return worker;
}

function publish(): void {
  transportState.setState(({ moved }) => ({ playing: transport.playing, moved: moved + 1 }));
}

export function play(): void {
  const now = seconds();
  transport = clock.play(transport, now);
  // Just before now, so that a playhead on a beat plays it.
  lastTick = now - 1e-6;
  ticker().postMessage('start');
  tick();
  publish();
}

export function pause(): void {
  transport = clock.pause(transport, seconds());
  ticker().postMessage('stop');
  publish();
}

export function togglePlay(): void {
  if (transport.playing) pause();
  else play();
}

/** Back to where playing began; again, to the start. */
export function stop(): void {
  transport = clock.stop(transport, seconds());
  ticker().postMessage('stop');
  publish();
}

export function seek(beat: number): void {
  const now = seconds();
  transport = clock.seek(transport, beat, now);
  lastTick = now - 1e-6;
  publish();
}

export function tapTempo(): void {
  const tapped = clock.tap(taps, seconds());
  taps = tapped.taps;
  const { tempo } = tapped;
  if (tempo === undefined) return;
  session.commit('Tap tempo', 'user', (draft) => {
    draft.tempo = Math.min(300, Math.max(20, tempo));
  });
}

session.subscribe(({ document }, { document: before }) => {
  const now = seconds();
  if (document.tempo !== before.tempo) transport = clock.setTempo(transport, document.tempo, now);
  if (document.loop !== before.loop) transport = clock.setLoop(transport, document.loop, now);
});

import.meta.hot?.dispose(() => worker?.terminate());
