import { countCommits, watchFrames } from '../bench/probe';
import { expect, test } from './studio';

test('what is measured while playing goes to the canvases without React, and adds no elements', async ({
  page,
}) => {
  await countCommits(page);
  await page.goto('/');
  for (const id of ['typescript', 'wasm'])
    await expect(page.locator(`[data-channel=${id}] [data-verdict=equal]`)).toBeVisible({ timeout: 60_000 });
  // Channels of a slower start would change their verdict meanwhile.
  for (const id of ['Python', 'SQL', 'Rust', 'Julia', 'Go', 'C#'])
    await page.getByRole('button', { name: `Mute ${id}`, exact: true }).click();
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  const drawn = () =>
    page.evaluate(() => [...document.querySelectorAll('canvas')].map((canvas) => canvas.toDataURL()).join());
  // Three seconds have six beats: what a beat commits, every stretch has. Something that ends late may be in the first.
  await expect(async () => {
    const before = await drawn();
    const { commits, newElements } = await watchFrames(page, 3_000);
    expect({ commits, newElements }).toEqual({ commits: 0, newElements: 0 });
    expect(await drawn()).not.toBe(before);
  }).toPass({ timeout: 30_000 });
});
