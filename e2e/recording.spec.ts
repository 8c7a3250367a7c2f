import { recorded } from './recorded';
import { expect, test, withoutRuntimes } from './studio';

test.setTimeout(180_000);

test('every verified measurement is recorded, and is there after a reload', async ({ page }) => {
  await page.goto('/');
  const backends = async () => {
    const agreed = (await recorded(page)).filter(
      ({ verdict }) => verdict === 'equal' || verdict === 'reference',
    );
    expect(agreed.every(({ timed }) => timed)).toBe(true);
    return [...new Set(agreed.map(({ backend }) => backend))].sort();
  };
  await expect
    .poll(backends, { timeout: 80_000 })
    .toEqual(expect.arrayContaining(['python', 'sql', 'typescript', 'wasm']));
  const before = await recorded(page);
  await page.reload();
  await expect(page.locator('#root')).not.toBeEmpty();
  const after = await recorded(page);
  expect(after.slice(0, before.length).map(({ session }) => session)).toEqual(
    before.map(({ session }) => session),
  );
  await expect
    .poll(async () => new Set((await recorded(page)).map(({ session }) => session)).size, { timeout: 80_000 })
    .toBe(2);

  // A program of one's own comes back with its inputs while the visit lasts.
  const own = /^Open the recorded program sum\(x \/\/ d for x/;
  await page.locator('.cm-content').first().click();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText('sum(x // d for x in range(n))');
  const list = page.locator('[data-section="recordings"]');
  await list.getByRole('button', { name: 'Recordings' }).click();
  await expect(list.getByRole('button', { name: own })).toBeVisible({ timeout: 30_000 });
  await page.getByRole('button', { name: 'Primes', exact: true }).click();
  await expect(page.locator('[data-input="d"]')).toHaveCount(0);
  await list.getByRole('button', { name: own }).click();
  await expect(page.getByLabel('Value of d')).toHaveValue('7');

  // Where nothing can run, what was recorded stands in, with its date and its machine, and says so.
  const other = await page.context().newPage();
  await withoutRuntimes(other);
  await other.goto('/');
  const strip = other.locator('[data-channel="typescript"] [data-recorded="true"]');
  await expect(strip).toHaveText('recorded');
  await expect(strip).toHaveAttribute('title', /^recorded \d\d:\d\d, on a machine /);
  const spectrum = other.locator('[data-panel="spectrum"]');
  await spectrum.getByRole('button', { name: 'table', exact: true }).click();
  await expect(spectrum.getByRole('row', { name: /^TypeScript/ })).toContainText(
    /recorded \d\d:\d\d, on a machine/,
  );

  // The browser, which remembers that the list is open, shows what was measured, and opens it.
  const section = other.locator('[data-section="recordings"]');
  await other.getByRole('button', { name: 'Primes', exact: true }).click();
  await section.getByRole('button', { name: /^Open the recorded program Sieve of thirds/ }).click();
  await expect(other.locator('.python')).toContainText('x ** 2');

  // The log keeps no values: the studio says so, and offers to fill them in.
  await other.getByRole('button', { name: 'Primes', exact: true }).click();
  await section.getByRole('button', { name: own }).click();
  await expect(other.getByText('This program was measured with inputs of its own')).toBeVisible();
  await other.getByRole('button', { name: 'add d as a number' }).click();
  await expect(other.getByText('This program was measured with inputs of its own')).toHaveCount(0);
});
