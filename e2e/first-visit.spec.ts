import AxeBuilder from '@axe-core/playwright';
import { expect, test } from './studio';

test.use({ visited: false });

test('a first visit plays within one click, and is not asked again', async ({ page }) => {
  await page.goto('/');
  const welcome = page.getByRole('region', { name: 'Welcome' });
  const { violations } = await new AxeBuilder({ page }).include('.invitation').analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  await welcome.getByRole('button', { name: 'Play the first tune' }).click();
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
  await expect(welcome).toHaveCount(0);
  await page.reload();
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  await expect(welcome).toHaveCount(0);
});

for (const [width, height] of [
  [1440, 900],
  [390, 844],
] as const) {
  test(`the tour goes around six controls by keyboard at ${width} x ${height}`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await page.goto('/');
    await page.getByRole('button', { name: 'Show me around' }).click();
    const card = page.getByRole('dialog', { name: /^Tour of the studio/ });
    for (let step = 1; step <= 6; step++) {
      await expect(card).toContainText(`${step} of 6`);
      await expect(card).toBeFocused();
      // The ring is around a control that is there.
      const ring = await page.locator('.tour-ring').boundingBox();
      expect(ring?.width).toBeGreaterThan(20);
      const box = await card.boundingBox();
      expect(box?.x).toBeGreaterThanOrEqual(0);
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(width);
      expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(height);
      if (step === 1) {
        const { violations } = await new AxeBuilder({ page }).include('.tour-card').analyze();
        expect(violations.map(({ id }) => id)).toEqual([]);
      }
      await page.keyboard.press('ArrowRight');
    }
    await expect(card).toHaveCount(0);
  });
}
