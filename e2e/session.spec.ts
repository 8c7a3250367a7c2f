import { expect, test } from './studio';

test('a session is saved as a file and opened again in one undo step', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('button', { name: 'Mute Go', exact: true }).click();
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Control+s')]);
  expect(download.suggestedFilename()).toBe('sieve-of-thirds.code-live.json');
  const path = await download.path();
  await page.getByRole('button', { name: /^Undo/ }).click();
  await expect(page.getByRole('button', { name: 'Mute Go', exact: true })).toHaveAttribute(
    'aria-pressed',
    'false',
  );

  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.keyboard.press('Control+o')]);
  await chooser.setFiles(path);
  await expect(page.getByRole('button', { name: 'Mute Go', exact: true })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await page.getByRole('button', { name: /^Undo/ }).click();
  await expect(page.getByRole('button', { name: 'Mute Go', exact: true })).toHaveAttribute(
    'aria-pressed',
    'false',
  );
});

test('a file that is no session says so and changes nothing', async ({ page }) => {
  await page.goto('/');
  // By then the keys are heard.
  await expect(page.locator('.listing')).not.toBeEmpty();
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.keyboard.press('Control+o')]);
  await chooser.setFiles({ name: 'x.json', mimeType: 'application/json', buffer: Buffer.from('{"a":1}') });
  await expect(page.getByRole('alert')).toContainText('no session');
  await expect(page.getByRole('button', { name: 'Nothing to undo' })).toBeVisible();
});

test('a scene waits for its boundary while the transport plays; stopping is one too', async ({ page }) => {
  await page.goto('/');
  const level = page.getByRole('slider', { name: 'Rust level' });
  await page.getByRole('button', { name: 'Store the mix as a scene' }).click();
  await level.press('End');
  await page.getByRole('slider', { name: 'Tempo' }).press('Home');
  await page.getByRole('combobox', { name: 'change at' }).selectOption('loop');
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await page.getByRole('button', { name: /^Scene 1/ }).click();
  await expect(page.getByRole('button', { name: 'Cancel Scene 1' })).toBeVisible();
  await expect(level).toHaveAttribute('aria-valuetext', /^100 %/);
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(level).toHaveAttribute('aria-valuetext', /^50 %/);
  await expect(page.getByRole('button', { name: 'Cancel Scene 1' })).toHaveCount(0);

  await level.press('End');
  await page.getByRole('combobox', { name: 'change at' }).selectOption('beat');
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await page.getByRole('button', { name: /^Scene 1/ }).click();
  await expect(level).toHaveAttribute('aria-valuetext', /^50 %/);
  await page.getByRole('button', { name: 'Pause' }).click();
});

test('a lane moves its fader while the transport plays, and the hand stays where it was', async ({
  page,
}) => {
  await page.goto('/');
  await page.getByRole('combobox', { name: 'Add an automation lane' }).selectOption('go.level');
  const area = page.locator('.lane-area');
  const { x, y, width } = (await area.boundingBox()) ?? { x: 0, y: 0, width: 0 };
  await page.mouse.dblclick(x + width * 0.1, y + 2);
  await expect(area.getByRole('button')).toHaveCount(2);
  const level = page.getByRole('slider', { name: 'Go level' });
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await expect(level).toHaveAttribute('aria-valuetext', /^50 %, played at \d+ %/);
  await page.getByRole('button', { name: 'Stop' }).click();
});
