import { createStore } from 'zustand/vanilla';
import type { ChannelId } from '../../session';

/** The time under the pointer, or under the playhead while the ruler has the focus. */
export const scrub = createStore<{ readonly beat: number | undefined }>()(() => ({ beat: undefined }));

/** What a model expects of a channel over the next beats. It is no measurement and is never drawn as one. */
export interface ForecastBand {
  readonly channel: ChannelId;
  /** Who made it. */
  readonly source: string;
  /** In order of beat. Times are ms of one run; `low` to `high` is the interval of the stated confidence. */
  readonly points: readonly {
    readonly beat: number;
    readonly p50: number;
    readonly low: number;
    readonly high: number;
  }[];
  /** 0–1 */
  readonly confidence: number;
}

/** Forecasts on the timeline; empty until a plugin makes one. */
export const forecasts = createStore<{ readonly bands: readonly ForecastBand[] }>()(() => ({ bands: [] }));

/** A band at a beat, between its points; undefined outside of them. */
export function forecastAt(
  { points }: ForecastBand,
  beat: number,
): { readonly p50: number; readonly low: number; readonly high: number } | undefined {
  const after = points.findIndex((point) => point.beat >= beat);
  const right = points[after];
  if (!right) return undefined;
  if (right.beat === beat) return right;
  const left = points[after - 1];
  if (!left) return undefined;
  const share = (beat - left.beat) / (right.beat - left.beat);
  // Latencies are compared by their ratio.
  const mix = (one: number, other: number): number => one * (other / one) ** share;
  return { p50: mix(left.p50, right.p50), low: mix(left.low, right.low), high: mix(left.high, right.high) };
}
