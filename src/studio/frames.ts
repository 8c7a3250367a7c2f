/** Called once a frame with the time in ms and the ms since the last frame. */
export type FrameListener = (time: number, elapsed: number) => void;

export interface Frames {
  /** Calls the listener every frame until the returned function is called. */
  subscribe(listener: FrameListener): () => void;
  /** Calls the function in the next frame, once; asking again for the same function changes nothing. */
  once(action: () => void): void;
}

interface FrameSource {
  request(callback: (time: number) => void): number;
  cancel(handle: number): void;
}

const windowFrames: FrameSource = {
  request: (callback) => requestAnimationFrame(callback),
  cancel: (handle) => cancelAnimationFrame(handle),
};

/** A gap longer than this (a hidden tab, a stall) counts as one slow frame. */
const LONGEST = 100;

/**
 * The one animation-frame driver of the studio: everything that moves is moved from here. It sleeps while
 * nothing is subscribed.
 */
export function createFrames(source: FrameSource = windowFrames): Frames {
  const listeners = new Set<FrameListener>();
  const waiting = new Set<() => void>();
  let handle: number | undefined;
  let last: number | undefined;

  function tick(time: number): void {
    handle = undefined;
    const elapsed = last === undefined ? 0 : Math.min(LONGEST, time - last);
    last = time;
    const actions = [...waiting];
    waiting.clear();
    for (const action of actions) action();
    for (const listener of [...listeners]) listener(time, elapsed);
    if (listeners.size > 0 || waiting.size > 0) wake();
    else last = undefined;
  }

  function wake(): void {
    handle ??= source.request(tick);
  }

  return {
    subscribe(listener) {
      listeners.add(listener);
      wake();
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0 || waiting.size > 0 || handle === undefined) return;
        source.cancel(handle);
        handle = undefined;
        last = undefined;
      };
    },
    once(action) {
      waiting.add(action);
      wake();
    },
  };
}
