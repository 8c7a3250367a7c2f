import { type Chunk, chunkOf, emptyHead, headBehind } from '../chunk';
import type { Head, LogEvent, Origin } from '../event-log';
import { idOf, leanEvent, type RawRecord } from '../lean';
import { MOST_EVENTS } from '../queue';
import { readSession } from '../read-session';
import type { Store } from '../store';
import { widest } from './agreement';
import { type OpenedBundle, openBundle } from './read';
import { type BundleHead, bySession } from './source';

export interface Imported {
  /** Sessions that something was added to. */
  readonly sessions: number;
  readonly added: number;
  /** Records that were here already. */
  readonly known: number;
  /** Records of sessions that were deleted here, and stay deleted. */
  readonly erased: number;
  readonly invalid: number;
  /** The first of them, and where. */
  readonly examples: readonly { readonly place: string; readonly message: string }[];
  /** Sessions whose records are not those that the bundle says. */
  readonly broken: readonly string[];
}

export interface ImportOptions {
  /** Sessions that were deleted here come back: whoever deleted them has asked for it. */
  readonly revive?: boolean;
  onProgress?(records: number): void;
  readonly signal?: AbortSignal;
}

const EXAMPLES = 10;
/** Records that are looked through before they are stored. */
const BATCH = 5_000;

/**
 * Merges a file of records into a log, each record once, however often it is imported.
 * @throws {BundleError} that says what is wrong with the file; what is stored by then stays
 */
export async function importBundle(
  store: Store,
  data: Uint8Array,
  options: ImportOptions = {},
): Promise<Imported> {
  const bundle = openBundle(data);
  const merge = new Merge(store, bundle, options.revive ?? false);
  const examples: { place: string; message: string }[] = [];
  let [invalid, seen] = [0, 0];
  let batch: RawRecord[] = [];
  const records = bundle.records((place, message) => {
    invalid++;
    if (examples.length < EXAMPLES) examples.push({ place, message });
  });
  for (const record of records) {
    batch.push(record);
    if (++seen % BATCH !== 0) continue;
    options.signal?.throwIfAborted();
    await merge.add(batch);
    batch = [];
    options.onProgress?.(seen);
  }
  await merge.add(batch);
  options.onProgress?.(seen);
  return { ...(await merge.report()), invalid, examples };
}

/** What is known of a session while it is merged. */
interface Merging {
  head: Head;
  readonly ids: Set<string>;
  readonly isErased: boolean;
  added: number;
}

class Merge {
  private readonly sessions = new Map<string, Merging>();
  private readonly known = new Map<string, BundleHead>();
  private readonly counts = { added: 0, known: 0, erased: 0 };

  constructor(
    private readonly store: Store,
    private readonly bundle: Pick<OpenedBundle, 'heads' | 'scope'>,
    private readonly revive: boolean,
  ) {
    for (const head of bundle.heads) this.known.set(head.session, head);
  }

  async add(records: readonly RawRecord[]): Promise<void> {
    for (const [session, own] of bySession(records)) {
      const merging = await this.open(session, own);
      if (merging.isErased) this.counts.erased += own.length;
      else await this.append(merging, own);
    }
  }

  async report(): Promise<Pick<Imported, 'sessions' | 'added' | 'known' | 'erased' | 'broken'>> {
    const touched = [...this.sessions].filter(([, { added }]) => added > 0);
    const broken = touched.filter(([session, { head, added }]) => {
      const claimed = this.known.get(session);
      // Only a session that came whole can be compared.
      return (
        claimed !== undefined && claimed.hash !== '' && added === head.events && claimed.hash !== head.hash
      );
    });
    return { ...this.counts, sessions: touched.length, broken: broken.map(([session]) => session) };
  }

  private async open(session: string, records: readonly RawRecord[]): Promise<Merging> {
    const found = this.sessions.get(session);
    if (found) return found;
    const isErased = await this.store.isErased(session);
    if (isErased && this.revive) await this.store.pardon(session);
    const head = await this.headFor(session, records);
    const ids = new Set<string>();
    if (head.events > 0) {
      const skipped = (): void => undefined;
      for await (const { id, seq } of readSession(this.store, session, { onCorrupt: skipped }))
        ids.add(id ?? idOf(session, seq));
    }
    const merging = { head, ids, isErased: isErased && !this.revive, added: 0 };
    this.sessions.set(session, merging);
    return merging;
  }

  private async headFor(session: string, records: readonly RawRecord[]): Promise<Head> {
    const { scope } = this.bundle;
    const found = await this.store.head(session);
    if (!found) return { ...this.newHead(session, records), shared: scope };
    // A session of this browser stays its performer's; what came from a file may come from a wider one now.
    return found.shared === undefined ? found : { ...found, shared: widest(found.shared, scope) };
  }

  private newHead(session: string, records: readonly RawRecord[]): Head {
    const claimed = this.known.get(session);
    const [first] = records;
    const origin: Origin = {
      actor: claimed?.actor ?? first?.actor ?? 'import',
      app: claimed?.app ?? first?.app ?? '',
      seed: claimed ? claimed.seed : (first?.seed ?? null),
      device: claimed?.device ?? first?.device ?? {},
    };
    const earliest = records.reduce((least, { time }) => Math.min(least, time), Infinity);
    return emptyHead(session, origin, claimed?.started ?? earliest);
  }

  private async append(merging: Merging, records: readonly RawRecord[]): Promise<void> {
    const fresh: RawRecord[] = [];
    for (const record of records) {
      if (merging.ids.has(record.id)) this.counts.known++;
      else {
        merging.ids.add(record.id);
        fresh.push(record);
      }
    }
    if (fresh.length === 0) return;
    const chunks: Chunk[] = [];
    let { head } = merging;
    for (let at = 0; at < fresh.length; at += MOST_EVENTS) {
      const { events: first } = head;
      const part = fresh.slice(at, at + MOST_EVENTS);
      const events: LogEvent[] = part.map((record, i) => leanEvent(record, merging.head, first + i));
      const lines = events.map((event) => JSON.stringify(event));
      const chunk = chunkOf(head, lines);
      head = headBehind(head, chunk, events);
      chunks.push(chunk);
    }
    await this.store.append(chunks, head);
    merging.head = head;
    merging.added += fresh.length;
    this.counts.added += fresh.length;
  }
}
