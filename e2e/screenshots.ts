// Takes the pictures of the documentation from the running production build: `npm run screenshots`, or with the folder
// of a build as its argument from that one.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Locator, type Page } from 'playwright';
import { CHROMIUM_ARGS, findChromium } from '../scripts/chromium.mjs';
import { THEMES, type Theme } from '../src/session';
import { strings } from '../src/studio/strings';
import { startServer } from './studio';

const docs = fileURLToPath(new URL('../docs/', import.meta.url));
const folder = `${docs}screenshots/`;

/** Good enough for text of 11 px, a fifth of a PNG's size. */
const QUALITY = 0.86;
/** How long it plays before the first picture, so that the last minute has something to show, in ms. */
const PLAYING = 45_000;
/** The longest that the runtimes are waited for, in ms. */
const STARTING = 300_000;
/** For canvases to follow a new size or theme, in ms. */
const SETTLING = 1_500;

const LARGE = { width: 1920, height: 1080 } as const;
const SMALL = { width: 1366, height: 768 } as const;
const PHONE = { width: 390, height: 844 } as const;

const SPECTRUM_VIEWS = ['bars', 'waterfall', 'FFT', 'A/B'] as const;
const PHONE_PANELS = ['Python', 'Code', 'Mixer', 'Spectrum', 'Time', 'Browse', 'Rack'] as const;
/** Panels that have no picture of another kind, by what they are in the page. */
const PANELS = {
  editor: '.writing',
  mixer: '[data-panel="mixer"]',
  timeline: '[data-panel="timeline"]',
  browser: '[data-panel="browser"]',
  rack: '[data-panel="rack"]',
} as const;
/** In a small window these two are drawers, and the button says so. */
const DRAWERS = {
  browser: strings.transport.browser,
  rack: strings.transport.rack,
} as const;

/** Points of a lane, as shares of its width and height. */
const POINTS = [
  [0.1, 0.75],
  [0.22, 0.3],
  [0.42, 0.6],
] as const;

interface Sheet {
  readonly name: string;
  /** The command that opens it. */
  readonly command: string;
  /** What it shows first, or the tab that is chosen. */
  readonly tab?: string;
  readonly selector?: string;
}

const { tabs } = strings.model;
const SHEETS: readonly Sheet[] = [
  { name: 'sound', command: strings.sound.openPanel, selector: '.sound-panel' },
  ...Object.values(tabs).map((tab) => ({
    name: `forecaster ${tab.toLowerCase()}`,
    command: strings.rack.morphing.openLabel,
    tab,
  })),
  ...[strings.dataset.tabs.log, strings.dataset.tabs.quality].map((tab) => ({
    name: `data ${tab.toLowerCase()}`,
    command: strings.dataset.open,
    tab,
  })),
  { name: 'figures', command: strings.figures.open },
  { name: 'midi', command: strings.midi.settings },
  { name: 'share', command: strings.keeping.share },
  { name: 'history', command: strings.commands.history },
  { name: 'shortcuts', command: strings.commands.shortcuts },
];

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

/** A studio in which every channel that can run here has answered and has played for a while. */
async function playing(browser: Browser, address: string): Promise<Page> {
  const page = await browser.newPage({ viewport: LARGE });
  await page.goto(address);
  const undecided = page.locator('.strip').locator('[data-verdict="waiting"], [data-verdict="running"]');
  await undecided.first().waitFor({ state: 'attached' });
  const end = Date.now() + STARTING;
  while ((await undecided.count()) > 0 && Date.now() < end) await page.waitForTimeout(500);
  const failed = await page.locator('.strip [data-verdict="crashed"]').count();
  if (failed + (await undecided.count()) > 0)
    throw new Error('Not every channel has answered in time: the machine is too busy to take pictures.');
  await arrange(page);
  await page.locator('body').press('Space');
  await page.waitForTimeout(PLAYING);
  return page;
}

/** Something on the timeline: a scene at the start, and two lanes. */
async function arrange(page: Page): Promise<void> {
  await page.getByRole('button', { name: strings.tour.look }).click();
  await page.getByRole('button', { name: strings.scenes.storeLabel }).click();
  for (const lane of ['typescript.level', 'n']) {
    await page.getByRole('combobox', { name: strings.timeline.addLaneLabel }).selectOption(lane);
    const area = page.locator('.lane-area').last();
    const { width = 0, height = 0 } = (await area.boundingBox()) ?? {};
    for (const [x, y] of POINTS) await area.dblclick({ position: { x: x * width, y: y * height } });
  }
  await page.locator('body').click({ position: { x: 700, y: 20 } });
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
    await page.waitForTimeout(SETTLING);
    await shootView(view);
  }
  await press('bars');
  await press('table');
  await page.waitForTimeout(1_000);
  await shootView('table');
  await press('table');
}

/** Every panel that has no picture yet. */
async function shootPanels(page: Page, theme: Theme, { width }: { readonly width: number }): Promise<void> {
  for (const [name, selector] of Object.entries(PANELS)) {
    const drawer = width < LARGE.width ? DRAWERS[name as keyof typeof DRAWERS] : undefined;
    const open = page.locator('.transport .narrow-only').filter({ hasText: drawer ?? '' });
    if (drawer !== undefined) {
      await open.click();
      await page.waitForTimeout(500);
    }
    await shoot(page.locator(selector), `${name}-${theme}-${width}`, `The ${name}, ${theme}, at ${width}`);
    if (drawer !== undefined) await open.click();
  }
}

/** What is opened over the studio. */
async function shootSheets(page: Page, theme: Theme): Promise<void> {
  for (const { name, command, tab, selector = 'dialog[open]' } of SHEETS) {
    await page.keyboard.press('Control+k');
    await page.locator('.palette-input').fill(command);
    await page.keyboard.press('Enter');
    const sheet = page.locator(selector).last();
    await sheet.waitFor();
    if (tab !== undefined) await sheet.getByRole('tab', { name: tab, exact: true }).click();
    await page.waitForTimeout(SETTLING);
    const file = name.replaceAll(' ', '-');
    await shoot(sheet, `sheet-${file}-${theme}`, `Sheet: ${name}, ${theme}`);
    await sheet.press('Escape');
    await sheet.waitFor({ state: 'hidden' });
  }
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
    '# Pictures\n\nTaken by `npm run screenshots` from the production build while it plays: every theme and every panel at 1920 x 1080\nand 1366 x 768, the spectrum’s views, the sheets, and the panels of a phone.\n';
  writeFileSync(`${docs}pictures.md`, [head, ...rows].join('\n'));
}

/** What the README shows of them, two in a row. */
const GALLERY = [
  ['studio-light-1920', 'studio-projector-1920'],
  ['spectrum-waterfall-dark', 'spectrum-fft-dark'],
  ['studio-dark-1366', 'phone-mixer-dark'],
] as const;

function writeReadme(): void {
  const path = fileURLToPath(new URL('../README.md', import.meta.url));
  const picture = (name: string): string =>
    `![${pictures.find((each) => each.name === name)?.about ?? name}](docs/screenshots/${name}.webp)`;
  const rows = GALLERY.map((names) => `| ${names.map(picture).join(' | ')} |`);
  const gallery = ['| | |', '|---|---|', ...rows, '', '[All pictures](docs/pictures.md)'].join('\n');
  const readme = readFileSync(path, 'utf8')
    .replace(/docs\/screenshots\/studio-dark-1920\.\w+/, 'docs/screenshots/studio-dark-1920.webp')
    .replace(
      /<!-- pictures:start -->[\s\S]*<!-- pictures:end -->/,
      () => `<!-- pictures:start -->\n${gallery}\n<!-- pictures:end -->`,
    );
  writeFileSync(path, readme);
}

const [, , built] = process.argv;
if (built === undefined) {
  const build = spawnSync('npm', ['run', 'build'], { stdio: 'inherit', shell: process.platform === 'win32' });
  if (build.status !== 0) process.exit(build.status ?? 1);
}
const chromiumPath = await findChromium();
if (chromiumPath === undefined)
  throw new Error('Chromium is needed: install it, or name it in CHROMIUM_PATH');
const server = await startServer(built);
const browser = await chromium.launch({
  executablePath: chromiumPath,
  args: CHROMIUM_ARGS,
});
try {
  converter = await browser.newPage();
  const page = await playing(browser, server.address);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const theme of THEMES) {
    await page.setViewportSize(LARGE);
    await page.getByRole('combobox', { name: 'Theme' }).selectOption(theme);
    for (const size of [LARGE, SMALL]) {
      await page.setViewportSize(size);
      await page.waitForTimeout(SETTLING);
      await shoot(
        page,
        `studio-${theme}-${size.width}`,
        `The studio, ${theme}, ${size.width} x ${size.height}`,
      );
      if (theme === 'projector') continue;
      await shootPanels(page, theme, size);
      if (size === LARGE) await shootSpectrum(page, theme);
      if (size === LARGE) await shootSheets(page, theme);
    }
    if (theme === 'projector') continue;
    await page.setViewportSize(PHONE);
    await shootPhone(page, theme);
  }
  writePage();
  writeReadme();
} finally {
  await browser.close();
  await server.stop();
}
process.exit(0);
