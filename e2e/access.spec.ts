import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './studio';

const LOOKS = [
  ['dark', 1920, 1080],
  ['dark', 1366, 768],
  ['dark', 390, 844],
  ['light', 1366, 768],
  ['projector', 1366, 768],
] as const;

for (const [theme, width, height] of LOOKS) {
  test(`nothing to object in the ${theme} theme at ${width} x ${height}`, async ({ page }) => {
    test.slow();
    await page.goto('/');
    await page.getByRole('combobox', { name: 'Theme' }).selectOption(theme);
    await page.setViewportSize({ width, height });
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
    expect(await objections(page)).toEqual([]);
  });
}

test('nothing to object in any view of the spectrum, nor in the tables of every chart', async ({ page }) => {
  test.slow();
  await page.setViewportSize({ width: 1366, height: 768 });
  await page.goto('/');
  const spectrum = page.locator('[data-panel="spectrum"]');
  await spectrum.getByRole('button', { name: 'table', exact: true }).click();
  for (const table of [true, false]) {
    for (const view of ['bars', 'waterfall', 'FFT', 'A/B']) {
      await spectrum.getByRole('button', { name: view, exact: true }).click();
      expect(await objections(page, '[data-panel="spectrum"]'), `${view}, table ${table}`).toEqual([]);
    }
    await spectrum.getByRole('button', { name: 'table', exact: true }).click();
  }
  await page.locator('body').press('d');
  await expect(page.getByRole('dialog', { name: 'Figures' })).toBeVisible();
  expect(await objections(page, 'dialog')).toEqual([]);
});

/** What AXE finds, in the whole page or in a part of it. */
async function objections(page: Page, part?: string): Promise<unknown[]> {
  const builder = new AxeBuilder({ page });
  const { violations } = await (part === undefined ? builder : builder.include(part)).analyze();
  return violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html.slice(0, 120))]);
}
