import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { withLittleData } from '../bench/little-data';
import { expect, test, withoutRuntimes } from './studio';

/** A machine that can't build a native channel. */
const NO_TOOLS = { rustc: null, go: null, dotnet: null, mcs: null, mono: null, julia: null };

async function objections(page: Page, part: string): Promise<unknown[]> {
  const { violations } = await new AxeBuilder({ page }).include(part).analyze();
  return violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html.slice(0, 120))]);
}

const workers = (page: Page): readonly string[] =>
  page.workers().map((worker) => /([a-z]+)-[^/]*\.js$/.exec(worker.url())?.[1] ?? worker.url());

test.beforeEach(async ({ page }) => {
  await withoutRuntimes(page);
  await page.route('**/bridge/toolchains', (route) => route.fulfill({ json: { tools: NO_TOOLS } }));
  await page.setViewportSize({ width: 1920, height: 1080 });
});

test('the forecaster forecasts without tfjs: on strips, on the timeline, as far as its knob says, and not when it is off', async ({
  page,
}) => {
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  await page.goto('/');
  const device = page.getByRole('article', { name: 'Predictive Morphing' });
  await expect(device).toHaveAttribute('data-status', 'ready', { timeout: 15_000 });
  await expect(device).toContainText(/learnt from [\d ]+ runs of/);
  await expect(page.getByRole('article', { name: /, not built yet$/ })).toHaveCount(6);
  expect(
    await page.locator('.device:not(.device-built)').locator('button, input, select, [tabindex]').count(),
  ).toBe(0);

  // There is no toolchain, so Rust can't run here: its number is a forecast, and says so.
  const rust = page.getByRole('group', { name: 'Rust', exact: true });
  await expect(rust.locator('.strip-forecast')).toContainText('forecast');
  await expect(rust.locator('.strip-forecast')).toHaveAttribute('title', /not measured/);

  await page.getByRole('combobox', { name: 'Add an automation lane' }).selectOption('n');
  await page.locator('.ruler-slider').press('ArrowRight');
  const card = page.locator('#scrub-card');
  await expect(card).toContainText(/Rust: forecast p50 .* \(.* to .*\)/);

  const knob = device.getByRole('slider', { name: 'Prediction window' });
  await knob.press('Home');
  await page.locator('.ruler-slider').press('ArrowRight');
  await expect(card).toContainText('No forecast here.');
  await page.keyboard.press('Control+z');
  await expect(knob).toHaveAttribute('aria-valuetext', '80 % of the visible timeline');
  await page.locator('.ruler-slider').press('ArrowRight');
  await expect(card).toContainText('Rust: forecast p50');
  expect(await objections(page, '[data-panel="rack"]')).toEqual([]);
  expect(await objections(page, '[data-panel="mixer"]')).toEqual([]);

  const codes = await page.locator('[data-panel="code"]').textContent();
  await device.getByRole('switch').click();
  await expect(rust.locator('.strip-forecast')).toHaveCount(0);
  await expect(device).toContainText('nothing is forecast');
  await expect.poll(() => workers(page)).not.toContain('infer');
  const before = requests.length;
  await rust.getByRole('slider', { name: 'Rust level' }).press('End');
  await rust.getByRole('slider', { name: 'Rust level' }).press('Control+z');
  await expect.poll(() => page.locator('[data-panel="code"]').textContent()).toBe(codes);
  expect(requests.slice(before)).toEqual([]);
  expect(requests.filter((url) => /tfjs|\/train-/.test(url))).toEqual([]);
  expect(workers(page)).not.toContain('train');
});

test('a model is trained beside the page with its loss on the screen, can be cancelled, used, taken back, and is refused when it is broken', async ({
  page,
}) => {
  await withLittleData(page);
  await page.goto('/');
  const device = page.getByRole('article', { name: 'Predictive Morphing' });
  await expect(device).toHaveAttribute('data-status', 'ready', { timeout: 15_000 });
  await device.getByRole('button', { name: /model, training/ }).click();
  const sheet = page.getByRole('dialog', { name: 'Predictive Morphing' });

  const file = (text: string) => ({
    name: 'model.json',
    mimeType: 'application/json',
    buffer: Buffer.from(text),
  });
  await sheet.getByLabel('Import…').setInputFiles(file('{"format": 2}'));
  await expect(sheet.getByRole('alert')).toContainText('This is no forecaster: plugin');
  await expect(device).toHaveAttribute('data-status', 'ready');

  await sheet.getByRole('tab', { name: 'Model' }).press('ArrowRight');
  await expect(sheet.getByRole('tab', { name: 'Training' })).toBeFocused();
  await sheet.getByLabel('Steps of each net at most').fill('20000');
  await sheet.getByRole('button', { name: 'Train from the dataset' }).click();
  await expect(sheet.getByRole('img', { name: /^Loss by step/ })).toBeVisible({ timeout: 15_000 });
  await expect(sheet.getByRole('status')).toContainText(/net 1 of \d+ · about/);
  await sheet.getByRole('button', { name: 'Cancel' }).click();
  await expect(sheet.getByRole('status')).toContainText('Cancelled');
  await expect.poll(() => workers(page)).not.toContain('train');

  await sheet.getByLabel('Steps of each net at most').fill('20');
  await sheet.getByRole('button', { name: 'Train from the dataset' }).click();
  await expect(sheet.getByRole('status')).toContainText(/Trained: held-out error/, { timeout: 60_000 });
  expect(await objections(page, 'dialog')).toEqual([]);

  await sheet.getByRole('tab', { name: 'Model' }).click();
  await sheet.getByRole('button', { name: /^Use the model/ }).click();
  await expect(sheet.getByText('in use', { exact: true })).toBeVisible();
  await sheet.getByRole('button', { name: 'Roll back' }).click();
  await expect(sheet.getByRole('button', { name: /^Use the model/ })).toBeVisible();
  expect(await objections(page, 'dialog')).toEqual([]);
});
