import { readFileSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from './studio';

test.setTimeout(120_000);

test('what is played is logged, leaves as a bundle, is deleted, and comes back', async ({ page }) => {
  await page.goto('/');
  const light = page.getByRole('button', { name: /^Log: / });
  await expect(light).toHaveAccessibleName('Log: kept in this browser', { timeout: 20_000 });

  // Two keys rate what plays; the studio plays on and nothing takes the focus.
  await page.locator('body').press('q');
  await expect(page.getByText('How is the result?')).toBeVisible({ timeout: 20_000 });
  await page.keyboard.press('4');
  await expect(page.getByText('Rated 4 of 5')).toBeVisible();

  await light.click();
  const sheet = page.getByRole('dialog', { name: 'The log' });
  await expect(sheet.getByText('this visit')).toBeVisible();
  const findings = await new AxeBuilder({ page }).include('dialog').analyze();
  expect(findings.violations).toEqual([]);

  // An export for others needs an answer first.
  await sheet.getByRole('tab', { name: 'Export and import' }).click();
  await sheet.getByRole('combobox').selectOption('publishing');
  await expect(sheet.getByRole('button', { name: 'Export as a bundle' })).toBeDisabled();
  await sheet.getByRole('combobox').selectOption('myself');
  await sheet.getByRole('button', { name: 'Ten records as they would leave' }).click();
  await expect(sheet.getByRole('rowheader', { name: 'user_interactions' }).first()).toBeVisible();
  const downloading = page.waitForEvent('download');
  await sheet.getByRole('button', { name: 'Export as a bundle' }).click();
  const bundle = await (await downloading).path();
  const files = unzipSync(readFileSync(bundle));
  const csv = strFromU8(files['csv/user_interactions.csv'] ?? new Uint8Array());
  expect(csv).toContain('rating');
  const { heads } = JSON.parse(strFromU8(files['MANIFEST.json'] ?? new Uint8Array()));
  expect(heads).toHaveLength(1);

  // Deleted stays deleted, also when the file is imported.
  await sheet.getByRole('tab', { name: 'Log' }).click();
  await sheet.getByRole('switch', { name: 'Keep the log' }).click();
  await sheet.getByRole('button', { name: 'Delete everything' }).click();
  await sheet.getByRole('button', { name: 'Yes, delete' }).click();
  await expect(sheet.getByText('Nothing is recorded yet.')).toBeVisible();
  await sheet.getByRole('tab', { name: 'Export and import' }).click();
  await sheet.locator('input[type=file]').setInputFiles(bundle);
  await expect(sheet.getByText(/stay deleted/)).toBeVisible({ timeout: 20_000 });
  await sheet.getByRole('button', { name: 'Close' }).click();
  await expect(light).toHaveAccessibleName('Log: off');
});

test('a bundle that another visit exported is here after its import', async ({ page, browser, address }) => {
  const elsewhere = await browser.newContext({ baseURL: address, acceptDownloads: true });
  const there = await elsewhere.newPage();
  const open = async (which: typeof page) => {
    await which.goto('/');
    await which.getByRole('button', { name: /^Log: kept/ }).click({ timeout: 60_000 });
    await which.getByRole('tab', { name: 'Export and import' }).click();
  };
  await open(there);
  const downloading = there.waitForEvent('download');
  await there.getByRole('button', { name: 'Export as a bundle' }).click();
  const bundle = await (await downloading).path();
  await open(page);
  await page.locator('input[type=file]').setInputFiles(bundle);
  await expect(page.getByText(/records? added/)).toBeVisible({ timeout: 20_000 });
  await page.getByRole('tab', { name: 'Log' }).click();
  await expect(page.locator('.dataset-sessions tbody tr')).toHaveCount(2);
  await elsewhere.close();
});
