import { CHANNEL_IDS, type ChannelId } from './channels';
import { defaultChannel, type Mix, type NamedInput, perChannel, type SessionDocument } from './document';
import { type Author, createHistory, type History } from './history';
import { NEUTRAL_MACROS } from './macros';
import { NO_MIDI } from './midi';
import { DEFAULT_PLUGINS } from './plugins';
import { applyPreset, type Preset } from './presets';
import { type ExampleProgram, FIRST_PROGRAM, PROGRAMS, programById } from './programs';
import { DEFAULT_SOUND, DEFAULT_SOUNDS } from './sound';
import { STEPS } from './words';

export * from './scenes';

export type Session = History<SessionDocument>;

/** The idiom that a channel starts with. */
export type DefaultModes = Readonly<Record<ChannelId, string>>;

/** The session that a first visit opens. */
export function initialDocument(modes: DefaultModes): SessionDocument {
  const first = programById(FIRST_PROGRAM);
  return {
    program: first.text,
    title: first.title,
    inputs: first.inputs(),
    n: first.n,
    channels: perChannel((id) => defaultChannel(modes[id], DEFAULT_SOUNDS[id])),
    macros: NEUTRAL_MACROS,
    tempo: 120,
    loop: { on: true, start: 0, end: 16 },
    quantise: 'now',
    lanes: [],
    scenes: [],
    midi: NO_MIDI,
    sound: DEFAULT_SOUND,
    clips: [],
    fade: 0,
    timing: 'service',
    plugins: DEFAULT_PLUGINS,
    seed: 1,
  };
}

/** @param now gives the time of entries, in milliseconds since the epoch */
export function createSession(document: SessionDocument, now?: () => number): Session {
  return createHistory(document, now);
}

export function openProgram(session: Session, program: ExampleProgram, author: Author = 'user'): void {
  session.commit(STEPS.open(program.title), author, (draft) => {
    draft.program = program.text;
    draft.title = program.title;
    draft.n = program.n;
    draft.inputs = structuredClone(program.inputs()) as NamedInput[] as typeof draft.inputs;
  });
}

/** A program with what it was measured with. */
export interface RecordedOpening {
  readonly text: string;
  readonly n: number;
  /** Undefined where they were not kept. */
  readonly inputs: readonly NamedInput[] | undefined;
}

/**
 * Opens a program as it was recorded: with the inputs that it was measured with, else with those of the gallery where it
 * is one of the gallery's, else with those of the document that it names.
 */
export function openRecorded(
  session: Session,
  { text, n, inputs }: RecordedOpening,
  author: Author = 'user',
): void {
  const example = PROGRAMS.find((program) => program.text === text);
  const known = inputs ?? example?.inputs();
  session.commit(example ? STEPS.open(example.title) : STEPS.openRecorded, author, (draft) => {
    draft.program = text;
    draft.title = example?.title ?? '';
    draft.n = n;
    draft.inputs = known
      ? (structuredClone(known) as NamedInput[] as typeof draft.inputs)
      : draft.inputs.filter(({ name }) => new RegExp(`\\b${name}\\b`).test(text));
  });
}

/**
 * Puts a preset on its own channel, or on the one given, or on every channel when it is made for none.
 */
export function putPreset(
  session: Session,
  preset: Preset,
  channel?: ChannelId,
  author: Author = 'user',
): void {
  const targets = channel ? [channel] : preset.target ? [preset.target] : CHANNEL_IDS;
  session.commit(STEPS.preset(preset.name), author, (draft) => {
    for (const id of targets)
      draft.channels[id] = applyPreset(preset, draft.channels[id]) as (typeof draft.channels)[ChannelId];
  });
}

/** Whether a channel is heard and run: solo wins over mute only among the soloed. */
export function audible(channels: Mix['channels'], id: ChannelId): boolean {
  const soloed = CHANNEL_IDS.some((each) => channels[each].solo);
  return soloed ? channels[id].solo : !channels[id].mute;
}
