import { expect, test } from './studio';

test.use({ serviceWorkers: 'allow' });

test('a link opens with the network off, and the page says what is missing', async ({
  page,
  context,
  complaints,
}) => {
  await page.goto('/');
  await page.getByRole('button', { name: 'Mute Go', exact: true }).click();
  await page.getByRole('button', { name: 'Share as a link' }).click();
  const link = await page.getByLabel('Link', { exact: true }).inputValue();
  // Registered when the page has rested, and in charge once every file of the page is kept.
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  const kept = await page.evaluate(async () => (await caches.match('/'))?.text());
  expect(kept).toContain('code-live-offline');
  expect(kept).not.toContain('code-live-bridge');

  await context.setOffline(true);
  const other = await context.newPage();
  await other.goto(link);
  await expect(other.getByText('The studio’s server is out of reach.')).toBeVisible();
  await other.getByRole('button', { name: 'Open it' }).click();
  await expect(other.getByRole('button', { name: 'Mute Go', exact: true })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await expect(other.locator('.listing')).toContainText('fn evaluate');
  // What can't run says so, and when it will.
  for (const id of ['python', 'typescript', 'rust']) {
    const verdict = other.locator(`[data-channel="${id}"] [data-verdict="unavailable"]`);
    await expect(verdict).toHaveAttribute('title', /Runs again when the studio’s server can be reached/);
  }

  // With the server back, so is the page that it serves.
  await context.setOffline(false);
  await other.reload();
  await expect(other.locator('.listing')).toContainText('fn evaluate');
  await expect(other.getByText('The studio’s server is out of reach.')).toHaveCount(0);
  complaints.length = 0;
});
