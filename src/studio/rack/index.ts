import { onTrouble } from '../dataset/datalog';
import { session } from '../studio';
import { isMorphingOn } from './state';

export { Rack } from './Rack';

/** The first screen comes first: the forecaster is fetched when the page rests, or after so many ms. */
const PATIENCE = 4_000;

/** Runs what is switched on in the rack; what is off is not even fetched. @returns ends it */
export function powerRack(): () => void {
  let stop: (() => void) | undefined;
  let turn = 0;

  function follow(): void {
    stop?.();
    stop = undefined;
    const mine = ++turn;
    if (!isMorphingOn()) return;
    whenIdle(() => {
      if (mine !== turn) return;
      import('./morphing')
        .then(({ startMorphing }) => {
          if (mine === turn) stop = startMorphing();
        })
        .catch(onTrouble);
    });
  }

  follow();
  let wasOn = isMorphingOn();
  const unsubscribe = session.subscribe(() => {
    if (isMorphingOn() === wasOn) return;
    wasOn = !wasOn;
    follow();
  });
  return () => {
    unsubscribe();
    turn++;
    stop?.();
  };
}

/** Safari has no idle callbacks. */
function whenIdle(action: () => void): void {
  if (typeof requestIdleCallback === 'function') requestIdleCallback(action, { timeout: PATIENCE });
  else setTimeout(action, PATIENCE);
}
