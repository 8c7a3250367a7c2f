import AxeBuilder from '@axe-core/playwright';
import { expect, test } from './studio';

const LOOKS = [
  ['dark', 1920, 1080],
  ['dark', 1366, 768],
  ['dark', 390, 844],
  ['light', 1366, 768],
  ['projector', 1366, 768],
] as const;

for (const [theme, width, height] of LOOKS) {
  test(`nothing to object in the ${theme} theme at ${width} x ${height}`, async ({ page }) => {
    test.slow();
    await page.setViewportSize({ width, height });
    await page.goto('/');
    await page.getByRole('combobox', { name: 'Theme' }).selectOption(theme);
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html.slice(0, 120))])).toEqual([]);
  });
}
