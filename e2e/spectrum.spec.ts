import type { Page } from '@playwright/test';
import { expect, test } from './studio';

const panel = (page: Page) => page.locator('[data-panel="spectrum"]');
const press = (page: Page, name: string) => panel(page).getByRole('button', { name, exact: true }).click();

/** Whether any pixel of a canvas of the panel is drawn on. */
function isDrawn(page: Page): Promise<boolean> {
  return panel(page)
    .locator('canvas')
    .evaluate((canvas: HTMLCanvasElement) => {
      const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? {};
      return data?.some((value) => value > 0) ?? false;
    });
}

test('the spectrum: four views, each with a table; freeze holds it, two moments are compared', async ({
  page,
}) => {
  test.slow();
  await page.goto('/');
  const verdict = page.locator('[data-channel="typescript"] .verdict');
  await expect(verdict).toHaveText('equal', { timeout: 60_000 });
  await page.locator('body').press('Space');

  // Bars tell their figures to whoever points at them or gets there by keyboard.
  await expect.poll(() => isDrawn(page)).toBe(true);
  await panel(page).getByRole('button', { name: 'Figures of TypeScript' }).focus();
  const tip = page.getByRole('tooltip');
  await expect(tip).toContainText('runs/s');
  await expect(tip).toContainText('live');
  await press(page, 'table');
  const row = panel(page).getByRole('row', { name: /^TypeScript/ });
  await expect(row).toContainText(/\d.*µs|\d.*ms/);
  await expect(row).toContainText('live');

  // Freezing holds the figures while the studio plays on.
  await press(page, 'freeze');
  await expect(panel(page)).toContainText('frozen');
  const held = await row.textContent();
  const runs = page.locator('.macros .strip-number .verdict');
  const before = await runs.textContent();
  await expect.poll(() => runs.textContent(), { timeout: 20_000 }).not.toBe(before);
  expect(await row.textContent()).toBe(held);
  await press(page, 'freeze');
  await expect.poll(() => row.textContent(), { timeout: 20_000 }).not.toBe(held);

  await press(page, 'waterfall');
  await expect(
    panel(page)
      .getByRole('row', { name: /^TypeScript/ })
      .first(),
  ).toContainText('s');
  await press(page, 'table');
  await expect.poll(() => isDrawn(page)).toBe(true);

  await press(page, 'FFT');
  await expect.poll(() => isDrawn(page)).toBe(true);

  await page.locator('body').press('[');
  await press(page, 'A/B');
  await expect(panel(page).getByRole('button', { name: /store A/ })).toContainText('Sieve of thirds');
  await page.locator('body').press(']');
  await expect(panel(page).getByRole('row', { name: /^TypeScript/ })).toContainText(
    /no difference|under 5 turns|B is/,
  );

  // Everything as tables is one key away.
  await page.locator('body').press('d');
  const sheet = page.getByRole('dialog', { name: 'Figures' });
  for (const name of ['last minute', 'resonances', 'A/B', 'lanes', 'timeline trace']) {
    await sheet.getByRole('button', { name, exact: true }).click();
    await expect(sheet.locator('table, .empty')).toBeVisible();
  }
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
});

test('a divider is moved by keyboard and pointer, and gives its panel the size back', async ({ page }) => {
  await page.goto('/');
  const divider = page.locator('[data-divider="mixer"]');
  const height = async (): Promise<number> => (await page.locator('.mixer').boundingBox())?.height ?? 0;
  const start = await height();
  await expect(divider).toHaveAttribute('aria-valuenow', String(Math.round(start)));
  await divider.focus();
  await page.keyboard.press('ArrowUp');
  expect(await height()).toBe(start + 16);
  await expect(divider).toHaveAttribute('aria-valuenow', String(Math.round(start + 16)));
  await page.keyboard.press('Enter');
  expect(await height()).toBe(start);
  const { x, y, width } = (await divider.boundingBox()) ?? { x: 0, y: 0, width: 0 };
  await page.mouse.move(x + width / 2, y);
  await page.mouse.down();
  await page.mouse.move(x + width / 2, y - 40, { steps: 3 });
  await page.mouse.up();
  await expect.poll(height).toBe(start + 40);
  await divider.dblclick();
  await expect.poll(height).toBe(start);
});
