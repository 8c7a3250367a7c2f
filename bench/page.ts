import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type Browser, chromium, type Page } from 'playwright';
import { findChromium } from '../scripts/chromium.mjs';
import { createApp } from '../server/app';
import { listen } from '../server/listen';
import { quantile } from '../src/measure';

export interface PageReport {
  readonly browser: string;
  /** ms from a change of a fader to the first channel that was compiled, verified and sampled again, n ≤ 10⁴. */
  readonly fader: { readonly p50: number; readonly p95: number; readonly moves: number };
  /** ms from the first paint to code on the screen, with a warm cache; median of the visits. */
  readonly usable: number;
  readonly firstPaint: number;
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

const VISITS = 5;
const PATIENCE = 120_000;

/**
 * Opens the built studio in Chromium.
 * @param dist folder of the build
 * @returns undefined without a build or a Chromium
 */
export async function benchPage(dist: string, moves: number): Promise<PageReport | undefined> {
  const executablePath = await findChromium();
  if (executablePath === undefined || !existsSync(join(dist, 'index.html'))) return undefined;
  const server = createServer(createApp({ root: dist, mounts: [], meta: {} }));
  const port = await listen(server, 0, false);
  const address = `http://127.0.0.1:${port}/`;
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  try {
    const { usable, firstPaint } = await visits(browser, address);
    return {
      browser: `Chromium ${browser.version()}`,
      fader: await faderTimes(browser, address, moves),
      usable,
      firstPaint,
      bundle: firstBundle(dist),
    };
  } finally {
    await browser.close();
    server.closeAllConnections();
    server.close();
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
