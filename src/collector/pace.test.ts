import { expect, it } from 'vitest';
import { calmly, createPace } from './pace';

it('tells how much slower the machine is than at rest, and takes no burst for rest', async () => {
  let time = 10;
  const pace = createPace(async () => time);
  const paceAt = (next: number) => {
    time = next;
    return pace();
  };
  expect(await paceAt(10)).toBe(1);
  for (let i = 0; i < 30; i++) await paceAt(10 + (i % 3) / 10);
  expect(await paceAt(16)).toBeCloseTo(1.6, 1);
  await paceAt(5);
  expect(await paceAt(10)).toBeCloseTo(1, 1);
});

it('takes a machine that stays slow for one at rest', async () => {
  let time = 10;
  const pace = createPace(async () => time);
  for (let i = 0; i < 300; i++) await pace();
  time = 20;
  expect(await pace()).toBe(2);
  for (let i = 0; i < 300; i++) await pace();
  expect(await pace()).toBe(1);
});

it('does work again while it was disturbed, and takes the calmest', async () => {
  const calmlyAt = async (paces: number[], attempts: number) => {
    let done = 0;
    const result = await calmly(
      async () => paces.shift() ?? 1,
      attempts,
      async () => ++done,
    );
    return { result, done };
  };
  expect(await calmlyAt([1, 1.1], 4)).toEqual({ result: 1, done: 1 });
  expect(await calmlyAt([1, 1.6, 1, 1], 4)).toEqual({ result: 2, done: 2 });
  expect(await calmlyAt([2, 2, 1.3, 1.2, 3, 1], 3)).toEqual({ result: 2, done: 3 });
});
