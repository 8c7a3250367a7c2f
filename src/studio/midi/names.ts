import { type MidiControl, type MidiTarget, PARAMETERS } from '../../session';
import { COMMANDS } from '../commands';
import { strings } from '../strings';

const words = strings.midi;
const NOTES = ['C', 'C♯', 'D', 'D♯', 'E', 'F', 'F♯', 'G', 'G♯', 'A', 'A♯', 'B'] as const;

/** A control as its maker's manual calls it: "CC 7", "note C3", "pitch wheel"; with the channel when it is not the first. */
export function controlName({ kind, channel, number }: MidiControl): string {
  const name = kind === 'cc' ? words.cc(number) : kind === 'note' ? words.note(noteName(number)) : words.bend;
  return channel === 1 ? name : words.onChannel(name, channel);
}

/** Middle C, number 60, is C4. */
function noteName(number: number): string {
  return `${NOTES[number % 12]}${Math.floor(number / 12) - 1}`;
}

/** What a control moves; a target that this studio does not know keeps its id. */
export function targetName({ kind, id }: MidiTarget): string {
  const found = kind === 'parameter' ? PARAMETERS.get(id) : COMMANDS.find((command) => command.id === id);
  return found?.label ?? id;
}
