import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { describe, expect, it } from 'vitest';
import { type Draft, MOST_DRAFTS, openDrafts } from './drafts';

const profile = () => ({ indexedDB: new IDBFactory(), IDBKeyRange });
const draft = (id: string, updated: number): Draft => ({
  id,
  title: `Work ${id}`,
  updated,
  steps: 3,
  saved: false,
  session: '{}',
  history: '[]',
});

describe('drafts', () => {
  it('are there after a reload, the latest first, each under its own id', async () => {
    const storage = profile();
    const store = await openDrafts(storage);
    await store.put(draft('a', 1));
    await store.put(draft('b', 2));
    await store.put({ ...draft('a', 3), steps: 4 });
    const later = await openDrafts(storage);
    expect((await later.list()).map(({ id, steps }) => [id, steps])).toEqual([
      ['a', 4],
      ['b', 3],
    ]);
    expect((await later.list())[0]).not.toHaveProperty('session');
    expect(await later.get('b')).toEqual(draft('b', 2));
    await later.delete('b');
    expect(await later.get('b')).toBeUndefined();
  });

  it('make room: the oldest go', async () => {
    const store = await openDrafts(profile());
    for (let n = 0; n < MOST_DRAFTS + 5; n++) await store.put(draft(String(n), n));
    const left = await store.list();
    expect(left).toHaveLength(MOST_DRAFTS);
    expect(left.at(-1)?.id).toBe('5');
  });
});
