import { createStore, type StoreApi } from 'zustand/vanilla';
import { type MidiMove, readMessage } from './messages';

/** Declared as methods, since the handlers of real devices are given larger events. */
interface Hearer {
  hear(event: { readonly data: ArrayLike<number> | null }): void;
  change(event: unknown): void;
}

/** The part of a Web MIDI input that is used, so that a test can be one. */
export interface InputLike {
  readonly id: string;
  readonly name: string | null;
  readonly state: 'connected' | 'disconnected';
  onmidimessage: Hearer['hear'] | null;
}

/** The part of `MIDIAccess` that is used. */
export interface AccessLike {
  readonly inputs: { forEach(visit: (input: InputLike) => void): void };
  onstatechange: Hearer['change'] | null;
}

export interface Device {
  readonly id: string;
  /** As the device calls itself; empty when it does not. */
  readonly name: string;
}

export type PortState =
  | { readonly kind: 'idle' }
  /** The browser asks the performer. */
  | { readonly kind: 'asking' }
  | { readonly kind: 'open'; readonly devices: readonly Device[] }
  /** The performer or a policy said no. */
  | { readonly kind: 'denied' }
  /** The system answered with an error. */
  | { readonly kind: 'failed'; readonly reason: string }
  /** This browser has no Web MIDI, or the page is not in a secure context. */
  | { readonly kind: 'unsupported' };

export interface MidiPort {
  readonly state: StoreApi<PortState>;
  /** Asks for access; call it from a click, since browsers may prompt. Settles in every case: the state tells. */
  open(): Promise<void>;
  /** Stops listening to every device. */
  close(): void;
  onMove(listener: (move: MidiMove) => void): () => void;
}

/** @param request the browser's request for access without system-exclusive messages; undefined where there is none */
export function createMidiPort(request: (() => Promise<AccessLike>) | undefined): MidiPort {
  const state = createStore<PortState>()(() => ({ kind: request ? 'idle' : 'unsupported' }));
  const listeners = new Set<(move: MidiMove) => void>();
  let access: AccessLike | undefined;
  let asking: Promise<void> | undefined;

  function hear(event: { readonly data: ArrayLike<number> | null }): void {
    const move = event.data && readMessage(event.data);
    if (move) for (const listener of [...listeners]) listener(move);
  }

  /** Devices come and go: each one that is there is listened to. */
  function attach(): void {
    const devices: Device[] = [];
    access?.inputs.forEach((input) => {
      if (input.state !== 'connected') return;
      // Setting the handler opens the input, also one that was unplugged and came back.
      input.onmidimessage = hear;
      devices.push({ id: input.id, name: input.name ?? '' });
    });
    state.setState({ kind: 'open', devices }, true);
  }

  async function ask(from: () => Promise<AccessLike>): Promise<void> {
    state.setState({ kind: 'asking' }, true);
    try {
      access = await from();
      access.onstatechange = attach;
      attach();
    } catch (error) {
      state.setState(failure(error), true);
    }
  }

  return {
    state,
    async open() {
      if (!request || access) return;
      asking ??= ask(request).finally(() => {
        asking = undefined;
      });
      await asking;
    },
    close() {
      if (!access) return;
      access.onstatechange = null;
      access.inputs.forEach((input) => {
        input.onmidimessage = null;
      });
      access = undefined;
      state.setState({ kind: 'idle' }, true);
    },
    onMove(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function failure(error: unknown): PortState {
  const name = error instanceof Error ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return { kind: 'denied' };
  if (name === 'NotSupportedError') return { kind: 'unsupported' };
  return { kind: 'failed', reason: error instanceof Error ? error.message : String(error) };
}
