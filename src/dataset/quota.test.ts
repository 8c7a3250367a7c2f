import { afterEach, expect, it, vi } from 'vitest';
import { askToPersist, readUsage, roomOf } from './quota';

afterEach(() => vi.unstubAllGlobals());

it('warns from 70 % of the quota on and stops collecting at 85 %', () => {
  const rooms = [0, 69, 70, 84, 85, 120].map((used) => roomOf({ used, quota: 100 }));
  expect(rooms).toEqual(['plenty', 'plenty', 'little', 'little', 'none', 'none']);
  expect(roomOf({ used: 5, quota: 0 })).toBe('plenty');
});

it('does without what a browser does not say, or refuses', async () => {
  vi.stubGlobal('navigator', { storage: { estimate: async () => ({ usage: 7, quota: 10 }) } });
  expect(await readUsage()).toEqual({ used: 7, quota: 10 });
  vi.stubGlobal('navigator', { storage: { estimate: async () => ({}), persisted: async () => false } });
  expect(await readUsage()).toBeUndefined();
  expect(await askToPersist()).toBe(false);
  vi.stubGlobal('navigator', {});
  expect(await readUsage()).toBeUndefined();
  expect(await askToPersist()).toBe(false);
});

it('asks to be kept once it is not', async () => {
  const persist = vi.fn(async () => true);
  vi.stubGlobal('navigator', { storage: { persisted: async () => true, persist } });
  expect(await askToPersist()).toBe(true);
  expect(persist).not.toHaveBeenCalled();
  vi.stubGlobal('navigator', { storage: { persisted: async () => false, persist } });
  expect(await askToPersist()).toBe(true);
  expect(persist).toHaveBeenCalledOnce();
});
