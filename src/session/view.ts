import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ChannelId } from './channels';

export const THEMES = ['dark', 'light', 'projector'] as const;
export type Theme = (typeof THEMES)[number];

/** The panels that a phone shows one at a time. */
export const PANELS = ['editor', 'code', 'mixer', 'spectrum', 'timeline', 'browser', 'rack'] as const;
export type PanelId = (typeof PANELS)[number];

/** The parts of the browser; each can be folded away. */
export const BROWSER_SECTIONS = [
  'programs',
  'presets',
  'scenes',
  'inputs',
  'recordings',
  'sessions',
] as const;
export type BrowserSection = (typeof BROWSER_SECTIONS)[number];

/** Folds a section, or opens it again. */
export function foldSection(
  folded: readonly BrowserSection[],
  id: BrowserSection,
): readonly BrowserSection[] {
  return folded.includes(id) ? folded.filter((each) => each !== id) : [...folded, id];
}

/** The dialogs of which one is open at a time. */
export const DIALOGS = [
  'shortcuts',
  'history',
  'figures',
  'midi',
  'share',
  'shared',
  'reset',
  'dataset',
  'forecaster',
] as const;
export type DialogId = (typeof DIALOGS)[number];

/** What the spectrum shows: bars, the last minute, frequencies, two moments. */
export const SPECTRUM_VIEWS = ['bars', 'waterfall', 'resonances', 'compare'] as const;
export type SpectrumView = (typeof SPECTRUM_VIEWS)[number];

/** What the studio looks like now: not undone, not shared, not part of the session. */
export interface ViewState {
  readonly theme: Theme;
  /** The theme that projector mode gives back. */
  readonly themeBefore: Theme;
  /** The channel whose code is shown. */
  readonly tab: ChannelId;
  /** The one panel on a phone. */
  readonly panel: PanelId;
  /** The drawers of a narrow window. */
  readonly browserOpen: boolean;
  readonly rackOpen: boolean;
  readonly folded: readonly BrowserSection[];
  readonly paletteOpen: boolean;
  readonly menuOpen: boolean;
  /** Whether MIDI was on at the last visit; it then comes back where the browser need not ask. */
  readonly midiOn: boolean;
  readonly dialog: DialogId | undefined;
  /** The performer's own shortcuts, by command id; every other command has the ones it comes with. */
  readonly keys: Readonly<Record<string, readonly string[]>>;
  readonly spectrumView: SpectrumView;
  /** Whether a chart shows its table. */
  readonly spectrumTable: boolean;
  /** Sizes of panels in px, by the name of their divider. */
  readonly sizes: Readonly<Record<string, number>>;
}

export const INITIAL_VIEW: ViewState = {
  theme: 'dark',
  themeBefore: 'dark',
  tab: 'rust',
  panel: 'editor',
  browserOpen: false,
  rackOpen: false,
  folded: ['inputs', 'recordings', 'sessions'],
  paletteOpen: false,
  menuOpen: false,
  midiOn: false,
  dialog: undefined,
  keys: {},
  spectrumView: 'bars',
  spectrumTable: false,
  sizes: {},
};

export type ViewStore = StoreApi<ViewState>;

/** @param initial what was remembered from the last visit */
export function createView(initial: Partial<ViewState> = {}): ViewStore {
  return createStore<ViewState>()(() => ({ ...INITIAL_VIEW, ...initial }));
}
