import type { CorruptChunk, EventLog, Head, Origin, ReadOptions, StoredEvent } from '../event-log';
import type { RawRecord } from '../lean';
import { readSession } from '../read-session';
import { isKind, type Kind } from '../records';
import type { Store } from '../store';
import { originOf, rawRecordOf } from '../stored-record';

/** A session as a bundle names it. */
export interface BundleHead extends Origin {
  readonly session: string;
  readonly events: number;
  /** Last link of the hash chain; empty where the records were not kept in a log. */
  readonly hash: string;
  readonly kinds: Readonly<Record<string, number>>;
  /** ms since the epoch */
  readonly started: number;
  readonly updated: number;
}

/** Where the records of a bundle come from. It can be gone through more than once, always in the same order. */
export interface RecordSource {
  readonly heads: readonly BundleHead[];
  records(kind?: Kind): AsyncIterable<RawRecord>;
  /** Chunks that could not be read; complete once the records were gone through. */
  readonly corrupt: readonly CorruptChunk[];
  /** Sessions that lack events that their heads count; complete once the records were gone through. */
  readonly broken: readonly string[];
}

/** Sessions in the order in which they began: the same log gives the same bundle. */
export function inOrder<H extends Pick<BundleHead, 'session' | 'started'>>(
  heads: readonly H[],
): readonly H[] {
  return heads.toSorted((a, b) => a.started - b.started || (a.session < b.session ? -1 : 1));
}

export function bundleHead(head: Head): BundleHead {
  const { session, events, hash, kinds, started, updated } = head;
  return { ...originOf(head), session, events, hash, kinds, started, updated };
}

/** The records of a store, of all sessions or of some. */
export async function storeSource(store: Store, chosen?: (head: Head) => boolean): Promise<RecordSource> {
  const heads = (await store.heads()).filter((head) => chosen?.(head) ?? true);
  return sessionsSource(heads, ({ session, ...options }) => readSession(store, session, options));
}

/** The records of an open log, also of one in memory. */
export async function logSource(log: EventLog): Promise<RecordSource> {
  return sessionsSource(await log.heads(), (options) => log.read(options));
}

type Read = (options: ReadOptions & { readonly session: string }) => AsyncIterable<StoredEvent>;

function sessionsSource(all: readonly Head[], read: Read): RecordSource {
  const heads = inOrder(all);
  const corrupt = new Map<string, CorruptChunk>();
  const broken = new Set<string>();
  // A bundle goes through the records once for each category; what is on the disk is hashed the first time.
  const verified = new Set<string>();
  return {
    heads: heads.map(bundleHead),
    get corrupt() {
      return [...corrupt.values()];
    },
    get broken() {
      return [...broken];
    },
    async *records(kind) {
      for (const head of heads) {
        // Heads of the first version of the database do not say what their session holds.
        const isKnown = Object.keys(head.kinds).length > 0;
        if (kind !== undefined && isKnown && !head.kinds[kind]) continue;
        let seen = 0;
        const onCorrupt = (chunk: CorruptChunk): void => {
          corrupt.set(`${chunk.session} ${chunk.index}`, chunk);
          seen += chunk.events;
        };
        const { session } = head;
        const options = { session, verified, onCorrupt, ...(kind === undefined ? {} : { kind }) };
        for await (const event of read(options)) {
          seen++;
          yield rawRecordOf(event, head);
        }
        // A session that grows meanwhile has more than its head said.
        if (kind === undefined && seen < head.events) broken.add(session);
      }
    },
  };
}

/** Records that are in memory, of files. */
export function listSource(records: readonly RawRecord[], known: readonly BundleHead[] = []): RecordSource {
  const sessions = bySession(records);
  const heads = inOrder(
    [...sessions].map(
      ([session, own]) => known.find((head) => head.session === session) ?? headOf(session, own),
    ),
  );
  return {
    heads,
    corrupt: [],
    broken: [],
    async *records(kind) {
      for (const { session } of heads) {
        for (const record of sessions.get(session) ?? []) {
          if (kind === undefined || record.kind === kind) yield record;
        }
      }
    },
  };
}

export function bySession<R extends { readonly session: string }>(records: Iterable<R>): Map<string, R[]> {
  const sessions = new Map<string, R[]>();
  for (const record of records) {
    const own = sessions.get(record.session);
    if (own) own.push(record);
    else sessions.set(record.session, [record]);
  }
  return sessions;
}

function headOf(session: string, records: readonly RawRecord[]): BundleHead {
  const [first] = records;
  const kinds: Record<string, number> = {};
  for (const { kind } of records) kinds[kind] = (kinds[kind] ?? 0) + 1;
  const times = records.map(({ time }) => time);
  return {
    session,
    // A session in which a person did anything is a person's.
    actor: records.some(({ actor }) => actor === 'human') ? 'human' : (first?.actor ?? 'import'),
    app: first?.app ?? '',
    seed: first?.seed ?? null,
    device: first?.device ?? {},
    events: records.length,
    hash: '',
    kinds,
    started: times.reduce((least, time) => Math.min(least, time), Infinity),
    updated: times.reduce((most, time) => Math.max(most, time), 0),
  };
}

/** The categories that a source holds. */
export function kindsOf({ heads }: RecordSource): readonly Kind[] {
  const found = new Set(heads.flatMap(({ kinds }) => Object.keys(kinds)));
  return [...found].filter(isKind);
}
