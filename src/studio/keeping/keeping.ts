import { useStore } from 'zustand';
import { session } from '../studio';
import { type AutosaveState, createAutosave } from './autosave';

const LOCK = 'code-live-draft:';

/** Holds a lock while the page lives: when it crashes, the browser lets go of it. */
function claim(id: string): () => void {
  let give = (): void => undefined;
  const given = new Promise<void>((resolve) => {
    give = resolve;
  });
  navigator.locks?.request(LOCK + id, () => given).catch((error: unknown) => console.warn(error));
  return give;
}

async function claimed(): Promise<ReadonlySet<string>> {
  const { held = [] } = (await navigator.locks?.query()) ?? {};
  return new Set(held.flatMap(({ name }) => (name?.startsWith(LOCK) ? [name.slice(LOCK.length)] : [])));
}

/** The studio's autosave: recent work of this browser, and what to do about work that was left. */
export const autosave = createAutosave(session, {
  open: async () => (await import('../../dataset')).openDrafts(),
  codec: async () => (await import('./codec')).draftCodec,
  claim,
  claimed,
  newId: () => crypto.randomUUID(),
  now: Date.now,
});

export function useAutosave<T>(select: (state: AutosaveState) => T): T {
  return useStore(autosave.state, select);
}

/**
 * Keeps work while the studio is on the screen.
 * @returns ends it
 */
export function startKeeping(): () => void {
  autosave.start();
  const leave = (): void => void autosave.flush();
  const hide = (): void => {
    if (document.visibilityState === 'hidden') leave();
  };
  addEventListener('pagehide', leave);
  document.addEventListener('visibilitychange', hide);
  return () => {
    removeEventListener('pagehide', leave);
    document.removeEventListener('visibilitychange', hide);
    autosave.stop();
  };
}
