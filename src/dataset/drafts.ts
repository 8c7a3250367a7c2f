import { Dexie, type DexieOptions, type EntityTable } from 'dexie';

/** What the browser's list of recent work shows of a draft. */
export interface DraftHead {
  readonly id: string;
  readonly title: string;
  /** ms since the epoch */
  readonly updated: number;
  /** Undo steps that were kept with it. */
  readonly steps: number;
  /** Whether the work also left as a file, so that nothing would be lost without the draft. */
  readonly saved: boolean;
}

/** Work in progress, as one visit left it. */
export interface Draft extends DraftHead {
  /** The session file. */
  readonly session: string;
  /** Its undo and redo steps. */
  readonly history: string;
}

export interface DraftStore {
  put(draft: Draft): Promise<void>;
  get(id: string): Promise<Draft | undefined>;
  delete(id: string): Promise<void>;
  /** All drafts, the latest first. */
  list(): Promise<readonly DraftHead[]>;
}

/** Older drafts make room for newer ones. */
export const MOST_DRAFTS = 20;

/**
 * A database of its own: an autosave must not wait while the log's is upgraded or held by another tab, and must
 * outlive it when the log is erased.
 */
const DATABASE = 'code-live-drafts';

class DraftDatabase extends Dexie {
  readonly drafts: EntityTable<Draft, 'id'>;

  constructor(options: DexieOptions) {
    // Strict: what the performer is told is kept has reached the disk.
    super(DATABASE, { chromeTransactionDurability: 'strict', ...options });
    this.version(1).stores({ drafts: 'id, updated' });
    this.drafts = this.table('drafts');
  }
}

/**
 * Opens the drafts of this browser.
 * @param storage another IndexedDB, for tests
 * @throws when the browser gives no storage
 */
export async function openDrafts(
  storage: Pick<DexieOptions, 'indexedDB' | 'IDBKeyRange'> = {},
): Promise<DraftStore> {
  const database = new DraftDatabase(storage);
  await database.open();
  const { drafts } = database;
  return {
    put: (draft) =>
      database.transaction('rw', drafts, async () => {
        await drafts.put(draft);
        const old = await drafts.orderBy('updated').reverse().offset(MOST_DRAFTS).primaryKeys();
        await drafts.bulkDelete(old);
      }),
    get: (id) => drafts.get(id),
    delete: (id) => drafts.delete(id),
    list: async () => {
      const heads: DraftHead[] = [];
      await drafts
        .orderBy('updated')
        .reverse()
        .each(({ id, title, updated, steps, saved }) => heads.push({ id, title, updated, steps, saved }));
      return heads;
    },
  };
}
