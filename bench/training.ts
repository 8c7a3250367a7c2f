// What training costs the studio: `npm run bench:training`. Needs a build.
import { existsSync } from 'node:fs';
import { loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Locator, type Page } from 'playwright';
import { CHROMIUM_ARGS, findChromium } from '../scripts/chromium.mjs';
import { quantile } from '../src/measure';
import { withLittleData } from './little-data';
import { watchFrames } from './probe';
import { startStudio } from './serve';

const CANCELS = 20;
const RETRAINS = 50;
const PLAYING = 30_000;
const EMPTY = 10_000;
const PATIENCE = 300_000;
const VIEW = { viewport: { width: 1920, height: 1080 } };

interface Line {
  readonly what: string;
  readonly bar: string;
  readonly measured: string;
  readonly holds: boolean;
}

async function sheetOf(page: Page, address: string): Promise<Locator> {
  await page.goto(address);
  // What runs TypeScript here wraps named functions in a helper that the page does not have.
  await page.evaluate('globalThis.__name ??= (named) => named');
  await page.locator('[data-status=ready]').first().waitFor();
  await page.getByRole('button', { name: /model, training/ }).click();
  const sheet = page.getByRole('dialog', { name: 'Predictive Morphing' });
  await sheet.getByRole('tab', { name: 'Training' }).click();
  return sheet;
}

async function start(sheet: Locator, steps: number): Promise<void> {
  await sheet.getByLabel('Steps of each net at most').fill(String(steps));
  await sheet.getByRole('button', { name: 'Train from the dataset' }).click();
}

const ended = (sheet: Locator, text: RegExp): Promise<void> =>
  sheet.getByRole('status').filter({ hasText: text }).waitFor({ timeout: PATIENCE });

const trainers = (page: Page): number => page.workers().filter((each) => /\/train-/.test(each.url())).length;

/** ms from the click on cancel to the page saying that it is over, in the midst of learning. */
async function cancels(browser: Browser, address: string): Promise<readonly number[]> {
  const page = await browser.newPage(VIEW);
  await withLittleData(page);
  const sheet = await sheetOf(page, address);
  const times: number[] = [];
  for (let i = 0; i < CANCELS; i++) {
    await start(sheet, 20_000);
    await ended(sheet, /net 1 of/);
    times.push(
      await page.evaluate(async () => {
        const dialog = document.querySelector('dialog[open]') ?? document.body;
        const buttons = [...dialog.querySelectorAll('button')];
        const from = performance.now();
        buttons.find(({ textContent }) => textContent === 'Cancel')?.click();
        while (!/Cancelled/.test(dialog.querySelector('[role=status]')?.textContent ?? ''))
          await new Promise((resolve) => setTimeout(resolve));
        return performance.now() - from;
      }),
    );
  }
  await page.close();
  return times;
}

/** Bytes of the page's heap before and after many trainings, and the workers that are left. */
async function retrains(
  browser: Browser,
  address: string,
): Promise<{ readonly growth: number; readonly left: number }> {
  const page = await browser.newPage(VIEW);
  await withLittleData(page);
  const cdp = await page.context().newCDPSession(page);
  const sheet = await sheetOf(page, address);
  const heap = async (): Promise<number> => {
    await cdp.send('HeapProfiler.collectGarbage');
    return (await cdp.send('Runtime.getHeapUsage')).usedSize;
  };
  let before = 0;
  for (let i = 0; i <= RETRAINS; i++) {
    // The first training fills the caches.
    if (i === 1) before = await heap();
    await start(sheet, 10);
    await ended(sheet, /net \d|Reading/);
    await ended(sheet, /Trained/);
  }
  const growth = (await heap()) - before;
  const left = trainers(page);
  await page.close();
  return { growth, left };
}

const dist = fileURLToPath(new URL('../dist', import.meta.url));
const executablePath = await findChromium();
if (executablePath === undefined || !existsSync(dist))
  throw new Error('no build or no Chromium: `npm run build`');
const [load = 0] = loadavg();
const studio = await startStudio(dist);
const browser = await chromium.launch({
  executablePath,
  args: [...CHROMIUM_ARGS, '--autoplay-policy=no-user-gesture-required'],
});
const lines: Line[] = [];
const say = (text: string): void => console.error(text);

say('cancelling …');
const times = await cancels(browser, studio.address);
const slowest = quantile(times, 0.95);
lines.push({
  what: `cancel of a training, p95 of ${CANCELS}`,
  bar: '≤ 150 ms',
  measured: `${slowest.toFixed(0)} ms`,
  holds: slowest <= 150,
});

say('training again and again …');
const { growth, left } = await retrains(browser, studio.address);
lines.push(
  {
    what: `training workers left after ${RETRAINS} trainings`,
    bar: '0',
    measured: String(left),
    holds: left === 0,
  },
  {
    what: `growth of the page’s heap over ${RETRAINS} trainings`,
    bar: '≤ 2 MB',
    measured: `${(growth / 1e6).toFixed(2)} MB`,
    holds: growth <= 2e6,
  },
);

say('an empty page, then eight channels playing while it trains …');
const empty = await browser.newPage(VIEW);
const beside = await watchFrames(empty, EMPTY);
await empty.close();
const page = await browser.newPage(VIEW);
const sheet = await sheetOf(page, studio.address);
const from = performance.now();
await start(sheet, 1_000);
await ended(sheet, /Trained/);
const whole = (performance.now() - from) / 1_000;
lines.push({
  what: 'training from the shipped dataset in the studio',
  bar: '≤ 180 s',
  measured: `${whole.toFixed(0)} s`,
  holds: whole <= 180,
});
await start(sheet, 20_000);
await ended(sheet, /net 1 of/);
await page.keyboard.press('Escape');
await page.getByRole('button', { name: 'Play', exact: true }).click();
await page.waitForTimeout(3_000);
const playing = await watchFrames(page, PLAYING);
const isTraining = trainers(page) === 1;
const longest = Math.max(0, ...playing.longTasks);
const bar = Math.max(16.7, 1.2 * beside.p95);
lines.push(
  {
    what: 'frame while playing and training, p95',
    bar: `≤ 16.7 ms, or 1.2× an empty page (${beside.p95.toFixed(1)} ms)`,
    measured: `${playing.p95.toFixed(1)} ms${isTraining ? '' : ' (the training had ended)'}`,
    holds: isTraining && playing.p95 <= bar + 0.05,
  },
  {
    what: 'longest task of the main thread while playing and training',
    bar: '≤ 50 ms',
    measured: longest > 0 ? `${longest.toFixed(0)} ms` : 'none over 50 ms',
    holds: longest <= 50,
  },
);
await browser.close();
await studio.stop();

console.log('| what | bar | measured | holds |\n|---|---|---|---|');
for (const { what, bar: aim, measured, holds } of lines)
  console.log(`| ${what} | ${aim} | ${measured} | ${holds ? 'yes' : 'no'} |`);
console.log(`\n${new Date().toISOString().slice(0, 10)}, load before ${load.toFixed(1)}.`);
process.exit();
