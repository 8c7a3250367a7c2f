import { Dexie, type DexieOptions, type EntityTable, type Table } from 'dexie';
import type { Head, LogEvent } from './event-log';

/** Events that were stored together. */
export interface Chunk {
  readonly session: string;
  readonly index: number;
  /** Sequence number of the first event. */
  readonly first: number;
  readonly events: readonly LogEvent[];
  /** Hash of the chunk before and of these events. */
  readonly hash: string;
}

export const DATABASE = 'code-live-studio';

/** The studio's database. */
export class Database extends Dexie {
  readonly chunks: Table<Chunk, [string, number]>;
  readonly heads: EntityTable<Head, 'session'>;

  constructor(name: string, options: DexieOptions = {}) {
    super(name, { chromeTransactionDurability: 'relaxed', ...options });
    this.version(1).stores({ chunks: '[session+index]', heads: 'session' });
    this.chunks = this.table('chunks');
    this.heads = this.table('heads');
  }
}
