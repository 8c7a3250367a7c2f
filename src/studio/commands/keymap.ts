/** What can carry a shortcut: the part of a command that the keymap knows. */
export interface Bindable {
  readonly id: string;
  readonly label: string;
  /** The shortcuts it comes with. */
  readonly keys: readonly string[];
}

/** The performer's own shortcuts by command id; a command that is not in it has the ones it comes with. */
export type Bindings = Readonly<Record<string, readonly string[]>>;

type KeyPress = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

export const isMac = typeof navigator !== 'undefined' && /Mac|iP(hone|ad)/.test(navigator.userAgent);

const MODIFIERS: ReadonlySet<string> = new Set(['Control', 'Meta', 'Shift', 'Alt', 'AltGraph', 'CapsLock']);

/** Keys that walk and close: taken from them, the studio could not be used without a mouse. */
const NEEDED: ReadonlySet<string> = new Set(['Tab', 'Shift+Tab', 'Enter', 'Escape']);

/** Keys that browsers do not give to a page. */
const BROWSER: ReadonlySet<string> = new Set(['Mod+W', 'Mod+T', 'Mod+N', 'Mod+Shift+T', 'Mod+Shift+N', 'F5']);

/**
 * A key press as `Mod+Shift+Z`, in which `Mod` is Ctrl, or Cmd on a Mac; undefined while only modifiers are down.
 * With Alt the key is the physical one, since Alt writes other characters on many layouts.
 */
export function chordOf(event: KeyPress, mac = isMac): string | undefined {
  if (MODIFIERS.has(event.key)) return undefined;
  const physical = /^(?:Digit|Key)([0-9A-Z])$/.exec(event.code)?.[1];
  const key = event.altKey && physical ? physical : event.key === ' ' ? 'Space' : event.key;
  const parts = [
    (mac ? event.metaKey : event.ctrlKey) ? 'Mod' : '',
    event.shiftKey ? 'Shift' : '',
    event.altKey ? 'Alt' : '',
    key.length === 1 ? key.toUpperCase() : key,
  ];
  return parts.filter((part) => part !== '').join('+');
}

export function keysOf(command: Bindable, bindings: Bindings): readonly string[] {
  return bindings[command.id] ?? command.keys;
}

/** Commands by shortcut. Of two commands with the same shortcut the first in the list has it. */
export function byChord<T extends Bindable>(
  commands: readonly T[],
  bindings: Bindings,
): ReadonlyMap<string, T> {
  const found = new Map<string, T>();
  for (const command of commands) {
    for (const chord of keysOf(command, bindings)) if (!found.has(chord)) found.set(chord, command);
  }
  return found;
}

export type Binding =
  | { readonly kind: 'free' }
  /** The shortcut belongs to this command. */
  | { readonly kind: 'taken'; readonly by: Bindable }
  /** The shortcut can't be had: the keyboard user or the browser needs it. */
  | { readonly kind: 'reserved'; readonly by: 'keyboard' | 'browser' };

/** Whether a command can have a shortcut. */
export function binding(
  chord: string,
  id: string,
  commands: readonly Bindable[],
  bindings: Bindings,
): Binding {
  if (NEEDED.has(chord)) return { kind: 'reserved', by: 'keyboard' };
  if (BROWSER.has(chord)) return { kind: 'reserved', by: 'browser' };
  const by = byChord(commands, bindings).get(chord);
  return by && by.id !== id ? { kind: 'taken', by } : { kind: 'free' };
}

/** Gives a command one shortcut in place of its others, and takes it from every other command. */
export function bind(chord: string, id: string, commands: readonly Bindable[], bindings: Bindings): Bindings {
  const losers = commands.filter((each) => each.id !== id && keysOf(each, bindings).includes(chord));
  const lost = losers.map((each) => [each.id, keysOf(each, bindings).filter((key) => key !== chord)]);
  return { ...bindings, ...Object.fromEntries(lost), [id]: [chord] };
}

/** Takes every shortcut from a command. */
export function unbind(id: string, bindings: Bindings): Bindings {
  return { ...bindings, [id]: [] };
}

/** Gives a command the shortcuts that it came with, as far as no other command has them now. */
export function rebound(command: Bindable, commands: readonly Bindable[], bindings: Bindings): Bindings {
  const { [command.id]: _, ...others } = bindings;
  const taken = byChord(
    commands.filter((each) => each.id !== command.id),
    others,
  );
  const free = command.keys.filter((key) => !taken.has(key));
  return free.length === command.keys.length ? others : { ...others, [command.id]: free };
}

/** A shortcut as it is shown: `⌘K` or `Ctrl K`. */
export function showKeys(chord: string, mac = isMac): string {
  return chord
    .split('+')
    .map((part) => (part === 'Mod' ? (mac ? '⌘' : 'Ctrl') : part))
    .join(mac ? '' : ' ');
}
