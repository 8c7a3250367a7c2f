import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { STEPS } from './steps';

const KEY = 'code-live-visited';

interface TourState {
  /** Whether the invitation of a first visit is on the screen. */
  readonly invited: boolean;
  /** The step that is shown; undefined while there is no tour. */
  readonly step: number | undefined;
}

/** A browser that refuses storage gets the invitation on every visit. */
function isFirstVisit(): boolean {
  try {
    return localStorage.getItem(KEY) === null;
  } catch {
    return true;
  }
}

function rememberVisit(): void {
  try {
    localStorage.setItem(KEY, 'yes');
  } catch {
    // Refused or full: the invitation comes again, and can be dismissed again.
  }
}

export const tour = createStore<TourState>()(() => ({ invited: isFirstVisit(), step: undefined }));

export function useTour<T>(select: (state: TourState) => T): T {
  return useStore(tour, select);
}

export function endInvitation(): void {
  rememberVisit();
  tour.setState({ invited: false });
}

export function startTour(): void {
  endInvitation();
  tour.setState({ step: 0 });
}

export function endTour(): void {
  tour.setState({ step: undefined });
}

/** Goes on, or back; after the last step the tour is over. */
export function moveTour(by: 1 | -1): void {
  const { step } = tour.getState();
  if (step === undefined) return;
  const next = Math.max(0, step + by);
  tour.setState({ step: next < STEPS.length ? next : undefined });
}
