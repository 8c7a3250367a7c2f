import { Gunzip, strFromU8, unzipSync } from 'fflate';
import { z } from 'zod';
import type { RawRecord } from '../lean';
import { parseRecord, RecordError } from '../records';
import { EXPORT_SCOPES, type ExportScope } from './agreement';
import { BUNDLE_FORMAT, BUNDLE_VERSION, EVENTS, MANIFEST } from './export';
import { recordsOfGuide } from './guide';
import type { BundleHead } from './source';

/** A file that can't be imported, in the performer's words. */
export class BundleError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'BundleError';
  }
}

const MB = 1024 * 1024;
/** What a file may be, before anything of it is expanded. */
export const CAPS = {
  file: 512 * MB,
  entries: 2_000,
  /** Expanded bytes of everything that is read. */
  expanded: 4_096 * MB,
  /** Expanded over packed bytes, once more than `free` were expanded: JSON of measurements packs a hundredfold at most. */
  ratio: 400,
  free: 16 * MB,
  manifest: 16 * MB,
  /** One record. */
  line: 16 * MB,
  json: 256 * MB,
} as const;

/** A bundle or another file of records, opened but not gone through. */
export interface OpenedBundle {
  /** Of the sessions, where the file has them. */
  readonly heads: readonly BundleHead[];
  /** Whom it was exported for; files that don't say are their performer's own. */
  readonly scope: ExportScope;
  /**
   * Every record, checked; those that do not keep to their schema are told of.
   * @throws {BundleError}
   */
  records(onInvalid: (place: string, message: string) => void): Generator<RawRecord>;
}

/**
 * Opens a bundle (zip), JSON lines, plain or gzipped, or the guide's JSON. Nothing is expanded beyond the caps.
 * @throws {BundleError} that says what is wrong with the file
 */
export function openBundle(data: Uint8Array): OpenedBundle {
  if (data.length > CAPS.file) throw new BundleError(`The file is larger than ${CAPS.file / MB} MB.`);
  if (startsWith(data, [0x50, 0x4b])) return openZip(data);
  if (startsWith(data, [0x1f, 0x8b]))
    return { ...BARE, records: (told) => checkedLines(gunzipped(data), told) };
  const first = data.find((byte) => !SPACE.has(byte));
  if (first !== '{'.charCodeAt(0)) throw new BundleError('This is no bundle, no JSON and no gzip.');
  return isLines(data) ? { ...BARE, records: (told) => checkedLines([data], told) } : openGuide(data);
}

/** Of a file that holds nothing but records. */
const BARE: Pick<OpenedBundle, 'heads' | 'scope'> = { heads: [], scope: 'own' };

const SPACE: ReadonlySet<number> = new Set([0x20, 0x09, 0x0a, 0x0d, 0xef, 0xbb, 0xbf]);

function startsWith(data: Uint8Array, bytes: readonly number[]): boolean {
  return bytes.every((byte, i) => data[i] === byte);
}

function openZip(data: Uint8Array): OpenedBundle {
  const names = new Set<string>();
  const wanted = new Set([EVENTS, MANIFEST]);
  let files: Record<string, Uint8Array>;
  try {
    files = unzipSync(data, {
      filter: ({ name, originalSize }) => {
        if (names.size >= CAPS.entries) throw new BundleError(`The zip has more than ${CAPS.entries} files.`);
        if (names.has(name)) throw new BundleError(`The zip has two files named ${name}.`);
        if (/(^|[/\\])\.\.([/\\]|$)|^[/\\]|^[A-Za-z]:/.test(name))
          throw new BundleError(`The zip has a file that leads out of it: ${name}.`);
        names.add(name);
        const cap = name === MANIFEST ? CAPS.manifest : CAPS.file;
        if (wanted.has(name) && originalSize > cap)
          throw new BundleError(`${name} would expand to ${Math.round(originalSize / MB)} MB.`);
        return wanted.has(name);
      },
    });
  } catch (error) {
    if (error instanceof BundleError) throw error;
    throw new BundleError(`The zip can't be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  const [events, manifest] = [files[EVENTS], files[MANIFEST]];
  if (!events || !manifest)
    throw new BundleError(`The zip is no bundle: ${events ? MANIFEST : EVENTS} is missing.`);
  const { heads, scope } = readManifest(manifest);
  return { heads, scope, records: (told) => checkedLines(gunzipped(events), told) };
}

const bundleHead = z.object({
  session: z.string().max(80),
  actor: z.enum(['human', 'simulated', 'import']),
  app: z.string().max(40),
  seed: z.int().nullable(),
  device: z.record(z.string(), z.record(z.string(), z.number())),
  events: z.int().min(0),
  hash: z.string().max(64),
  kinds: z.record(z.string(), z.int()),
  started: z.number(),
  updated: z.number(),
});
const manifestSchema = z.object({
  format: z.literal(BUNDLE_FORMAT),
  version: z.int(),
  scope: z.enum(EXPORT_SCOPES).default('own'),
  heads: z.array(bundleHead).max(1_000_000),
});

function readManifest(data: Uint8Array): Pick<OpenedBundle, 'heads' | 'scope'> {
  const parsed = manifestSchema.safeParse(parseJson(strFromU8(data), MANIFEST));
  if (!parsed.success) throw new BundleError(`${MANIFEST}: ${parsed.error.issues[0]?.message ?? 'invalid'}`);
  if (parsed.data.version > BUNDLE_VERSION)
    throw new BundleError(
      `The bundle is of version ${parsed.data.version}; this studio reads ${BUNDLE_VERSION}.`,
    );
  return parsed.data;
}

/** Whether the text is one JSON object a line; a pretty-printed object's first line is none. */
function isLines(data: Uint8Array): boolean {
  const end = data.indexOf(0x0a);
  const line = strFromU8(data.subarray(0, end < 0 ? Math.min(data.length, CAPS.line) : end));
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && 'kind' in value;
  } catch {
    // Not whole: the object goes on in the next line.
    return false;
  }
}

function openGuide(data: Uint8Array): OpenedBundle {
  if (data.length > CAPS.json)
    throw new BundleError(`JSON of more than ${CAPS.json / MB} MB: export a bundle instead.`);
  const file = parseJson(strFromU8(data), 'The file');
  return {
    ...BARE,
    *records(told) {
      let entry = 0;
      try {
        for (const value of recordsOfGuide(file)) yield* checkedRecord(value, `entry ${++entry}`, told);
      } catch (error) {
        throw error instanceof BundleError
          ? error
          : new BundleError(error instanceof Error ? error.message : String(error));
      }
    },
  };
}

/** The bytes of a gzip in pieces, refused as soon as there are too many. */
function* gunzipped(data: Uint8Array): Generator<Uint8Array> {
  const pieces: Uint8Array[] = [];
  const gunzip = new Gunzip((piece) => pieces.push(piece));
  let expanded = 0;
  for (let at = 0; at < data.length; at += PIECE) {
    const end = Math.min(data.length, at + PIECE);
    try {
      gunzip.push(data.subarray(at, end), end === data.length);
    } catch (error) {
      throw new BundleError(`The gzip is damaged: ${error instanceof Error ? error.message : String(error)}`);
    }
    for (const piece of pieces.splice(0)) {
      expanded += piece.length;
      if (expanded > CAPS.expanded || (expanded > CAPS.free && expanded > CAPS.ratio * end))
        throw new BundleError('The file expands to far more than a dataset would: it is refused.');
      yield piece;
    }
  }
}

/** Of packed bytes: small, so that a bomb is seen before it has expanded. */
const PIECE = 16 * 1024;

function* checkedLines(
  pieces: Iterable<Uint8Array>,
  told: (place: string, message: string) => void,
): Generator<RawRecord> {
  let number = 0;
  for (const line of linesOf(pieces)) {
    number++;
    if (line === '') continue;
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch (error) {
      told(`line ${number}`, error instanceof Error ? error.message : String(error));
      continue;
    }
    yield* checkedRecord(value, `line ${number}`, told);
  }
}

function* linesOf(pieces: Iterable<Uint8Array>): Generator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for (const piece of pieces) {
    const lines = (rest + decoder.decode(piece, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > CAPS.line) throw new BundleError(`A record is longer than ${CAPS.line / MB} MB.`);
    yield* lines;
  }
  rest += decoder.decode();
  if (rest !== '') yield rest;
}

function* checkedRecord(
  value: unknown,
  place: string,
  told: (place: string, message: string) => void,
): Generator<RawRecord> {
  try {
    parseRecord(value);
    yield value as RawRecord;
  } catch (error) {
    if (!(error instanceof RecordError)) throw error;
    told(place, error.message);
  }
}

function parseJson(text: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new BundleError(`${what} is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}
