import { createStore } from 'zustand/vanilla';
import { COMMANDS, type Command } from '../commands';
import { view } from '../studio';
import { type Bindings, byChord, chordOf, keysOf } from './keymap';

/** The command that ran last, for captions: what it was called, and the keys when keys asked for it. */
export const lastCommand = createStore<{
  readonly command: Command | undefined;
  readonly chord: string | undefined;
  /** Counts up, so that the same command twice is seen twice. */
  readonly count: number;
}>()(() => ({ command: undefined, chord: undefined, count: 0 }));

/** Runs a command, whoever asks: palette, menu, shortcut, MIDI. */
export function runCommand(command: Command, chord?: string): void {
  lastCommand.setState(({ count }) => ({ command, chord, count: count + 1 }));
  command.run();
}

const BY_ID: ReadonlyMap<string, Command> = new Map(COMMANDS.map((command) => [command.id, command]));

export function commandById(id: string): Command | undefined {
  return BY_ID.get(id);
}

let bindings: Bindings | undefined;
let commands: ReadonlyMap<string, Command> = new Map();

function commandOf(chord: string): Command | undefined {
  const { keys } = view.getState();
  if (bindings !== keys) {
    bindings = keys;
    commands = byChord(COMMANDS, keys);
  }
  return commands.get(chord);
}

/** The shortcut to show beside a command; undefined when it has none. */
export function firstKeys(command: Command, keys: Bindings): string | undefined {
  return keysOf(command, keys)[0];
}

/** Runs the command of a key press, unless the key belongs to what has the focus. */
export function runShortcut(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.repeat || event.isComposing) return;
  const chord = chordOf(event);
  const command = chord === undefined ? undefined : commandOf(chord);
  if (!command || belongsTo(innermost(event), event, command)) return;
  event.preventDefault();
  runCommand(command, chord);
}

/** Whether what has the focus uses the key itself: text is written, menus are walked, buttons are pressed. */
function belongsTo(target: EventTarget | null, event: KeyboardEvent, command: Command): boolean {
  if (!(target instanceof HTMLElement)) return false;
  const modified = event.ctrlKey || event.metaKey || event.altKey;
  if (modified) return isField(target) && /^edit\.(undo|redo)$/.test(command.id);
  if (isField(target) || target.isContentEditable || target.tagName === 'SELECT') return true;
  if (target.closest('dialog, [role="menu"], [role="dialog"]')) return true;
  return event.key === ' ' && /^(BUTTON|A|SUMMARY)$/.test(target.tagName);
}

function isField(target: HTMLElement): boolean {
  return /^(INPUT|TEXTAREA)$/.test(target.tagName);
}

/** The element that has the focus, also inside the editor's shadow root. */
function innermost(event: KeyboardEvent): EventTarget | null {
  return event.composedPath()[0] ?? event.target;
}
