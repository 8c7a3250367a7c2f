import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright';
import { CHROMIUM_ARGS, findChromium } from '../../scripts/chromium.mjs';
import { createApp } from '../../server/app';
import { createStudioBridge } from '../../server/bridge/compiler';
import { listen } from '../../server/listen';
import { BRIDGE_META } from '../../src/backends';
import type { Job, Metric, Remeasured, SplitModel } from '../../src/collector';
import type { DatasetRecord } from '../../src/dataset';

export interface Pages {
  readonly browser: string;
  /** What forecasts are made with from now on, on every page. */
  learn(models: readonly SplitModel[]): Promise<void>;
  /** Does a job on the page of that number, which is opened when it is first asked for or after it was lost. */
  run(page: number, job: Job): Promise<readonly DatasetRecord[]>;
  /** Measures what a metric says once more, on the page of that number. */
  remeasure(page: number, metric: Metric): Promise<Remeasured | undefined>;
  /** ns of the fixed kernels by backend. */
  calibrations(): Promise<Readonly<Record<string, Readonly<Record<string, number>>>>>;
  close(): Promise<void>;
}

export interface PagesOptions {
  readonly native: boolean;
  readonly session: string;
  readonly app: string;
  /** Folder of the built studio. */
  readonly root?: string;
}

/** A job that takes longer has taken its page with it, in ms. */
const JOB_LIMIT = 240_000;

/**
 * The built studio's collector page in headless Chromium: what the models will meet is what is measured.
 * @throws Error when there is no build or no Chromium
 */
export async function openPages({ native, session, app, root }: PagesOptions): Promise<Pages> {
  const dist = root ?? fileURLToPath(new URL('../../dist', import.meta.url));
  if (!existsSync(join(dist, 'collect.html')))
    throw new Error('The studio is not built: run npm run build first.');
  const executablePath = await findChromium();
  if (executablePath === undefined)
    throw new Error('No Chromium found: install it, or name it in CHROMIUM_PATH.');
  const bridge = native ? createStudioBridge() : undefined;
  const meta = bridge ? { [BRIDGE_META]: bridge.token } : {};
  const server = createServer(createApp({ root: dist, mounts: bridge ? [bridge] : [], meta }));
  const port = await listen(server, 0, false);
  const browser = await chromium.launch({ executablePath, args: CHROMIUM_ARGS });
  const pages = new Map<number, Promise<Page>>();
  let learnt: readonly SplitModel[] = [];

  async function open(): Promise<Page> {
    const page = await (browser as Browser).newPage();
    await page.goto(`http://127.0.0.1:${port}/collect.html`);
    await page.waitForFunction(() => 'collectPage' in globalThis);
    await page.evaluate((options) => globalThis.collectPage.open(options), { native, session, app });
    await page.evaluate((models) => globalThis.collectPage.learn(models), learnt);
    return page;
  }

  function pageAt(number: number): Promise<Page> {
    const known = pages.get(number);
    if (known) return known;
    const opening = open();
    pages.set(number, opening);
    return opening;
  }

  return {
    browser: `Chromium ${browser.version()}`,
    async learn(models) {
      learnt = models;
      for (const page of pages.values())
        await (await page).evaluate((each) => globalThis.collectPage.learn(each), models);
    },
    async run(number, job) {
      const page = await pageAt(number);
      let timer: NodeJS.Timeout | undefined;
      try {
        const overdue = new Promise<never>((_, reject) => {
          timer = setTimeout(() => reject(new Error(`no answer within ${JOB_LIMIT} ms`)), JOB_LIMIT);
        });
        return await Promise.race([page.evaluate((each) => globalThis.collectPage.run(each), job), overdue]);
      } catch (error) {
        // Whatever went wrong, the next job gets a page that knows nothing of it.
        pages.delete(number);
        await page.close();
        throw error;
      } finally {
        clearTimeout(timer);
      }
    },
    async remeasure(number, metric) {
      return (await pageAt(number)).evaluate((each) => globalThis.collectPage.remeasure(each), metric);
    },
    async calibrations() {
      return (await pageAt(0)).evaluate(() => globalThis.collectPage.calibrations());
    },
    async close() {
      await browser.close();
      server.close();
      server.closeAllConnections();
      await bridge?.close();
    },
  };
}
