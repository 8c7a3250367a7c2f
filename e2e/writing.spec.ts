import type { Locator, Page } from '@playwright/test';
import { expect, test } from './studio';

const text = (page: Page): Locator => page.getByRole('textbox', { name: 'Python comprehension' });
const undo = (page: Page): Locator => page.getByRole('button', { name: /^Undo/ });

async function write(page: Page, program: string): Promise<void> {
  await text(page).click();
  await page.keyboard.press('Control+A');
  await page.keyboard.insertText(program);
}

test('a free name becomes an input with one click, and one undo takes it back', async ({ page }) => {
  await page.goto('/');
  await write(page, 'sum(x // k for x in range(1, n))');
  const problem = page.getByRole('list', { name: 'Problems' }).getByRole('listitem');
  await expect(problem).toContainText('k');
  await expect(page.locator('.cm-lintRange-error')).toHaveText('k');
  await expect(page.getByText('playing the last program that held together')).toBeVisible();
  await problem.getByRole('button', { name: 'add k as a number' }).click();
  await expect(problem).toHaveCount(0);
  await expect(page.getByLabel('Value of k')).toHaveValue('2');
  await undo(page).click();
  await expect(page.getByLabel('Value of k')).toHaveCount(0);
  await expect(problem).toHaveCount(1);
});

test('the last good code stays while the text has errors', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('tab', { name: 'Python' }).click();
  const listing = page.locator('.listing');
  await expect(listing).toContainText('x // d');
  await write(page, 'sum(x ** 2 for x in');
  await expect(page.getByRole('list', { name: 'Problems' }).getByRole('listitem')).not.toHaveCount(0);
  await expect(listing).toContainText('x // d');
  await write(page, '[x + 12345 for x in range(n)]');
  await expect(listing).toContainText('12345');
});

test('typing is one undo step, and Ctrl-Z in the text undoes the document', async ({ page }) => {
  await page.goto('/');
  await text(page).click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(' + 100');
  await expect(text(page)).toContainText('+ 100');
  await page.keyboard.press('Control+z');
  await expect(text(page)).not.toContainText('+');
  await expect(page.getByRole('button', { name: 'Nothing to undo' })).toBeVisible();
});

test('pointing at code marks the Python it came from, and the other way', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('tab', { name: 'Python' }).click();
  const listing = page.locator('.listing');
  await listing.locator('span', { hasText: /^range$/ }).hover();
  await expect(page.locator('.cm-content .linked').first()).toContainText('range(n)');
  await page.locator('.cm-content').getByText('range').hover();
  await expect(listing.locator('.linked').first()).toBeVisible();
});

test('a program of the gallery opens with its inputs, and undo brings the old one back', async ({ page }) => {
  await page.goto('/');
  const before = await text(page).textContent();
  await page.getByLabel('Find a program').fill('region');
  await page.getByRole('button', { name: /Orders by region/ }).click();
  await expect(text(page)).toContainText('o.region');
  await expect(page.locator('[data-input="orders"]')).toContainText('240 rows');
  await undo(page).click();
  await expect.poll(() => text(page).textContent()).toBe(before);
});

test('a table is loaded from a CSV file', async ({ page }) => {
  await page.goto('/');
  await page.getByLabel('Find a program').fill('region');
  await page.getByRole('button', { name: /Orders by region/ }).click();
  const csv = 'region,quantity,price,returned\nnorth,2,1.5,false\nsouth,3,2.5,true\n';
  await page
    .getByLabel('Load orders from a CSV, JSON or Parquet file')
    .setInputFiles({ name: 'sales.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
  await expect(page.locator('[data-input="orders"]')).toContainText('2 rows');
  await page
    .getByLabel('Load orders from a CSV, JSON or Parquet file')
    .setInputFiles({ name: 'bad.json', mimeType: 'application/json', buffer: Buffer.from('{') });
  await expect(page.getByRole('alert')).toContainText('bad.json is not JSON');
});
