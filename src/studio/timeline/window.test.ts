import { describe, expect, it } from 'vitest';
import { wheelNotches } from '../wheel';
import { END, isInside, pageOf, panned, WHOLE, zoomed } from './window';

describe('the window on the timeline', () => {
  it('keeps the beat under the pointer in its place while it zooms', () => {
    let window = WHOLE;
    for (const factor of [1.25, 1.25, 2, 0.8]) {
      const before = (32 - window.start) / window.beats;
      window = zoomed(window, factor, 32);
      expect((32 - window.start) / window.beats).toBeCloseTo(before);
    }
  });

  it('stays within the timeline and within what can be read', () => {
    expect(zoomed(WHOLE, 1e9, 8).beats).toBe(2);
    expect(zoomed(WHOLE, 1e-9, 8)).toEqual({ start: 0, beats: 1024 });
    expect(panned(WHOLE, -10)).toEqual(WHOLE);
    expect(panned(WHOLE, 1e6)).toEqual({ start: END - 64, beats: 64 });
  });

  it('turns pages', () => {
    expect(pageOf(WHOLE, 130)).toEqual({ start: 128, beats: 64 });
    expect([63.9, 64].map((beat) => isInside(WHOLE, beat))).toEqual([true, false]);
  });
});

describe('the wheel', () => {
  it('turns as far in pixels, lines and pages', () => {
    expect([
      wheelNotches(100, { deltaMode: 0 }),
      wheelNotches(3, { deltaMode: 1 }),
      wheelNotches(1, { deltaMode: 2 }),
    ]).toEqual([1, 1, 1]);
  });

  it('never leaps', () => {
    expect(wheelNotches(-100_000, { deltaMode: 0 })).toBe(-3);
  });
});
