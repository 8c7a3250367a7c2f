import type { ChannelId } from './channels';

/**
 * The words that a document keeps: names of channels, labels of undo steps, names of what a step moved. They are saved
 * in files and in the log as they were read when the step was made, as a commit message is, so that a history reads the
 * same whoever opens it; that is why they are text and not keys. The studio's catalogue shows the same objects as
 * `strings.channel` and `strings.steps`.
 */
export const CHANNEL_TITLES: Readonly<Record<ChannelId, string>> = {
  python: 'Python',
  typescript: 'TypeScript',
  wasm: 'Wasm',
  sql: 'SQL',
  rust: 'Rust',
  julia: 'Julia',
  go: 'Go',
  csharp: 'C#',
};

export function channelTitle(id: ChannelId): string {
  return CHANNEL_TITLES[id];
}

export const STEPS = {
  open: (program: string) => `Open ${program}`,
  openRecorded: 'Open a recorded program',
  preset: (preset: string) => `Preset ${preset}`,
  storeScene: (scene: string) => `Store scene ${scene}`,
  launchScene: (scene: string) => `Scene ${scene}`,
  renameScene: (scene: string) => `Rename scene ${scene}`,
  overwriteScene: (scene: string) => `Overwrite scene ${scene}`,
  removeScene: (scene: string) => `Remove scene ${scene}`,
  moveScene: (scene: string) => `Move scene ${scene}`,
  addClip: (scene: string) => `Clip of ${scene}`,
  changeClip: 'Clip',
  removeClip: 'Remove clip',
} as const;

/** What a step that moved one value is called, by the value's id. */
export const VALUE_LABELS = {
  n: 'Data size n',
  tempo: 'Tempo',
  volume: 'Master volume',
  lag: 'Lag of slow channels',
  detune: 'Detune of unsteady channels',
  drums: 'Drum gain',
  predictionWindow: 'Prediction window',
} as const;
