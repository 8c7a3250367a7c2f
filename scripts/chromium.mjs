// Where Chromium is, or how to get it. Used by the test run and by everything that drives a browser.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** How it is started by everything that drives it: in a container, and without traffic of its own. */
export const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * A Chromium on this machine: `CHROMIUM_PATH`, then the PATH, then Playwright's own.
 * @returns {Promise<string | undefined>} its path
 */
export async function findChromium() {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (!existsSync(named)) throw new Error(`CHROMIUM_PATH names no file: ${named}`);
    return named;
  }
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  const onPath = folders
    .flatMap((folder) => NAMES.map((name) => join(folder, name)))
    .find((path) => existsSync(path));
  if (onPath) return onPath;
  const { chromium } = await import('playwright');
  return existsSync(chromium.executablePath()) ? chromium.executablePath() : undefined;
}

/**
 * Finds Chromium, or installs it: Playwright's build, else Debian's package where we may.
 * @returns {Promise<string>}
 * @throws {Error} when there is none and none can be installed
 */
export async function ensureChromium() {
  const found = await findChromium();
  if (found) return found;
  console.log('No Chromium found: installing one …');
  const attempts = [['npx', 'playwright', 'install', 'chromium']];
  if (process.getuid?.() === 0) {
    attempts.push(
      ['apt-get', 'update', '-q'],
      ['apt-get', 'install', '-y', '-q', '--no-install-recommends', 'chromium'],
    );
  }
  for (const [command, ...args] of attempts) {
    spawnSync(command, args, { stdio: 'inherit', shell: process.platform === 'win32', timeout: 600_000 });
    const installed = await findChromium();
    if (installed) return installed;
  }
  throw new Error('Chromium is needed for the browser tests: install it, or name it in CHROMIUM_PATH');
}
