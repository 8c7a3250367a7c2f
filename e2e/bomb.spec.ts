import type { Page } from '@playwright/test';
import { expect, test } from './studio';

/** A page that is silent for longer is felt, in ms. */
const SILENCE = 1_000;

async function write(page: Page, program: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Python comprehension' }).click();
  await page.keyboard.press('Control+A');
  await page.keyboard.insertText(program);
}

const verdict = (page: Page, id: string) => page.locator(`[data-channel="${id}"] [data-verdict]`).first();

test.setTimeout(240_000);

for (const [name, program] of [
  ['an endless range', 'sum(x % 7 for x in range(n * 10**9))'],
  ['an allocation bomb', '[(x, str(x)) for x in range(n * 10**9)]'],
] as const) {
  test(`${name} leaves the studio beating, and the next program plays`, async ({ page }) => {
    await page.goto('/');
    await expect(verdict(page, 'python')).toHaveAttribute('data-verdict', 'reference', { timeout: 100_000 });
    await page.evaluate(() => {
      const beats = { last: performance.now(), longest: 0 };
      setInterval(() => {
        const now = performance.now();
        beats.longest = Math.max(beats.longest, now - beats.last);
        beats.last = now;
      }, 50);
      Object.assign(globalThis, { beats });
    });
    await write(page, program);
    await expect(verdict(page, 'python')).toHaveAttribute('data-verdict', 'stopped', { timeout: 60_000 });
    await write(page, 'sum(x for x in range(n))');
    await expect(verdict(page, 'python')).toHaveAttribute('data-verdict', 'reference', { timeout: 100_000 });
    const longest = await page.evaluate(
      () => (globalThis as unknown as { beats: { longest: number } }).beats.longest,
    );
    expect(longest).toBeLessThan(SILENCE);
  });
}
