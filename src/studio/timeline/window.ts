import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';

/** The stretch of the timeline that is seen. */
export interface TimeWindow {
  /** Beats from zero. */
  readonly start: number;
  /** How many beats fit. */
  readonly beats: number;
}

/** Sixteen bars. */
export const WHOLE: TimeWindow = { start: 0, beats: 64 };
const SHORTEST = 2;
const LONGEST = 1024;
/** The end of the timeline. */
export const END = 4096;

/** Changes when the performer zooms or pans, and when a page is turned. */
export const timeWindow = createStore<TimeWindow>()(() => WHOLE);

export function useTimeWindow(): TimeWindow {
  return useStore(timeWindow);
}

/**
 * @param factor above 1 zooms in
 * @param anchor the beat that stays where it is
 */
export function zoomed({ start, beats }: TimeWindow, factor: number, anchor: number): TimeWindow {
  const next = Math.min(LONGEST, Math.max(SHORTEST, beats / factor));
  return within({ start: anchor - (anchor - start) * (next / beats), beats: next });
}

export function panned({ start, beats }: TimeWindow, by: number): TimeWindow {
  return within({ start: start + by, beats });
}

function within({ start, beats }: TimeWindow): TimeWindow {
  return { start: Math.max(0, Math.min(END - beats, start)), beats };
}

/** The page of the window's length that a beat is on. */
export function pageOf({ beats }: TimeWindow, beat: number): TimeWindow {
  return within({ start: Math.floor(beat / beats) * beats, beats });
}

export function isInside({ start, beats }: TimeWindow, beat: number): boolean {
  return beat >= start && beat < start + beats;
}

/** How much one notch of the wheel zooms. */
const ZOOM = 1.25;

export function zoomBy(notches: number, anchor: number): void {
  timeWindow.setState(zoomed(timeWindow.getState(), ZOOM ** notches, anchor));
}

/** @param share of what is seen */
export function panBy(share: number): void {
  const window = timeWindow.getState();
  timeWindow.setState(panned(window, share * window.beats));
}

/** Where a beat stands, in per cent of the width. */
export function placeOf({ start, beats }: TimeWindow, beat: number): string {
  return `${((beat - start) / beats) * 100}%`;
}

/** The beat under a pointer, in an element as wide as the window. */
export function beatUnder(element: Element, clientX: number): number {
  const { left, width } = element.getBoundingClientRect();
  const { start, beats } = timeWindow.getState();
  return start + ((clientX - left) / Math.max(1, width)) * beats;
}
