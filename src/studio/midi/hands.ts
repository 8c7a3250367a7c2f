import type { StoreApi } from 'zustand/vanilla';
import { type Grip, type MidiMove, type MidiPort, takesOver } from '../../midi';
import {
  type Gesture,
  type MidiControl,
  type MidiMapping,
  type MidiTarget,
  PARAMETERS,
  type Parameter,
  type Session,
  type SessionDocument,
  sameControl,
  withMapping,
} from '../../session';
import type { MidiState } from './state';

/** A knob that rests this long has ended its move, in ms. */
const REST = 500;

export interface HandsOptions {
  readonly port: Pick<MidiPort, 'onMove'>;
  readonly session: Session;
  readonly state: StoreApi<MidiState>;
  /** Runs a command by its id. */
  readonly run: (command: string) => void;
  /** The undo label of a learnt mapping. */
  readonly learnLabel: (target: MidiTarget, control: MidiControl) => string;
}

/** A knob under way. */
interface Move {
  readonly gesture: Gesture<SessionDocument>;
  rest: ReturnType<typeof setTimeout> | undefined;
}

/**
 * Lets MIDI controls move the session. A move from first message to rest is one undo step of the author `midi`;
 * while a target is being learnt, the next control that moves is given to it.
 * @returns ends it
 */
export function connectHands({ port, session, state, run, learnLabel }: HandsOptions): () => void {
  const grips = new Map<string, Grip>();
  const moves = new Map<string, Move>();
  const pressed = new Map<string, boolean>();

  const unitOf = (parameter: Parameter): number =>
    parameter.toUnit(parameter.get(session.getState().document));

  function endMove(id: string): void {
    const move = moves.get(id);
    if (!move) return;
    clearTimeout(move.rest);
    moves.delete(id);
    move.gesture.commit();
    state.setState(({ held }) => ({ held: without(held, id) }));
    if (moves.size === 0) review(session.getState().document);
  }

  function give(target: MidiTarget, { control, value }: MidiMove): void {
    grips.set(keyOf(control), { at: value, set: undefined });
    session.commit(learnLabel(target, control), 'user', (draft) => {
      draft.midi.mappings = [...withMapping(draft.midi.mappings, { control, target })];
    });
    state.setState(({ learn }) => ({ learn: learn === 'many' ? 'many' : 'off', target: undefined }));
  }

  function moveParameter({ control, target }: MidiMapping, at: number): void {
    const parameter = PARAMETERS.get(target.id);
    // A pad sets its velocity; letting it go moves nothing.
    if (!parameter || (control.kind === 'note' && at === 0)) return;
    const key = keyOf(control);
    const jumps = control.kind === 'note' || session.getState().document.midi.takeover === 'jump';
    if (!jumps && !takesOver(grips.get(key), at, unitOf(parameter))) {
      grips.set(key, { at, set: undefined });
      state.setState(({ waiting }) => ({ waiting: { ...waiting, [parameter.id]: at } }));
      return;
    }
    let move = moves.get(parameter.id);
    if (!move?.gesture.open) {
      clearTimeout(move?.rest);
      move = { gesture: session.gesture(parameter.label, 'midi'), rest: undefined };
      moves.set(parameter.id, move);
    }
    clearTimeout(move.rest);
    move.rest = setTimeout(endMove, REST, parameter.id);
    move.gesture.update((draft) => parameter.set(draft, parameter.fromUnit(at)));
    grips.set(key, { at, set: unitOf(parameter) });
    state.setState(({ waiting, held }) => ({
      waiting: without(waiting, parameter.id),
      held: held[parameter.id] ? held : { ...held, [parameter.id]: true },
    }));
  }

  function press({ control, target }: MidiMapping, value: number): void {
    const key = keyOf(control);
    const isDown = control.kind === 'note' ? value > 0 : value >= 0.5;
    const wasDown = pressed.get(key) ?? false;
    pressed.set(key, isDown);
    if (isDown && !wasDown) run(target.id);
  }

  function onMove(move: MidiMove): void {
    const { target, heard } = state.getState();
    if (!heard || !sameControl(heard, move.control)) state.setState({ heard: move.control });
    if (target) {
      if (move.control.kind !== 'note' || move.value > 0) give(target, move);
      return;
    }
    const { mappings } = session.getState().document.midi;
    const mapping = mappings.find((each) => sameControl(each.control, move.control));
    if (mapping?.target.kind === 'parameter') moveParameter(mapping, move.value);
    else if (mapping) press(mapping, move.value);
  }

  /** A value that something else has moved is out of its knob's hold, and a forgotten knob waits for nothing. */
  function review({ midi }: SessionDocument): void {
    const waiting: Record<string, number> = {};
    for (const { control, target } of midi.mappings) {
      const grip = grips.get(keyOf(control));
      const parameter = target.kind === 'parameter' ? PARAMETERS.get(target.id) : undefined;
      if (!grip || !parameter || control.kind === 'note' || midi.takeover === 'jump') continue;
      if (!takesOver(grip, grip.at, unitOf(parameter))) waiting[parameter.id] = grip.at;
    }
    const before = state.getState().waiting;
    const ids = Object.keys(waiting);
    const isSame = ids.length === Object.keys(before).length && ids.every((id) => before[id] === waiting[id]);
    if (!isSame) state.setState({ waiting });
  }

  const endings = [
    port.onMove(onMove),
    session.subscribe(({ document }, { document: before }) => {
      if (document !== before && moves.size === 0) review(document);
    }),
  ];
  return () => {
    for (const end of endings) end();
    for (const id of [...moves.keys()]) endMove(id);
    state.setState({ waiting: {}, held: {} });
  };
}

function keyOf({ kind, channel, number }: MidiControl): string {
  return `${kind} ${channel} ${number}`;
}

function without<T>(record: Readonly<Record<string, T>>, key: string): Readonly<Record<string, T>> {
  if (!(key in record)) return record;
  const { [key]: _, ...rest } = record;
  return rest;
}
