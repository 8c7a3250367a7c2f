import { withLittleData } from '../bench/little-data';
import { LEAST } from '../src/plugins/training';
import { recorded } from './recorded';
import { expect, test } from './studio';

/** Beside the one that is open at first. */
const PLAYED = ['Primes', 'Right triangles', 'Bits of a number', 'Two dice', 'Fizz buzz', 'Pi, slowly'];

test.setTimeout(180_000);

test('the forecaster goes on learning from what was played here, with consent only, and is used only if it got better', async ({
  page,
}) => {
  await withLittleData(page);
  await page.route('**/bridge/toolchains', (route) => route.fulfill({ json: { tools: {} } }));
  await page.setViewportSize({ width: 1920, height: 1080 });
  await page.goto('/');
  const timed = async () => (await recorded(page)).filter((each) => each.timed);
  const programs = async () => new Set((await timed()).map(({ program }) => program)).size;
  await expect.poll(programs, { timeout: 80_000 }).toBe(1);
  for (const [place, name] of PLAYED.entries()) {
    await page.getByRole('button', { name, exact: true }).click();
    await expect.poll(programs, { timeout: 30_000 }).toBe(place + 2);
  }
  await expect
    .poll(async () => (await timed()).length, { timeout: 30_000 })
    .toBeGreaterThanOrEqual(LEAST.rows);

  const device = page.getByRole('article', { name: 'Predictive Morphing' });
  await device.getByRole('button', { name: /model, training/ }).click();
  const sheet = page.getByRole('dialog', { name: 'Predictive Morphing' });
  await sheet.getByRole('tab', { name: 'Training' }).click();
  const tune = sheet.getByRole('button', { name: 'Tune on my sessions' });
  await expect(tune).toBeDisabled();
  await sheet.getByRole('button', { name: 'open the log' }).click();
  const log = page.getByRole('dialog').filter({ has: page.getByRole('switch', { name: 'Learn from it' }) });
  await log.getByRole('switch', { name: 'Learn from it' }).click();
  await expect(log.getByRole('switch', { name: 'Learn from it' })).toBeChecked();
  await log.getByRole('button', { name: 'Close' }).click();

  await device.getByRole('button', { name: /model, training/ }).click();
  await sheet.getByRole('tab', { name: 'Training' }).click();
  await sheet.getByLabel('Steps of each net at most').fill('20');
  await tune.click();
  const status = sheet.getByRole('status');
  await expect(status).toContainText(/^(Better on|Not better on) your held-out runs/, { timeout: 90_000 });
  const compared = (name: string) => sheet.getByRole('row', { name }).getByRole('cell');
  await expect(compared('your own')).toHaveText([/%$/, /%$/, /^\d+$/]);
  await expect(compared('shipped')).toHaveText([/%$/, /%$/, /^\d+$/]);

  // The history has what was promoted, and nothing of what was not.
  const isPromoted = (await status.textContent())?.startsWith('Better') ?? false;
  await sheet.getByRole('tab', { name: 'Model' }).click();
  await expect(sheet.getByText('tuned on your sessions')).toHaveCount(isPromoted ? 1 : 0);
});
