import { expect, test, withoutRuntimes } from './studio';

test.beforeEach(({ page }) => withoutRuntimes(page));

test('shortcuts: shown, given to other keys with conflicts named, kept, taken back, silent in text', async ({
  page,
}) => {
  await page.goto('/');
  const mute = page.getByRole('button', { name: 'Mute Rust', exact: true });
  const solo = page.getByRole('button', { name: 'Solo Rust', exact: true });
  await page.getByRole('slider', { name: 'Rust level' }).focus();
  await page.keyboard.press('Alt+5');
  await expect(mute).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('Shift+Alt+5');
  await expect(solo).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await expect(mute).toHaveAttribute('aria-pressed', 'false');

  // On a fader the space bar still plays.
  await page.keyboard.press('Space');
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
  await page.keyboard.press('Space');

  await page.keyboard.press('Shift+?');
  const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  const loop = sheet.locator('[data-command="transport.loop"]');
  await expect(loop).toContainText('L');
  await loop.getByRole('button', { name: /^Change the keys/ }).click();
  await page.keyboard.press('t');
  await expect(sheet.getByRole('alert')).toContainText('T is “Tap tempo” already.');
  await sheet.getByRole('button', { name: 'leave it' }).click();
  await expect(loop).toContainText('L');
  await loop.getByRole('button', { name: /^Change the keys/ }).click();
  await page.keyboard.press('t');
  await sheet.getByRole('button', { name: 'take it' }).click();
  await expect(loop).toContainText('T');
  await expect(sheet.locator('[data-command="transport.tap"]')).toContainText('none');
  await page.keyboard.press('Escape');
  await expect(sheet).toHaveCount(0);

  await page.reload();
  const looping = page.getByRole('button', { name: /^Loop/ }).first();
  const before = await looping.getAttribute('aria-pressed');
  await page.locator('h1').click();
  await page.keyboard.press('t');
  await expect(looping).not.toHaveAttribute('aria-pressed', before ?? '');
  await page.getByRole('textbox', { name: 'Value of d' }).focus();
  await page.keyboard.press('t');
  await expect(looping).not.toHaveAttribute('aria-pressed', before ?? '');
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'Menu', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Help' }).click();
  await page.getByRole('menuitem', { name: /^Keyboard shortcuts/ }).click();
  await sheet.getByRole('button', { name: 'reset all' }).click();
  await expect(loop).toContainText('L');
});

test('the history sheet goes to any step and back; menus work by keyboard', async ({ page }) => {
  await page.goto('/');
  const level = page.getByRole('slider', { name: 'Rust level' });
  await level.press('End');
  await level.blur();
  await page.keyboard.press('Alt+1');
  await page.keyboard.press('Alt+2');
  await page.getByRole('button', { name: 'Menu', exact: true }).click();
  await page.keyboard.press('ArrowDown');
  const edit = page.getByRole('menuitem', { name: 'Edit' });
  while (!(await edit.evaluate((item) => item === document.activeElement)))
    await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('menuitem', { name: /^Undo/ })).toBeVisible();
  await page.getByRole('menuitem', { name: /^History/ }).press('Enter');

  const sheet = page.getByRole('dialog', { name: 'History' });
  await expect(sheet.getByRole('button', { name: /^(Rust|Mute)/ })).toHaveText([
    /^Mute TypeScript/,
    /^Mute Python/,
    /^Rust level/,
  ]);
  await sheet.getByRole('button', { name: 'as opened' }).click();
  await expect(level).toHaveAttribute('aria-valuenow', '0.5');
  await sheet.getByRole('button', { name: /^Mute Python/ }).click();
  await expect(level).toHaveAttribute('aria-valuenow', '1');
  await expect(sheet.locator('[aria-current="step"]')).toContainText('Mute Python');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Redo Mute TypeScript' })).toBeVisible();
});

test('Escape calls off a panel that is still being loaded', async ({ page }) => {
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(/\/SoundPanel-[^/]*\.js$/, async (route) => {
    await released;
    await route.continue();
  });
  await page.goto('/');
  const open = page.getByRole('button', { name: 'Sound: scale, instruments, drum grid, WAV' });
  await open.click();
  await expect(open).toHaveAttribute('aria-expanded', 'true');
  await page.keyboard.press('Escape');
  await expect(open).toHaveAttribute('aria-expanded', 'false');
  const loaded = page.waitForResponse(/\/SoundPanel-[^/]*\.js$/);
  release();
  await loaded;
  await expect(page.locator('.sound-panel')).toHaveCount(0);
  await open.click();
  await expect(page.locator('.sound-panel')).toBeVisible();
});

test('a sheet that can’t be shown says so, and leaves the rest as it was', async ({ page, complaints }) => {
  await page.route(/\/HistorySheet-[^/]*\.js$/, (route) => route.abort());
  await page.goto('/');
  await page.locator('body').press('h');
  const trouble = page.getByRole('alert').filter({ hasText: 'This sheet can’t be shown' });
  await expect(trouble).toBeVisible();
  complaints.length = 0;
  await trouble.getByRole('button', { name: 'Close' }).click();
  await expect(trouble).toHaveCount(0);
  await page.keyboard.press('Alt+1');
  await expect(page.getByRole('button', { name: 'Undo Mute Python' })).toBeVisible();
});
