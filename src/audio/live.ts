import { Context } from 'tone/build/esm/classes';
import type { Reading } from './clock-map';
import { Desk, type DeskState } from './desk';
import { LOOKAHEAD } from './limiter';
import limiterUrl from './limiter-worklet?worker&url';

/** What the audio device does: `stopped` covers what the browser calls suspended and interrupted. */
export type DeviceState = 'running' | 'stopped' | 'closed';

/** The one audio context, and the desk in it. */
export interface Live {
  readonly desk: Desk;
  readonly sampleRate: number;
  state(): DeviceState;
  /** The page's and the device's clock at one moment; undefined while the device stands still. */
  read(): Reading | undefined;
  /** Seconds of the context. */
  now(): number;
  /**
   * Starts the system's own output device, whichever that is by now.
   * @throws when the browser refuses, or the device gives no sign within five seconds
   */
  resume(): Promise<void>;
  suspend(): Promise<void>;
  /** @param listener called with every change, with what the browser says about it where it does */
  watch(listener: (state: DeviceState, message?: string) => void): () => void;
}

/** How long a device may take to start, in ms. */
const PATIENCE = 5000;

let live: Promise<Live> | undefined;

/** The one context; the first call makes it, from a gesture of the performer. One that was closed is made anew. */
export async function openLive(state: DeskState): Promise<Live> {
  const known = await live;
  if (known?.state() === 'closed') live = undefined;
  live ??= createLive(state).catch((error: unknown) => {
    live = undefined;
    throw error;
  });
  return live;
}

async function createLive(state: DeskState): Promise<Live> {
  // Steady rather than quick: what is heard is placed by the clock, however large the buffer.
  const native = new AudioContext({ latencyHint: 'balanced' });
  await native.audioWorklet.addModule(limiterUrl);
  const limiter = new AudioWorkletNode(native, 'limiter', {
    numberOfInputs: 1,
    numberOfOutputs: 1,
    outputChannelCount: [2],
    channelCount: 2,
    channelCountMode: 'explicit',
  });
  limiter.connect(native.destination);
  const context = new Context({ context: native, lookAhead: 0 });
  const desk = new Desk(context, native, limiter, state);
  const stateOf = (): DeviceState =>
    native.state === 'running' ? 'running' : native.state === 'closed' ? 'closed' : 'stopped';

  return {
    desk,
    sampleRate: native.sampleRate,
    state: stateOf,
    now: () => native.currentTime,
    read() {
      if (native.state !== 'running') return undefined;
      const { contextTime = 0, performanceTime = 0 } = native.getOutputTimestamp();
      // What the limiter is given now is heard later by as much as it looks ahead.
      if (performanceTime > 0) return { page: performanceTime / 1000, audio: contextTime - LOOKAHEAD };
      const latency = native.baseLatency + (native.outputLatency || 0);
      return { page: performance.now() / 1000, audio: native.currentTime - latency - LOOKAHEAD };
    },
    resume: () => within(PATIENCE, native.resume()),
    suspend: () => native.suspend(),
    watch(listener) {
      const onState = (): void => listener(stateOf());
      const onError = (event: Event): void => {
        listener(stateOf(), 'message' in event && typeof event.message === 'string' ? event.message : '');
      };
      native.addEventListener('statechange', onState);
      // Chromium says so when the device behind a running context is gone.
      native.addEventListener('error', onError);
      return () => {
        native.removeEventListener('statechange', onState);
        native.removeEventListener('error', onError);
      };
    },
  };
}

function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('the audio device does not answer')), milliseconds);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
