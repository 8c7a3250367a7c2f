import { useEffect, useRef } from 'react';
import { frames } from './studio';

/**
 * Numbers are rewritten at most this often, in ms: faster can't be read. All of them in the same frames, so that the page
 * is laid out once for all.
 */
const READABLE = 120;

/**
 * Calls `write` when telemetry has changed, from the frame driver and never through React.
 * @param version changes when there is something to write
 */
export function useReadable(write: () => void, version: () => number): void {
  const latest = useRef(write);
  latest.current = write;
  const read = useRef(version);
  read.current = version;
  useEffect(() => {
    let shown = -1;
    let step = -1;
    return frames.subscribe((time) => {
      const next = Math.floor(time / READABLE);
      if (next === step) return;
      step = next;
      const now = read.current();
      if (now === shown) return;
      shown = now;
      latest.current();
    });
  }, []);
}
