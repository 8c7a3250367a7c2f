import { createStore } from 'zustand/vanilla';
import type { Live } from '../../audio';
import { strings } from '../strings';
import { Player } from './player';

const words = strings.sound;

/** Whether sound is asked for, and whether it comes. */
export type Power =
  | { readonly kind: 'off' | 'starting' | 'on' }
  /** The device stands still or is gone; the next click tries again. */
  | { readonly kind: 'stopped'; readonly message: string };

/** Off until asked: the studio is complete without sound. */
export const power = createStore<Power>()((): Power => ({ kind: 'off' }));

let live: Live | undefined;
let player: Player | undefined;
let unwatch: (() => void) | undefined;

/** Starts sound, from a gesture: Tone and the audio context come only now. */
export async function soundOn(): Promise<void> {
  const { kind } = power.getState();
  if (kind === 'starting' || kind === 'on') return;
  power.setState({ kind: 'starting' }, true);
  try {
    const opened = await Player.open();
    await opened.live.resume();
    if (power.getState().kind !== 'starting') {
      await opened.live.suspend();
      return;
    }
    live = opened.live;
    player?.stop();
    player = opened.start();
    power.setState({ kind: 'on' }, true);
    unwatch?.();
    unwatch = live.watch(onDevice);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    power.setState({ kind: 'stopped', message: words.refused(reason) }, true);
  }
}

export async function soundOff(): Promise<void> {
  unwatch?.();
  unwatch = undefined;
  player?.stop();
  player = undefined;
  power.setState({ kind: 'off' }, true);
  try {
    await live?.suspend();
  } catch (error) {
    // A device that is gone can't be suspended, and makes no sound either.
    console.warn('The audio device was not suspended:', error);
  }
}

/** What the switch does: off when it sounds, on or on again otherwise. */
export function toggleSound(): void {
  const { kind } = power.getState();
  if (kind === 'on' || kind === 'starting') void soundOff();
  else void soundOn();
}

function onDevice(state: ReturnType<Live['state']>, message?: string): void {
  const { kind } = power.getState();
  if (kind === 'off' || kind === 'starting') return;
  if (state === 'running' && message === undefined) power.setState({ kind: 'on' }, true);
  else power.setState({ kind: 'stopped', message: message ? words.failed(message) : words.paused }, true);
}

/** Steps that came too late to be played since sound was switched on. */
export function droppedSteps(): number {
  return player?.dropped ?? 0;
}
