import type { Locator, Page } from '@playwright/test';
import { parameterById } from '../src/session';
import { expect, test } from './studio';

const value = async (slider: Locator): Promise<number> => Number(await slider.getAttribute('aria-valuenow'));
const undo = (page: Page): Locator => page.getByRole('button', { name: /^(Undo|Nothing to undo)/ });

/** Every value control of the screen. */
async function controls(page: Page): Promise<readonly string[]> {
  await page.goto('/');
  const sliders = page.locator('[data-parameter]');
  await expect(sliders.first()).toBeVisible();
  return sliders.evaluateAll((all) => [
    ...new Set(all.map((each) => (each as HTMLElement).dataset.parameter ?? '')),
  ]);
}

const control = (page: Page, id: string): Locator => page.locator(`[data-parameter="${id}"]`).first();

test('every control is a named slider with a range and a value in words', async ({ page }) => {
  for (const id of await controls(page)) {
    const slider = control(page, id);
    await expect(slider).toHaveRole('slider');
    await expect(slider).toHaveAttribute('aria-label', /\w/);
    await expect(slider).toHaveAttribute('aria-valuetext', /\w/);
    await expect(slider).toHaveAttribute('tabindex', '0');
    const [low, now, high] = await Promise.all(
      ['aria-valuemin', 'aria-valuenow', 'aria-valuemax'].map(async (name) =>
        Number(await slider.getAttribute(name)),
      ),
    );
    expect(low).toBeLessThanOrEqual(now ?? Number.NaN);
    expect(now).toBeLessThanOrEqual(high ?? Number.NaN);
  }
});

test('keys move every control: arrows, Page, Home, End, and Shift for a fine step', async ({ page }) => {
  test.slow();
  for (const id of await controls(page)) {
    const slider = control(page, id);
    await slider.focus();
    const press = async (key: string): Promise<number> => {
      await slider.press(key);
      return value(slider);
    };
    const low = await press('Home');
    expect(low, id).toBe(Number(await slider.getAttribute('aria-valuemin')));
    const step = await press('ArrowUp');
    expect(step, id).toBeGreaterThan(low);
    expect(await press('ArrowLeft'), id).toBe(low);
    const fine = await press('Shift+ArrowRight');
    expect(fine, id).toBeGreaterThan(low);
    expect(fine, id).toBeLessThanOrEqual(step);
    expect(await press('PageUp'), id).toBeGreaterThan(step);
    const high = await press('End');
    expect(high, id).toBe(Number(await slider.getAttribute('aria-valuemax')));
    expect(await press('PageDown'), id).toBeLessThan(high);
  }
});

test('a drag is one undo step, Escape takes it back, a double click resets', async ({ page }) => {
  test.slow();
  for (const id of await controls(page)) {
    const slider = control(page, id);
    const horizontal = (await slider.getAttribute('aria-orientation')) === 'horizontal';
    const start = await value(slider);
    const { x, y, width, height } = (await slider.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    const [cx, cy] = [x + width / 2, y + height / 2];
    const far = horizontal ? [cx + 60, cy] : [cx, cy - 60];
    const drag = async (): Promise<void> => {
      await page.mouse.move(cx, cy);
      await page.mouse.down();
      await page.mouse.move(...(far as [number, number]), { steps: 6 });
    };

    await drag();
    await expect.poll(() => value(slider), id).not.toBe(start);
    await page.keyboard.press('Escape');
    expect(await value(slider), id).toBe(start);
    await page.mouse.up();
    expect(await value(slider), id).toBe(start);

    await drag();
    await page.mouse.up();
    await expect.poll(() => value(slider), id).not.toBe(start);
    await undo(page).click();
    expect(await value(slider), id).toBe(start);

    await slider.focus();
    await slider.press('Home');
    await slider.dblclick();
    expect(await value(slider), id).toBe(parameterById(id).initial);
    await undo(page).click();
  }
});

test('a value can be typed, with its unit, and Escape leaves it', async ({ page }) => {
  await page.goto('/');
  const level = control(page, 'rust.level');
  await level.focus();
  await page.keyboard.type('73%');
  await page.keyboard.press('Enter');
  await expect(level).toHaveAttribute('aria-valuetext', '73 %');
  await expect(level).toBeFocused();
  await page.keyboard.type('5');
  await page.keyboard.press('Escape');
  await expect(level).toHaveAttribute('aria-valuetext', '73 %');

  const n = control(page, 'n');
  await n.focus();
  await page.keyboard.type('25k');
  await page.keyboard.press('Enter');
  await expect(n).toHaveAttribute('aria-valuenow', '25000');
});

test('the wheel moves a control only while it has the focus', async ({ page }) => {
  await page.goto('/');
  const level = control(page, 'go.level');
  await level.hover();
  await page.mouse.wheel(0, -100);
  expect(await value(level)).toBe(0.5);
  await level.focus();
  await page.mouse.wheel(0, -100);
  await expect.poll(() => value(level)).toBeCloseTo(0.51);
});
