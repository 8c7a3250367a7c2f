// Takes the pictures of the documentation from the running production build: `npm run screenshots`.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from 'playwright';
import { findChromium } from '../scripts/chromium.mjs';
import { startServer } from './studio';

const folder = fileURLToPath(new URL('../docs/screenshots/', import.meta.url));

interface Shot {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly theme: 'dark' | 'light' | 'projector';
}

const SHOTS: readonly Shot[] = [
  { name: 'studio-dark-1920', width: 1920, height: 1080, theme: 'dark' },
  { name: 'studio-light-1920', width: 1920, height: 1080, theme: 'light' },
  { name: 'studio-projector-1920', width: 1920, height: 1080, theme: 'projector' },
  { name: 'studio-dark-1366', width: 1366, height: 768, theme: 'dark' },
  { name: 'studio-light-1366', width: 1366, height: 768, theme: 'light' },
  { name: 'studio-phone', width: 390, height: 844, theme: 'dark' },
];

/** Long enough for every channel that can run here to have a verdict and a spectrum. */
const PLAYING = 20_000;

async function play(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await page.locator('body').click({ position: { x: 4, y: 4 } });
  await page.keyboard.press('Space');
  await page.waitForTimeout(PLAYING);
}

const build = spawnSync('npm', ['run', 'build'], { stdio: 'inherit', shell: process.platform === 'win32' });
if (build.status !== 0) process.exit(build.status ?? 1);
mkdirSync(folder, { recursive: true });
const chromiumPath = await findChromium();
if (chromiumPath === undefined)
  throw new Error('Chromium is needed: install it, or name it in CHROMIUM_PATH');
const server = await startServer();
const browser = await chromium.launch({
  executablePath: chromiumPath,
  args: [
    '--no-sandbox',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
});
try {
  for (const { name, width, height, theme } of SHOTS) {
    const page = await browser.newPage({
      viewport: { width, height },
      colorScheme: theme === 'light' ? 'light' : 'dark',
    });
    await page.goto(server.address);
    const picker = page.getByLabel(/theme/i).first();
    if (await picker.isVisible()) await picker.selectOption(theme);
    await play(page);
    await page.screenshot({ path: `${folder}${name}.png` });
    console.log(`docs/screenshots/${name}.png`);
    await page.close();
  }
} finally {
  await browser.close();
  await server.stop();
}
process.exit(0);
