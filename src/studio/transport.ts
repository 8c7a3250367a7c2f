import { createStore } from 'zustand/vanilla';
import ClockWorker from '../../workers/clock?worker';
import * as clock from '../clock';
import { strings } from './strings';
import { session } from './studio';

/**
 * Called on every beat while playing, never from a paint.
 * @param beat its position
 * @param at when it was due, in ms of `performance.now()`; up to a tick ago
 */
export type BeatListener = (beat: number, at: number) => void;

/** Called on every tick of the clock while playing, some forty times a second, with the playhead. */
export type TickListener = (beat: number) => void;

export interface TransportState {
  readonly playing: boolean;
  /** Counts positions that were set by hand, so that views can follow while nothing plays. */
  readonly moved: number;
  /** Counts jumps of the playhead: a seek, a stop. */
  readonly jumps: number;
}

/** Changes only when the performer starts, stops or moves; the position itself is `beatNow()`. */
export const transportState = createStore<TransportState>()(() => ({
  playing: false,
  moved: 0,
  jumps: 0,
}));

const seconds = (): number => performance.now() / 1000;

const { tempo, loop } = session.getState().document;
let transport = clock.createTransport(tempo, loop);
let lastTick = 0;
let taps: readonly number[] = [];
let worker: Worker | undefined;
const listeners = new Set<BeatListener>();
const tickListeners = new Set<TickListener>();

/** The playhead in beats. */
export function beatNow(): number {
  return clock.beatAt(transport, seconds());
}

/** The transport as it stands, on the clock of `performance.now()` in seconds: what looks ahead reckons with it. */
export function transportNow(): clock.Transport {
  return transport;
}

/** Beats that have passed in playing, over loops and jumps: what fades are counted in. */
export function playedNow(): number {
  return clock.playedAt(transport, seconds());
}

/** ms of one beat at the tempo of now. */
export function beatLength(): number {
  return 60_000 / transport.tempo;
}

/** A lane may move the tempo: it is the played one that counts, not the document's. */
export function followTempo(tempo: number): void {
  if (tempo !== transport.tempo) transport = clock.setTempo(transport, tempo, seconds());
}

export function onTick(listener: TickListener): () => void {
  tickListeners.add(listener);
  return () => tickListeners.delete(listener);
}

export function onBeat(listener: BeatListener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function tick(): void {
  const now = seconds();
  const from = lastTick;
  lastTick = now;
  for (const { beat, time } of clock.beatsBetween(transport, from, now)) {
    for (const listener of [...listeners]) listener(beat, time * 1000);
  }
  if (!transport.playing) return;
  const playhead = clock.beatAt(transport, now);
  for (const listener of [...tickListeners]) listener(playhead);
}

function ticker(): Worker {
  worker ??= new ClockWorker();
  worker.onmessage = tick;
  return worker;
}

function publish(isJump = false): void {
  transportState.setState(({ moved, jumps }) => ({
    playing: transport.playing,
    moved: moved + 1,
    jumps: isJump ? jumps + 1 : jumps,
  }));
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
  publish(true);
}

export function seek(beat: number): void {
  const now = seconds();
  transport = clock.seek(transport, beat, now);
  lastTick = now - 1e-6;
  publish(true);
}

export function tapTempo(): void {
  const tapped = clock.tap(taps, seconds());
  taps = tapped.taps;
  const { tempo } = tapped;
  if (tempo === undefined) return;
  session.commit(strings.commands.labels.tap, 'user', (draft) => {
    draft.tempo = Math.min(300, Math.max(20, tempo));
  });
}

session.subscribe(({ document }, { document: before }) => {
  const now = seconds();
  if (document.loop !== before.loop) transport = clock.setLoop(transport, document.loop, now);
});
