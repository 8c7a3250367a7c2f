import type { DexieOptions } from 'dexie';
import { hashText } from '../language';
import { type Chunk, DATABASE, Database } from './database';
import type { AppendOptions, EventLog, Head, LogEvent, ReadOptions, StoredEvent } from './event-log';

/** A chunk is written at the latest after so many events, so many characters of JSON, so many ms. */
const MOST_EVENTS = 500;
const MOST_TEXT = 64 * 1024;
const PATIENCE = 1_000;
const URGENT = 50;

export interface LogOptions {
  readonly name?: string;
  /** Another IndexedDB, for tests. */
  readonly storage?: Pick<DexieOptions, 'indexedDB' | 'IDBKeyRange'>;
  /** Told when events could not be stored: they are kept, and tried again with the next. */
  readonly onTrouble?: (error: unknown) => void;
}

/**
 * Opens the log for a new session.
 * @throws when the browser gives no storage
 */
export async function openEventLog(options: LogOptions = {}): Promise<EventLog> {
  const database = new Database(options.name ?? DATABASE, options.storage);
  await database.open();
  return new DexieLog(database, crypto.randomUUID(), options.onTrouble ?? (() => {}));
}

class DexieLog implements EventLog {
  private waiting: LogEvent[] = [];
  private text = 0;
  private taken = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private due = Infinity;
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly database: Database,
    readonly session: string,
    private readonly onTrouble: (error: unknown) => void,
  ) {}

  append(event: LogEvent, { urgent = false }: AppendOptions = {}): number {
    this.waiting.push(event);
    this.text += JSON.stringify(event).length;
    const isFull = this.waiting.length >= MOST_EVENTS || this.text >= MOST_TEXT;
    this.schedule(isFull ? 0 : urgent ? URGENT : PATIENCE);
    return this.taken++;
  }

  flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.due = Infinity;
    const turn = this.writing.then(() => this.write());
    // Whoever writes next only waits for the end, however it comes.
    this.writing = turn.catch(() => undefined);
    return turn;
  }

  async heads(): Promise<readonly Head[]> {
    return this.database.heads.toArray();
  }

  async *read({ session, kind }: ReadOptions = {}): AsyncGenerator<StoredEvent> {
    const sessions = session === undefined ? (await this.heads()).map((head) => head.session) : [session];
    for (const each of sessions) {
      for await (const chunk of this.chunksOf(each)) {
        for (const [i, event] of chunk.events.entries()) {
          if (kind === undefined || event.kind === kind)
            yield { ...event, session: each, seq: chunk.first + i };
        }
      }
    }
  }

  async isIntact(session: string): Promise<boolean> {
    let hash = '';
    let events = 0;
    let chunks = 0;
    for await (const chunk of this.chunksOf(session)) {
      const link = linkOf(hash, chunk.events);
      if (chunk.index !== chunks || chunk.first !== events || chunk.hash !== link) return false;
      hash = link;
      events += chunk.events.length;
      chunks++;
    }
    const head = await this.database.heads.get(session);
    return head !== undefined && head.hash === hash && head.events === events && head.chunks === chunks;
  }

  async close(): Promise<void> {
    await this.flush();
    this.database.close();
  }

  /** Chunk by chunk: a long log is never in memory at once. */
  private async *chunksOf(session: string): AsyncGenerator<Chunk> {
    for (let index = 0; ; index++) {
      const chunk = await this.database.chunks.get([session, index]);
      if (chunk) yield chunk;
      else return;
    }
  }

  private schedule(delay: number): void {
    const due = performance.now() + delay;
    if (due >= this.due) return;
    clearTimeout(this.timer);
    this.due = due;
    this.timer = setTimeout(() => void this.flush().catch(this.onTrouble), delay);
  }

  /** Chunks and head in one transaction: either both are there or neither. */
  private async write(): Promise<void> {
    const events = this.waiting;
    if (events.length === 0) return;
    const { database, session } = this;
    this.waiting = [];
    this.text = 0;
    try {
      await database.transaction('rw', database.chunks, database.heads, async () => {
        const head = await database.heads.get(session);
        const before = head ?? { events: 0, chunks: 0, hash: '' };
        const hash = linkOf(before.hash, events);
        await database.chunks.add({ session, index: before.chunks, first: before.events, events, hash });
        await database.heads.put({
          session,
          events: before.events + events.length,
          chunks: before.chunks + 1,
          hash,
          updated: events.at(-1)?.time ?? 0,
        });
      });
    } catch (error) {
      this.waiting = [...events, ...this.waiting];
      throw error;
    }
  }
}

function linkOf(before: string, events: readonly LogEvent[]): string {
  return hashText(before + JSON.stringify(events));
}
