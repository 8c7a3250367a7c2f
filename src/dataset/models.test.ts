import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { describe, expect, it } from 'vitest';
import { MOST_MODELS, openModels, type StoredModel } from './models';

const profile = () => ({ indexedDB: new IDBFactory(), IDBKeyRange });
const model = (id: string, created: number, plugin = 'predictive-morphing'): StoredModel => ({
  id,
  plugin,
  origin: 'trained',
  parent: undefined,
  created,
  backend: 'wasm',
  seed: 1,
  features: 'f',
  data: 'd',
  rows: 10,
  sessions: [],
  metrics: { error: 0.1 },
  text: `weights of ${id}`,
});
const use = (id: string | undefined, time: number) => ({ plugin: 'predictive-morphing', model: id, time });

describe('stored models', () => {
  it('are there after a reload, the latest first, each plugin its own, the text only where it is asked for', async () => {
    const storage = profile();
    const store = await openModels(storage);
    await store.put(model('a', 1));
    await store.put(model('b', 2));
    await store.put(model('c', 3, 'style-transfer'));
    const later = await openModels(storage);
    const heads = await later.list('predictive-morphing');
    expect(heads.map(({ id }) => id)).toEqual(['b', 'a']);
    expect(heads[0]).not.toHaveProperty('text');
    expect(await later.get('a')).toEqual(model('a', 1));
  });

  it('keep every activation, and roll back one after the other to the one that came with the studio', async () => {
    const store = await openModels(profile());
    await store.put(model('a', 1));
    await store.put(model('b', 2));
    await store.activate(use('a', 10));
    await store.activate(use('b', 11));
    const current = async () => (await store.activations('predictive-morphing')).at(-1)?.model;
    expect(await current()).toBe('b');
    await store.rollback('predictive-morphing');
    expect(await current()).toBe('a');
    await store.rollback('predictive-morphing');
    expect(await current()).toBeUndefined();
    await store.rollback('predictive-morphing');
    expect(await store.activations('predictive-morphing')).toEqual([]);
  });

  it('are deleted with their activations: no rollback leads to what is gone', async () => {
    const store = await openModels(profile());
    await store.put(model('a', 1));
    await store.put(model('b', 2));
    for (const [id, time] of [
      ['a', 1],
      ['b', 2],
    ] as const)
      await store.activate(use(id, time));
    await store.delete('a');
    expect(await store.get('a')).toBeUndefined();
    expect((await store.activations('predictive-morphing')).map((each) => each.model)).toEqual(['b']);
  });

  it('make room: the oldest go that were never in use, and never the one in use', async () => {
    const store = await openModels(profile());
    await store.put(model('used', 0));
    await store.activate(use('used', 1));
    for (let n = 1; n <= MOST_MODELS + 2; n++) await store.put(model(String(n), n));
    const left = (await store.list('predictive-morphing')).map(({ id }) => id);
    expect(left).toHaveLength(MOST_MODELS);
    expect(left).toContain('used');
    expect(left).not.toContain('1');
    expect(left.at(0)).toBe(String(MOST_MODELS + 2));
  });
});
