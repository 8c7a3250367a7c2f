// Takes the pictures of the documentation from the running production build: `npm run screenshots`, or with the folder
// of a build as its argument from that one.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Locator, type Page } from 'playwright';
import { findChromium } from '../scripts/chromium.mjs';
import { THEMES, type Theme } from '../src/session';
import { startServer } from './studio';

const docs = fileURLToPath(new URL('../docs/', import.meta.url));
const folder = `${docs}screenshots/`;

/** Good enough for text of 11 px, a fifth of a PNG's size. */
const QUALITY = 0.86;
/** How long it plays before the first picture, so that the last minute has something to show, in ms. */
const PLAYING = 45_000;
/** The longest that the runtimes are waited for, in ms. */
const STARTING = 120_000;

const WINDOWS = [
  { width: 1920, height: 1080 },
  { width: 1366, height: 768 },
] as const;
const PHONE = { width: 390, height: 844 } as const;

const SPECTRUM_VIEWS = ['bars', 'waterfall', 'FFT', 'A/B'] as const;
const PHONE_PANELS = ['Python', 'Code', 'Mixer', 'Spectrum', 'Time', 'Browse', 'Rack'] as const;

interface Picture {
  readonly name: string;
  readonly about: string;
}

const pictures: Picture[] = [];
let converter: Page;

/** Chromium takes PNGs only, and writes WebP from a canvas. */
async function store(name: string, about: string, png: Buffer): Promise<void> {
  const data = await converter.evaluate(
    async ([source, quality]) => {
      const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${source}`)).blob());
      const canvas = new OffscreenCanvas(image.width, image.height);
      canvas.getContext('2d')?.drawImage(image, 0, 0);
      const blob = await canvas.convertToBlob({ type: 'image/webp', quality });
      return Array.from(new Uint8Array(await blob.arrayBuffer()));
    },
    [png.toString('base64'), QUALITY] as const,
  );
  writeFileSync(`${folder}${name}.webp`, new Uint8Array(data));
  pictures.push({ name, about });
  console.log(`docs/screenshots/${name}.webp ${Math.round(data.length / 1024)} KiB`);
}

/** A studio of that size and theme that has played for a while. */
async function playing(
  browser: Browser,
  address: string,
  theme: Theme,
  viewport: { readonly width: number; readonly height: number },
): Promise<Page> {
  const page = await browser.newPage({ viewport });
  await page.addInitScript((look) => {
    // The runner's frame has no storage, and no look.
    if (location.origin !== 'null') localStorage.setItem('code-live-view', JSON.stringify({ theme: look }));
  }, theme);
  await page.goto(address);
  const undecided = page.locator('[data-verdict="waiting"], [data-verdict="running"]');
  await undecided.first().waitFor({ state: 'attached', timeout: STARTING });
  const end = Date.now() + STARTING;
  while ((await undecided.count()) > 0 && Date.now() < end) await page.waitForTimeout(500);
  await page.locator('body').press('Space');
  await page.waitForTimeout(PLAYING);
  return page;
}

async function shoot(what: Page | Locator, name: string, about: string): Promise<void> {
  await store(name, about, await what.screenshot());
}

/** A name as part of a file's: `A/B` is `ab`. */
const fileName = (name: string): string => name.toLowerCase().replaceAll(/[^a-z]/g, '');

/** Each view of the spectrum, and the table of its figures. */
async function shootSpectrum(page: Page, theme: Theme): Promise<void> {
  const panel = page.locator('[data-panel="spectrum"]');
  const press = (name: string): Promise<void> => panel.getByRole('button', { name, exact: true }).click();
  const shootView = (name: string): Promise<void> =>
    shoot(panel, `spectrum-${fileName(name)}-${theme}`, `Spectrum: ${name}, ${theme}`);
  for (const view of SPECTRUM_VIEWS) {
    await press(view);
    if (view === 'A/B') {
      await page.locator('body').press('[');
      await page.locator('[data-parameter="typescript.level"]').press('End');
      await page.waitForTimeout(12_000);
      await page.locator('body').press(']');
    }
    await page.waitForTimeout(1_500);
    await shootView(view);
  }
  await press('bars');
  await press('table');
  await page.waitForTimeout(1_000);
  await shootView('table');
  await press('table');
}

/** One panel after the other, as a phone shows them. */
async function shootPhone(page: Page, theme: Theme): Promise<void> {
  for (const panel of PHONE_PANELS) {
    await page.locator('.phone-tabs').getByRole('button', { name: panel, exact: true }).click();
    await page.waitForTimeout(500);
    await shoot(page, `phone-${fileName(panel)}-${theme}`, `Phone: ${panel}, ${theme}`);
  }
}

function writePage(): void {
  const rows = pictures.map(({ name, about }) => `### ${about}\n\n![${about}](screenshots/${name}.webp)\n`);
  const head =
    '# Pictures\n\nTaken by `npm run screenshots` from the production build while it plays: every theme at 1920 x 1080 and\n1366 x 768, the spectrum’s views, and the panels of a phone.\n';
  writeFileSync(`${docs}pictures.md`, [head, ...rows].join('\n'));
}

const [, , built] = process.argv;
if (built === undefined) {
  const build = spawnSync('npm', ['run', 'build'], { stdio: 'inherit', shell: process.platform === 'win32' });
  if (build.status !== 0) process.exit(build.status ?? 1);
}
mkdirSync(folder, { recursive: true });
for (const old of readdirSync(folder)) rmSync(`${folder}${old}`);
const chromiumPath = await findChromium();
if (chromiumPath === undefined)
  throw new Error('Chromium is needed: install it, or name it in CHROMIUM_PATH');
const server = await startServer(built);
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
  converter = await browser.newPage();
  for (const theme of THEMES) {
    for (const size of WINDOWS) {
      const page = await playing(browser, server.address, theme, size);
      const at = `${size.width} x ${size.height}`;
      await shoot(page, `studio-${theme}-${size.width}`, `The studio, ${theme}, ${at}`);
      if (size.width === 1920 && theme !== 'projector') await shootSpectrum(page, theme);
      await page.close();
    }
  }
  for (const theme of ['dark', 'light'] as const) {
    const page = await playing(browser, server.address, theme, PHONE);
    await shootPhone(page, theme);
    await page.close();
  }
  writePage();
} finally {
  await browser.close();
  await server.stop();
}
process.exit(0);
