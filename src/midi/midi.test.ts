import { describe, expect, it } from 'vitest';
import { createMidiPort, type Grip, type MidiMove, readMessage, takesOver } from './index';
import { FakeAccess, FakeInput } from './testing';

describe('a message', () => {
  it.each([
    ['a controller', [0xb0, 7, 127], { kind: 'cc', channel: 1, number: 7 }, 1],
    ['a controller on channel 16', [0xbf, 74, 0], { kind: 'cc', channel: 16, number: 74 }, 0],
    ['a note', [0x99, 36, 127], { kind: 'note', channel: 10, number: 36 }, 1],
    ['a note let go', [0x89, 36, 64], { kind: 'note', channel: 10, number: 36 }, 0],
    ['a note of no velocity', [0x90, 60, 0], { kind: 'note', channel: 1, number: 60 }, 0],
    ['the wheel at the bottom', [0xe0, 0, 0], { kind: 'bend', channel: 1, number: 0 }, 0],
    ['the wheel at the top', [0xe1, 127, 127], { kind: 'bend', channel: 2, number: 0 }, 1],
  ])('%s', (_, data, control, value) => {
    expect(readMessage(data)).toEqual({ control, value });
  });

  it('in fourteen bits puts the wheel in the middle', () => {
    expect(readMessage([0xe0, 0, 64])?.value).toBeCloseTo(0.5, 3);
  });

  it.each([
    ['clock', [0xf8]],
    ['all notes off', [0xb0, 123, 0]],
    ['aftertouch', [0xa0, 60, 1]],
    ['a program change', [0xc0, 5]],
    ['nothing', []],
  ])('is not read when it is %s', (_, data) => {
    expect(readMessage(data)).toBeUndefined();
  });
});

describe('soft takeover', () => {
  /** Turns a knob through these places and answers what the value became after each. */
  function turn(start: number, ...places: number[]): number[] {
    let value = start;
    let grip: Grip | undefined;
    return places.map((at) => {
      const took = takesOver(grip, at, value);
      if (took) value = at;
      grip = { at, set: took ? value : undefined };
      return value;
    });
  }

  it('waits below the value, and above it', () => {
    expect(turn(0.5, 0, 0.2, 0.4)).toEqual([0.5, 0.5, 0.5]);
    expect(turn(0.5, 1, 0.8, 0.6)).toEqual([0.5, 0.5, 0.5]);
  });

  it('begins where the knob reaches the value or passes it', () => {
    expect(turn(0.5, 0.2, 0.495, 0.7)).toEqual([0.5, 0.495, 0.7]);
    expect(turn(0.5, 0.2, 0.9, 0.1)).toEqual([0.5, 0.9, 0.1]);
  });

  it('ends when something else moves the value', () => {
    expect(takesOver({ at: 0.5, set: 0.5 }, 0.9, 0.5)).toBe(true);
    expect(takesOver({ at: 0.5, set: 0.5 }, 0.45, 0.2)).toBe(false);
  });
});

describe('the port', () => {
  it('asks nobody before it is opened, and only once', async () => {
    let asked = 0;
    const port = createMidiPort(async () => {
      asked++;
      return new FakeAccess();
    });
    expect([asked, port.state.getState().kind]).toEqual([0, 'idle']);
    await Promise.all([port.open(), port.open()]);
    await port.open();
    expect([asked, port.state.getState().kind]).toEqual([1, 'open']);
  });

  it.each([
    ['NotAllowedError', 'denied'],
    ['SecurityError', 'denied'],
    ['NotSupportedError', 'unsupported'],
    ['InvalidStateError', 'failed'],
  ])('says why it is closed: %s is %s', async (name, kind) => {
    const port = createMidiPort(async () => {
      throw new DOMException('the driver is busy', name);
    });
    await port.open();
    expect(port.state.getState().kind).toBe(kind);
    expect(createMidiPort(undefined).state.getState().kind).toBe('unsupported');
  });

  it('can be asked again after a refusal', async () => {
    const answers = [
      () => Promise.reject(new DOMException('', 'NotAllowedError')),
      async () => new FakeAccess(),
    ];
    const port = createMidiPort(() => answers.shift()?.() ?? Promise.reject(new Error('asked too often')));
    await port.open();
    await port.open();
    expect(port.state.getState()).toEqual({ kind: 'open', devices: [] });
  });

  it('hears devices that come late, and not those that are gone', async () => {
    const [first, second] = [new FakeInput('a', 'nanoKONTROL'), new FakeInput('b', null)];
    const access = new FakeAccess(first);
    const port = createMidiPort(async () => access);
    const moves: MidiMove[] = [];
    port.onMove((move) => moves.push(move));
    await port.open();
    const names = () => {
      const state = port.state.getState();
      return state.kind === 'open' ? state.devices.map(({ name }) => name) : state.kind;
    };
    expect(names()).toEqual(['nanoKONTROL']);
    access.plug(second);
    expect(names()).toEqual(['nanoKONTROL', '']);
    first.send(0xb0, 1, 127);
    second.send(0xf8);
    second.send(0xb0, 2, 0);
    expect(moves.map(({ control }) => control.number)).toEqual([1, 2]);
    access.unplug(first);
    expect(names()).toEqual(['']);
    port.close();
    second.send(0xb0, 2, 0);
    expect([moves.length, port.state.getState().kind]).toEqual([2, 'idle']);
  });
});
