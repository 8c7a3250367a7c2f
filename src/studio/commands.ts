import {
  CHANNEL_IDS,
  channelTitle,
  openProgram,
  PRESETS,
  PROGRAMS,
  putPreset,
  SPECTRUM_VIEWS,
  THEMES,
} from '../session';
import { openSession, saveSession } from './files';
import { askForRating } from './interactions/rating';
import { toggleLearnMode } from './midi/actions';
import { atBoundary } from './quantised';
import { isMorphingOn, switchMorphing } from './rack/state';
import { toggleSoundPanel } from './sound/panel';
import { toggleSound } from './sound/power';
import { storeMoment, toggleFreeze } from './spectrum/moments';
import { strings } from './strings';
import { session, view } from './studio';
import { setTheme, toggleProjector } from './theme';
import { TIME_COMMANDS } from './timeline/commands';
import { toggleLoop, toggleMute, toggleSolo } from './toggles';
import { startTour } from './tour/tour';
import { pause, play, seek, stop, tapTempo, togglePlay } from './transport';

/** Something the performer can ask for: the palette, the shortcuts, the menus and MIDI all read this list. */
export interface Command {
  /** `group.name`; the group is the menu it is found in, see `commands/groups.ts`. */
  readonly id: string;
  readonly label: string;
  /** Shortcuts as `Mod+Shift+Z`; `Mod` is Ctrl, or Cmd on a Mac. The key is the physical one for Alt shortcuts. */
  readonly keys: readonly string[];
  run(): void;
}

const words = strings.commands.labels;

export const COMMANDS: readonly Command[] = [
  { id: 'transport.toggle', label: words.toggle, keys: ['Space'], run: togglePlay },
  { id: 'transport.play', label: words.play, keys: [], run: play },
  { id: 'transport.pause', label: words.pause, keys: [], run: pause },
  { id: 'transport.stop', label: words.stop, keys: ['.'], run: stop },
  { id: 'transport.rewind', label: words.rewind, keys: ['Home'], run: () => seek(0) },
  { id: 'transport.tap', label: words.tap, keys: ['T'], run: tapTempo },
  {
    id: 'transport.loop',
    label: words.loop,
    keys: ['L'],
    run: toggleLoop,
  },
  { id: 'sound.toggle', label: strings.sound.toggle, keys: ['S'], run: toggleSound },
  { id: 'sound.panel', label: strings.sound.openPanel, keys: [], run: toggleSoundPanel },
  {
    id: 'sound.drums',
    label: strings.sound.drumsOn,
    keys: [],
    run: () =>
      session.commit(strings.sound.drumsOn, 'user', (draft) => {
        draft.sound.drums.on = !draft.sound.drums.on;
      }),
  },
  { id: 'session.save', label: strings.keeping.save, keys: ['Mod+S'], run: () => void saveSession() },
  { id: 'session.open', label: strings.keeping.open, keys: ['Mod+O'], run: openSession },
  {
    id: 'session.share',
    label: strings.keeping.share,
    keys: [],
    run: () => view.setState({ dialog: 'share' }),
  },
  {
    id: 'session.reset',
    label: strings.keeping.startOver,
    keys: [],
    run: () => view.setState({ dialog: 'reset' }),
  },
  { id: 'edit.undo', label: words.undo, keys: ['Mod+Z'], run: () => void session.undo() },
  { id: 'edit.redo', label: words.redo, keys: ['Mod+Shift+Z', 'Mod+Y'], run: () => void session.redo() },
  {
    id: 'dataset.open',
    label: strings.dataset.open,
    keys: [],
    run: () => view.setState({ dialog: 'dataset' }),
  },
  {
    id: 'rack.morphing',
    label: strings.rack.morphing.command,
    keys: [],
    run: () => switchMorphing(strings.rack.morphing.switch, !isMorphingOn()),
  },
  {
    id: 'rack.model',
    label: strings.rack.morphing.openLabel,
    keys: [],
    run: () => view.setState({ dialog: 'forecaster' }),
  },
  { id: 'dataset.rate', label: strings.rating.command, keys: ['Q'], run: askForRating },
  {
    id: 'view.palette',
    label: words.palette,
    keys: ['Mod+K'],
    run: () => view.setState(({ paletteOpen }) => ({ paletteOpen: !paletteOpen })),
  },
  {
    id: 'help.shortcuts',
    label: strings.commands.shortcuts,
    keys: ['Shift+?'],
    run: () => view.setState({ dialog: 'shortcuts' }),
  },
  { id: 'help.tour', label: strings.tour.command, keys: [], run: startTour },
  {
    id: 'edit.history',
    label: strings.commands.history,
    keys: ['H'],
    run: () => view.setState({ dialog: 'history' }),
  },
  {
    id: 'midi.settings',
    label: strings.midi.settings,
    keys: [],
    run: () => view.setState({ dialog: 'midi' }),
  },
  {
    id: 'midi.learn',
    label: strings.midi.learnModeLabel,
    keys: ['M'],
    run: () => void toggleLearnMode(),
  },
  {
    id: 'view.projector',
    label: words.projector,
    keys: ['P'],
    run: toggleProjector,
  },
  ...SPECTRUM_VIEWS.map((spectrumView) => ({
    id: `view.spectrum.${spectrumView}`,
    label: strings.spectrum.viewLabel(strings.spectrum.viewNames[spectrumView]),
    keys: [],
    run: () => view.setState({ spectrumView, panel: 'spectrum' }),
  })),
  { id: 'view.freeze', label: strings.spectrum.freezeLabel, keys: ['F'], run: toggleFreeze },
  {
    id: 'view.storeA',
    label: strings.spectrum.compare.storeLabel.a,
    keys: ['['],
    run: () => storeMoment('a'),
  },
  {
    id: 'view.storeB',
    label: strings.spectrum.compare.storeLabel.b,
    keys: [']'],
    run: () => storeMoment('b'),
  },
  {
    id: 'view.figures',
    label: strings.figures.open,
    keys: ['D'],
    run: () => view.setState({ dialog: 'figures' }),
  },
  ...TIME_COMMANDS,
  ...THEMES.map((theme) => ({
    id: `view.theme.${theme}`,
    label: words.theme(strings.transport.themeNames[theme]),
    keys: [],
    run: () => setTheme(theme),
  })),
  ...CHANNEL_IDS.flatMap((id, index) => [
    {
      id: `channel.${id}.mute`,
      label: strings.mixer.mute(channelTitle(id)),
      keys: [`Alt+${index + 1}`],
      run: () => toggleMute(id),
    },
    {
      id: `channel.${id}.solo`,
      label: strings.mixer.solo(channelTitle(id)),
      keys: [`Shift+Alt+${index + 1}`],
      run: () => toggleSolo(id),
    },
    {
      id: `channel.${id}.code`,
      label: words.code(channelTitle(id)),
      keys: [],
      run: () => view.setState({ tab: id, panel: 'code' }),
    },
  ]),
  ...PRESETS.map((preset) => ({
    id: `preset.${preset.id}`,
    label: words.preset(preset.name),
    keys: [],
    run: () =>
      atBoundary(preset.name, () => putPreset(session, preset, preset.target ?? view.getState().tab)),
  })),
  ...PROGRAMS.map((program) => ({
    id: `program.${program.id}`,
    label: words.program(program.title),
    keys: [],
    run: () => atBoundary(program.title, () => openProgram(session, program)),
  })),
];
