// Plays for a long time and tells whether anything grew: `npm run soak -- --minutes 30`. Needs a build.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type CDPSession, chromium, type Page } from 'playwright';
import { findChromium } from '../scripts/chromium.mjs';
import { median } from '../src/measure';
import { startStudio } from './serve';

interface Look {
  /** Minutes since playing began. */
  readonly minute: number;
  /** Bytes of the page's JavaScript heap after a collection. */
  readonly heap: number;
  readonly nodes: number;
  readonly listeners: number;
  readonly workers: number;
  /** Beats that the playhead is behind where the clock says it should be. */
  readonly lag: number;
}

/** The page collects what it measured in rings; they are full after this share of the time. */
const WARM_UP = 1 / 3;
/** A heap that grew by less between the first and the last third did not grow, in bytes a minute. */
const HEAP_NOISE = 50_000;
const BEATS_A_MINUTE = 120;

async function look(page: Page, cdp: CDPSession, since: number): Promise<Look> {
  await cdp.send('HeapProfiler.collectGarbage');
  const { usedSize } = await cdp.send('Runtime.getHeapUsage');
  const { nodes, jsEventListeners } = await cdp.send('Memory.getDOMCounters');
  const text =
    ((await page.locator('.position').first().textContent()) ?? '').match(/\d+/g)?.map(Number) ?? [];
  const minute = (Date.now() - since) / 60_000;
  const [bar = 1, beat = 1, sixteenth = 1] = text;
  const position = (bar - 1) * 4 + (beat - 1) + (sixteenth - 1) / 4;
  return {
    minute,
    heap: usedSize,
    nodes,
    listeners: jsEventListeners,
    workers: page.workers().length,
    lag: minute * BEATS_A_MINUTE - position,
  };
}

/** What grew, in sentences; nothing when nothing did. */
export function complaints(looks: readonly Look[]): string[] {
  const settled = looks.slice(Math.floor(looks.length * WARM_UP));
  const third = Math.max(1, Math.floor(settled.length / 3));
  const [first, last] = [settled.slice(0, third), settled.slice(-third)];
  const grew = (of: (look: Look) => number): number => median(last.map(of)) - median(first.map(of));
  const minutes = grew(({ minute }) => minute);
  const found: string[] = [];
  const heap = grew((each) => each.heap) / minutes;
  if (heap > HEAP_NOISE) found.push(`the heap grows by ${Math.round(heap / 1000)} kB a minute`);
  if (grew(({ nodes }) => nodes) > 0) found.push(`${grew(({ nodes }) => nodes)} more nodes`);
  if (grew(({ listeners }) => listeners) > 0)
    found.push(`${grew(({ listeners }) => listeners)} more listeners`);
  if (grew(({ workers }) => workers) > 0) found.push('more workers');
  const lag = Math.max(...looks.map((each) => Math.abs(each.lag)));
  if (lag > 1) found.push(`the playhead was ${lag.toFixed(2)} beats off`);
  return found;
}

async function soak(minutes: number): Promise<readonly Look[]> {
  const dist = fileURLToPath(new URL('../dist', import.meta.url));
  const executablePath = await findChromium();
  if (executablePath === undefined || !existsSync(dist))
    throw new Error('no build or no Chromium: `npm run build`');
  const studio = await startStudio(dist);
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--autoplay-policy=no-user-gesture-required'],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    const cdp = await page.context().newCDPSession(page);
    await page.goto(studio.address);
    await page.waitForFunction(
      () => !document.querySelector('[data-verdict=waiting], [data-verdict=running]'),
      undefined,
      { timeout: 180_000 },
    );
    await page.getByRole('button', { name: /^Loop, / }).click();
    await page.getByRole('button', { name: 'Play', exact: true }).click();
    const since = Date.now();
    const looks: Look[] = [];
    const every = Math.min(60_000, (minutes * 60_000) / 9);
    for (let next = since + every; next <= since + minutes * 60_000 + 1; next += every) {
      await page.waitForTimeout(Math.max(0, next - Date.now()));
      const seen = await look(page, cdp, since);
      looks.push(seen);
      console.log(
        `${seen.minute.toFixed(1)} min: heap ${(seen.heap / 1e6).toFixed(2)} MB, ${seen.nodes} nodes, ${seen.listeners} listeners, ${seen.workers} workers, ${seen.lag.toFixed(2)} beats late`,
      );
    }
    return looks;
  } finally {
    await browser.close();
    await studio.stop();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({ options: { minutes: { type: 'string', default: '30' } } });
  const minutes = Number(values.minutes);
  if (!(minutes > 0)) {
    console.error(`--minutes takes a positive number, not ${values.minutes}`);
    process.exit(2);
  }
  const found = complaints(await soak(minutes));
  console.log(found.length === 0 ? 'Nothing grew.' : found.join('; '));
  process.exit(found.length === 0 ? 0 : 1);
}
