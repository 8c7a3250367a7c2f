import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type Browser, chromium, type Page } from 'playwright';
import { findChromium } from '../scripts/chromium.mjs';
import { quantile } from '../src/measure';
import { countCommits, type FrameReport, watchFrames } from './probe';
import { startStudio } from './serve';

export interface PageReport {
  readonly browser: string;
  /** ms from a change of a fader to the first channel that was compiled, verified and sampled again, n ≤ 10⁴. */
  readonly fader: { readonly p50: number; readonly p95: number; readonly moves: number };
  /** ms from the first paint to code on the screen, with a warm cache; median of the visits. */
  readonly usable: number;
  readonly firstPaint: number;
  /** ms from a key press in the editor to new code in the page. */
  readonly keystroke: { readonly p50: number; readonly p95: number; readonly keys: number };
  /** A minute of all channels playing, those of the native bridge among them, and seconds of an empty page beside it. */
  readonly frames: {
    readonly playing: FrameReport;
    readonly empty: FrameReport;
    /** Channels that agreed with Python at the end. */
    readonly verified: number;
  };
  readonly bundle: { readonly gzip: number; readonly bytes: number; readonly strangers: readonly string[] };
}

/** What must come later than the first paint, by a text that only its code has. */
const STRANGERS: Readonly<Record<string, RegExp>> = {
  tfjs: /tensorflow|tfjs-core/i,
  DuckDB: /duckdb-(eh|coi|mvp)\.wasm|duckdb_web/,
  Pyodide: /pyodide\.asm/,
  binaryen: /_BinaryenModuleCreate/,
  Tone: /standardized-audio-context|ToneAudioNode/,
};

export interface PageEffort {
  /** Of the fader. */
  readonly moves: number;
  /** Key presses. */
  readonly keys: number;
}

const VISITS = 5;
/** How long the channels play, and how long the empty page is watched, in ms. */
const PLAYING = 60_000;
/** Between pressing play and watching, in ms: calibration ends, meters rise. */
const SETTLING = 10_000;
/** Typed into one number before it starts over. */
const DIGITS = 10;
const EMPTY = 10_000;
const PATIENCE = 120_000;

/**
 * Opens the built studio in Chromium.
 * @param dist folder of the build
 * @returns undefined without a build or a Chromium
 */
export async function benchPage(dist: string, { moves, keys }: PageEffort): Promise<PageReport | undefined> {
  const executablePath = await findChromium();
  if (executablePath === undefined || !existsSync(join(dist, 'index.html'))) return undefined;
  const { address, stop } = await startStudio(dist);
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  try {
    const { usable, firstPaint } = await visits(browser, address);
    return {
      browser: `Chromium ${browser.version()}`,
      fader: await faderTimes(browser, address, moves),
      keystroke: await keystrokeTimes(browser, address, keys),
      frames: await playingFrames(browser, address),
      usable,
      firstPaint,
      bundle: firstBundle(dist),
    };
  } finally {
    await browser.close();
    await stop();
  }
}

/** What the page loads before anything else: its module, and what is preloaded with it. */
export function firstBundle(dist: string): PageReport['bundle'] {
  const html = readFileSync(join(dist, 'index.html'), 'utf8');
  const tags = html.match(/<(script|link)\b[^>]*>/g) ?? [];
  const files = tags
    .filter((tag) => tag.startsWith('<script') || tag.includes('modulepreload'))
    .flatMap((tag) => /(?:src|href)="([^"]+\.js)"/.exec(tag)?.[1] ?? []);
  const texts = files.map((file) => readFileSync(join(dist, file)));
  const all = Buffer.concat(texts).toString();
  return {
    bytes: texts.reduce((sum, text) => sum + text.length, 0),
    gzip: texts.reduce((sum, text) => sum + gzipSync(text).length, 0),
    strangers: Object.entries(STRANGERS).flatMap(([name, sign]) => (sign.test(all) ? [name] : [])),
  };
}

async function visits(browser: Browser, address: string): Promise<{ usable: number; firstPaint: number }> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const found: { paint: number; usable: number }[] = [];
  for (let visit = 0; visit <= VISITS; visit++) {
    const page = await context.newPage();
    await page.goto(address);
    const usable = await page.evaluate(async () => {
      while (!document.querySelector('.listing')?.textContent)
        await new Promise((resolve) => requestAnimationFrame(resolve));
      return performance.now();
    });
    const paint = await page.evaluate(
      () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0,
    );
    // The first visit fills the cache.
    if (visit > 0) found.push({ paint, usable });
    await page.close();
  }
  await context.close();
  return {
    firstPaint: quantile(
      found.map(({ paint }) => paint),
      0.5,
    ),
    usable: quantile(
      found.map(({ paint, usable }) => Math.max(0, usable - paint)),
      0.5,
    ),
  };
}

async function faderTimes(browser: Browser, address: string, moves: number): Promise<PageReport['fader']> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(address);
  for (const id of ['python', 'typescript', 'wasm']) await measured(page, id);
  const times: number[] = [];
  for (let move = 0; move < moves; move++) {
    // Up and down: n stays near its start, a thousand.
    const fader = page.locator('[data-parameter="n"]').first();
    await fader.focus();
    await fader.press(move % 2 === 0 ? 'ArrowUp' : 'ArrowDown');
    times.push(await measured(page));
    // Until all that follows is over, so that the next move does not wait for it.
    for (const id of ['python', 'typescript', 'wasm', 'sql']) await measured(page, id);
    await page.waitForTimeout(100);
  }
  await page.close();
  return { p50: quantile(times, 0.5), p95: quantile(times, 0.95), moves };
}

async function keystrokeTimes(
  browser: Browser,
  address: string,
  keys: number,
): Promise<PageReport['keystroke']> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(address);
  await page.evaluate('globalThis.__name ??= (named) => named');
  for (const id of ['python', 'typescript', 'wasm', 'sql']) await measured(page, id);
  const editor = page.locator('.cm-content').first();
  await editor.click();
  await page.evaluate(() => {
    addEventListener('keydown', ({ timeStamp }) => performance.mark('pressed', { startTime: timeStamp }), {
      capture: true,
    });
    // The listing of the open tab; the other seven are made in the same answer.
    new MutationObserver((changes) => {
      const isCode = ({ target }: MutationRecord) =>
        (target instanceof Element ? target : target.parentElement)?.closest('.listing');
      if (changes.some(isCode)) performance.mark('code changed');
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  const times: number[] = [];
  for (let key = 0; key < keys; key++) {
    // Every digit makes it another program.
    if (key % DIGITS === 0) {
      await editor.press('Control+a');
      await page.keyboard.insertText('[x * x for x in range(n) if x % 3 == 1 and x != 7]');
      await editor.press('ArrowLeft');
    }
    await page.waitForTimeout(100);
    await page.evaluate(() => performance.clearMarks());
    await editor.press(String(key % 9));
    const shown = await page.waitForFunction(() => {
      const at = (name: string) => performance.getEntriesByName(name)[0]?.startTime;
      const [from, to] = [at('pressed'), at('code changed')];
      return from !== undefined && to !== undefined && to - from;
    });
    times.push(Number(await shown.jsonValue()));
  }
  await page.close();
  return { p50: quantile(times, 0.5), p95: quantile(times, 0.95), keys };
}

async function playingFrames(browser: Browser, address: string): Promise<PageReport['frames']> {
  const empty = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  const beside = await watchFrames(empty, EMPTY);
  await empty.close();
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await countCommits(page);
  await page.goto(address);
  // Until every channel has an answer, whatever it is, so that nothing is built or loaded while the page is watched.
  await page.waitForFunction(
    () => !document.querySelector('[data-verdict=waiting], [data-verdict=running]'),
    undefined,
    { timeout: PATIENCE },
  );
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await page.waitForTimeout(SETTLING);
  const playing = await watchFrames(page, PLAYING);
  const verified = await page.locator('.strip :is([data-verdict=equal], [data-verdict=reference])').count();
  await page.close();
  return { playing, empty: beside, verified };
}

/** Waits until a channel has followed the last change; ms from the change. */
async function measured(page: Page, id = ''): Promise<number> {
  const handle = await page.waitForFunction(
    (name) => {
      const found = performance.getEntriesByType('measure').filter((entry) => entry.name.startsWith(name));
      return found.length > 0 && Math.min(...found.map(({ duration }) => duration));
    },
    `measured ${id}`,
    { timeout: PATIENCE },
  );
  return Number(await handle.jsonValue());
}
