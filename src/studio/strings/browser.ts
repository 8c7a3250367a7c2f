import type { BrowserSection, Family } from '../../session';

const FAMILY_NAMES: Readonly<Record<Family, string>> = {
  music: 'music',
  data: 'data',
  logs: 'logs',
  games: 'games',
  science: 'science',
};

export const browser = {
  title: 'Browser',
  sections: {
    programs: 'Programs',
    presets: 'Presets',
    scenes: 'Scenes',
    inputs: 'Inputs',
    recordings: 'Recordings',
    sessions: 'Sessions',
  } satisfies Record<BrowserSection, string>,
  listen: 'Listen:',
  editInput: (name: string) => `Go to the input ${name}`,
  family: (family: Family) => FAMILY_NAMES[family],
  search: 'Find a program',
  noProgram: (text: string) => `No program has “${text}” in it.`,
  onChannel: (channel: string) => `on ${channel}`,
  presetOn: (preset: string, channel: string) => `${preset}, on ${channel}`,
  readingRecordings: 'Reading what earlier visits measured.',
  noRecordings: 'Programs that have been measured are listed here, with their last figures one click away.',
  recordedAt: (when: string, n: string, channels: number, measurements: number) =>
    `${measurements === 1 ? '1 measurement' : `${measurements} measurements`} on ${channels === 1 ? '1 channel' : `${channels} channels`}, the last at n ${n}, ${when}`,
  openRecording: (code: string) => `Open the recorded program ${code}`,
} as const;
