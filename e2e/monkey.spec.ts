import type { Page } from '@playwright/test';
import { seeded } from '../src/session';
import { expect, test } from './studio';

/** Runs of fifty actions through the screen; more with `npm run monkey`. */
const RUNS = Number(process.env.MONKEY_RUNS ?? 3);
const FIRST = Number(process.env.MONKEY_SEED ?? 1);
const ACTIONS = 50;

const KEYS = [
  'Space',
  '.',
  'Home',
  't',
  'l',
  'Alt+3',
  'Shift+Alt+5',
  'Control+z',
  'Control+Shift+z',
  'Escape',
];
/** Buttons that leave the page: files, devices, sound, the clipboard; and the one that is pressed at the end. */
const OUTSIDE =
  /file|save|open|load|download|export|import|sound|midi|copy|share|wav|delete|erase|restore|undo/i;

/** What would be saved now, byte for byte. */
async function saved(page: Page): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Control+s')]);
  return Buffer.concat(await (await download.createReadStream()).toArray()).toString();
}

async function act(page: Page, random: () => number): Promise<void> {
  const below = (count: number): number => Math.floor(random() * count);
  const choice = below(10);
  if (choice < 3) await page.keyboard.press(KEYS[below(KEYS.length)] ?? 'Escape');
  else if (choice < 5) {
    const sliders = page.locator('[data-parameter]:visible');
    const slider = sliders.nth(below(await sliders.count()));
    await slider.evaluate((element: HTMLElement) => element.focus());
    await page.keyboard.press(['End', 'Home', 'PageUp', 'ArrowDown', 'Shift+ArrowUp'][below(5)] ?? 'End');
  } else if (choice < 6) {
    await page.locator('.cm-content').first().focus();
    await page.keyboard.type(['x', ' * 2', '(', '1', ' if x', '"'][below(6)] ?? 'x');
    await page.locator('.cm-content').first().blur();
  } else {
    // As a hand that presses whatever is there, in a dialog when one is open.
    await page.evaluate(
      ({ at, outside }) => {
        const scope = document.querySelector('dialog[open]') ?? document;
        const name = (button: Element): string =>
          `${button.getAttribute('aria-label') ?? ''} ${button.textContent} ${button.className}`;
        const buttons = [...scope.querySelectorAll<HTMLButtonElement>('button:enabled')].filter(
          (button) => button.offsetParent !== null && !new RegExp(outside, 'i').test(name(button)),
        );
        buttons[Math.floor(at * buttons.length)]?.click();
      },
      { at: random(), outside: OUTSIDE.source },
    );
  }
}

for (let seed = FIRST; seed < FIRST + RUNS; seed++) {
  test(`fifty random actions leave nothing that can't be undone (seed ${seed})`, async ({ page }) => {
    await page.goto('/');
    await expect(page.locator('.cm-content').first()).toBeVisible();
    const before = await saved(page);
    const random = seeded(seed);
    for (let action = 0; action < ACTIONS; action++) await act(page, random);

    // Whatever was opened closes, and all of it can be taken back.
    for (let times = 0; times < 3; times++) await page.keyboard.press('Escape');
    const undo = page.getByRole('button', { name: /^(Undo|Nothing to undo)/ });
    await expect(undo).toBeVisible();
    const steps = await page.evaluate(() => {
      const button = document.querySelector<HTMLButtonElement>('button[aria-label^="Undo "]');
      let undone = 0;
      while (button && !button.disabled && undone < 1_000) {
        button.click();
        undone++;
      }
      return undone;
    });
    await expect(undo).toHaveAccessibleName('Nothing to undo');
    expect(steps).toBeGreaterThan(0);
    expect(await saved(page)).toBe(before);
  });
}
