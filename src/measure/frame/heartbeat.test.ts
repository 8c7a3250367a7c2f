import { expect, it } from 'vitest';
import { Heartbeat, MISSED } from './heartbeat';

it('gives up only after that many questions in a row without an answer', () => {
  const heartbeat = new Heartbeat();
  for (let i = 0; i < MISSED; i++) expect(heartbeat.ask()).toBe(i + 1);
  expect(heartbeat.ask()).toBeUndefined();
  heartbeat.answer(1);
  expect(heartbeat.ask()).toBe(MISSED + 1);
  expect(heartbeat.ask()).toBeUndefined();
});

it('an old answer does not take back a newer one', () => {
  const heartbeat = new Heartbeat();
  for (let i = 0; i < MISSED; i++) heartbeat.ask();
  heartbeat.answer(MISSED);
  heartbeat.answer(1);
  for (let i = 0; i < MISSED; i++) expect(heartbeat.ask()).toBeDefined();
});
