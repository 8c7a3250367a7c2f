import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from './studio';

test('a teacher looks at the shipped dataset, collects, looks at the quality, exports, deletes everything and has it back', async ({
  page,
}) => {
  await page.goto('/');
  await page.getByRole('button', { name: /^Log:/ }).click();
  const sheet = page.getByRole('dialog', { name: 'The log' });
  const tab = (name: string) => sheet.getByRole('tab', { name, exact: true }).click();
  await tab('Quality');
  await sheet.getByLabel('The dataset that comes with the studio').check();
  const metrics = sheet.getByRole('row', { name: /^performance metrics/ });
  await expect(metrics).toContainText(/5.000/, { timeout: 30_000 });
  await expect(sheet.getByRole('row', { name: /^group-by/ })).toBeVisible();
  await expect(sheet.getByText(/every byte of the files is as it was assessed/)).toBeVisible();
  const findings = await new AxeBuilder({ page }).include('dialog').analyze();
  expect(findings.violations).toEqual([]);

  await tab('Collect');
  const minutes = sheet.getByLabel('Stress, minutes');
  await minutes.fill('0');
  await expect(minutes).toHaveAttribute('aria-invalid', 'true');
  await minutes.fill('1');
  await sheet.getByRole('button', { name: 'Collect', exact: true }).click();
  // Until a first program is measured; the rest of the minute would add more of the same.
  await expect(sheet.getByText(/jobs?, [1-9]\d* records/)).toBeVisible({ timeout: 60_000 });
  await sheet.getByRole('button', { name: 'Cancel' }).click();
  await expect(sheet.getByText(/^Cancelled/)).toBeVisible({ timeout: 60_000 });
  await expect(sheet.getByRole('button', { name: /^Go on after/ })).toBeEnabled();

  await tab('Quality');
  await expect(sheet.getByText(/simulated [1-9]\d*/)).toBeVisible({ timeout: 30_000 });
  await expect(sheet.getByRole('table', { name: /^What can be learnt/ })).toBeVisible({ timeout: 60_000 });

  // What plays would go on being recorded.
  await tab('Log');
  await sheet.getByRole('switch', { name: 'Keep the log' }).click();
  await tab('Export and import');
  const downloading = page.waitForEvent('download');
  await sheet.getByRole('button', { name: 'Export as a bundle' }).click();
  const bundle = await (await downloading).path();
  await tab('Log');
  const rows = sheet.locator('.dataset-sessions tbody tr');
  const before = await rows.locator('td').allTextContents();
  await sheet.getByRole('button', { name: 'Delete everything' }).click();
  await sheet.getByRole('button', { name: 'Yes, delete' }).click();
  await expect(sheet.getByText('Nothing is recorded yet.')).toBeVisible();

  await tab('Export and import');
  await sheet.locator('input[type=file]').setInputFiles(bundle);
  await expect(sheet.getByText(/stay deleted/)).toBeVisible({ timeout: 20_000 });
  await sheet.getByRole('button', { name: 'Bring the deleted ones back' }).click();
  await expect(sheet.getByText(/[1-9]\d* records added/)).toBeVisible({ timeout: 20_000 });
  await tab('Log');
  // Size apart: the chunks of an import are cut otherwise.
  await expect(rows.locator('td').nth(1)).toHaveText(before[1] ?? '');
});
