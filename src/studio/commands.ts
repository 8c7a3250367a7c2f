import { CHANNEL_IDS, channelTitle, openProgram, PRESETS, PROGRAMS, putPreset, THEMES } from '../session';
import { openSession, saveSession } from './files';
import { atBoundary } from './quantised';
import { strings } from './strings';
import { session, view } from './studio';
import { pause, play, seek, stop, tapTempo, togglePlay } from './transport';

/** Something the performer can ask for: the palette, the shortcuts and the menus all read this list. */
export interface Command {
  readonly id: string;
  readonly label: string;
  /** Shortcuts as `Mod+Shift+Z`; `Mod` is Ctrl, or Cmd on a Mac. The key is the physical one for Alt shortcuts. */
  readonly keys: readonly string[];
  run(): void;
}

export const COMMANDS: readonly Command[] = [
  { id: 'transport.toggle', label: 'Play or pause', keys: ['Space'], run: togglePlay },
  { id: 'transport.play', label: 'Play', keys: [], run: play },
  { id: 'transport.pause', label: 'Pause', keys: [], run: pause },
  { id: 'transport.stop', label: 'Stop', keys: ['.'], run: stop },
  { id: 'transport.rewind', label: 'To the start', keys: ['Home'], run: () => seek(0) },
  { id: 'transport.tap', label: 'Tap tempo', keys: ['T'], run: tapTempo },
  {
    id: 'transport.loop',
    label: 'Loop on or off',
    keys: ['L'],
    run: () =>
      session.commit(strings.transport.loopLabel, 'user', (draft) => {
        draft.loop.on = !draft.loop.on;
      }),
  },
  { id: 'session.save', label: 'Save the session as a file', keys: ['Mod+S'], run: () => void saveSession() },
  { id: 'session.open', label: 'Open a session file', keys: ['Mod+O'], run: openSession },
  { id: 'edit.undo', label: 'Undo', keys: ['Mod+Z'], run: () => void session.undo() },
  { id: 'edit.redo', label: 'Redo', keys: ['Mod+Shift+Z', 'Mod+Y'], run: () => void session.redo() },
  {
    id: 'view.palette',
    label: 'Commands',
    keys: ['Mod+K', 'Shift+?'],
    run: () => view.setState(({ paletteOpen }) => ({ paletteOpen: !paletteOpen })),
  },
  {
    id: 'view.projector',
    label: 'Projector mode on or off',
    keys: ['P'],
    run: () => view.setState(({ theme }) => ({ theme: theme === 'projector' ? 'dark' : 'projector' })),
  },
  ...THEMES.map((theme) => ({
    id: `view.theme.${theme}`,
    label: `Theme: ${strings.transport.themeNames[theme]}`,
    keys: [],
    run: () => view.setState({ theme }),
  })),
  ...CHANNEL_IDS.flatMap((id, index) => [
    {
      id: `channel.${id}.mute`,
      label: strings.mixer.mute(channelTitle(id)),
      keys: [`Alt+${index + 1}`],
      run: () =>
        session.commit(strings.mixer.mute(channelTitle(id)), 'user', (draft) => {
          draft.channels[id].mute = !draft.channels[id].mute;
        }),
    },
    {
      id: `channel.${id}.solo`,
      label: strings.mixer.solo(channelTitle(id)),
      keys: [`Shift+Alt+${index + 1}`],
      run: () =>
        session.commit(strings.mixer.solo(channelTitle(id)), 'user', (draft) => {
          draft.channels[id].solo = !draft.channels[id].solo;
        }),
    },
    {
      id: `channel.${id}.code`,
      label: `Show ${channelTitle(id)} code`,
      keys: [],
      run: () => view.setState({ tab: id, panel: 'code' }),
    },
  ]),
  ...PRESETS.map((preset) => ({
    id: `preset.${preset.id}`,
    label: `Preset: ${preset.name}`,
    keys: [],
    run: () =>
      atBoundary(preset.name, () => putPreset(session, preset, preset.target ?? view.getState().tab)),
  })),
  ...PROGRAMS.map((program) => ({
    id: `program.${program.id}`,
    label: `Open: ${program.title}`,
    keys: [],
    run: () => atBoundary(program.title, () => openProgram(session, program)),
  })),
];

const BY_KEY = new Map(COMMANDS.flatMap((command) => command.keys.map((key) => [key, command] as const)));
const isMac = /Mac|iP(hone|ad)/.test(navigator.userAgent);

/** Runs the command of a key press; keys without Ctrl, Cmd or Alt belong to the text field that has the focus. */
export function runShortcut(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.repeat || event.isComposing) return;
  const command = BY_KEY.get(chord(event));
  if (!command) return;
  const mod = event.ctrlKey || event.metaKey || event.altKey;
  if (!mod && takesText(innermost(event))) return;
  if (event.key === ' ' && takesSpace(innermost(event))) return;
  event.preventDefault();
  command.run();
}

function chord(event: KeyboardEvent): string {
  const digit = /^Digit(\d)$/.exec(event.code)?.[1];
  const key = event.altKey && digit ? digit : event.key === ' ' ? 'Space' : event.key;
  const parts = [
    (isMac ? event.metaKey : event.ctrlKey) ? 'Mod' : '',
    event.shiftKey ? 'Shift' : '',
    event.altKey ? 'Alt' : '',
    key.length === 1 ? key.toUpperCase() : key,
  ];
  return parts.filter((part) => part !== '').join('+');
}

/** The element that has the focus, also inside the editor's shadow root. */
function innermost(event: KeyboardEvent): EventTarget | null {
  return event.composedPath()[0] ?? event.target;
}

function takesText(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || isSlider(target))
  );
}

/** A slider takes digits, Home and the point for itself. */
function isSlider(target: HTMLElement): boolean {
  return target.role === 'slider' || target.role === 'separator';
}

function takesSpace(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && /^(BUTTON|A|SUMMARY)$/.test(target.tagName);
}

/** A shortcut as it is shown: `⌘K` or `Ctrl K`. */
export function showKeys(keys: string): string {
  return keys
    .split('+')
    .map((part) => (part === 'Mod' ? (isMac ? '⌘' : 'Ctrl') : part))
    .join(isMac ? '' : ' ');
}
