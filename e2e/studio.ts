import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { test as base, expect, type Page } from '@playwright/test';

export { expect };

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * The production server on a free port.
 * @param folder what it serves; absent, the build that CODE_LIVE_BUILD names, or the studio's own
 */
export async function startServer(
  folder = process.env.CODE_LIVE_BUILD,
): Promise<{ address: string; stop: () => Promise<void> }> {
  const served = folder === undefined ? [] : ['--root', folder];
  const child = spawn(process.execPath, ['--import', 'tsx', 'server/main.ts', '--port', '0', ...served], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const address = await new Promise<string>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the server ended with exit code ${code}`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      const found = /http:\/\/\S+/.exec(line)?.[0];
      if (found) resolve(found);
    });
  });
  return { address, stop: () => end(child) };
}

function end(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null) return resolve();
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });
}

interface WorkerFixtures {
  /** Address of the production server, ending in a slash. */
  readonly address: string;
}

interface Fixtures {
  /** Whether somebody has been here before; a first visit is greeted. */
  readonly visited: boolean;
  /** Everything that the page complained about: console errors, exceptions, policy violations, failed requests. */
  readonly complaints: string[];
}

/**
 * Keeps programs from being run and built, for tests of what hands do: they then wait for nothing but the hands.
 * Call it before the page is opened.
 */
export async function withoutRuntimes(page: Page): Promise<void> {
  const headers = {
    'Cross-Origin-Embedder-Policy': 'require-corp',
    'Cross-Origin-Resource-Policy': 'cross-origin',
  };
  await page.route('**/runner.html', (route) =>
    route.fulfill({ contentType: 'text/html', body: '', headers }),
  );
  await page.route('**/bridge/toolchains', (route) => route.fulfill({ json: { tools: {} } }));
}

/** Tests against the built studio; a test that leaves complaints fails. */
export const test = base.extend<Fixtures, WorkerFixtures>({
  address: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures that are asked for from this pattern
    async ({}, use) => {
      const server = await startServer();
      await use(server.address);
      await server.stop();
    },
    { scope: 'worker' },
  ],
  baseURL: ({ address }, use) => use(address),
  visited: [true, { option: true }],
  page: async ({ page, visited }, use) => {
    if (visited) {
      await page.addInitScript(() => {
        // The runner frame has no storage.
        if (self.origin !== 'null') localStorage.setItem('code-live-visited', 'yes');
      });
    }
    await use(page);
  },
  complaints: [
    async ({ page }, use) => {
      const complaints: string[] = [];
      // Chromium hands choosers over from here on: switched on with the first key it may come too late on a busy machine.
      page.on('filechooser', () => undefined);
      page.on('console', (message) => {
        if (message.type() === 'error')
          complaints.push(`console: ${message.text()} (${message.location().url})`);
      });
      page.on('pageerror', (error) => complaints.push(`exception: ${error.stack ?? error.message}`));
      page.on('requestfailed', (request) => {
        const text = request.failure()?.errorText;
        // Leaving a page ends what it was loading.
        if (text !== 'net::ERR_ABORTED') complaints.push(`request: ${request.url()} ${text}`);
      });
      await use(complaints);
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
});
