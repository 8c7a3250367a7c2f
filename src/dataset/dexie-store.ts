import type { DexieOptions } from 'dexie';
import type { Chunk, StoredChunk } from './chunk';
import { DATABASE, Database } from './database';
import type { Head } from './event-log';
import { sha256Hex } from './hash';
import { BehindError, ClearedError, ErasedError, type Store, type Tombstone } from './store';

export interface StorageOptions {
  readonly name?: string;
  /** Another IndexedDB, for tests. */
  readonly storage?: Pick<DexieOptions, 'indexedDB' | 'IDBKeyRange'>;
}

/** Chunks that are read at once: each answer of the storage is a trip to another process and back. */
const PAGE = 8;

/** Chunks in IndexedDB. */
export class DexieStore implements Store {
  readonly database: Database;
  /** A second connection for what must survive a power cut: deleting, compacting, consent. */
  readonly strict: Database;

  constructor({ name = DATABASE, storage }: StorageOptions = {}) {
    this.database = new Database(name, storage);
    this.strict = new Database(name, { ...storage, chromeTransactionDurability: 'strict' });
  }

  append(added: readonly Chunk[], head: Head): Promise<void> {
    const { database } = this;
    const { chunks, heads, settings, tombstones } = database;
    const { session } = head;
    const first = added[0]?.first ?? head.events;
    return database.transaction('rw', [chunks, heads, settings, tombstones], async () => {
      // Side by side: each answer of the storage is a trip to another process and back.
      const [found] = await Promise.all([heads.get(session), database.guard()]);
      const stored = found?.events ?? 0;
      if (stored > first && found) throw new BehindError(found);
      if (stored < first) {
        if (await this.isErased(session)) throw new ErasedError();
        throw new ClearedError();
      }
      if (!found && (await this.isErased(session))) throw new ErasedError();
      // What was stored may have been compacted while its log slept.
      const bytes = added.reduce((sum, { data }) => sum + data.length, found?.bytes ?? 0);
      await Promise.all([chunks.bulkAdd([...added]), heads.put({ ...head, bytes })]);
    });
  }

  head(session: string): Promise<Head | undefined> {
    return this.database.heads.get(session);
  }

  async heads(): Promise<readonly Head[]> {
    return (await this.database.heads.toArray()).map(completed);
  }

  async *chunks(session: string): AsyncGenerator<StoredChunk> {
    for (let next = this.page(session, 0); ; ) {
      const page = await next;
      const last = page.at(-1);
      if (!last) return;
      // The disk reads on while these are worked on.
      next = this.page(session, last.index + 1);
      // Whoever asks for these chunks meets the error; nobody may.
      next.catch(() => undefined);
      yield* page;
    }
  }

  private async page(session: string, from: number): Promise<readonly StoredChunk[]> {
    const key = this.database.chunks.where('[session+index]');
    return key.between([session, from], [session, Infinity]).limit(PAGE).toArray();
  }

  replace(head: Head, replaced: readonly Chunk[]): Promise<boolean> {
    const { strict: database } = this;
    const { chunks, heads, settings } = database;
    return database.transaction('rw', [chunks, heads, settings], async () => {
      await database.guard();
      const found = await heads.get(head.session);
      if (found?.events !== head.events) return false;
      await chunks.where('[session+index]').between([head.session, 0], [head.session, Infinity]).delete();
      await chunks.bulkPut([...replaced]);
      await heads.put(head);
      return true;
    });
  }

  erase(sessions: readonly string[], time: number): Promise<void> {
    const { strict: database } = this;
    const { chunks, heads, settings, tombstones } = database;
    return database.transaction('rw', [chunks, heads, settings, tombstones], async () => {
      await database.guard();
      for (const session of sessions) {
        // By key range: deleting by a secondary index takes minutes where this takes moments.
        await chunks.where('[session+index]').between([session, 0], [session, Infinity]).delete();
        await heads.delete(session);
        await tombstones.put({ hash: sha256Hex(session), time });
      }
    });
  }

  async isErased(session: string): Promise<boolean> {
    return (await this.database.tombstones.get(sha256Hex(session))) !== undefined;
  }

  tombstones(): Promise<readonly Tombstone[]> {
    return this.database.tombstones.toArray();
  }

  pardon(session: string): Promise<void> {
    const { strict: database } = this;
    return database.transaction('rw', [database.settings, database.tombstones], async () => {
      await database.guard();
      await database.tombstones.delete(sha256Hex(session));
    });
  }

  close(): void {
    this.database.close();
    this.strict.close();
  }
}

/** Heads of the first version of the database say less. */
function completed(head: Head): Head {
  return {
    ...{ actor: 'human', app: '0.1.0', seed: null, device: {}, bytes: 0, kinds: {}, started: head.updated },
    ...head,
  };
}
