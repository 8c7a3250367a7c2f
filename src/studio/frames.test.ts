import { describe, expect, it } from 'vitest';
import { createFrames } from './frames';

/** Frames that come when the test says so. */
function byHand() {
  let waiting: ((time: number) => void) | undefined;
  const frames = createFrames({
    request: (callback) => {
      waiting = callback;
      return 1;
    },
    cancel: () => {
      waiting = undefined;
    },
  });
  const frame = (time: number): boolean => {
    const callback = waiting;
    waiting = undefined;
    callback?.(time);
    return callback !== undefined;
  };
  return { frames, frame };
}

describe('the frame driver', () => {
  it('sleeps while nobody listens', () => {
    const { frames, frame } = byHand();
    expect(frame(0)).toBe(false);
    const stop = frames.subscribe(() => {});
    expect(frame(16)).toBe(true);
    stop();
    expect(frame(32)).toBe(false);
  });

  it('tells the time since the last frame, and takes a stall for one slow frame', () => {
    const { frames, frame } = byHand();
    const seen: number[] = [];
    frames.subscribe((_, elapsed) => seen.push(elapsed));
    for (const time of [100, 116, 30_000]) frame(time);
    expect(seen).toEqual([0, 16, 100]);
  });

  it('does a thing once however often it is asked to', () => {
    const { frames, frame } = byHand();
    let done = 0;
    const action = () => done++;
    frames.once(action);
    frames.once(action);
    frame(0);
    expect(done).toBe(1);
    expect(frame(16)).toBe(false);
  });

  it('lets a listener leave from inside a frame', () => {
    const { frames, frame } = byHand();
    const seen: string[] = [];
    const stop = frames.subscribe(() => {
      seen.push('first');
      stop();
    });
    frames.subscribe(() => seen.push('second'));
    frame(0);
    frame(16);
    expect(seen).toEqual(['first', 'second', 'second']);
  });
});
