import { type Chunk, compacted, eventsOf, follows, modernised, type StoredChunk } from './chunk';
import type { Head } from './event-log';
import type { Store } from './store';

/** A session that nothing was added to for so long is over, in ms. */
export const QUIET = 10 * 60_000;
/** Chunks that become one segment. */
const SEGMENT = 10;
const DAY = 86_400_000;

export interface Maintenance {
  /** ms since the epoch */
  readonly now: number;
  /** Sessions that are older are deleted; absent: none is. */
  readonly keepDays?: number;
  readonly signal?: AbortSignal;
}

export interface Maintained {
  readonly compacted: number;
  readonly deleted: number;
}

/** Compacts the sessions that are over and deletes those that are older than the performer wants to keep. */
export async function maintain(store: Store, { now, keepDays, signal }: Maintenance): Promise<Maintained> {
  let [done, deleted] = [0, 0];
  for (const head of await store.heads()) {
    signal?.throwIfAborted();
    if (keepDays !== undefined && head.updated < now - keepDays * DAY) {
      await store.erase([head.session], now);
      deleted++;
    } else if (head.updated < now - QUIET && (await compactSession(store, head))) done++;
  }
  return { compacted: done, deleted };
}

/**
 * Puts compressed segments in place of a session's chunks. A session with a chunk that can't be read stays as it is, and so does one
 * that grows meanwhile.
 * @returns whether it was done
 */
export async function compactSession(store: Store, head: Head): Promise<boolean> {
  const segments: Chunk[] = [];
  let group: Chunk[] = [];
  let isPlain = false;
  let before = { ...head, events: 0, chunks: 0, hash: '' };
  let chain = '';
  const close = (): void => {
    const segment = compacted(group);
    if (segment) segments.push(segment);
    group = [];
  };
  for await (const stored of store.chunks(head.session)) {
    if (!follows(stored, chain)) return false;
    chain = stored.hash;
    isPlain ||= isUncompressed(stored);
    const chunk = modernised(stored, before);
    before = { ...before, events: before.events + chunk.count, chunks: chunk.index + 1, hash: chunk.hash };
    group.push(chunk);
    if (group.length === SEGMENT) close();
  }
  close();
  if (!isPlain || before.events !== head.events) return false;
  const kinds: Record<string, number> = {};
  for (const segment of segments)
    for (const event of eventsOf(segment)) if (event) kinds[event.kind] = (kinds[event.kind] ?? 0) + 1;
  const bytes = segments.reduce((sum, { data }) => sum + data.length, 0);
  return store.replace({ ...head, bytes, kinds, hash: before.hash }, segments);
}

function isUncompressed(chunk: StoredChunk): boolean {
  return !('data' in chunk) || chunk.codec === 'jsonl';
}
