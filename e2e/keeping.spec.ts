import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './studio';

const muteGo = (page: Page) => page.getByRole('button', { name: 'Mute Go', exact: true });
const isMuted = (page: Page, muted: boolean) =>
  expect(muteGo(page)).toHaveAttribute('aria-pressed', String(muted));
const undo = (page: Page) => page.getByRole('button', { name: /^(Undo|Nothing to undo)/ });

async function runCommand(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByPlaceholder('Type a command').fill(name);
  await page.getByRole('option', { name }).first().click();
}

async function expectNoViolations(page: Page, part: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).include(part).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html.slice(0, 120))])).toEqual([]);
}

test('a tab that crashes leaves its work, which is offered and comes back with its undo history', async ({
  page,
  context,
  complaints,
}) => {
  await page.goto('/');
  await page.getByRole('slider', { name: 'Rust level' }).press('End');
  await muteGo(page).click();
  await page.getByRole('button', { name: 'Sessions', exact: true }).click();
  await expect(page.getByText(/^kept \d\d:\d\d/)).toBeVisible();
  const devtools = await context.newCDPSession(page);
  const crashed = page.waitForEvent('crash');
  devtools.send('Page.crash').catch(() => undefined);
  await crashed;

  const again = await context.newPage();
  await again.goto('/');
  const offer = again.getByRole('status').filter({ hasText: 'Unsaved work' });
  await expect(offer).toContainText('Sieve of thirds, 2 steps');
  await isMuted(again, false);
  await expectNoViolations(again, '.notices');
  await offer.getByRole('button', { name: 'Discard' }).click();
  await expect(offer).toHaveCount(0);
  await again.getByRole('button', { name: 'Bring it back' }).click();
  await offer.getByRole('button', { name: 'Restore' }).click();
  await isMuted(again, true);
  await expect(offer).toHaveCount(0);
  await undo(again).click();
  await isMuted(again, false);
  await expect(undo(again)).toHaveAccessibleName('Undo Rust level');
  complaints.length = 0;
});

test('a link shows its session, and opens it only when asked; a damaged one opens nothing', async ({
  page,
  browser,
  address,
}) => {
  await page.goto('/');
  await muteGo(page).click();
  await runCommand(page, 'Share as a link');
  const link = await page.getByLabel('Link', { exact: true }).inputValue();
  await expect(page.getByRole('img', { name: 'The link as a QR code' })).toBeVisible();
  await expectNoViolations(page, 'dialog');

  const profile = await browser.newContext();
  const other = await profile.newPage();
  await other.goto(link);
  const dialog = other.getByRole('dialog', { name: 'A session was shared with you' });
  await expect(dialog).toContainText('sum(x ** 2 for x in range(n)');
  await expectNoViolations(other, 'dialog');
  await dialog.getByRole('button', { name: 'Keep what I have' }).click();
  await isMuted(other, false);
  expect(other.url()).toBe(address);
  await other.goto(link);
  await dialog.getByRole('button', { name: 'Open it' }).click();
  await isMuted(other, true);
  await expect(other.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  await undo(other).click();
  await isMuted(other, false);

  for (const [damaged, words] of [
    [link.slice(0, -30), 'damaged or cut off'],
    [link.replace('#session=1.', '#session=7.'), 'newer studio'],
  ] as const) {
    await other.goto('about:blank');
    await other.goto(damaged);
    await expect(other.getByRole('alert')).toContainText(words);
    await expect(undo(other)).toHaveAccessibleName('Nothing to undo');
    expect(other.url()).toBe(address);
  }
  await profile.close();
});

test('starting over asks first and can be undone; files dropped anywhere are opened or explained', async ({
  page,
}) => {
  await page.goto('/');
  await muteGo(page).click();
  await runCommand(page, 'Start over');
  await expect(page.getByRole('button', { name: 'An empty page' })).toBeVisible();
  await expectNoViolations(page, 'dialog');
  await page.keyboard.press('Escape');
  await isMuted(page, true);
  await runCommand(page, 'Start over');
  await page.getByRole('button', { name: 'An empty page' }).click();
  await isMuted(page, false);
  await expect(page.getByRole('textbox', { name: 'Python comprehension' })).toHaveText('');
  await undo(page).click();
  await isMuted(page, true);

  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Control+s')]);
  const saved = await (await download.createReadStream()).toArray();
  const text = Buffer.concat(saved).toString();
  await undo(page).click();
  await isMuted(page, false);
  const drop = (name: string, content: string) =>
    page.evaluate(
      ([fileName, body]) => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File([body], fileName));
        document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
      },
      [name, content] as const,
    );
  await drop('orders.csv', 'a,b\n1,2\n');
  await expect(page.getByRole('alert')).toContainText('orders.csv is no session');
  await drop('mine.json', text);
  await isMuted(page, true);
  await expect(undo(page)).toHaveAccessibleName('Undo Open mine.json');
});

test('an input that the program no longer reads says so, and can be removed', async ({ page }) => {
  await page.goto('/');
  const editor = page.getByRole('textbox', { name: 'Python comprehension' });
  await editor.click();
  await page.keyboard.press('Control+A');
  await page.keyboard.insertText('sum(x for x in range(n))');
  await expect(page.getByText('The program does not read d any more.')).toBeVisible();
  await page.getByRole('button', { name: 'remove it' }).click();
  await expect(page.locator('[data-input]')).toHaveCount(0);
});

test.describe('a browser that refuses storage', () => {
  test('is named as soon as there is something to lose, with a way out', async ({ page }) => {
    await page.addInitScript(() => {
      indexedDB.open = () => {
        throw new DOMException('storage is off', 'SecurityError');
      };
    });
    await page.goto('/');
    await muteGo(page).click();
    const alert = page.getByRole('alert').filter({ hasText: 'does not let the studio keep your work' });
    await expect(alert).toBeVisible();
    await Promise.all([
      page.waitForEvent('download'),
      alert.getByRole('button', { name: 'Save the session as a file' }).click(),
    ]);
    await expect(alert).toHaveCount(0);
  });
});
