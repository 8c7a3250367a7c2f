import { utimesSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { createServer, type ViteDevServer } from 'vite';
import { expect, test } from './studio';

const file = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));

/** What an author of the studio saves again and again while it plays. */
const EDITED = [
  'src/studio/shell/App.tsx',
  'src/studio/mixer/Mixer.tsx',
  'src/studio/shell/TransportBar.tsx',
  'src/studio/spectrum/Spectrum.tsx',
  'src/studio/timeline/Timeline.tsx',
];
const RELOADS = 10;
/** Moves of the position that are listened to before and after. */
const MOVES = 12;

let server: ViteDevServer;

test.use({
  address: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures that are asked for from this pattern
    async ({}, use) => {
      server = await createServer({ root: file('.'), server: { port: 0 }, logLevel: 'error' });
      await server.listen();
      await use(server.resolvedUrls?.local[0] ?? '');
      await server.close();
    },
    { scope: 'worker' },
  ],
});

/** Counts audio contexts, notes that are started, and listeners of the window and the document. */
async function countParts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const seen: Seen = { contexts: [], starts: 0, listeners: 0 };
    Object.assign(window, { seen });
    const Native = window.AudioContext;
    window.AudioContext = class extends Native {
      constructor(options?: AudioContextOptions) {
        super(options);
        seen.contexts.push(this);
      }
    };
    const { start } = AudioScheduledSourceNode.prototype;
    AudioScheduledSourceNode.prototype.start = function (...times) {
      seen.starts++;
      return start.apply(this, times);
    };
    for (const target of [window, document]) {
      const held = new Map<string, Set<unknown>>();
      const of = (type: string): Set<unknown> => {
        const found = held.get(type) ?? new Set();
        held.set(type, found);
        return found;
      };
      const { addEventListener, removeEventListener } = target;
      target.addEventListener = (type: string, ...rest: [EventListener, AddEventListenerOptions?]) => {
        const known = of(type);
        // One that is called once takes itself away.
        if (!rest[1]?.once && !known.has(rest[0])) seen.listeners++;
        if (!rest[1]?.once) known.add(rest[0]);
        addEventListener.call(target, type, ...rest);
      };
      target.removeEventListener = (type: string, ...rest: [EventListener, EventListenerOptions?]) => {
        if (of(type).delete(rest[0])) seen.listeners--;
        removeEventListener.call(target, type, ...rest);
      };
    }
  });
}

/** What runs now, and how many notes it starts a second over a few beats. */
async function look(page: Page) {
  const now = () => page.evaluate(() => ({ starts: window.seen.starts, time: performance.now() }));
  const position = page.locator('.position .number');
  const before = await now();
  let heard = await position.textContent();
  for (let move = 0; move < MOVES; move++) {
    await expect(position).not.toHaveText(heard ?? '');
    heard = await position.textContent();
  }
  const after = await now();
  return {
    rate: (1000 * (after.starts - before.starts)) / (after.time - before.time),
    contexts: await page.evaluate(
      () => window.seen.contexts.filter(({ state }) => state !== 'closed').length,
    ),
    listeners: await page.evaluate(() => window.seen.listeners),
    clocks: page.workers().filter((worker) => worker.url().includes('clock')).length,
    frames: page.frames().length,
    workers: page.workers().length,
    playing: await page.getByRole('button', { name: 'Pause', exact: true }).count(),
  };
}

test('ten hot reloads while it plays leave one clock, one audio context, and one schedule', async ({
  page,
}) => {
  await countParts(page);
  await page.goto('/');
  const verified = page.locator('[data-channel=typescript] [data-verdict=equal]');
  await expect(verified).toBeVisible({ timeout: 90_000 });
  // Until every worker that comes by itself is there: those of the channels, and the forecaster's.
  await expect(page.locator('[data-verdict=waiting], [data-verdict=running]')).toHaveCount(0, {
    timeout: 90_000,
  });
  await expect.poll(() => page.workers().some((worker) => worker.url().includes('infer'))).toBe(true);
  // One channel alone, so that what sounds does not grow with the channels that have answered.
  await page.getByRole('button', { name: 'Solo TypeScript' }).click();
  await page.getByRole('button', { name: 'Sound', exact: true }).click();
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  const { rate: first, ...before } = await look(page);
  let updates = 0;
  page.on('console', (message) => {
    if (message.text().includes('hot updated')) updates++;
  });
  for (let reload = 0; reload < RELOADS; reload++) {
    const now = new Date();
    utimesSync(file(EDITED[reload % EDITED.length] ?? ''), now, now);
    await expect.poll(() => updates).toBeGreaterThan(reload);
  }
  await expect(verified).toBeVisible();
  const { rate, ...after } = await look(page);
  expect(after).toEqual(before);
  expect(after).toMatchObject({ contexts: 1, clocks: 1, frames: 2, playing: 1 });
  expect(first).toBeGreaterThan(0);
  expect(rate).toBeLessThan(1.5 * first);

  // What holds state can't be changed under what plays: the page opens anew.
  const opened = page.waitForEvent('load');
  const now = new Date();
  utimesSync(file('src/studio/transport.ts'), now, now);
  await opened;
});

interface Seen {
  readonly contexts: AudioContext[];
  starts: number;
  listeners: number;
}

declare global {
  interface Window {
    seen: Seen;
  }
}
