import { liveQuery } from 'dexie';
import { DexieStore, type StorageOptions } from './dexie-store';
import type { EventLog, Origin } from './event-log';
import { Log } from './log';
import { MemoryStore } from './memory-store';
import type { Store } from './store';
import { recoverTails, type TailStorage } from './tail';
import { textOf } from './trouble';

export interface LogOptions extends StorageOptions {
  readonly origin?: Partial<Origin>;
  /** Where the tail of a page that goes away lies; absent `localStorage`, where there is one. */
  readonly tails?: TailStorage;
  /** Told when events could not be stored: they are kept, and tried again with the next. */
  readonly onTrouble?: (error: unknown) => void;
  /** ms since the epoch */
  readonly now?: () => number;
}

/** How long another tab may keep this one from bringing the database up to date, in ms. */
const BLOCKED = 1_500;

const ORIGIN: Origin = { actor: 'human', app: '0.1.0', seed: null, device: {} };

/**
 * Opens the log for a new session. Where the browser gives no storage the log keeps its events in memory and its state says so; a
 * database that a newer studio has written is read only.
 */
export async function openEventLog(options: LogOptions = {}): Promise<EventLog> {
  const { origin, onTrouble = () => {}, now = Date.now, tails = pageStorage() } = options;
  const parts = {
    tails,
    onTrouble,
    now,
    origin: { ...ORIGIN, ...origin },
    newSession: randomId,
    reopen: () => openStore(options),
    observe,
  };
  try {
    const store = await openStore(options);
    if (await store.database.isOutdated()) return new Log({ ...parts, store, state: { kind: 'outdated' } });
    await recoverTails(store, tails).catch(onTrouble);
    return new Log({ ...parts, store });
  } catch (error) {
    onTrouble(error);
    return new Log({ ...parts, store: new MemoryStore(), state: { kind: 'memory', reason: textOf(error) } });
  }
}

async function openStore(options: StorageOptions): Promise<DexieStore> {
  const store = new DexieStore(options);
  const { database } = store;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const blocked = new Promise<never>((_, reject) => {
    database.on('blocked', () => {
      timer ??= setTimeout(() => reject(new Error('another tab of an older studio holds the log')), BLOCKED);
    });
  });
  try {
    await Promise.race([database.open(), blocked]);
    return store;
  } finally {
    clearTimeout(timer);
  }
}

function observe(store: Store, listener: () => void): () => void {
  if (!(store instanceof DexieStore)) return () => {};
  const subscription = liveQuery(() => store.database.heads.count()).subscribe({
    next: listener,
    // The log's own writes meet the same error and cope with it.
    error: () => {},
  });
  return () => subscription.unsubscribe();
}

/** 128 random bits; `crypto.randomUUID` is missing where the page has no secure context. */
export function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function pageStorage(): TailStorage | undefined {
  try {
    return globalThis.localStorage;
  } catch {
    // Refused by the browser's settings.
    return undefined;
  }
}
