import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { createMidiPort } from '../../midi';
import { FakeAccess, FakeInput } from '../../midi/testing';
import { createSession, initialDocument, type MidiControl, type MidiTarget, perChannel } from '../../session';
import { connectHands } from './hands';
import type { MidiState } from './state';

const LEVEL: MidiTarget = { kind: 'parameter', id: 'rust.level' };
const KNOB: MidiControl = { kind: 'cc', channel: 1, number: 7 };
const PAD: MidiControl = { kind: 'note', channel: 1, number: 36 };

/** A session that a fake controller plays, its takeover and what it is mapped to. */
async function hands(...mappings: readonly [MidiControl, MidiTarget][]) {
  const document = initialDocument(perChannel(() => 'loops'));
  const session = createSession({
    ...document,
    midi: { ...document.midi, mappings: mappings.map(([control, target]) => ({ control, target })) },
  });
  const input = new FakeInput('pad');
  const port = createMidiPort(async () => new FakeAccess(input));
  const state = createStore<MidiState>()(() => ({
    port: { kind: 'idle' },
    learn: 'off',
    target: undefined,
    waiting: {},
    held: {},
    heard: undefined,
  }));
  const ran: string[] = [];
  await port.open();
  const end = connectHands({
    port,
    session,
    state,
    run: (id) => ran.push(id),
    learnLabel: ({ id }) => `Learn ${id}`,
  });
  return {
    session,
    state,
    ran,
    end,
    /** Turns the knob, in steps of 0–127. */
    turn: (...places: number[]) => {
      for (const place of places) input.send(0xb0, 7, place);
    },
    hit: (velocity: number) => input.send(0x90, 36, velocity),
    level: () => session.getState().document.channels.rust.level,
    setLevel: (level: number) =>
      session.commit('Rust level', 'user', (draft) => {
        draft.channels.rust.level = level;
      }),
  };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a knob', () => {
  it('moves a value once it has reached it, and says where it stands until then', async () => {
    const { turn, level, state } = await hands([KNOB, LEVEL]);
    turn(10, 30);
    expect([level(), state.getState().waiting]).toEqual([0.5, { 'rust.level': 30 / 127 }]);
    turn(70, 100);
    expect(level()).toBeCloseTo(100 / 127);
    expect(state.getState()).toMatchObject({ waiting: {}, held: { 'rust.level': true } });
  });

  it('makes one undo step of a move, of its own author, once it rests', async () => {
    const { turn, session, level, state } = await hands([KNOB, LEVEL]);
    turn(64, 70, 80, 90);
    expect(session.getState().depth).toBe(0);
    vi.advanceTimersByTime(600);
    expect(session.steps().past).toMatchObject([{ label: 'Rust level', author: 'midi' }]);
    expect(state.getState().held).toEqual({});
    turn(91, 92);
    vi.advanceTimersByTime(600);
    expect(session.getState().depth).toBe(2);
    session.undo();
    session.undo();
    expect(level()).toBe(0.5);
  });

  it('lets go of a value that something else moves', async () => {
    const { turn, level, setLevel, state } = await hands([KNOB, LEVEL]);
    turn(64, 90);
    vi.advanceTimersByTime(600);
    setLevel(0.2);
    expect(state.getState().waiting).toEqual({ 'rust.level': 90 / 127 });
    turn(91);
    expect(level()).toBe(0.2);
    turn(10, 20);
    expect(level()).toBeCloseTo(20 / 127);
  });

  it('follows a value of few steps without losing it', async () => {
    const { turn, session } = await hands([KNOB, { kind: 'parameter', id: 'rust.parallel' }]);
    turn(0, 20, 40, 60, 127);
    expect(session.getState().document.channels.rust.parallel).toBe(8);
  });

  it('jumps where soft takeover is off', async () => {
    const { turn, level, session } = await hands([KNOB, LEVEL]);
    session.commit('Soft takeover', 'user', (draft) => {
      draft.midi.takeover = 'jump';
    });
    turn(127);
    expect(level()).toBe(1);
  });

  it('ends its move when it is undone, and begins another', async () => {
    const { turn, level, session } = await hands([KNOB, LEVEL]);
    turn(64, 90);
    session.undo();
    expect(level()).toBe(0.5);
    turn(91);
    expect(level()).toBe(0.5);
    vi.advanceTimersByTime(600);
    expect(session.getState().redoLabel).toBe('Rust level');
  });
});

describe('a pad', () => {
  it('runs its command when it is hit, not when it is let go', async () => {
    const { hit, ran } = await hands([PAD, { kind: 'command', id: 'transport.toggle' }]);
    hit(100);
    hit(0);
    hit(40);
    expect(ran).toEqual(['transport.toggle', 'transport.toggle']);
  });

  it('sets a value to its velocity', async () => {
    const { hit, level } = await hands([PAD, LEVEL]);
    hit(127);
    hit(0);
    expect(level()).toBe(1);
  });

  it('or a button that sends a controller runs a command as it goes down', async () => {
    const { turn, ran } = await hands([KNOB, { kind: 'command', id: 'edit.undo' }]);
    turn(127, 127, 0, 127);
    expect(ran).toHaveLength(2);
  });
});

describe('learning', () => {
  it('gives the next control to the target as one undo step, and ends', async () => {
    const { turn, state, session, level } = await hands();
    state.setState({ learn: 'one', target: LEVEL });
    turn(5);
    expect(session.getState().document.midi.mappings).toEqual([{ control: KNOB, target: LEVEL }]);
    expect(state.getState()).toMatchObject({
      learn: 'off',
      target: undefined,
      waiting: { 'rust.level': 5 / 127 },
    });
    expect(session.getState().undoLabel).toBe('Learn rust.level');
    expect(level()).toBe(0.5);
    session.undo();
    turn(64, 90);
    expect([session.getState().document.midi.mappings, level()]).toEqual([[], 0.5]);
  });

  it('goes on in learn mode, and a control has one target only', async () => {
    const { turn, state, session } = await hands([KNOB, { kind: 'parameter', id: 'go.level' }]);
    state.setState({ learn: 'many', target: LEVEL });
    turn(5);
    expect(state.getState()).toMatchObject({ learn: 'many', target: undefined });
    expect(session.getState().document.midi.mappings).toEqual([{ control: KNOB, target: LEVEL }]);
  });

  it('waits for a note to be hit, not to be let go', async () => {
    const { hit, state, session } = await hands();
    state.setState({ learn: 'one', target: LEVEL });
    hit(0);
    expect(session.getState().document.midi.mappings).toEqual([]);
    hit(1);
    expect(session.getState().document.midi.mappings).toEqual([{ control: PAD, target: LEVEL }]);
  });
});

it('a mapping that this studio does not know moves nothing; ending commits what is under way', async () => {
  const { turn, session, end, state } = await hands([KNOB, LEVEL], [PAD, { kind: 'parameter', id: 'gone' }]);
  turn(64, 80);
  end();
  expect(session.getState()).toMatchObject({ depth: 1, undoLabel: 'Rust level' });
  turn(100);
  expect([session.getState().depth, state.getState().held]).toEqual([1, {}]);
});
