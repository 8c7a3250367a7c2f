import type { MidiControl } from '../session';

/** A control that was moved. */
export interface MidiMove {
  readonly control: MidiControl;
  /** 0–1: a controller's position, a note's velocity (0 when it is let go), a wheel's place from bottom to top. */
  readonly value: number;
}

const NOTE_OFF = 0x80;
const NOTE_ON = 0x90;
const CONTROL_CHANGE = 0xb0;
const PITCH_BEND = 0xe0;
/** Controller numbers from here on are channel mode messages, "all notes off" and such. */
const FIRST_MODE_MESSAGE = 120;

/**
 * Reads one complete message (Web MIDI hands over no others); undefined for what no control can be learnt from.
 * Source: MIDI 1.0 Detailed Specification, tables I to III.
 */
export function readMessage(data: ArrayLike<number>): MidiMove | undefined {
  const [status = 0, first = 0, second = 0] = [data[0], data[1], data[2]];
  const channel = (status & 0x0f) + 1;
  switch (status & 0xf0) {
    case NOTE_OFF:
      return { control: { kind: 'note', channel, number: first }, value: 0 };
    case NOTE_ON:
      return { control: { kind: 'note', channel, number: first }, value: second / 127 };
    case CONTROL_CHANGE:
      return first < FIRST_MODE_MESSAGE
        ? { control: { kind: 'cc', channel, number: first }, value: second / 127 }
        : undefined;
    case PITCH_BEND:
      return { control: { kind: 'bend', channel, number: 0 }, value: (first + second * 128) / 16383 };
    default:
      return undefined;
  }
}
