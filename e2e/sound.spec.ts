import { type BuiltPage, buildPage } from '../scripts/page';
import { hertz } from '../src/audio';
import { type ChannelId, DRUMS, INSTRUMENTS } from '../src/session';
import type { Harness, Heard, Order, Playing } from './sound/page';
import { expect, startServer, test } from './studio';

let built: BuiltPage;
let server: Awaited<ReturnType<typeof startServer>> | undefined;

test.beforeAll(async () => {
  built = await buildPage('e2e/sound/index.html');
  server = await startServer(built.folder);
});

test.afterAll(async () => {
  await server?.stop();
  built.remove();
});

type Hear = (order: Order) => Promise<Heard>;

/** One page for all that is rendered offline: what one hears against what the score says. */
async function studioOfSound(page: import('@playwright/test').Page): Promise<Hear> {
  await page.goto(server?.address ?? '');
  await page.waitForFunction(() => 'harness' in globalThis);
  // As text: the type of a value is recursive, and page.evaluate would unfold it.
  return async (order) => {
    const heard = await page.evaluate(
      (text) => (globalThis as unknown as { harness: Harness }).harness.hear(JSON.parse(text)),
      JSON.stringify(order),
    );
    return heard;
  };
}

const cents = (one: number, other: number): number => 1200 * Math.log2(one / other);
const only = (id: ChannelId, playing: Playing, steps = 4): Order => ({ playing: { [id]: playing }, steps });

/** Whether a pitch is among the strongest peaks, to so many cents. */
const sounds = ({ peaks }: Heard, key: number, within = 30): boolean =>
  peaks.some((peak) => Math.abs(cents(peak.hertz, hertz(key))) < within);

test('every instrument sounds, at the pitch that the score says', async ({ page }) => {
  const hear = await studioOfSound(page);
  for (const instrument of INSTRUMENTS) {
    const heard = await hear(only('python', { value: 57, strip: { instrument } }));
    expect(heard.left, instrument).toBeGreaterThan(0.003);
    expect(heard.peak, instrument).toBeGreaterThan(0.05);
    expect(heard.peak, instrument).toBeLessThan(1);
    if (instrument === 'club-kit') continue;
    // The strongest partial of every one of them is its fundamental.
    expect(Math.abs(cents(heard.peaks[0]?.hertz ?? 1, 220)), instrument).toBeLessThan(25);
    for (const touch of ['percussive', 'soft'] as const) {
      const touched = await hear(only('python', { value: 57, strip: { instrument, touch } }));
      expect(touched.left, `${instrument}, ${touch}`).toBeGreaterThan(0.003);
      expect(Math.abs(cents(touched.peaks[0]?.hertz ?? 1, 220)), `${instrument}, ${touch}`).toBeLessThan(50);
    }
  }
});

test('a dict is a chord, a list a melody, booleans a rhythm, measurements a lag', async ({ page }) => {
  const hear = await studioOfSound(page);
  const chord = await hear(
    only('python', {
      value: {
        dict: [
          [1, 60],
          [2, 64],
          [3, 67],
        ],
      },
    }),
  );
  for (const key of [60, 64, 67]) expect(sounds(chord, key), `key ${key}`).toBe(true);
  expect(sounds(chord, 62)).toBe(false);

  const keys = [57, 61, 64, 69];
  const tune: Playing = {
    value: keys,
    part: { rate: 4 },
    strip: { instrument: 'fm', touch: 'percussive' },
  };
  const melody = await hear({ ...only('rust', tune, 16), stepsHeard: [0, 1, 2, 3] });
  for (const [step, key] of keys.entries()) {
    const near = (melody.stepPeaks[step] ?? []).filter(
      (peak) => Math.abs(cents(peak.hertz, hertz(key))) < 50,
    );
    expect(near[0]?.level ?? -99, `step ${step}`).toBeGreaterThan(-10);
  }
  expect(melody.onsets).toHaveLength(16);

  const rhythm = only(
    'sql',
    {
      value: [true, false, false, true, false, false, true, false],
      part: { rate: 4 },
      strip: { instrument: 'club-kit' },
    },
    16,
  );
  const hits = [0, 3, 6, 8, 11, 14];
  const onTime = await hear(rhythm);
  expect(onTime.onsets).toHaveLength(hits.length);
  for (const [index, step] of hits.entries())
    expect(Math.abs((onTime.onsets[index] ?? 9) - step / 8)).toBeLessThan(0.01);

  // A median of 1 ms is three tenfolds above a microsecond: 45 ms behind the beat.
  const slow = {
    ...rhythm.playing.sql,
    part: { rate: 4, figures: { answer: 'right', p50: 1, p95: 1 } },
  } as Playing;
  const late = await hear(only('sql', slow, 16));
  for (const [index, step] of hits.entries())
    expect(Math.abs((late.onsets[index] ?? 9) - step / 8 - 0.045)).toBeLessThan(0.01);

  // Where p95 is four times p50, notes are up to two doublings of 50 cents off: less than a semitone, but off.
  const rough = await hear(
    only('python', { value: 57, part: { detune: 50, figures: { answer: 'right', p50: 0.001, p95: 0.004 } } }),
  );
  expect(Math.abs(cents(rough.peaks[0]?.hertz ?? 0, 220))).toBeGreaterThan(5);
  expect(Math.abs(cents(rough.peaks[0]?.hertz ?? 0, 220))).toBeLessThan(100);
  const wrong = { answer: 'wrong', p50: 0.001, p95: 0.001 } as const;
  const glitch = await hear(only('go', { value: 57, part: { figures: wrong } }));
  expect(glitch.onsets.length).toBeGreaterThanOrEqual(3);
  const refused = { answer: 'silent', p50: 0.001, p95: 0.001 } as const;
  expect((await hear(only('go', { value: 57, part: { figures: refused } }))).peak).toBe(0);
});

test('gain, pan and mute change what one hears, the limiter holds, and a render can be cancelled', async ({
  page,
}) => {
  const hear = await studioOfSound(page);
  const strip = (changes: Playing['strip'] = {}) => hear(only('python', { value: 57, strip: changes }));
  const plain = await strip();
  const decibels = (one: number, other: number): number => 20 * Math.log10(one / other);
  expect(decibels((await strip({ gain: -12 })).left, plain.left)).toBeCloseTo(-12, 1);
  expect(plain.left).toBeCloseTo(plain.right, 6);
  const left = await strip({ pan: -1 });
  expect(left.right).toBeLessThan(1e-4 * left.left);
  expect(decibels(left.left, plain.left)).toBeCloseTo(3, 1);
  expect((await strip({ audible: false })).peak).toBe(0);
  expect((await strip({ gain: -60 })).peak).toBe(0);

  // Everything at once, six decibels up, over two chunks.
  const loud = {
    value: [57, 69, 45, 57],
    part: { rate: 4 },
    strip: { instrument: 'plinq', gain: 6 },
  } as const;
  const channels = ['python', 'rust', 'go'] as const;
  const order: Order = {
    playing: Object.fromEntries(channels.map((id) => [id, loud])),
    drums: Array.from({ length: 40 }, (_, step) => ({ drum: DRUMS[step % 4] ?? 'kick', step })),
    steps: 40,
  };
  const all = await hear(order);
  expect(all.peak).toBeLessThanOrEqual(1);
  expect(all.peak).toBeGreaterThan(0.9);
  expect(all.chunks).toBe(3);
  expect(all.seconds).toBeCloseTo(40 / 8 + 1.6, 2);
  const end = await page.evaluate(
    (text) => (globalThis as unknown as { harness: Harness }).harness.cancelled(JSON.parse(text)),
    JSON.stringify(order),
  );
  expect(end).toBe('changed my mind');
});
