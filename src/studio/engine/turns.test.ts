import { expect, it } from 'vitest';
import { LAST, Turns } from './turns';

it('gives the turn to the lowest rank, and to equals in the order in which they came', async () => {
  const turns = new Turns();
  const log: string[] = [];
  const work = (name: string) => async () => {
    log.push(`${name} begins`);
    await Promise.resolve();
    log.push(`${name} ends`);
  };
  await Promise.all([
    turns.take(5, work('first')),
    turns.take(LAST, work('calibration')),
    turns.take(9, work('slow')),
    turns.take(2, work('quick')),
    turns.take(9, work('slow too')),
  ]);
  const order = ['first', 'quick', 'slow', 'slow too', 'calibration'];
  expect(log).toEqual(order.flatMap((name) => [`${name} begins`, `${name} ends`]));
});

it('goes on after work that failed', async () => {
  const turns = new Turns();
  const failing = turns.take(1, () => Promise.reject(new Error('lost')));
  const next = turns.take(1, async () => 'next');
  await expect(failing).rejects.toThrow('lost');
  expect(await next).toBe('next');
});
