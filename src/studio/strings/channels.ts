import type { Verdict } from '../engine/results';

export const verdict = {
  waiting: 'waiting',
  muted: 'muted',
  running: 'running',
  reference: 'reference',
  equal: 'equal',
  deviates: 'deviates',
  wrong: 'wrong',
  refused: 'refused',
  stopped: 'stopped',
  crashed: 'crashed',
  unavailable: 'not run here',
} satisfies Record<Verdict['kind'], string>;

export const verdictAbout = (channel: string, verdict: string, detail: string) =>
  detail ? `${channel}: ${verdict}. ${detail}` : `${channel}: ${verdict}`;

export const noBridge = 'Needs the local server (npm start) and its toolchain on this machine.';

export const noServer =
  'Runs again when the studio’s server can be reached. Until then its figures are those of earlier visits.';

export const noToolchain = (channel: string) => `The ${channel} toolchain was not found on this machine.`;
