import { mkdtempSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, expect, type Page, test } from '@playwright/test';
import { CHROMIUM_ARGS, findChromium } from '../scripts/chromium.mjs';
import { type BuiltPage, buildPage, harnessCall } from '../scripts/page';
import type { LogHarness } from './log/page';
import { startServer } from './studio';

const KILLS = 10;
const RELOADS = 50;

const call = harnessCall<LogHarness>('logHarness');
let built: BuiltPage;
let server: Awaited<ReturnType<typeof startServer>> | undefined;

test.describe.configure({ timeout: 120_000 });

test.beforeAll(async () => {
  built = await buildPage('e2e/log/index.html');
  server = await startServer(built.folder);
});

test.afterAll(async () => {
  await server?.stop();
  built.remove();
});

async function visit(page: Page): Promise<Page> {
  await page.goto(server?.address ?? '');
  await page.waitForFunction(() => 'logHarness' in globalThis);
  return page;
}

async function opened(page: Page): Promise<Page> {
  await visit(page);
  await call(page, 'open');
  return page;
}

/** A profile on disk: what a browser keeps over its own end. Quotas hold there only. */
async function profile(where: string): Promise<BrowserContext> {
  const executablePath = await findChromium();
  return chromium.launchPersistentContext(where, {
    ...(executablePath === undefined ? {} : { executablePath }),
    args: CHROMIUM_ARGS,
  });
}

/** What is stored is whole, without gaps or doubles, and as the heads say. */
async function expectWhole(page: Page) {
  const sessions = await call(page, 'sessions');
  for (const { events, seqs, intact } of sessions) {
    expect(seqs).toEqual(Array.from({ length: events }, (_, i) => i));
    expect(intact).toBe(true);
  }
  return sessions;
}

/** Something done to the database, past the log. */
function raw(page: Page, what: 'newer' | 'delete') {
  return page.evaluate(async (task) => {
    const settled = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const database = await settled(indexedDB.open('code-live-studio'));
    const names = task === 'newer' ? ['settings'] : ['chunks', 'heads'];
    const transaction = database.transaction(names, 'readwrite');
    if (task === 'newer') transaction.objectStore('settings').put({ key: 'schema', value: 99 });
    else for (const name of names) transaction.objectStore(name).clear();
    await new Promise((resolve) => {
      transaction.oncomplete = resolve;
    });
    database.close();
  }, what);
}

test('a killed browser loses nothing that was acknowledged', async () => {
  const where = mkdtempSync(join(tmpdir(), 'log-profile-'));
  const acknowledged = new Map<string, number>();
  let answered = 0;
  try {
    for (let kill = 0; kill < KILLS; kill++) {
      const context = await profile(where);
      const [page = await context.newPage()] = context.pages();
      await page.exposeFunction('acknowledged', (session: string, events: number, answers: number) => {
        acknowledged.set(session, events);
        answered = answers;
      });
      await opened(page);
      expect(await call(page, 'answers')).toBeGreaterThanOrEqual(answered);
      const closed = new Promise((resolve) => context.once('close', resolve));
      const ended = call(page, 'hammer').catch(() => undefined);
      await expect.poll(() => [...acknowledged.values()].at(-1) ?? 0).toBeGreaterThan(100 + (kill % 4) * 130);
      await expect.poll(() => acknowledged.size).toBe(kill + 1);
      // The lock of a profile is a link to host-pid.
      process.kill(Number(readlinkSync(join(where, 'SingletonLock')).split('-').at(-1)), 'SIGKILL');
      await Promise.all([closed, ended]);
    }
    const context = await profile(where);
    const [page = await context.newPage()] = context.pages();
    await opened(page);
    const sessions = new Map((await expectWhole(page)).map(({ session, events }) => [session, events]));
    for (const [session, events] of acknowledged)
      expect(sessions.get(session) ?? 0).toBeGreaterThanOrEqual(events);
    expect(answered).toBeGreaterThan(0);
    expect(await call(page, 'answers')).toBeGreaterThanOrEqual(answered);
    await context.close();
  } finally {
    rmSync(where, { recursive: true, force: true });
  }
});

test('a full storage stops nothing; what waits is stored when there is room again', async () => {
  const where = mkdtempSync(join(tmpdir(), 'log-profile-'));
  const context = await profile(where);
  try {
    const [page = await context.newPage()] = context.pages();
    const cdp = await context.newCDPSession(page);
    const origin = new URL(server?.address ?? '').origin;
    // Before the first write: the browser keeps an estimate of the room for a while.
    await cdp.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 3 * 1024 * 1024 });
    await opened(page);
    await call(page, 'append', 95);
    await call(page, 'appendRecords', 5);
    expect((await call(page, 'flush')).kind).toBe('kept');
    await call(page, 'appendLarge', 12);
    expect(await call(page, 'flush')).toMatchObject({ kind: 'full', dropped: 0 });
    const [before] = await expectWhole(page);
    expect(before?.events).toBeLessThan(112);
    // The way out that the banner names.
    expect(await call(page, 'exported')).toMatchObject({ records: 5, corrupt: [] });
    await cdp.send('Storage.overrideQuotaForOrigin', { origin });
    await expect.poll(async () => (await call(page, 'flush')).kind, { timeout: 20_000 }).toBe('kept');
    expect((await expectWhole(page)).map(({ events }) => events)).toEqual([112]);
    expect(typeof (await call(page, 'persist'))).toBe('boolean');
  } finally {
    await context.close();
    rmSync(where, { recursive: true, force: true });
  }
});

test('a page that crashes loses at most what was not urgent; its locks are free again', async ({
  context,
}) => {
  const page = await opened(await context.newPage());
  await call(page, 'append', 20, true);
  const other = await opened(await context.newPage());
  await expect.poll(async () => (await call(other, 'sessions')).map(({ events }) => events)).toContain(20);
  await call(page, 'hold');
  await call(page, 'append', 20);
  const crashed = page.waitForEvent('crash');
  const cdp = await context.newCDPSession(page);
  cdp.send('Page.crash').catch(() => undefined);
  await crashed;
  expect((await expectWhole(other))[0]?.events).toBeGreaterThanOrEqual(20);
  expect(await call(other, 'tend')).toMatchObject({ broken: [] });
});

test('pages that are reloaded at any moment store each event once', async ({ page }) => {
  let events = 0;
  for (let reload = 0; reload < RELOADS; reload++) {
    await opened(page);
    await call(page, 'append', 7 + (reload % 6));
    events += 7 + (reload % 6);
    // Before a flush, in the middle of one, behind it, and some ms into it.
    if (reload % 4 === 1) await page.evaluate(() => void globalThis.logHarness.flush());
    if (reload % 4 === 2) await call(page, 'flush');
    if (reload % 4 === 3)
      await page.evaluate((pause) => {
        void globalThis.logHarness.flush();
        return new Promise((resolve) => setTimeout(resolve, pause));
      }, reload % 13);
  }
  await opened(page);
  const sessions = await expectWhole(page);
  expect(sessions.reduce((sum, session) => sum + session.events, 0)).toBe(events);
  expect(await page.evaluate(() => localStorage.length)).toBe(0);
});

test('tabs do not stand in each other’s way: two that record, one that is older, one that holds the lock', async ({
  context,
}) => {
  const [one, other] = [await opened(await context.newPage()), await opened(await context.newPage())];
  for (let i = 0; i < 20; i++) {
    await Promise.all([call(one, 'append', 10), call(other, 'append', 10)]);
    if (i % 5 === 0) await Promise.all([call(one, 'flush'), call(other, 'flush')]);
  }
  await Promise.all([call(one, 'flush'), call(other, 'flush')]);
  expect((await expectWhole(one)).map(({ events }) => events)).toEqual([200, 200]);
  await call(other, 'appendRecords', 3);
  await call(other, 'flush');
  await call(one, 'hold');
  expect(await call(other, 'tend')).toEqual({ compacted: 0, deleted: 0, broken: [] });
  await raw(other, 'newer');
  await call(one, 'append', 3);
  expect((await call(one, 'flush')).kind).toBe('outdated');
  // A build that is older than the database opens it to read.
  await visit(other);
  expect((await call(other, 'open')).state).toBe('outdated');
  expect((await call(other, 'sessions')).map(({ events }) => events).toSorted()).toEqual([200, 203]);
  expect(await call(other, 'exported')).toMatchObject({ records: 3, corrupt: [] });
  await one.close({ runBeforeUnload: true });
});

test('storage that is cleared, refused or held goes over to memory, and says why', async ({ context }) => {
  const page = await opened(await context.newPage());
  await call(page, 'append', 5);
  await call(page, 'flush');
  const cdp = await context.newCDPSession(page);
  const origin = new URL(server?.address ?? '').origin;
  await cdp.send('Storage.clearDataForOrigin', { origin, storageTypes: 'indexeddb' });
  await expect.poll(async () => (await call(page, 'state')).kind, { timeout: 10_000 }).toBe('memory');
  await call(page, 'append', 5);
  await call(page, 'flush');
  // What was cleared is gone; what came later is there.
  expect((await call(page, 'sessions')).map(({ seqs }) => seqs)).toEqual([[5, 6, 7, 8, 9]]);

  const broken = await context.newPage();
  await broken.addInitScript(() => {
    Object.assign(globalThis, {
      breakStorage: () => {
        IDBObjectStore.prototype.get = () => {
          throw new DOMException('The database connection is closing.', 'InvalidStateError');
        };
      },
    });
  });
  await opened(broken);
  await broken.evaluate(() => (globalThis as unknown as { breakStorage(): void }).breakStorage());
  await call(broken, 'append', 5);
  expect((await call(broken, 'flush')).kind).toBe('memory');

  const refused = await context.newPage();
  await refused.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('no room to open', 'QuotaExceededError');
    };
  });
  await visit(refused);
  expect((await call(refused, 'open')).state).toBe('memory');
});

test('a tab that holds the first version’s database does not hang a new one', async ({ context }) => {
  const old = await visit(await context.newPage());
  await old.evaluate(
    () =>
      new Promise<void>((resolve) => {
        // Dexie multiplies versions by ten. This connection does not make room for a newer one.
        const request = indexedDB.open('code-live-studio', 10);
        request.onupgradeneeded = () => {
          request.result.createObjectStore('chunks', { keyPath: ['session', 'index'] });
          request.result.createObjectStore('heads', { keyPath: 'session' });
        };
        request.onsuccess = () => resolve();
      }),
  );
  const page = await visit(await context.newPage());
  expect((await call(page, 'open')).state).toBe('memory');
  await call(page, 'append', 1);
  expect((await call(page, 'flush')).kind).toBe('memory');
});

test('a clock that is set changes neither the order nor the times of what is logged, and is noted', async ({
  page,
}) => {
  const DAY = 86_400_000;
  await opened(page);
  await call(page, 'watchClock');
  const jumped = async () => {
    await call(page, 'flush');
    return (await call(page, 'events')).filter(({ kind }) => kind === 'clock_jump').length;
  };
  for (const [before, days] of [-1, 1].entries()) {
    await call(page, 'append', 3);
    await page.evaluate((by) => {
      const { now } = Date;
      Date.now = () => now() + by;
    }, days * DAY);
    await expect.poll(jumped).toBe(before + 1);
  }
  await call(page, 'append', 3);
  await call(page, 'flush');
  const events = await call(page, 'events');
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, i) => i));
  const times = events.map(({ time }) => time);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
  expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeLessThan(DAY / 2);
  const jumps = events.filter(({ kind }) => kind === 'clock_jump').map(({ data }) => Number(data));
  expect(jumps.map((by) => Math.round(by / DAY))).toEqual([-1, 1]);
  await expectWhole(page);
});

test('what a disk has damaged is left out and named; the rest leaves', async ({ page }) => {
  await opened(page);
  await call(page, 'appendRecords', 30);
  await call(page, 'flush');
  const old = (await call(page, 'chunks'))[0]?.session ?? '';
  const hour = 3_600_000;
  expect(await call(page, 'tend', Date.now() + hour)).toMatchObject({ compacted: 1 });
  await opened(page);
  for (let chunk = 0; chunk < 3; chunk++) {
    await call(page, 'appendRecords', 10);
    await call(page, 'flush');
  }
  const fresh = (await call(page, 'chunks')).find(({ session }) => session !== old)?.session ?? '';
  await call(page, 'damage', old, 0, 'cut');
  await call(page, 'damage', fresh, 1, 'flip');
  const { records, corrupt } = await call(page, 'exported');
  expect(records).toBe(20);
  expect(corrupt).toMatchObject([
    { session: old, index: 0, events: 30, message: expect.stringMatching(/decompressed|hash/) },
    { session: fresh, index: 1, events: 10, message: expect.stringMatching(/hash|JSON/) },
  ]);
  expect((await call(page, 'tend')).broken.toSorted()).toEqual([old, fresh].toSorted());
});

test('a slow page records a long log in bounded chunks, is free while it is exported, and plays every beat meanwhile', async ({
  page,
}) => {
  await opened(page);
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  const EVENTS = 4_000;
  await call(page, 'play');
  for (let events = 0; events < EVENTS; events += 500) {
    await call(page, 'appendRecords', 500);
    if (events % 1_000 === 0) await call(page, 'flush');
  }
  await call(page, 'flush');
  const chunks = await call(page, 'chunks');
  expect(chunks.reduce((sum, { count }) => sum + count, 0)).toBe(EVENTS);
  for (const { count, bytes } of chunks) {
    expect(count).toBeLessThanOrEqual(500);
    expect(bytes).toBeLessThanOrEqual(130 * 1024);
  }
  const { records, corrupt, turns } = await call(page, 'exported');
  expect([records, corrupt]).toEqual([EVENTS, []]);
  // Had the export run on this thread, it would have been free once or twice.
  expect(turns).toBeGreaterThan(20);
  // A thread that is held for longer than a beat loses it; the loop of a new session has sixteen.
  const beats = await call(page, 'played');
  expect(beats.length).toBeGreaterThan(2);
  expect(beats).toEqual(beats.map((_, i) => i % 16));
});

test('a page that wakes overwrites nothing of what others did while it slept', async ({ context }) => {
  const asleep = await opened(await context.newPage());
  await call(asleep, 'append', 20);
  await call(asleep, 'flush');
  await call(asleep, 'append', 5);
  const cdp = await context.newCDPSession(asleep);
  await cdp.send('Page.setWebLifecycleState', { state: 'frozen' });
  const other = await opened(await context.newPage());
  await call(other, 'append', 7);
  await call(other, 'flush');
  // Twenty minutes later, what is over is compacted, the sleeping session too.
  expect(await call(other, 'tend', Date.now() + 20 * 60_000)).toMatchObject({ compacted: 2, broken: [] });
  await cdp.send('Page.setWebLifecycleState', { state: 'active' });
  await call(asleep, 'append', 5);
  await call(asleep, 'flush');
  expect((await expectWhole(other)).map(({ events }) => events).toSorted((a, b) => a - b)).toEqual([7, 30]);
  expect((await call(other, 'chunks')).map(({ codec }) => codec).toSorted()).toEqual([
    'jsonl',
    'jsonl.gz',
    'jsonl.gz',
  ]);
});
