import { concatBytes } from '@noble/hashes/utils.js';
import { gunzipSync, gzipSync } from 'fflate';
import { hashText } from '../language';
import type { Head, LogEvent, Origin } from './event-log';
import { chained, linesIn } from './hash';

/** Events that were stored together: JSON lines, plain or compressed. */
export interface Chunk {
  readonly session: string;
  readonly index: number;
  /** Sequence number of the first event. */
  readonly first: number;
  readonly count: number;
  readonly codec: 'jsonl' | 'jsonl.gz';
  readonly data: Uint8Array;
  /** Bytes of the plain text. */
  readonly size: number;
  /** Chain up to the chunk before, and up to this one's end. */
  readonly before: string;
  readonly hash: string;
}

/** A chunk of the first version of the database, read but no longer written. */
export interface FirstChunk {
  readonly session: string;
  readonly index: number;
  readonly first: number;
  readonly events: readonly LogEvent[];
  readonly hash: string;
}

export type StoredChunk = Chunk | FirstChunk;

/** Bytes that are not those that were written. */
export class CorruptError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'CorruptError';
  }
}

const encoder = new TextEncoder();

/** Puts JSON texts of events, one a line, into a chunk behind `head`. */
export function chunkOf(
  head: Pick<Head, 'session' | 'chunks' | 'events' | 'hash'>,
  lines: readonly string[],
): Chunk {
  const data = encoder.encode(`${lines.join('\n')}\n`);
  return {
    session: head.session,
    index: head.chunks,
    first: head.events,
    count: lines.length,
    codec: 'jsonl',
    data,
    size: data.length,
    before: head.hash,
    hash: chained(head.hash, data),
  };
}

export function emptyHead(session: string, origin: Origin, started: number): Head {
  return {
    ...origin,
    session,
    events: 0,
    chunks: 0,
    bytes: 0,
    hash: '',
    kinds: {},
    started,
    updated: started,
  };
}

/** The head behind a further chunk. */
export function headBehind(
  head: Head,
  chunk: Chunk,
  events: readonly Pick<LogEvent, 'kind' | 'time'>[],
): Head {
  const kinds: Record<string, number> = { ...head.kinds };
  for (const { kind } of events) kinds[kind] = (kinds[kind] ?? 0) + 1;
  return {
    ...head,
    events: head.events + chunk.count,
    chunks: chunk.index + 1,
    bytes: head.bytes + chunk.data.length,
    hash: chunk.hash,
    kinds,
    updated: Math.max(head.updated, events.at(-1)?.time ?? 0),
  };
}

/** What is read of a chunk; absent: every event, and its bytes are verified. */
export interface Reading {
  /** Whether events that are stored as of this kind are asked for. */
  readonly isAsked?: (kind: string) => boolean;
  /** Links of chunks that were verified before: those of others are added. */
  readonly verified?: Set<string>;
}

/**
 * The events of a chunk, each at its place; undefined where it is of a kind that is not asked for.
 * @throws {CorruptError} when its bytes do not match their hash or are no events
 */
export function eventsOf(
  chunk: StoredChunk,
  { isAsked = () => true, verified }: Reading = {},
): readonly (LogEvent | undefined)[] {
  if (!('data' in chunk)) return chunk.events;
  const text = verified?.has(chunk.hash) ? plain(chunk) : textOf(chunk);
  const lines = new TextDecoder().decode(text).split('\n').slice(0, -1);
  try {
    const events = lines.map((line) => {
      const kind = kindOf(line);
      return kind === undefined || isAsked(kind) ? (JSON.parse(line) as LogEvent) : undefined;
    });
    verified?.add(chunk.hash);
    return events;
  } catch (error) {
    throw new CorruptError(`It is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

const KIND = '{"kind":"';

/** The kind of an event by its text, where that begins with it, as what is written today does. */
function kindOf(line: string): string | undefined {
  return line.startsWith(KIND) ? line.slice(KIND.length, line.indexOf('"', KIND.length)) : undefined;
}

/** Whether a chunk follows on `before` and holds what was written. */
export function follows(chunk: StoredChunk, before: string): boolean {
  if (!('data' in chunk)) return chunk.hash === hashText(before + JSON.stringify(chunk.events));
  try {
    return chunk.before === before && [...linesIn(textOf(chunk))].length === chunk.count;
  } catch {
    return false;
  }
}

/** One compressed segment for chunks that follow on each other; the chain stays as it was. */
export function compacted(chunks: readonly Chunk[]): Chunk | undefined {
  const [first] = chunks;
  const last = chunks.at(-1);
  if (!first || !last) return undefined;
  const whole = concatBytes(...chunks.map(plain));
  return {
    ...first,
    count: chunks.reduce((sum, { count }) => sum + count, 0),
    codec: 'jsonl.gz',
    // No time stamp: the same events give the same bytes.
    data: gzipSync(whole, { mtime: 0, level: 6 }),
    size: whole.length,
    hash: last.hash,
  };
}

/** A chunk of the first version in the form of today, behind `before`. */
export function modernised(
  chunk: StoredChunk,
  before: Pick<Head, 'session' | 'chunks' | 'events' | 'hash'>,
): Chunk {
  return 'data' in chunk
    ? chunk
    : chunkOf(
        before,
        chunk.events.map((event) => JSON.stringify(event)),
      );
}

function plain({ codec, data, size }: Chunk): Uint8Array {
  if (codec === 'jsonl') return data;
  try {
    return gunzipSync(data, { out: new Uint8Array(size) });
  } catch (error) {
    throw new CorruptError(
      `It can't be decompressed: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

/** @throws {CorruptError} when it is not what was written */
function textOf(chunk: Chunk): Uint8Array {
  const text = plain(chunk);
  if (chained(chunk.before, text) !== chunk.hash)
    throw new CorruptError('The bytes do not match their hash.');
  return text;
}
