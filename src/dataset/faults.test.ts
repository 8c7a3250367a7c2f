import { Dexie } from 'dexie';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { expect, it, vi } from 'vitest';
import { hashText } from '../language';
import { Database, SCHEMA } from './database';
import { DexieStore } from './dexie-store';
import type { EventLog, StoredEvent } from './event-log';
import { Log } from './log';
import { compactSession, maintain } from './maintain';
import { readMeasurements } from './measurements';
import { openEventLog } from './open';
import { EXAMPLE_MEASUREMENT, FaultyStore, fakeTails } from './testing';

const NAME = 'code-live-studio';
const newStorage = () => ({ indexedDB: new IDBFactory(), IDBKeyRange });
const event = (time: number) => ({ kind: 'k', time, data: time });

async function times(log: EventLog, session = log.session): Promise<number[]> {
  const found: StoredEvent[] = [];
  for await (const each of log.read({ session })) found.push(each);
  return found.map(({ time }) => time);
}

let ids = 0;
function faultyLog(storage = newStorage(), store = new FaultyStore(new DexieStore({ storage }))) {
  const log = new Log({
    store,
    reopen: async () => store,
    tails: undefined,
    origin: { actor: 'human', app: 'test', seed: null, device: {} },
    onTrouble: () => {},
    now: () => 1,
    newSession: () => `session-${ids++}`,
  });
  return { log, store, storage };
}

it('a lost connection is opened anew, and nothing is lost', async () => {
  const { log, store } = faultyLog();
  log.append(event(1));
  store.failNext(3, 'InvalidStateError');
  await log.flush();
  expect(log.state).toEqual({ kind: 'kept' });
  expect(await times(log)).toEqual([1]);
});

it('where every call fails the log goes on in memory, and says why', async () => {
  const { log, store } = faultyLog();
  log.append(event(1));
  await log.flush();
  store.failNext(4, 'UnknownError');
  log.append(event(2));
  await log.flush();
  expect(log.state).toMatchObject({ kind: 'memory', reason: 'as the test asked for' });
  expect(await times(log)).toEqual([2]);
});

it('a full storage keeps what waits, counts it, and takes it when there is room', async () => {
  const { log, store } = faultyLog();
  const states: string[] = [];
  log.onState(({ kind }) => states.push(kind));
  log.append(event(1));
  store.failNext(1, 'QuotaExceededError');
  await log.flush();
  expect(log.state).toEqual({ kind: 'full', waiting: 1, dropped: 0 });
  await log.flush();
  expect(await times(log)).toEqual([1]);
  expect(states).toEqual(['full', 'kept']);
});

it('a full storage does not fill the memory', async () => {
  const { log, store } = faultyLog();
  log.append(event(1));
  store.failNext(1, 'QuotaExceededError');
  await log.flush();
  const large = 'x'.repeat(6 * 1024 * 1024);
  for (let i = 0; i < 4; i++) log.append({ kind: 'large', time: 1, data: large });
  expect(log.state).toMatchObject({ kind: 'full', dropped: 2 });
});

it('notices that the site’s data was cleared, and goes on in memory', async () => {
  const { log, storage } = faultyLog();
  log.append(event(1));
  await log.flush();
  const other = new Database(NAME, storage);
  await Promise.all([other.chunks.clear(), other.heads.clear()]);
  log.append(event(2));
  await log.flush();
  expect(log.state.kind).toBe('memory');
  expect(await times(log)).toEqual([2]);
});

it('notices it also while nothing is recorded', async () => {
  vi.useFakeTimers({ toFake: ['setInterval'] });
  try {
    const { log, storage } = faultyLog();
    log.append(event(1));
    await log.flush();
    await new Database(NAME, storage).heads.clear();
    vi.advanceTimersByTime(5_000);
    await expect.poll(() => log.state.kind).toBe('memory');
  } finally {
    vi.useRealTimers();
  }
});

it('a session that another tab deleted is not brought back', async () => {
  const { log, storage } = faultyLog();
  log.append(event(1));
  await log.flush();
  const before = log.session;
  await new DexieStore({ storage }).erase([before], 1);
  log.append(event(2));
  await log.flush();
  expect(log.session).not.toBe(before);
  expect(await log.heads()).toEqual([]);
  log.append(event(3));
  await log.flush();
  expect(await times(log)).toEqual([3]);
});

it('what is recorded once a session is deleted is kept, also while chunks of that one were being made', async () => {
  const storage = newStorage();
  const large = { kind: 'k', time: 1, data: 'x'.repeat(100_000) };
  let writing: Promise<void> = Promise.resolve();
  class Slow extends FaultyStore {
    override async erase(sessions: readonly string[], time: number): Promise<void> {
      for (let i = 0; i < 3; i++) log.append(large);
      writing = log.flush();
      await super.erase(sessions, time);
    }
  }
  const { log } = faultyLog(storage, new Slow(new DexieStore({ storage })));
  log.append(event(1));
  await log.erase('everything');
  log.append(event(2));
  await writing;
  await log.flush();
  expect(await times(log)).toEqual([2]);
  expect(await log.heads()).toHaveLength(1);
});

it('deletes everything, by session and by date; its own session begins anew', async () => {
  const storage = newStorage();
  let now = 100;
  const open = () => openEventLog({ storage, now: () => now });
  const logs = [await open()];
  now = 200;
  logs.push(await open());
  now = 300;
  const last = await open();
  for (const log of [...logs, last]) {
    log.append(event(now));
    await log.flush();
  }
  expect(await last.erase({ from: 50, to: 150 })).toBe(1);
  expect(await last.heads()).toHaveLength(2);
  const own = last.session;
  expect(await last.erase('everything')).toBe(2);
  expect(last.session).not.toBe(own);
  expect(await last.heads()).toEqual([]);
  expect(await new Database(NAME, storage).tombstones.count()).toBe(3);
});

it('code that is older than the database reads, and does not write', async () => {
  const storage = newStorage();
  const log = await openEventLog({ storage });
  log.append(event(1));
  await log.flush();
  await new Database(NAME, storage).settings.put({ key: 'schema', value: SCHEMA + 1 });
  log.append(event(2));
  await log.flush();
  expect(log.state.kind).toBe('outdated');
  expect(await times(log)).toEqual([1]);
  expect((await openEventLog({ storage })).state.kind).toBe('outdated');
});

it('what an outdated tab could not store is stored by the next', async () => {
  const storage = newStorage();
  const tails = fakeTails();
  const old = await openEventLog({ storage, tails });
  await new Database(NAME, storage).settings.put({ key: 'schema', value: SCHEMA + 1 });
  old.append(event(1));
  await old.flush();
  old.putAside();
  await new Database(NAME, storage).settings.put({ key: 'schema', value: SCHEMA });
  const next = await openEventLog({ storage, tails });
  expect(await times(next, old.session)).toEqual([1]);
  expect(tails.length).toBe(0);
});

it('a page that comes back after its tail was stored goes on behind it', async () => {
  const storage = newStorage();
  const tails = fakeTails();
  const open = () => openEventLog({ storage, tails });
  const log = await open();
  log.append(event(1));
  log.append(event(2));
  log.putAside();
  await open();
  log.append(event(3));
  await log.flush();
  expect(await times(log)).toEqual([1, 2, 3]);
  expect(await log.isIntact(log.session)).toBe(true);
});

it('a tail that was cut off is passed over', async () => {
  const tails = fakeTails();
  tails.setItem('code-live-tail:x', '{"session":"x","lin');
  const log = await openEventLog({ storage: newStorage(), tails });
  expect(await log.heads()).toEqual([]);
  expect(tails.length).toBe(0);
});

it('without storage there is a log in memory', async () => {
  const storage = {
    indexedDB: {
      open: () => {
        throw new DOMException('refused', 'SecurityError');
      },
    } as unknown as IDBFactory,
    IDBKeyRange,
  };
  const log = await openEventLog({ storage });
  expect(log.state.kind).toBe('memory');
  log.append(event(1));
  await log.flush();
  expect(await times(log)).toEqual([1]);
});

it('reads what the first version wrote, and brings it up to date when it is compacted', async () => {
  const storage = newStorage();
  const first = new Dexie(NAME, storage);
  first.version(1).stores({ chunks: '[session+index]', heads: 'session' });
  const chunks = [0, 1].map((index) => ({
    session: 'old',
    index,
    first: index,
    events: [{ kind: 'measurement', time: index, data: EXAMPLE_MEASUREMENT }],
  }));
  let hash = '';
  for (const chunk of chunks) {
    hash = hashText(hash + JSON.stringify(chunk.events));
    await first.table('chunks').add({ ...chunk, hash });
  }
  await first.table('heads').add({ session: 'old', events: 2, chunks: 2, hash, updated: 1 });
  first.close();

  const log = await openEventLog({ storage });
  const read = async () => {
    const found = [];
    for await (const measurement of readMeasurements(log, 'old')) found.push(measurement);
    return found;
  };
  const expected = [0, 1].map(() => ({ ...EXAMPLE_MEASUREMENT, provenance: 'recorded' }));
  expect(await read()).toEqual(expected);
  expect(await log.isIntact('old')).toBe(true);
  const store = new DexieStore({ storage });
  expect(await maintain(store, { now: 1e12 })).toEqual({ compacted: 1, deleted: 0 });
  expect(await maintain(store, { now: 1e12 })).toEqual({ compacted: 0, deleted: 0 });
  expect(await log.isIntact('old')).toBe(true);
  expect(await read()).toEqual(expected);
});

it('compacts sessions that are over into fewer bytes, and deletes what is older than it is kept', async () => {
  const storage = newStorage();
  const log = await openEventLog({ storage, now: () => 0 });
  for (let i = 0; i < 30; i++) {
    for (let k = 0; k < 20; k++) log.append({ kind: 'k', time: i, data: 'the same text again' });
    await log.flush();
  }
  const [before] = await log.heads();
  const store = new DexieStore({ storage });
  expect(await maintain(store, { now: 1_000 })).toEqual({ compacted: 0, deleted: 0 });
  expect(await maintain(store, { now: 1e9 })).toEqual({ compacted: 1, deleted: 0 });
  const [after] = await log.heads();
  expect(after).toEqual({ ...before, bytes: after?.bytes });
  expect(after?.bytes).toBeLessThan((before?.bytes ?? 0) / 10);
  expect(await log.isIntact(log.session)).toBe(true);
  expect(await times(log)).toHaveLength(600);
  expect(await maintain(store, { now: 1e12, keepDays: 30 })).toEqual({ compacted: 0, deleted: 1 });
  expect(await log.heads()).toEqual([]);
});

it('a session that wakes while it is compacted keeps what it adds', async () => {
  const storage = newStorage();
  const log = await openEventLog({ storage, now: () => 0 });
  for (let time = 0; time < 3; time++) {
    log.append({ kind: 'k', time, data: 'the same text again and again and again' });
    await log.flush();
  }
  const store = new DexieStore({ storage });
  const asleep = await store.head(log.session);
  if (!asleep) throw new Error('no head');
  class Woken extends DexieStore {
    override async *chunks(session: string) {
      yield* super.chunks(session);
      // Between the last chunk that is read and the first segment that is written.
      log.append(event(3));
      await log.flush();
    }
  }
  expect(await compactSession(new Woken({ storage }), asleep)).toBe(false);
  expect(await times(log)).toEqual([0, 1, 2, 3]);
  expect(await maintain(store, { now: 1e9 })).toEqual({ compacted: 1, deleted: 0 });
  // Its log knows nothing of that, and goes on where it was.
  log.append(event(4));
  await log.flush();
  expect(await times(log)).toEqual([0, 1, 2, 3, 4]);
  expect(await log.isIntact(log.session)).toBe(true);
  let bytes = 0;
  for await (const chunk of store.chunks(log.session)) bytes += 'data' in chunk ? chunk.data.length : 0;
  expect((await store.head(log.session))?.bytes).toBe(bytes);
});

it('a chunk that can’t be read is told of, and the others are read', async () => {
  const storage = newStorage();
  const log = await openEventLog({ storage });
  for (const time of [1, 2, 3]) {
    log.append(event(time));
    await log.flush();
  }
  const database = new Database(NAME, storage);
  const chunk = await database.chunks.get([log.session, 1]);
  if (!chunk || !('data' in chunk)) throw new Error('no chunk');
  const data = chunk.data.slice();
  data[3] = (data[3] ?? 0) ^ 1;
  await database.chunks.put({ ...chunk, data });
  const corrupt: number[] = [];
  const found: number[] = [];
  for await (const { time } of log.read({ onCorrupt: ({ index }) => corrupt.push(index) })) found.push(time);
  expect([found, corrupt]).toEqual([[1, 3], [1]]);
  await expect(times(log)).rejects.toThrow(/hash/);
});

it('watchers hear of what is stored here and in other tabs', async () => {
  // Dexie's live queries stand still where there is no IndexedDB at all.
  Object.assign(Dexie.dependencies, newStorage());
  const storage = newStorage();
  const [one, other] = [await openEventLog({ storage }), await openEventLog({ storage })];
  let events = -1;
  const stop = one.watch((heads) => {
    events = heads.reduce((sum, head) => sum + head.events, 0);
  });
  await expect.poll(() => events).toBe(0);
  one.append(event(1));
  await one.flush();
  await expect.poll(() => events).toBe(1);
  other.append(event(2));
  await other.flush();
  await expect.poll(() => events).toBe(2);
  stop();
});
