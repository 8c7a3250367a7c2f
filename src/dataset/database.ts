import { Dexie, type DexieOptions, type EntityTable, type Table } from 'dexie';
import type { StoredChunk } from './chunk';
import type { Consent } from './consent';
import type { Head } from './event-log';
import type { Tombstone } from './store';

export const DATABASE = 'code-live-studio';

/**
 * What this build writes. Raised whenever older code must no longer write, also where no index changes: Dexie lets an old tab write
 * into a newer database (dexie/Dexie.js#1880), so every write compares.
 */
export const SCHEMA = 2;
const SCHEMA_KEY = 'schema';

/** A newer studio has been here: this one may read, but not write. */
export class OutdatedError extends Error {
  constructor() {
    super('A newer version of the studio has opened this log. Reload the page to go on recording.');
    this.name = 'OutdatedError';
  }
}

/** The studio's database. */
export class Database extends Dexie {
  readonly chunks: Table<StoredChunk, [string, number]>;
  readonly heads: EntityTable<Head, 'session'>;
  readonly tombstones: EntityTable<Tombstone, 'hash'>;
  readonly consents: EntityTable<Consent & { id: number }, 'id'>;
  readonly settings: Table<{ readonly key: string; readonly value: unknown }, string>;

  constructor(name: string, options: DexieOptions = {}) {
    super(name, { chromeTransactionDurability: 'relaxed', ...options });
    this.version(1).stores({ chunks: '[session+index]', heads: 'session' });
    this.version(2).stores({ tombstones: 'hash', consents: '++id', settings: 'key' });
    this.chunks = this.table('chunks');
    this.heads = this.table('heads');
    this.tombstones = this.table('tombstones');
    this.consents = this.table('consents');
    this.settings = this.table('settings');
  }

  /**
   * Inside a transaction over `settings`: whether this build may write.
   * @throws {OutdatedError} when a newer one has been here
   */
  async guard(): Promise<void> {
    const found = (await this.settings.get(SCHEMA_KEY))?.value;
    if (typeof found === 'number' && found > SCHEMA) throw new OutdatedError();
    if (found !== SCHEMA) await this.settings.put({ key: SCHEMA_KEY, value: SCHEMA });
  }

  /** Whether a newer build has been here. */
  async isOutdated(): Promise<boolean> {
    const found = (await this.settings.get(SCHEMA_KEY))?.value;
    return typeof found === 'number' && found > SCHEMA;
  }
}
