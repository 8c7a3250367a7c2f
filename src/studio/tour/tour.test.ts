import { describe, expect, it } from 'vitest';
import { placeCard } from './place';
import { STEPS } from './steps';
import { endTour, moveTour, startTour, tour } from './tour';

describe('the card of a step', () => {
  const card = { width: 320, height: 160 };
  const window = { width: 1366, height: 768 };
  it.each([
    ['below', { left: 400, top: 10, width: 30, height: 30 }],
    ['above', { left: 1300, top: 600, width: 60, height: 150 }],
    ['beside', { left: 0, top: 0, width: 300, height: 768 }],
    ['before', { left: 900, top: 0, width: 466, height: 768 }],
  ])('stands %s its control, inside the window, and leaves it free', (_, target) => {
    const { left, top } = placeCard(target, card, window);
    expect(left).toBeGreaterThanOrEqual(0);
    expect(top).toBeGreaterThanOrEqual(0);
    expect(left + card.width).toBeLessThanOrEqual(window.width);
    expect(top + card.height).toBeLessThanOrEqual(window.height);
    const apart =
      left >= target.left + target.width ||
      left + card.width <= target.left ||
      top >= target.top + target.height ||
      top + card.height <= target.top;
    expect(apart).toBe(true);
  });

  it('stays inside the window when its control is outside', () => {
    const { top } = placeCard({ left: 10, top: 1_200, width: 60, height: 200 }, card, window);
    expect(top + card.height).toBeLessThanOrEqual(window.height);
  });

  it('stays inside a phone that its control fills', () => {
    const phone = { width: 390, height: 844 };
    const { left, top } = placeCard({ left: 0, top: 60, width: 390, height: 780 }, card, phone);
    expect(left + card.width).toBeLessThanOrEqual(phone.width);
    expect(top + card.height).toBeLessThanOrEqual(phone.height);
  });
});

describe('the tour', () => {
  it('has six steps, goes back and forth, and ends after the last', () => {
    expect(STEPS).toHaveLength(6);
    startTour();
    moveTour(-1);
    expect(tour.getState()).toEqual({ invited: false, step: 0 });
    for (let step = 1; step < STEPS.length; step++) moveTour(1);
    expect(tour.getState().step).toBe(5);
    moveTour(1);
    expect(tour.getState().step).toBeUndefined();
    startTour();
    endTour();
    expect(tour.getState().step).toBeUndefined();
  });
});
