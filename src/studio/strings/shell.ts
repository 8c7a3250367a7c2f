export const name = 'Code Live';

export const skip = 'Skip to the editor';

export const divider = (name: string) => `Resize ${name}`;

export const boundary = {
  sheet: 'This sheet',
  failed: (name: string, why: string) =>
    `${name} can’t be shown: ${why}. Everything else goes on, and your work is kept.`,
  again: 'Try again',
} as const;

export const panels = {
  editor: 'Python',
  code: 'Code',
  mixer: 'Mixer',
  spectrum: 'Spectrum',
  timeline: 'Time',
  browser: 'Browse',
  rack: 'Rack',
} as const;
