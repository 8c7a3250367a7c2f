import type { Page } from '@playwright/test';
import { expect, test, withoutRuntimes } from './studio';

test.beforeEach(({ page }) => withoutRuntimes(page));

interface FakeMidi {
  asked: number;
  /** What the browser answers with; empty grants. */
  refuse: string;
  send(...data: number[]): void;
  plug(name: string): void;
  unplug(): void;
}

declare global {
  interface Window {
    midi: FakeMidi;
  }
}

/** Puts a controller in place of the browser's Web MIDI. */
async function plugIn(page: Page): Promise<void> {
  await page.addInitScript(() => {
    type Input = {
      id: string;
      name: string;
      state: string;
      onmidimessage: ((event: { data: Uint8Array }) => void) | null;
    };
    const inputs = new Map<string, Input>();
    const access: { inputs: typeof inputs; onstatechange: (() => void) | null } = {
      inputs,
      onstatechange: null,
    };
    window.midi = {
      asked: 0,
      refuse: '',
      send: (...data) => {
        for (const input of inputs.values()) input.onmidimessage?.({ data: Uint8Array.from(data) });
      },
      plug: (name) => {
        inputs.set(name, { id: name, name, state: 'connected', onmidimessage: null });
        access.onstatechange?.();
      },
      unplug: () => {
        for (const input of inputs.values()) input.state = 'disconnected';
        access.onstatechange?.();
      },
    };
    Object.defineProperty(navigator, 'requestMIDIAccess', {
      configurable: true,
      value: async () => {
        window.midi.asked++;
        if (window.midi.refuse !== '') throw new DOMException('', window.midi.refuse);
        return access;
      },
    });
  });
}

const send = (page: Page, ...places: number[]): Promise<void> =>
  page.evaluate((all) => {
    for (const place of all) window.midi.send(0xb0, 7, place);
  }, places);

async function openSheet(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Menu', exact: true }).click();
  await page.getByRole('menuitem', { name: 'MIDI', exact: true }).click();
  await page.getByRole('menuitem', { name: 'MIDI settings' }).click();
}

test('MIDI: asked for by a click, learnt, taken over softly, hot-plugged, saved, loaded, forgotten', async ({
  page,
}) => {
  await plugIn(page);
  await page.goto('/');
  const sheet = page.getByRole('dialog', { name: 'MIDI' });
  const rust = page.getByRole('slider', { name: 'Rust level' });
  const go = page.getByRole('slider', { name: 'Go level' });
  const mark = rust.locator('.mark');
  await expect(rust).toBeVisible();
  expect(await page.evaluate(() => window.midi.asked)).toBe(0);

  await page.evaluate(() => {
    window.midi.refuse = 'NotAllowedError';
  });
  await rust.click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Learn MIDI' }).click();
  await expect(sheet.getByRole('alert')).toContainText('does not let this page hear MIDI');
  await page.evaluate(() => {
    window.midi.refuse = '';
    window.midi.plug('nanoKONTROL2');
  });
  await sheet.getByRole('button', { name: 'Turn MIDI on' }).click();
  await expect(sheet).toContainText('nanoKONTROL2');
  await page.evaluate(() => window.midi.plug('LaunchPad'));
  await expect(sheet).toContainText('LaunchPad');
  await page.keyboard.press('Escape');

  await rust.click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Learn MIDI' }).click();
  await expect(mark).toHaveAttribute('data-mark', 'learning');
  await send(page, 10, 20);
  await expect(mark).toHaveAttribute('data-mark', 'takeover');
  await expect(rust).toHaveAttribute('aria-valuetext', '50 %, the MIDI knob has not reached this value');
  await send(page, 60, 70, 127);
  await expect(rust).toHaveAttribute('aria-valuetext', '100 %, held by MIDI');
  await expect(page.getByRole('button', { name: 'Undo Rust level' })).toBeVisible();
  await expect(mark).toHaveAttribute('data-mark', 'learnt');
  await page.keyboard.press('h');
  await expect(page.getByRole('dialog', { name: 'History' }).getByRole('listitem').first()).toContainText(
    /Rust level.*by MIDI/,
  );
  await page.keyboard.press('Escape');

  await page.keyboard.press('m');
  await expect(page.getByRole('status').filter({ hasText: 'Click a control' })).toBeVisible();
  await go.click();
  await page.evaluate(() => window.midi.send(0xe0, 0, 64));
  await page.keyboard.press('Escape');
  await expect(go.locator('.mark')).toHaveAttribute('data-mark', 'learnt');
  await page.evaluate(() => window.midi.unplug());

  await openSheet(page);
  await expect(sheet).toContainText('No controller is plugged in');
  await expect(sheet.getByRole('listitem')).toHaveText([/CC 7.*Rust level/, /pitch wheel.*Go level/]);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    sheet.getByRole('button', { name: 'save mappings' }).click(),
  ]);
  const path = await download.path();
  await sheet.getByRole('button', { name: 'Forget the mapping of Rust level' }).click();
  await expect(sheet.getByRole('listitem')).toHaveCount(1);
  const load = sheet.getByLabel('load mappings');
  await load.setInputFiles({ name: 'x.json', mimeType: 'application/json', buffer: Buffer.from('{}') });
  await expect(sheet.getByRole('alert')).toContainText('no file of MIDI mappings');
  await load.setInputFiles(path);
  await expect(sheet.getByRole('listitem')).toHaveCount(2);
  await expect(sheet.getByRole('alert')).toHaveCount(0);
});

test('a browser without Web MIDI says so', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(navigator, 'requestMIDIAccess', { configurable: true, value: undefined });
  });
  await page.goto('/');
  await openSheet(page);
  const sheet = page.getByRole('dialog', { name: 'MIDI' });
  await expect(sheet.getByRole('alert')).toContainText('no Web MIDI');
  await expect(sheet.getByRole('button', { name: 'Turn MIDI on' })).toHaveCount(0);
});
