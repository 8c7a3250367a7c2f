import type { Page } from '@playwright/test';
import { expect, test } from './studio';

/** Colours that text is written in, some of them only when something goes wrong. */
const INKS = [
  ...['text', 'soft', 'muted', 'dim', 'on', 'on-text', 'warn', 'bad', 'good'],
  ...['keyword', 'number', 'string', 'function', 'type', 'comment'].map((kind) => `code-${kind}`),
];

interface Text {
  readonly text: string;
  /** CSS pixels. */
  readonly size: number;
  readonly contrast: number;
}

/** Notes every text that is drawn on a canvas, with its font and colour. */
function watchCanvases(): void {
  const drawn = new Map<string, { font: string; style: string }>();
  Object.assign(globalThis, { drawn });
  const { fillText } = CanvasRenderingContext2D.prototype;
  CanvasRenderingContext2D.prototype.fillText = function (text, ...place) {
    if (this.canvas.checkVisibility()) drawn.set(text, { font: this.font, style: String(this.fillStyle) });
    fillText.call(this, text, ...place);
  };
}

/** Every text that can be seen, in the page and on its canvases, with its size and its contrast with what is behind. */
function visibleTexts(page: Page): Promise<Text[]> {
  return page.evaluate((inks) => {
    const pixel = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
    if (!pixel) throw new Error('no canvas to read colours with');
    /** Colours over each other, the lowest first, as linear luminance (WCAG 2). */
    const luminance = (colors: readonly string[]): number => {
      pixel.clearRect(0, 0, 1, 1);
      for (const color of colors) {
        pixel.fillStyle = color;
        pixel.fillRect(0, 0, 1, 1);
      }
      const [r = 0, g = 0, b = 0] = Array.from(
        pixel.getImageData(0, 0, 1, 1).data.subarray(0, 3),
        (value) => {
          const share = value / 255;
          return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
        },
      );
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const contrast = (behind: readonly string[], color: string): number => {
      const [one, other] = [luminance(behind), luminance([...behind, color])];
      return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    };
    const behind = (element: Element): string[] => {
      const colors: string[] = [];
      for (let each: Element | null = element; each; each = each.parentElement)
        colors.unshift(getComputedStyle(each).backgroundColor);
      return colors;
    };
    const isSeen = (element: Element, { left, right, top, bottom, width, height }: DOMRect): boolean =>
      width > 2 &&
      height > 2 &&
      right > 0 &&
      bottom > 0 &&
      left < innerWidth &&
      top < innerHeight &&
      element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
      !element.closest('.visually-hidden, .skip, :disabled');

    const found: Text[] = [];
    const note = (text: string, element: Element): void => {
      const { fontSize, color } = getComputedStyle(element);
      found.push({ text, size: Number.parseFloat(fontSize), contrast: contrast(behind(element), color) });
    };
    const roots: (Document | ShadowRoot)[] = [document];
    for (const root of roots) {
      for (const element of root.querySelectorAll('*')) {
        if (element.shadowRoot) roots.push(element.shadowRoot);
        if (element instanceof HTMLInputElement || element instanceof HTMLSelectElement) {
          if (isSeen(element, element.getBoundingClientRect())) note(element.value, element);
        }
        if (element instanceof HTMLOptionElement || element instanceof HTMLStyleElement) continue;
        for (const child of element.childNodes) {
          const text = child.nodeType === Node.TEXT_NODE ? (child.textContent ?? '').trim() : '';
          if (text === '') continue;
          const range = document.createRange();
          range.selectNode(child);
          if (isSeen(element, range.getBoundingClientRect())) note(text, element);
        }
      }
    }
    const { drawn } = globalThis as unknown as { drawn: Map<string, { font: string; style: string }> };
    const panel = getComputedStyle(document.documentElement).getPropertyValue('--panel');
    for (const [text, { font, style }] of drawn) {
      const size = Number.parseFloat(/([\d.]+)px/.exec(font)?.[1] ?? '0');
      found.push({ text: `canvas: ${text}`, size, contrast: contrast([panel], style) });
    }
    for (const ink of inks) {
      const color = getComputedStyle(document.documentElement).getPropertyValue(`--${ink}`);
      found.push({ text: `ink: ${ink}`, size: 24, contrast: contrast([panel], color) });
    }
    return found;
  }, INKS);
}

test.use({ viewport: { width: 1920, height: 1080 } });

test('projector mode: one key in and out, type of 24 px at least, contrast of 7 to 1, captions', async ({
  page,
}) => {
  test.slow();
  await page.addInitScript(watchCanvases);
  await page.goto('/');
  await page.getByRole('combobox', { name: 'Theme' }).selectOption('light');
  await page.locator('body').press('p');
  const root = page.locator('html');
  await expect(root).toHaveAttribute('data-theme', 'projector');
  await expect(page.locator('.caption')).toHaveText(/^P.*projector/i);
  await page.evaluate(() => (globalThis as unknown as { drawn: Map<string, unknown> }).drawn.clear());
  await expect(page.locator('.code-body')).toContainText('fn evaluate');

  const check = async (view: string): Promise<void> => {
    const texts = await visibleTexts(page);
    expect(texts.length, view).toBeGreaterThan(40);
    const poor = texts.filter(({ size, contrast }) => size < 24 || contrast < 7);
    expect(poor, view).toEqual([]);
  };
  await check('the stage');
  await page.locator('body').press('Shift+?');
  await expect(page.getByRole('dialog')).toBeVisible();
  await check('the cheat sheet');
  await page.keyboard.press('Escape');

  // A class came for the code: a screenful of it, and nothing of it or of the inputs beyond an edge.
  const room = await page.evaluate(() => {
    const listing = document.querySelector<HTMLElement>('.listing');
    const inputs = document.querySelector<HTMLElement>('.inputs');
    if (!listing || !inputs) throw new Error('There is no code on the stage.');
    const line = Number.parseFloat(getComputedStyle(listing).lineHeight);
    return {
      lines: Math.floor(listing.clientHeight / line),
      beyond: [listing.scrollWidth - listing.clientWidth, inputs.scrollHeight - inputs.clientHeight],
    };
  });
  expect(room.lines).toBeGreaterThanOrEqual(11);
  expect(room.beyond).toEqual([0, 0]);

  // Hands' things and whatever could name a person are not for an audience.
  for (const panel of ['browser', 'rack', 'timeline']) {
    await expect(page.locator(`[data-panel="${panel}"]`)).toBeHidden();
  }

  await page.reload();
  await expect(root).toHaveAttribute('data-theme', 'projector');
  await page.locator('body').press('p');
  await expect(root).toHaveAttribute('data-theme', 'light');
});
