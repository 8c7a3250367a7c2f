import { createStore } from 'zustand/vanilla';
import type { PortState } from '../../midi';
import type { MidiControl, MidiTarget } from '../../session';

export type LearnMode = 'off' | 'one' | 'many';

export interface MidiState {
  readonly port: PortState;
  /** `one` ends with the first control that is learnt, `many` goes on until the performer ends it. */
  readonly learn: LearnMode;
  /** What the next control that moves is given to. */
  readonly target: MidiTarget | undefined;
  /** By parameter: where its knob stands, 0–1, while the value has not been taken over. */
  readonly waiting: Readonly<Record<string, number>>;
  /** Parameters that MIDI moves at this moment. */
  readonly held: Readonly<Record<string, boolean>>;
  /** The control that was heard last. */
  readonly heard: MidiControl | undefined;
}

/** What MIDI does now; what it is mapped to is part of the document. */
export const midiState = createStore<MidiState>()(() => ({
  port: { kind: 'idle' },
  learn: 'off',
  target: undefined,
  waiting: {},
  held: {},
  heard: undefined,
}));

/** Waits for a control to give to this target. */
export function learn(target: MidiTarget): void {
  midiState.setState(({ learn }) => ({ learn: learn === 'many' ? 'many' : 'one', target }));
}

export function stopLearning(): void {
  midiState.setState({ learn: 'off', target: undefined });
}
