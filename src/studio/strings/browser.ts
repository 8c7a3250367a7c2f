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
    sessions: 'Sessions',
  } satisfies Record<BrowserSection, string>,
  listen: 'Listen:',
  editInput: (name: string) => `Go to the input ${name}`,
  family: (family: Family) => FAMILY_NAMES[family],
  search: 'Find a program',
  noProgram: (text: string) => `No program has “${text}” in it.`,
  anyChannel: 'any channel',
  onChannel: (channel: string) => `on ${channel}`,
  presetOn: (preset: string, channel: string) => `${preset}, on ${channel}`,
  everyChannel: 'every channel',
} as const;
