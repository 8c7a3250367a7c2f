import { readFile } from 'node:fs/promises';
import AxeBuilder from '@axe-core/playwright';
import { onsetsOf, peak } from './sound/analysis';
import { expect as quickly, test } from './studio';

/** The first click fetches what sounds, beside everything else that starts. */
const expect = quickly.configure({ timeout: 20_000 });

/** Samples of the left channel of a 16-bit stereo WAV file. */
function leftOf(file: Buffer): Float32Array {
  const frames = file.readUInt32LE(40) / 4;
  return Float32Array.from({ length: frames }, (_, index) => file.readInt16LE(44 + 4 * index) / 0x7fff);
}

test('sound is off until asked, has one context, says when it is stopped, and is written as WAV', async ({
  page,
}) => {
  test.slow();
  await page.addInitScript(() => {
    const made: AudioContext[] = [];
    const Native = AudioContext;
    // Listens to whatever goes to the loudspeakers.
    const ears: AnalyserNode[] = [];
    const connect = AudioNode.prototype.connect as (this: AudioNode, ...ends: unknown[]) => unknown;
    AudioNode.prototype.connect = function (this: AudioNode, ...ends: unknown[]) {
      if (ends[0] instanceof AudioDestinationNode && ends[0].context instanceof Native) {
        const ear = new AnalyserNode(this.context, { fftSize: 32_768 });
        connect.call(this, ear);
        ears.push(ear);
      }
      return connect.call(this, ...ends);
    } as AudioNode['connect'];
    Object.assign(globalThis, {
      made,
      ears,
      AudioContext: class extends Native {
        constructor(options?: AudioContextOptions) {
          super(options);
          made.push(this);
        }
      },
    });
  });
  const contexts = () => page.evaluate(() => (globalThis as unknown as { made: AudioContext[] }).made.length);
  /** The loudest of the last 0.7 s, 0 while there is no sound at all. */
  const loudness = () =>
    page.evaluate(() => {
      const { ears } = globalThis as unknown as { ears: AnalyserNode[] };
      const samples = new Float32Array(32_768);
      ears[0]?.getFloatTimeDomainData(samples);
      return samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
    });
  const loaded: string[] = [];
  page.on('request', (request) => loaded.push(new URL(request.url()).pathname));
  const isLoaded = (part: RegExp): boolean => loaded.some((path) => part.test(path));

  await page.goto('/');
  // Nobody but the drum grid plays.
  for (const channel of ['Python', 'TypeScript', 'Wasm', 'SQL', 'Rust', 'Julia', 'Go', 'C#'])
    await page.getByRole('button', { name: `Mute ${channel}`, exact: true }).click();
  const power = page.getByRole('button', { name: 'Sound', exact: true });
  await expect(power).toHaveAttribute('data-power', 'off');
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  expect(await contexts()).toBe(0);
  expect(isLoaded(/\/live-/)).toBe(false);

  await power.click();
  await expect(power).toHaveAttribute('data-power', 'on');
  expect(isLoaded(/\/live-/)).toBe(true);
  await power.click();
  await expect(power).toHaveAttribute('data-power', 'off');
  await power.click();
  await expect(power).toHaveAttribute('data-power', 'on');

  // What the browser does when another app takes the device.
  await page.evaluate(() => (globalThis as unknown as { made: AudioContext[] }).made[0]?.suspend());
  await expect(power).toHaveAttribute('data-power', 'stopped');
  await expect(power).toHaveAttribute('title', /Click the switch/);
  await power.click();
  await expect(power).toHaveAttribute('data-power', 'on');
  await expect.poll(loudness).toBeGreaterThan(0.05);
  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  await expect.poll(loudness).toBe(0);
  await power.click();
  await page.getByRole('button', { name: 'Stop', exact: true }).click();

  await page.getByRole('button', { name: /^Sound: scale/ }).click();
  const panel = page.getByRole('region', { name: 'Sound', exact: true });
  await panel.getByRole('button', { name: 'hat, step 3', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Undo hat, step 3' })).toBeEnabled();
  await panel.getByRole('combobox', { name: 'root' }).selectOption('A');
  await panel.getByRole('combobox', { name: 'Rust instrument' }).selectOption('Granular Synth');
  for (const label of ['Rust instrument', 'root', 'hat, step 3'])
    await page.getByRole('button', { name: `Undo ${label}` }).click();
  await expect(panel.getByRole('combobox', { name: 'root' })).toHaveValue('0');

  // Kick and hat take turns: sixteen onsets in two bars of 120.
  await panel.getByRole('combobox', { name: 'length' }).selectOption('bars');
  await panel.getByRole('spinbutton', { name: 'Bars to export' }).fill('2');
  await expect(panel.getByText('4.0 s, 750 KiB')).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).include('.sound-panel').setLegacyMode().analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html.slice(0, 120))])).toEqual([]);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    panel.getByRole('button', { name: 'export', exact: true }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/\.wav$/);
  const left = leftOf(await readFile(await download.path()));
  expect(left.length / 48_000).toBeCloseTo(5.6, 2);
  expect(peak(left)).toBeLessThan(1);
  const onsets = onsetsOf(left, 48_000);
  expect(onsets).toHaveLength(16);
  for (const [beat, onset] of onsets.entries()) expect(Math.abs(onset - beat / 4)).toBeLessThan(0.012);
  expect(await contexts()).toBe(1);
});
