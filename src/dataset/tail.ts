import { chunkOf, emptyHead, headBehind } from './chunk';
import type { LogEvent, Origin } from './event-log';
import { BehindError, ErasedError, type Store } from './store';

/** Synchronous storage of a page that goes away: `localStorage`, or a stand-in in tests. */
export type TailStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

/** What a log had not stored when its page went away. */
export interface Tail {
  readonly session: string;
  readonly origin: Origin;
  readonly started: number;
  /** Sequence number of the first line. */
  readonly first: number;
  /** Events as JSON. */
  readonly lines: readonly string[];
}

const PREFIX = 'code-live-tail:';
/** What the synchronous storage is asked to take at most, in UTF-16 units. */
const MOST = 256 * 1024;

/** @returns how many lines were put aside; none where the storage refuses */
export function putTail(storage: TailStorage | undefined, tail: Tail): number {
  if (!storage || tail.lines.length === 0) return 0;
  let length = 0;
  const lines = tail.lines.filter((line) => {
    length += line.length;
    return length <= MOST;
  });
  try {
    storage.setItem(PREFIX + tail.session, JSON.stringify({ ...tail, lines }));
    return lines.length;
  } catch {
    // Full or refused: the asynchronous flush that runs beside this one is all there is.
    return 0;
  }
}

/**
 * Stores what earlier logs put aside, each event once.
 * @throws what the storage throws; the tails stay for the next time
 */
export async function recoverTails(store: Store, storage: TailStorage | undefined): Promise<number> {
  let recovered = 0;
  for (const key of keysOf(storage)) {
    const tail = readTail(storage?.getItem(key) ?? null);
    if (tail) recovered += await recover(store, tail);
    storage?.removeItem(key);
  }
  return recovered;
}

function keysOf(storage: TailStorage | undefined): string[] {
  const keys = Array.from({ length: storage?.length ?? 0 }, (_, i) => storage?.key(i));
  return keys.filter((key) => typeof key === 'string').filter((key) => key.startsWith(PREFIX));
}

function readTail(text: string | null): Tail | undefined {
  try {
    const tail = JSON.parse(text ?? 'null') as Tail | null;
    return tail && Array.isArray(tail.lines) ? tail : undefined;
  } catch {
    // Cut off in the middle of writing: what it held is lost, and was at most a second's.
    return undefined;
  }
}

async function recover(store: Store, tail: Tail): Promise<number> {
  for (;;) {
    if (await store.isErased(tail.session)) return 0;
    const head = (await store.head(tail.session)) ?? emptyHead(tail.session, tail.origin, tail.started);
    const lines = tail.lines.slice(Math.max(0, head.events - tail.first));
    if (lines.length === 0) return 0;
    const chunk = chunkOf(head, lines);
    const events = lines.map((line) => JSON.parse(line) as LogEvent);
    try {
      await store.append([chunk], headBehind(head, chunk, events));
      return lines.length;
    } catch (error) {
      if (error instanceof ErasedError) return 0;
      // Another tab was faster: look again at what is left.
      if (!(error instanceof BehindError)) throw error;
    }
  }
}
