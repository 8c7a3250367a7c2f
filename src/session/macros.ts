import { CHANNEL_IDS, type ChannelId } from './channels';
import { type ChannelSettings, MAX_PARALLEL, type Macros, type Mix, N_RANGE, perChannel } from './document';
import type { Effect } from './effects';
import { seeded } from './random';

/**
 * Where every macro leaves the faders as they stand.
 */
export const NEUTRAL_MACROS: Macros = { performance: 0.5, safety: 0.5, chaos: 0, energy: 0.5 };

/**
 * What is compiled and played: the mix with its macros applied. The faders keep the hand's values; this is the
 * stated, pure mapping from macros onto them.
 *
 * - *Performance* bends every level towards 1 above the middle and towards 0 below it, and parallelism alike
 *   towards the most threads and towards one.
 * - *Safety* above the middle takes unsafe off channel after channel (1 to 8), below it puts unsafe on, likewise.
 * - *Chaos* scatters levels by up to half its value either way and swaps neighbouring effects with its value as
 *   the chance, from the session's seed.
 * - *Energy* multiplies n by a tenth to ten, and moves every gain by -6 to +6 dB.
 */
export function applyMacros(mix: Mix, seed: number): Mix {
  const { performance, safety, chaos, energy } = mix.macros;
  const channels = perChannel((id) => {
    const settings = mix.channels[id];
    const random = seeded(seed * 31 + CHANNEL_IDS.indexOf(id));
    const scatter = (random() - 0.5) * chaos;
    return {
      ...settings,
      level: clamp(bend(settings.level, performance) + scatter, 0, 1),
      parallel: bendParallel(settings.parallel, performance),
      unsafe: safetyOf(id, settings, safety),
      gain: settings.gain <= -60 ? settings.gain : clamp(settings.gain + (energy - 0.5) * 12, -60, 6),
      effects: swapNeighbours(settings.effects, chaos, random),
    };
  });
  const n = Math.round(mix.n * 10 ** (2 * (energy - 0.5)));
  return { ...mix, channels, n: clamp(n, N_RANGE.min, N_RANGE.max) };
}

/**
 * Moves a value towards 0 as the amount goes from 0.5 to 0, towards 1 as it goes from 0.5 to 1.
 */
export function bend(value: number, amount: number): number {
  return amount < 0.5 ? value * amount * 2 : value + (1 - value) * (amount * 2 - 1);
}

function bendParallel(threads: number, amount: number): number {
  return Math.round(1 + (MAX_PARALLEL - 1) * bend((threads - 1) / (MAX_PARALLEL - 1), amount));
}

function safetyOf(id: ChannelId, settings: ChannelSettings, safety: number): boolean {
  const reach = (CHANNEL_IDS.indexOf(id) + 1) / (CHANNEL_IDS.length + 1) / 2;
  if (safety >= 0.5 + reach) return false;
  if (safety <= 0.5 - reach) return true;
  return settings.unsafe;
}

function swapNeighbours(effects: readonly Effect[], chance: number, random: () => number): readonly Effect[] {
  if (chance === 0) return effects;
  const result = [...effects];
  for (let index = 0; index + 1 < result.length; index++) {
    const [here, next] = [result[index], result[index + 1]];
    if (here && next && random() < chance) {
      result[index] = next;
      result[index + 1] = here;
      index++;
    }
  }
  return result;
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
