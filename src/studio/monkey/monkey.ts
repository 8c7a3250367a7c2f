import {
  CHANNEL_IDS,
  CURVES,
  type Gesture,
  moveScene,
  overwriteScene,
  PARAMETERS,
  QUANTISE,
  removeScene,
  renameScene,
  type Session,
  type SessionDocument,
} from '../../session';

/** What the monkey has in its hands. */
export interface Studio {
  readonly session: Session;
  /** Commands that it may run. */
  readonly commands: readonly { readonly id: string; run(): void }[];
  /** Lets time pass, in ms. */
  wait(ms: number): void;
}

type Action = (studio: Studio, dice: Dice) => void;

/** Choices from a seeded source of numbers in [0, 1). */
export class Dice {
  constructor(readonly random: () => number) {}

  below(count: number): number {
    return Math.floor(this.random() * count);
  }

  /** @throws when there is nothing to choose from */
  of<T>(items: readonly T[]): T {
    const item = items[this.below(items.length)];
    if (item === undefined) throw new Error('There is nothing to choose from.');
    return item;
  }
}

const SNIPPETS = ['for', ' x ', 'range(n)', '(', ')', '[', '"', '0', '**', 'if', '\n', 'sum', 'π', ','];

/** Gestures that were begun and not ended: a hand may hold several faders. */
let held: Gesture<SessionDocument>[] = [];

const moves: readonly Action[] = [
  ({ commands }, dice) => dice.of(commands).run(),
  ({ commands }, dice) => dice.of(commands.filter(({ id }) => /^(preset|program|scene)\./.test(id))).run(),
  ({ session }, dice) => {
    const parameter = dice.of([...PARAMETERS.values()]);
    const gesture = session.gesture(parameter.label, dice.of(['user', 'midi']));
    for (let move = dice.below(6); move >= 0; move--) {
      const value = parameter.fromUnit(dice.random());
      gesture.update((draft) => parameter.set(draft, value));
    }
    const end = dice.below(3);
    if (end === 0) gesture.commit();
    else if (end === 1) gesture.cancel();
    else held.push(gesture);
  },
  (_, dice) => {
    const gesture = held.pop();
    if (dice.below(2) === 0) gesture?.commit();
    else gesture?.cancel();
  },
  ({ session }, dice) => {
    const typing = session.gesture('Edit program', 'user');
    for (let key = dice.below(4); key >= 0; key--) {
      const { program } = session.getState().document;
      const [at, cut] = [dice.below(program.length + 1), dice.below(4)];
      const next = program.slice(0, at) + dice.of(SNIPPETS) + program.slice(at + cut);
      typing.update((draft) => {
        draft.program = next;
      });
    }
    typing.commit();
  },
  ({ session }) => void session.undo(),
  ({ session }) => void session.redo(),
  ({ session }, dice) => {
    const scene = session.getState().document.scenes.at(-1)?.id ?? '';
    dice.of([
      () => renameScene(session, scene, `Scene ${dice.below(100)}`),
      () => overwriteScene(session, scene),
      () => removeScene(session, scene),
      () => moveScene(session, scene, dice.of([-1, 1])),
    ])();
  },
  ({ session }, dice) =>
    session.commit('Add lane', 'user', (draft) => {
      const points = Array.from({ length: dice.below(4) }, (_, beat) => ({
        beat,
        value: dice.random(),
        curve: dice.of(CURVES),
      }));
      const parameter = dice.of([...PARAMETERS.keys()]);
      draft.lanes.push({ id: `lane-${draft.lanes.length}-${dice.below(1e9)}`, parameter, on: true, points });
    }),
  ({ session }, dice) =>
    session.commit('Remove lane', 'user', (draft) => {
      draft.lanes.splice(dice.below(draft.lanes.length + 1), 1);
    }),
  ({ session }, dice) =>
    session.commit('Add input', 'user', (draft) => {
      const name = `in_${dice.below(1e9)}`;
      draft.inputs.push({ name, input: { kind: 'number', type: 'int', value: dice.below(100) } });
    }),
  ({ session }, dice) =>
    session.commit('Remove input', 'user', (draft) => {
      draft.inputs.splice(dice.below(draft.inputs.length + 1), 1);
    }),
  ({ session }, dice) =>
    session.commit('Swap effects', 'user', (draft) => {
      const { effects } = draft.channels[dice.of(CHANNEL_IDS)];
      const [first] = effects.splice(dice.below(effects.length), 1);
      if (first) effects.splice(dice.below(effects.length + 1), 0, { ...first, on: !first.on });
    }),
  ({ session }, dice) =>
    session.commit('Change at', 'user', (draft) => {
      draft.quantise = dice.of(QUANTISE);
    }),
  ({ wait }, dice) => wait(dice.below(3_000)),
];

/**
 * Does things at random, as a performer might who knows nothing and presses everything.
 * @param actions how many
 */
export function play(studio: Studio, dice: Dice, actions: number): void {
  held = [];
  for (let action = 0; action < actions; action++) dice.of(moves)(studio, dice);
}
