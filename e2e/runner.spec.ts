import { expect, test } from '@playwright/test';
import { type BuiltPage, buildPage, harnessCall } from '../scripts/page';
import type { BombReport, Harness } from './runner/page';
import { startServer } from './studio';

const HERE = ['python', 'typescript', 'wasm', 'sql'] as const;
/** A page that is silent for longer is felt, in ms. */
const SILENCE = 1_000;
const BOMB_REPORT = 'bomb';

const call = harnessCall<Harness>('harness');
let built: BuiltPage;
let server: Awaited<ReturnType<typeof startServer>> | undefined;

test.describe.configure({ timeout: 120_000 });

test.beforeAll(async () => {
  built = await buildPage('e2e/runner/index.html', ['runner.html']);
  server = await startServer(built.folder);
});

test.afterAll(async () => {
  await server?.stop();
  built.remove();
});

test.beforeEach(async ({ page }) => {
  await page.goto(server?.address ?? '');
  await page.waitForFunction(() => 'harness' in globalThis);
});

for (const id of HERE) {
  test(`${id} runs in the frame, and an endless range leaves the page beating`, async ({ page }) => {
    await call(page, 'start', id);
    expect(await call(page, 'run', id, 'sum(x*x for x in range(n))', 10)).toEqual({
      kind: 'value',
      value: 285,
    });
    await call(page, 'longestSilence');
    const endless = await call(page, 'run', id, 'sum(x % 7 for x in range(n * 10**11))', 10);
    expect(endless.kind).toBe('stopped');
    expect(await call(page, 'longestSilence')).toBeLessThan(SILENCE);
    expect(await call(page, 'run', id, 'sum(x for x in range(n))', 10)).toEqual({ kind: 'value', value: 45 });
  });

  test(`an allocation bomb in ${id} leaves the page beating`, async ({ page }) => {
    await call(page, 'start', id);
    await call(page, 'longestSilence');
    const bomb = await call(page, 'run', id, '[(x, x + 1) for x in range(n * 10**10)]', 10);
    expect(bomb.kind).toBe('stopped');
    expect(await call(page, 'longestSilence')).toBeLessThan(SILENCE);
    expect(await call(page, 'run', id, 'sum(x for x in range(n))', 10)).toEqual({ kind: 'value', value: 45 });
  });

  test(`${id} is sampled above the clock's step`, async ({ page }) => {
    const { clock, summary } = await call(page, 'measure', id, 'sum(x*x for x in range(n))', 1000);
    expect(clock.isolated).toBe(true);
    expect(clock.resolution).toBeLessThanOrEqual(0.1);
    expect(summary?.samples).toBeGreaterThan(0);
    expect(summary?.p50).toBeGreaterThan(0);
  });
}

for (const id of ['typescript', 'wasm'] as const) {
  test(`${id} runs on workers of the frame, and the first error in order counts`, async ({ page }) => {
    for (const source of [
      'sum(x * x for x in range(n))',
      '[(x, x / 7) for x in range(n) if x % 3]',
      'any(x > 60 for x in range(n))',
      '[10 // (x - 70) + [1, 2][x - 40] for x in range(40, n)]',
    ]) {
      const alone = await call(page, 'run', id, source, 100);
      expect(await call(page, 'runOn', 3, id, source, 100)).toEqual({ outcome: alone, notes: [] });
    }
  });
}

test('memory that no limit holds takes the frame down, and another comes', async ({ page, context }) => {
  // Playwright takes the loss of a frame's process for a crash of its page, so a page without one looks at what is left.
  await page.goto(`${server?.address}?bomb`);
  const watcher = await context.newPage();
  await watcher.goto(`${server?.address}icon.svg`);
  const read = () => watcher.evaluate((key) => localStorage.getItem(key), BOMB_REPORT);
  await expect.poll(read, { timeout: 100_000 }).not.toBeNull();
  const report: BombReport = JSON.parse((await read()) ?? '');
  expect(report.outcome).toMatchObject({ kind: 'stopped', limit: 'memory' });
  expect(report.longestSilence).toBeLessThan(SILENCE);
  expect(report.after).toEqual({ kind: 'value', value: 45 });
});

test('a long value arrives cut, with the count and digest of the whole', async ({ page }) => {
  const [one, other] = [
    await call(page, 'run', 'typescript', '[x for x in range(n)]', 100_000),
    await call(page, 'run', 'python', '[x for x in range(n)]', 100_000),
  ];
  expect(one).toMatchObject({ kind: 'value', whole: { items: 100_001 } });
  expect(one).toEqual(other);
});
