import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { Forecast } from '../plugins/inference';
import { type ChannelId, perChannel } from '../session';

/** What is expected of one run between two changes of the settings. A forecast is never drawn as a measurement. */
export interface ForecastStep {
  /** Beats, the first within and the last without. */
  readonly from: number;
  readonly to: number;
  /** ms of one run; `low` to `high` is the interval of the median. */
  readonly p50: number;
  readonly p95: number;
  readonly low: number;
  readonly high: number;
}

export interface ForecastBand {
  readonly channel: ChannelId;
  /** What the interval promises, 0–1. */
  readonly confidence: number;
  /** In order of beat; a gap is where the forecast was refused. */
  readonly steps: readonly ForecastStep[];
}

/** A place of the timeline where a channel's settings change, and what is said of it. */
export interface ForecastMoment {
  readonly channel: ChannelId;
  readonly beat: number;
  /** "parallel up here: p95 +30 ms (22–41)", or why nothing can be said. */
  readonly said: string;
  readonly isRefused: boolean;
  /** What it came to, once it was measured: "measured +28 ms". */
  readonly came?: string;
}

export interface Forecasts {
  /** Beats ahead of the playhead, or of the pointer, that are forecast; none while nothing forecasts. */
  readonly ahead: number;
  readonly bands: readonly ForecastBand[];
  /** In order of beat. */
  readonly moments: readonly ForecastMoment[];
}

export const NO_FORECASTS: Forecasts = { ahead: 0, bands: [], moments: [] };

/** Forecasts on the timeline; they change with the document and with what was measured, never with a frame. */
export const forecasts = createStore<Forecasts>()(() => NO_FORECASTS);

export type Expected = Readonly<Record<ChannelId, Forecast | undefined>>;
export const NOTHING_EXPECTED: Expected = perChannel(() => undefined);

/** What each channel is expected to take as it stands now. */
export const expected = createStore<Expected>()(() => NOTHING_EXPECTED);

export function useExpected(id: ChannelId): Forecast | undefined {
  return useStore(expected, (state) => state[id]);
}

/** The step of a band at a beat; undefined where nothing is said. */
export function forecastAt({ steps }: ForecastBand, beat: number): ForecastStep | undefined {
  return steps.find(({ from, to }) => beat >= from && beat < to);
}

/**
 * The part of a step that is shown: from where the performer looks to as far as forecasts go.
 * @param head beat of the pointer or the playhead
 * @returns undefined where nothing of it is
 */
export function shownPart(
  { from, to }: Pick<ForecastStep, 'from' | 'to'>,
  head: number,
  ahead: number,
): { readonly from: number; readonly to: number } | undefined {
  const [first, last] = [Math.max(from, head), Math.min(to, head + ahead)];
  return last > first ? { from: first, to: last } : undefined;
}
