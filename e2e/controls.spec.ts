import type { CDPSession, Locator, Page } from '@playwright/test';
import { CHANNEL_IDS, MACROS, PARAMETERS, parameterById } from '../src/session';
import { expect, test, withoutRuntimes } from './studio';

test.beforeEach(({ page }) => withoutRuntimes(page));

const control = (page: Page, id: string): Locator => page.locator(`[data-parameter="${id}"]`).first();
const value = async (slider: Locator): Promise<number> => Number(await slider.getAttribute('aria-valuenow'));
const undo = (page: Page): Locator => page.getByRole('button', { name: /^(Undo|Nothing to undo)/ });

interface Look {
  readonly role: string | null;
  readonly label: string;
  readonly text: string;
  readonly orientation: string | null;
  readonly tabIndex: number;
  readonly low: number;
  readonly high: number;
  readonly now: number;
  readonly x: number;
  readonly y: number;
  readonly undo: string;
  /** What was said last to screen readers. */
  readonly said: string;
}

/**
 * What a control tells assistive technology, where its middle is, and what can be undone. Everything at once and
 * in the page, as the keys below: a walk over every control would otherwise wait for thousands of round trips.
 */
function look(slider: Locator): Promise<Look> {
  return slider.evaluate((element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    return {
      role: element.getAttribute('role'),
      label: element.getAttribute('aria-label') ?? '',
      text: element.getAttribute('aria-valuetext') ?? '',
      orientation: element.getAttribute('aria-orientation'),
      tabIndex: (element as HTMLElement).tabIndex,
      low: Number(element.getAttribute('aria-valuemin')),
      high: Number(element.getAttribute('aria-valuemax')),
      now: Number(element.getAttribute('aria-valuenow')),
      x: left + width / 2,
      y: top + height / 2,
      undo: document.querySelector('[aria-label^="Undo "], [aria-label="Nothing to undo"]')?.ariaLabel ?? '',
      said: document.querySelector('.announcer')?.textContent ?? '',
    };
  });
}

/** Focuses a control, presses keys, each as `Shift+ArrowUp`, and answers its value after each. */
function values(slider: Locator, keys: readonly string[]): Promise<readonly number[]> {
  return slider.evaluate(async (element, pressed) => {
    const found: number[] = [];
    (element as HTMLElement).focus();
    for (const chord of pressed) {
      const [key = '', modifier = ''] = chord.split('+').reverse();
      const modifiers = { shiftKey: modifier === 'Shift', altKey: modifier === 'Alt' };
      element.dispatchEvent(
        new KeyboardEvent('keydown', { key, ...modifiers, bubbles: true, cancelable: true }),
      );
      await new Promise((resolve) => setTimeout(resolve));
      found.push(Number(element.getAttribute('aria-valuenow')));
    }
    (element as HTMLElement).blur();
    return found;
  }, keys);
}

/** Undoes every step; answers how many there were. */
function undoAll(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const button = () => document.querySelector<HTMLButtonElement>('[aria-label^="Undo "]');
    let steps = 0;
    for (; button(); steps++) {
      button()?.click();
      await new Promise((resolve) => setTimeout(resolve));
    }
    return steps;
  });
}

/** The whole contract of a value control: names, keys, drag, Escape, undo, reset. */
async function holdsContract(page: Page, id: string): Promise<void> {
  const slider = control(page, id);
  const start = await look(slider);
  const { label, low, high, x, y } = start;
  expect(start, id).toMatchObject({ role: 'slider', tabIndex: 0, undo: 'Nothing to undo' });
  expect(label, id).toMatch(/\w/);
  expect(start.text, id).toMatch(/\w/);
  expect(low <= start.now && start.now <= high, id).toBe(true);

  const keys = ['Home', 'ArrowUp', 'ArrowLeft', 'Shift+ArrowRight', 'ArrowLeft', 'Alt+ArrowUp', 'Home'];
  const [home = 0, step = 0, back, shift, again, alt] = await values(slider, keys);
  expect([home, back, again], `${id}: Home, a step and back`).toEqual([low, low, low]);
  for (const fine of [shift, alt]) {
    expect(fine, `${id}: a fine step`).toBeGreaterThan(low);
    expect(fine, `${id}: a fine step`).toBeLessThanOrEqual(step);
  }
  const [ten, end, down] = await values(slider, ['PageUp', 'End', 'PageDown']);
  expect(ten, `${id}: ten steps up`).toBeGreaterThan(low);
  expect(down, `${id}: ten steps down`).toBeLessThan(high);
  expect(end, `${id}: End`).toBe(high);
  await undoAll(page);
  expect(await value(slider), `${id}: keys are undone`).toBe(start.now);

  const way = start.now > (low + high) / 2 ? -60 : 60;
  const drag = async (): Promise<void> => {
    await page.mouse.move(x, y);
    await page.mouse.down();
    const [dx, dy] = start.orientation === 'horizontal' ? [way, 0] : [0, -way];
    await page.mouse.move(x + dx, y + dy, { steps: 2 });
    await expect.poll(() => value(slider), `${id} is dragged`).not.toBe(start.now);
  };
  await drag();
  await page.keyboard.press('Escape');
  await page.mouse.up();
  expect(await look(slider), `${id}: Escape takes a drag back`).toMatchObject({
    now: start.now,
    undo: 'Nothing to undo',
  });
  await drag();
  await page.mouse.up();
  expect(await look(slider), `${id}: a drag is a step`).toMatchObject({ undo: `Undo ${label}`, said: label });
  expect(await undoAll(page), `${id}: a drag is one step`).toBe(1);
  expect(await look(slider), id).toMatchObject({ now: start.now, said: `Undone: ${label}` });

  await values(slider, ['End']);
  await page.mouse.dblclick(x, y);
  if (!id.startsWith('input.')) {
    expect(await value(slider), `${id} is reset`).toBe(parameterById(id).initial);
  }
  await undoAll(page);
  expect(await value(slider), `${id}: all undone`).toBe(start.now);
}

const STRIP = ['level', 'parallel', 'gain', 'pan'] as const;
/** Where threads would change nothing the strip says so, and has no knob. */
const ONE_THREAD = ['python.parallel', 'sql.parallel'];
const WINDOW = 'predictive-morphing.prediction_window';
const SOUND = ['sound.volume', 'sound.lag', 'sound.detune', 'sound.drums'];

/** Where every control is. */
const WHERE: readonly (readonly [string, readonly string[]])[] = [
  [
    'transport, macros, inputs and rack',
    ['tempo', 'n', ...MACROS.map((id) => `macro.${id}`), 'input.d', WINDOW],
  ],
  ...CHANNEL_IDS.map((channel) => {
    const ids = STRIP.map((name) => `${channel}.${name}`);
    return [`the ${channel} strip`, ids.filter((id) => !ONE_THREAD.includes(id))] as const;
  }),
  ['the sound panel', SOUND],
];

test('no parameter is without a control that is walked below', () => {
  const walked = new Set(WHERE.flatMap(([, ids]) => ids));
  expect([...PARAMETERS.keys()].filter((id) => !walked.has(id))).toEqual(ONE_THREAD);
});

// A few tests of some controls each, not one of all: each begins with a page of its own.
for (const places of [WHERE.slice(0, 1), WHERE.slice(1, 4), WHERE.slice(4, 7), WHERE.slice(7)]) {
  const names = places.map(([name]) => name).join(', ');
  test(`every control keeps the contract: ${names}`, async ({ page }) => {
    test.slow();
    await page.goto('/');
    await expect(control(page, 'tempo')).toBeVisible();
    for (const [, ids] of places) {
      if (ids === SOUND) await page.getByRole('button', { name: /^Sound: scale/ }).click();
      await expect(control(page, ids[0] ?? '')).toBeVisible();
      for (const id of ids) await holdsContract(page, id);
    }
  });
}

test('a value is typed with its unit; the wheel moves what has the focus; the menu resets, copies and automates', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto('/');
  const level = control(page, 'rust.level');
  await level.focus();
  await expect(page.getByRole('tab', { name: 'Rust' })).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.type('73%');
  await page.keyboard.press('Enter');
  await expect(level).toHaveAttribute('aria-valuetext', '73 %');
  await expect(level).toBeFocused();
  await page.keyboard.press('7');
  await page.keyboard.press('Escape');
  await expect(level).toHaveAttribute('aria-valuetext', '73 %');
  await page.keyboard.press('Enter');
  await page.keyboard.type('none');
  await page.keyboard.press('Enter');
  await expect(level.getByRole('alert')).toContainText('“none” is no value from 0 % to 100 %.');
  await page.keyboard.press('Escape');

  const n = control(page, 'n');
  await n.focus();
  await page.keyboard.type('25k');
  await page.keyboard.press('Enter');
  await expect(n).toHaveAttribute('aria-valuenow', '25000');

  const go = control(page, 'go.level');
  await go.hover();
  await page.mouse.wheel(0, -100);
  expect(await value(go)).toBe(0.5);
  await go.focus();
  await expect(page.getByRole('tab', { name: 'Go' })).toHaveAttribute('aria-selected', 'true');
  await page.mouse.wheel(0, -100);
  await expect.poll(() => value(go)).toBeCloseTo(0.51);

  await level.click({ button: 'right' });
  await page.getByRole('menuitem', { name: /^Copy value/ }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('73 %');
  await expect(level).toBeFocused();
  await page.keyboard.press('Shift+F10');
  await page.getByRole('menuitem', { name: /^Reset/ }).click();
  await expect(level).toHaveAttribute('aria-valuetext', '50 %');
  await level.click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Automate' }).click();
  await expect(level.locator('.mark')).toHaveAttribute('data-mark', 'automated');
  await expect(level).toHaveAttribute('aria-valuetext', /^50 %, automated/);
});

test.describe('with fingers', () => {
  test.use({ hasTouch: true });

  test('two fingers move two faders; a cancelled touch puts both back', async ({ page }) => {
    await page.goto('/');
    const faders = [control(page, 'rust.level'), control(page, 'go.level')];
    const fingers = await Promise.all(
      faders.map(async (fader) => {
        const { x, y, width, height } = (await fader.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
        return { x: x + width / 2, y: y + height / 2 };
      }),
    );
    const cdp: CDPSession = await page.context().newCDPSession(page);
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd' | 'touchCancel', by = 0) =>
      cdp.send('Input.dispatchTouchEvent', {
        type,
        touchPoints:
          type === 'touchEnd' || type === 'touchCancel'
            ? []
            : fingers.map(({ x, y }, id) => ({ x, y: y + (id === 0 ? -by : by), id })),
      });
    const levels = () => Promise.all(faders.map(value));

    await touch('touchStart');
    for (const by of [5, 12, 24]) await touch('touchMove', by);
    await expect.poll(async () => ((await levels())[0] ?? 0) > 0.55).toBe(true);
    await expect.poll(async () => ((await levels())[1] ?? 1) < 0.45).toBe(true);
    await touch('touchEnd');
    await undo(page).click();
    await undo(page).click();
    expect(await levels()).toEqual([0.5, 0.5]);
    await expect(undo(page)).toHaveAccessibleName('Nothing to undo');

    await touch('touchStart');
    for (const by of [5, 12, 24]) await touch('touchMove', by);
    await expect.poll(async () => ((await levels())[0] ?? 0) > 0.55).toBe(true);
    await touch('touchCancel');
    await expect.poll(levels).toEqual([0.5, 0.5]);
    await expect(undo(page)).toHaveAccessibleName('Nothing to undo');
  });
});
