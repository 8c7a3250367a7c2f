import type { LogEvent } from '../../dataset';
import { now } from '../dataset/datalog';
import { session } from '../studio';
import { beatNow, transportState } from '../transport';
import { Interactions, type Rating, transportAction } from './interactions';
import { Suggestions } from './suggestions';
import { watchWallClock } from './wall-clock';

export { RATINGS, type Rating } from './interactions';

let interactions: Interactions | undefined;

/** The life of the plugins' suggestions, see `Suggestions`. */
export const suggestions = new Suggestions({
  onEntry: session.onEntry,
  now: () => performance.now(),
  after: (time, action) => {
    const timer = setTimeout(action, time);
    return () => clearTimeout(timer);
  },
  log: (step) => interactions?.suggestion(step),
});

/** @param stars 1–5 */
export function rate(rating: Rating, stars: number): void {
  interactions?.rate(rating, stars);
}

export function noteConsent(scope: string, given: boolean): void {
  interactions?.consent(scope, given);
}

/**
 * Logs what the performer does from now on.
 * @param write takes an event; urgent ones are stored at once
 * @param program hash of the program that is open
 * @returns ends it
 */
export function logInteractions(
  write: (event: LogEvent, urgent: boolean) => void,
  program: () => string | null,
): () => void {
  const beat = (): number | null => (transportState.getState().playing ? beatNow() : null);
  const log = new Interactions({ now, beat, program, append: write });
  interactions = log;
  log.session('session_start');
  const stops = [
    session.onEntry((event) => log.onEntry(event)),
    session.onGesture((event) => log.onGesture(event)),
    transportState.subscribe((state, before) => {
      const action = transportAction(state, before);
      if (action) log.transport(action);
    }),
    watchWallClock(now, (by) => log.clockJump(by)),
  ];
  return () => {
    for (const stop of stops) stop();
    log.session('session_end');
    if (interactions === log) interactions = undefined;
  };
}
