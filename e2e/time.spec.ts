import type { Locator, Page } from '@playwright/test';
import { expect, test, withoutRuntimes } from './studio';

const timeline = (page: Page): Locator => page.locator('[data-panel="timeline"]');
const points = (page: Page): Locator => timeline(page).locator('.lane-point');
const undo = (page: Page): Locator => page.getByRole('button', { name: /^(Undo|Nothing to undo)/ });
const level = (page: Page): Locator => page.locator('[data-parameter="rust.level"]').first();
const play = (page: Page): Locator => page.getByRole('button', { name: 'Play', exact: true });

async function boxOf(locator: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
  return (await locator.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
}

test.beforeEach(({ page }) => withoutRuntimes(page));

async function addLane(page: Page): Promise<void> {
  await timeline(page).getByRole('combobox', { name: 'Add an automation lane' }).selectOption('rust.level');
}

/** A studio with one lane, of Rust's level. */
async function withLane(page: Page): Promise<Locator> {
  await page.goto('/');
  await addLane(page);
  return timeline(page).getByRole('group', { name: /^Automation of Rust level/ });
}

async function addPoints(lane: Locator, places: readonly (readonly [number, number])[]): Promise<void> {
  const { width, height } = await boxOf(lane);
  for (const [x, y] of places) await lane.dblclick({ position: { x: x * width, y: y * height } });
}

test('lanes are edited, undone, zoomed, looped and scrubbed by mouse and keys', async ({ page }) => {
  test.slow();
  const lane = await withLane(page);
  await expect(points(page)).toHaveCount(1);
  await addPoints(lane, [
    [0.25, 0.5],
    [0.5, 0.2],
  ]);
  await expect(points(page)).toHaveCount(3);
  const last = points(page).last();
  await expect(last).toHaveAccessibleName(/^Rust level: .* at beat 32\.00, linear to the next point$/);

  // Both moved by keys, the burst is one step; Shift is fine and off the grid.
  await last.focus();
  await page.keyboard.press('Control+a');
  await expect(timeline(page).locator('.lane-point[aria-pressed="true"]')).toHaveCount(3);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Shift+ArrowRight');
  await expect(last).toHaveAccessibleName(/at beat 32\.2[78],/);
  await expect(points(page).first()).toHaveAccessibleName(/at beat 0\.2[78],/);
  await timeline(page).getByRole('combobox', { name: 'Curve to the next point' }).selectOption('sine');
  await expect(last).toHaveAccessibleName(/sine to the next point$/);

  // A drag is one step, on the grid; Escape takes it back.
  const point = await boxOf(last);
  await page.mouse.move(point.x + 12, point.y + 12);
  await page.mouse.down();
  await page.mouse.move(point.x + 60, point.y + 20, { steps: 3 });
  await page.keyboard.press('Escape');
  await page.mouse.up();
  await expect(last).toHaveAccessibleName(/at beat 32\.2[78],/);

  await last.focus();
  await page.keyboard.press('Escape');
  await last.press('Control+c');
  await last.press('Delete');
  await expect(points(page)).toHaveCount(2);
  await page.keyboard.press('Control+v');
  await expect(points(page)).toHaveCount(3);
  await expect(points(page).first()).toHaveAccessibleName(/at beat 0\.00, sine/);

  for (const label of ['Paste points', 'Remove a point', 'Curve', 'Automation of Rust level']) {
    await expect(undo(page)).toHaveAccessibleName(new RegExp(label));
    await page.keyboard.press('Control+z');
  }
  // How many steps the keys made depends on how fast they came.
  await expect
    .poll(async () => {
      await page.keyboard.press('Control+z');
      return points(page).count();
    })
    .toBe(0);

  // The wheel zooms alike in pixels, lines and pages.
  await addLane(page);
  const end = page.getByRole('slider', { name: 'End of the loop' });
  const placeOf = async (): Promise<number> =>
    Number.parseFloat((await end.getAttribute('style'))?.slice(6) ?? '');
  const whole = page.getByRole('button', { name: 'Timeline: sixteen bars' });
  const { x, y, width } = await boxOf(lane);
  const zoomed: number[] = [];
  for (const [deltaMode, deltaY] of [
    [0, -100],
    [1, -3],
    [2, -1],
  ]) {
    await whole.click();
    await expect.poll(placeOf).toBeCloseTo(25);
    await lane.dispatchEvent('wheel', {
      deltaMode,
      deltaY,
      clientX: x,
      clientY: y,
      bubbles: true,
      cancelable: true,
    });
    await expect.poll(placeOf).toBeGreaterThan(26);
    zoomed.push(await placeOf());
  }
  expect(new Set(zoomed.map((place) => place.toFixed(3))).size).toBe(1);
  await whole.click();

  await end.focus();
  await end.press('PageDown');
  await expect(end).toHaveAttribute('aria-valuenow', '12');
  const at = await boxOf(end);
  await page.mouse.move(at.x + 12, at.y + 12);
  await page.mouse.down();
  await page.mouse.move(at.x + 12 + (width * 8) / 64, at.y + 12, { steps: 3 });
  await expect(end).toHaveAttribute('aria-valuenow', '20');
  await page.mouse.up();
  await page.keyboard.press('Control+z');
  await expect(end).toHaveAttribute('aria-valuenow', '12');

  // Scrubbing tells the settings of the time under the pointer, and calls a forecast one.
  await addPoints(lane, [[0.5, 0.15]]);
  await page.getByRole('slider', { name: /^Ruler/ }).hover({ position: { x: (width * 16) / 64, y: 12 } });
  const card = page.locator('.scrub-card');
  await expect(card).toContainText('bar 5, beat 1');
  await expect(card).toContainText(/Rust level\s*7\d %/);
  await expect(card).toContainText(/Rust: forecast p50 .* \(.* to .*\)/);
  await expect(card).toContainText('Nothing was measured on this beat');
});

test('a hand is recorded in one step; scenes are named, ordered, launched at the bar, faded in by their clips', async ({
  page,
}) => {
  test.slow();
  await page.goto('/');
  const { x, y, width, height } = await boxOf(level(page));
  const grab = async (): Promise<void> => {
    await page.mouse.move(x + width / 2, y + height / 2);
    await page.mouse.down();
    for (let step = 1; step <= 8; step++) {
      await page.mouse.move(x + width / 2, y + height / 2 - step * 5);
      await page.waitForTimeout(40);
    }
  };
  const arm = page.getByRole('button', { name: 'Record automation' });
  await arm.click();
  await expect(arm).toHaveAttribute('aria-pressed', 'true');
  await play(page).click();
  await grab();
  await expect(arm).toHaveAttribute('data-recording', 'true');
  await page.mouse.up();
  await expect(undo(page)).toHaveAccessibleName('Undo Record Rust level');
  const written = await points(page).count();
  expect(written).toBeGreaterThanOrEqual(2);
  // Eight steps of the hand are sixteen corners at most; the clock has sampled them forty times a second.
  expect(written).toBeLessThanOrEqual(18);
  await page.keyboard.press('Control+z');
  await expect(points(page)).toHaveCount(0);
  await expect(level(page)).toHaveAttribute('aria-valuenow', '0.5');
  await arm.click();
  await page.getByRole('button', { name: 'Stop' }).click();

  const store = page.getByRole('button', { name: 'Store the mix as a scene' });
  await store.click();
  await level(page).focus();
  await level(page).press('End');
  await store.click();
  const browser = page.locator('[data-panel="browser"]');
  const second = browser.getByRole('button', { name: /^Scene 2/ });
  await second.press('F2');
  await page.keyboard.type('Drop');
  await page.keyboard.press('Enter');
  const drop = browser.getByRole('button', { name: /^Drop/ });
  await drop.press('Alt+ArrowUp');
  await expect(browser.locator('.scene .browser-name').first()).toHaveText('Drop');

  // A launch that waits for its bar can be taken back, and made.
  const first = browser.getByRole('button', { name: /^Scene 1/ });
  await page.getByRole('combobox', { name: 'change at' }).selectOption('bar');
  const tempo = page.locator('[data-parameter="tempo"]');
  await tempo.press('Home');
  await play(page).click();
  await first.click();
  await page.getByRole('button', { name: 'Cancel Scene 1' }).click();
  await expect(level(page)).toHaveAttribute('aria-valuenow', '1');
  await tempo.press('End');
  await first.click();
  await expect(level(page)).toHaveAttribute('aria-valuenow', '0.5');
  await page.getByRole('button', { name: 'Stop' }).click();

  // A clip is launched by the playhead, and fades; the hand's value stays where it was.
  await page.getByRole('button', { name: 'More for Drop' }).click();
  await page.getByRole('button', { name: 'to timeline' }).click();
  const clip = timeline(page).getByRole('button', { name: /^Drop from bar/ });
  await clip.focus();
  await timeline(page).getByRole('combobox', { name: 'Fade of the clip' }).selectOption('4');
  for (let beat = 0; beat < 4; beat++) await clip.press('PageDown');
  await clip.press('PageUp');
  await expect(clip).toHaveAccessibleName(/^Drop from bar 2, beat 1, fades in over 4 beats/);
  const ruler = page.getByRole('slider', { name: /^Ruler/ });
  await ruler.press('Home');
  await expect(level(page)).not.toHaveAttribute('aria-valuetext', /played at/);
  for (let beat = 0; beat < 6; beat++) await ruler.press('ArrowRight');
  await expect(level(page)).toHaveAttribute('aria-valuetext', /played at 75 %/);
  await ruler.press('PageUp');
  await expect(level(page)).toHaveAttribute('aria-valuetext', /played at 100 %/);
  await expect(level(page)).toHaveAttribute('aria-valuenow', '0.5');
  await clip.press('Delete');
  await expect(clip).toHaveCount(0);
});

/** ms that a tab is hidden, and that a page is frozen. */
const HIDDEN = 30_000;
const FROZEN = 2_000;

/**
 * Headless Chromium never hides a page, whatever window or focus it is given, so the page is hidden from the inside, as far as a page can tell: its
 * visibility, no frames, and timers that fire once a second. The clock's worker is what it is in any tab.
 */
test('automation goes on in a hidden tab, and nothing bursts when it comes back', async ({ page }) => {
  await page.addInitScript(() => {
    const timers = window.setTimeout.bind(window);
    const frame = window.requestAnimationFrame.bind(window);
    const held: FrameRequestCallback[] = [];
    let isHidden = false;
    Object.defineProperty(document, 'visibilityState', { get: () => (isHidden ? 'hidden' : 'visible') });
    Object.defineProperty(document, 'hidden', { get: () => isHidden });
    window.setTimeout = ((action: TimerHandler, delay = 0, ...rest: unknown[]) =>
      timers(action, isHidden ? Math.max(1000, delay) : delay, ...rest)) as typeof window.setTimeout;
    window.requestAnimationFrame = (callback) => (isHidden ? held.push(callback) : frame(callback));
    const changes: number[] = [];
    Object.assign(window, {
      changes,
      hide: (hidden: boolean) => {
        isHidden = hidden;
        document.dispatchEvent(new Event('visibilitychange'));
        if (!hidden) for (const callback of held.splice(0)) frame(callback);
      },
    });
    // Every change of what is compiled goes to the compiler's workers.
    const post = Worker.prototype.postMessage as (this: Worker, ...sent: unknown[]) => void;
    Worker.prototype.postMessage = function (this: Worker, ...sent: unknown[]) {
      const [message] = sent;
      if (typeof message === 'object' && message !== null && 'channels' in message)
        changes.push(performance.now());
      post.apply(this, sent);
    };
  });
  test.slow();
  const lane = await withLane(page);
  await addPoints(lane, [[0.25, 0.9]]);
  await page.locator('[data-parameter="tempo"]').press('End');
  await play(page).click();
  const played = (): Promise<string | null> => level(page).getAttribute('aria-valuetext');
  // The clock's worker has to be started first.
  await expect.poll(played, { timeout: 20_000 }).toMatch(/played at/);

  const seen = await page.evaluate(async (steps) => {
    const probe = window as unknown as { hide(hidden: boolean): void; changes: number[] };
    const texts = new Set<string>();
    const wait = (ms: number): Promise<void> =>
      new Promise((resolve) => {
        const channel = new MessageChannel();
        const end = performance.now() + ms;
        channel.port1.onmessage = () => (performance.now() < end ? channel.port2.postMessage(0) : resolve());
        channel.port2.postMessage(0);
      });
    probe.hide(true);
    probe.changes.length = 0;
    const from = performance.now();
    for (let step = 0; step < steps; step++) {
      await wait(100);
      texts.add(
        document.querySelector('[data-parameter="rust.level"]')?.getAttribute('aria-valuetext') ?? '',
      );
    }
    const beats = (performance.now() - from) / 200;
    const hidden = probe.changes.length;
    probe.changes.length = 0;
    probe.hide(false);
    await wait(150);
    return { texts: texts.size, beats, hidden, back: probe.changes.length };
  }, HIDDEN / 100);
  // Two compilers are asked once a beat at most; they merge what they can't keep up with.
  expect(seen.texts).toBeGreaterThan(5);
  expect(seen.hidden).toBeGreaterThan(5);
  expect(seen.hidden).toBeLessThanOrEqual(2 * (seen.beats + 2));
  expect(seen.back).toBeLessThanOrEqual(2 * 2);

  // A page that the browser freezes altogether misses its beats, and does not make up for them.
  const changes = () => page.evaluate(() => (window as unknown as { changes: number[] }).changes.length);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Page.setWebLifecycleState', { state: 'frozen' });
  await page.waitForTimeout(FROZEN);
  const before = await changes();
  await devtools.send('Page.setWebLifecycleState', { state: 'active' });
  await page.waitForTimeout(150);
  expect((await changes()) - before).toBeLessThanOrEqual(2 * 2);
  await expect.poll(async () => (await changes()) - before).toBeGreaterThan(2 * 4);
});
