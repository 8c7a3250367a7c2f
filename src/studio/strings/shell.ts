export const name = 'Code Live';

export const skip = 'Skip to the editor';

export const divider = (name: string) => `Resize ${name}`;

export const panels = {
  editor: 'Python',
  code: 'Code',
  mixer: 'Mixer',
  spectrum: 'Spectrum',
  timeline: 'Time',
  browser: 'Browse',
  rack: 'Rack',
} as const;
