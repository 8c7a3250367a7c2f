import { expect, test } from './studio';

test('a teacher looks at the quality of the dataset that comes with the studio, and starts and cancels a collection', async ({
  page,
}) => {
  await page.goto('/');
  await page.getByRole('button', { name: /^Log:/ }).click();
  const sheet = page.getByRole('dialog', { name: 'The log' });
  await sheet.getByRole('tab', { name: 'Quality' }).click();
  await sheet.getByLabel('The dataset that comes with the studio').check();
  const metrics = sheet.getByRole('row', { name: /^performance metrics/ });
  await expect(metrics).toContainText(/5.000/, { timeout: 30_000 });
  await expect(sheet.getByRole('row', { name: /^group-by/ })).toBeVisible();

  await sheet.getByRole('tab', { name: 'Collect' }).click();
  const minutes = sheet.getByLabel('Stress, minutes');
  await minutes.fill('0');
  await expect(minutes).toHaveAttribute('aria-invalid', 'true');
  await minutes.fill('1');
  await sheet.getByRole('button', { name: 'Collect', exact: true }).click();
  await sheet.getByRole('button', { name: 'Cancel' }).click();
  await expect(sheet.getByText(/^Cancelled/)).toBeVisible({ timeout: 60_000 });
  await expect(sheet.getByRole('button', { name: /^Go on after/ })).toBeEnabled();
});
