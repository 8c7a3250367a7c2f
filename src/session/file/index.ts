import { z } from 'zod';
import { CHANNEL_IDS } from '../channels';
import {
  DIALECTS,
  MAX_PARALLEL,
  N_RANGE,
  perChannel,
  QUANTISE,
  type SessionDocument,
  TEMPO_RANGE,
} from '../document';
import { MAX_ELEMENTS, MAX_ROWS, MAX_TEXT } from '../inputs/table';
import { NO_MIDI } from '../midi';
import { DEFAULT_PLUGINS } from '../plugins';
import { DEFAULT_SOUNDS } from '../sound';
import { clampNumbers } from './clamp';
import { SessionFileError } from './error';
import { midiSettings } from './midi';
import { channelSound, sound } from './sound';
import { time } from './time';

export { SessionFileError } from './error';
export { readMidi, writeMidi } from './midi';
export { readSteps, writeSteps } from './steps';

// The page's policy forbids making code from text, which zod would otherwise try for speed.
z.config({ jitless: true });

export const SESSION_FORMAT = 'code-live-session';
export const SESSION_VERSION = 3;

/** Turns the JSON of one version into that of the next. */
export type Upgrade = (session: Record<string, unknown>) => Record<string, unknown>;

/** `UPGRADES[v]` leads from version `v` to `v + 1`. */
export const UPGRADES: Readonly<Record<number, Upgrade>> = {
  // Version 2 brought sound, MIDI mappings, scene clips and fades; the schema gives each the value that a session
  // without it has.
  1: (session) => session,
  // Version 3 brought the plugins; a session without them has those of a new one.
  2: (session) => session,
};

const unit = z.number().min(0).max(1);
const scalar = z.union([z.number(), z.string(), z.boolean()]);
const scalarType = z.enum(['int', 'float', 'str', 'bool']);
const name = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/);

const input = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('number'), type: z.enum(['int', 'float']), value: z.number() }),
  z.object({ kind: z.literal('text'), value: z.string().max(MAX_TEXT) }),
  z.object({ kind: z.literal('list'), type: scalarType, values: z.array(scalar).max(MAX_ELEMENTS) }),
  z.object({
    kind: z.literal('table'),
    columns: z.array(z.object({ name, type: scalarType, nullable: z.boolean() })).max(200),
    rows: z.array(z.array(scalar.nullable())).max(MAX_ROWS),
    source: z.object({ kind: z.enum(['example', 'csv', 'json', 'parquet']), name: z.string() }),
  }),
]);

const channel = z.object({
  level: unit,
  parallel: z.int().min(1).max(MAX_PARALLEL),
  unsafe: z.boolean(),
  gain: z.number().min(-60).max(6),
  pan: z.number().min(-1).max(1),
  mute: z.boolean(),
  solo: z.boolean(),
  mode: z.string().max(40),
  dialect: z.enum(DIALECTS),
  effects: z.array(z.object({ pass: z.string().max(60), on: z.boolean() })).max(100),
  sound: channelSound.optional(),
});

const mix = {
  n: z.int().min(N_RANGE.min).max(N_RANGE.max),
  channels: z
    .record(z.enum(CHANNEL_IDS), channel)
    .transform((channels) =>
      perChannel((id) => ({ ...channels[id], sound: channels[id].sound ?? DEFAULT_SOUNDS[id] })),
    ),
  macros: z.object({ performance: unit, safety: unit, chaos: unit, energy: unit }),
};

const plugins = z.object({
  'predictive-morphing': z.object({ on: z.boolean(), prediction_window: unit }),
});

const document = z.object({
  program: z.string().max(100_000),
  title: z.string().max(200),
  inputs: z.array(z.object({ name, input })).max(50),
  ...mix,
  tempo: z.number().min(TEMPO_RANGE.min).max(TEMPO_RANGE.max),
  ...time,
  quantise: z.enum(QUANTISE),
  scenes: z.array(z.object({ id: z.string(), name: z.string().max(100), mix: z.object(mix) })).max(200),
  midi: midiSettings.default(() => structuredClone(NO_MIDI) as z.infer<typeof midiSettings>),
  sound,
  plugins: plugins.default(() => structuredClone(DEFAULT_PLUGINS)),
  seed: z.int(),
});

const sessionFile = z.object({
  format: z.literal(SESSION_FORMAT),
  version: z.literal(SESSION_VERSION),
  document,
});

/** One session as text: versioned JSON. */
export function writeSession(session: SessionDocument): string {
  return `${JSON.stringify({ format: SESSION_FORMAT, version: SESSION_VERSION, document: session }, null, 1)}\n`;
}

/**
 * Reads what `writeSession` wrote, now or in an earlier version.
 * @throws SessionFileError when it is no session, comes from a later version, or a value is out of range
 */
export function readSession(
  text: string,
  upgrades: Readonly<Record<number, Upgrade>> = UPGRADES,
): SessionDocument {
  return checked(upgraded(parse(text), upgrades));
}

/**
 * Reads a session that came from somebody else: numbers out of range are moved to the nearest one in range.
 * @throws SessionFileError when it is no session, or comes from a later version
 */
export function readForeignSession(text: string): SessionDocument {
  const file = upgraded(parse(text), UPGRADES);
  const { error } = sessionFile.safeParse(file);
  if (error) clampNumbers(file, error.issues);
  return checked(file);
}

function checked(file: unknown): SessionDocument {
  const result = sessionFile.safeParse(file);
  if (result.success) return result.data.document;
  const [issue] = result.error.issues;
  throw new SessionFileError(
    `The session can't be opened: ${issue ? `${issue.path.join('.')}: ${issue.message}` : 'it is damaged'}.`,
  );
}

function parse(text: string): Record<string, unknown> {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    throw new SessionFileError(
      `This is no session file: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  if (typeof data !== 'object' || data === null || !('format' in data) || data.format !== SESSION_FORMAT) {
    throw new SessionFileError('This is no session file.');
  }
  return data as Record<string, unknown>;
}

function upgraded(
  data: Record<string, unknown>,
  upgrades: Readonly<Record<number, Upgrade>>,
): Record<string, unknown> {
  let { version } = data;
  let session = data;
  if (typeof version === 'number' && version > SESSION_VERSION) {
    throw new SessionFileError(`The session was saved by a newer studio (version ${version}).`);
  }
  while (typeof version === 'number' && version < SESSION_VERSION) {
    const upgrade = upgrades[version];
    if (!upgrade) throw new SessionFileError(`Sessions of version ${version} can't be read any more.`);
    version += 1;
    session = { ...upgrade(session), version };
  }
  return session;
}
