import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { describe, expect, it } from 'vitest';
import type { StoredChunk } from './chunk';
import { Database } from './database';
import type { EventLog, StoredEvent } from './event-log';
import { openEventLog } from './open';

/** One browser profile; logs opened in it see each other's events. */
function profile() {
  const storage = { indexedDB: new IDBFactory(), IDBKeyRange };
  return {
    storage,
    open: () => openEventLog({ storage }),
    database: () => new Database('code-live-studio', storage),
  };
}

const event = (time: number, kind = 'measurement', data: unknown = { time }) => ({ kind, time, data });

async function all(log: EventLog, options?: Parameters<EventLog['read']>[0]): Promise<StoredEvent[]> {
  const events: StoredEvent[] = [];
  for await (const each of log.read(options)) events.push(each);
  return events;
}

describe('the event log', () => {
  it('keeps events over a reload, in order and without gaps', async () => {
    const { open } = profile();
    const log = await open();
    for (let i = 0; i < 1_300; i++) {
      expect(log.append(event(i))).toBe(i);
      if (i % 400 === 0) await log.flush();
    }
    await log.close();
    const later = await open();
    const events = await all(later);
    expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: 1_300 }, (_, i) => i));
    expect(events.map(({ time }) => time)).toEqual(events.map(({ seq }) => seq));
    expect(await later.isIntact(log.session)).toBe(true);
  });

  it('gives every visit a session of its own', async () => {
    const { open } = profile();
    const [one, other] = [await open(), await open()];
    one.append(event(1));
    other.append(event(2));
    other.append(event(3, 'gesture'));
    await Promise.all([one.flush(), other.flush()]);
    const heads = await one.heads();
    expect(new Map(heads.map((head) => [head.session, head.events]))).toEqual(
      new Map([
        [one.session, 1],
        [other.session, 2],
      ]),
    );
    expect((await all(one, { session: other.session })).map(({ time }) => time)).toEqual([2, 3]);
    expect((await all(one, { kind: 'gesture' })).map(({ time }) => time)).toEqual([3]);
  });

  it('stores by itself, urgent events sooner', async () => {
    const { open } = profile();
    const log = await open();
    log.append(event(1), { urgent: true });
    await expect.poll(async () => (await log.heads())[0]?.events).toBe(1);
    log.append(event(2));
    await expect.poll(async () => (await log.heads())[0]?.events, { timeout: 5_000 }).toBe(2);
  });

  it('stores at once when a chunk is full', async () => {
    const { open } = profile();
    const log = await open();
    log.append(event(1, 'large', 'x'.repeat(140_000)));
    await expect.poll(async () => (await log.heads())[0]?.chunks).toBe(1);
  });

  it('reads of what was verified before only what is asked for', async () => {
    const { open, database } = profile();
    const log = await open();
    for (let i = 0; i < 30; i++) {
      log.append(event(i, i % 3 === 0 ? 'gesture' : 'measurement'));
      if (i % 2 === 1) await log.flush();
    }
    const verified = new Set<string>();
    expect(await all(log, { verified })).toHaveLength(30);
    expect(verified.size).toBe(15);
    // Forged in place, with the hash of what was there: seen by whoever has not verified it.
    const chunk = await database().chunks.get([log.session, 14]);
    const data = new TextEncoder().encode(
      ['{"kind":"gesture","time":-1}', '{"time":-2,"kind":"gesture"}\n'].join('\n'),
    );
    await database().chunks.put({ ...chunk, data } as StoredChunk);
    const times = [...Array.from({ length: 10 }, (_, i) => 3 * i).filter((time) => time < 28), -1, -2];
    expect((await all(log, { kind: 'gesture', verified })).map(({ time }) => time)).toEqual(times);
    await expect(all(log, { kind: 'gesture' })).rejects.toThrow(/hash/);
  });

  it('writes one after the other, whoever asks', async () => {
    const { open } = profile();
    const log = await open();
    const flushes = Array.from({ length: 20 }, (_, i) => {
      log.append(event(i));
      return log.flush();
    });
    await Promise.all(flushes);
    expect((await all(log)).map(({ seq }) => seq)).toEqual(Array.from({ length: 20 }, (_, i) => i));
    expect(await log.isIntact(log.session)).toBe(true);
  });

  it('keeps what could not be stored, and says so', async () => {
    const { storage } = profile();
    const troubles: unknown[] = [];
    const log = await openEventLog({ storage, onTrouble: (error) => troubles.push(error) });
    const blocker = new Database('code-live-studio', storage);
    await blocker.chunks.add({ session: log.session, index: 0, first: 0, events: [], hash: '' });
    log.append(event(1), { urgent: true });
    await expect.poll(() => troubles.length).toBe(1);
    await blocker.chunks.clear();
    log.append(event(2));
    await log.flush();
    expect((await all(log)).map(({ time }) => time)).toEqual([1, 2]);
  });

  it.each([
    ['changed', { data: new TextEncoder().encode('{"kind":"measurement","time":1,"data":"forged"}\n') }],
    ['moved', { first: 7 }],
  ] as const)('notices a chunk that was %s', async (_, change) => {
    const { open, database } = profile();
    const log = await open();
    for (let i = 0; i < 3; i++) {
      log.append(event(i));
      await log.flush();
    }
    expect(await log.isIntact(log.session)).toBe(true);
    const chunk = await database().chunks.get([log.session, 1]);
    await database().chunks.put({ ...chunk, ...change } as StoredChunk);
    expect(await log.isIntact(log.session)).toBe(false);
  });

  it('notices a chunk that is gone', async () => {
    const { open, database } = profile();
    const log = await open();
    for (let i = 0; i < 3; i++) {
      log.append(event(i));
      await log.flush();
    }
    await database().chunks.delete([log.session, 2]);
    expect(await log.isIntact(log.session)).toBe(false);
  });
});
