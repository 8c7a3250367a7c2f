import { expect, it } from 'vitest';
import { respond, type Timeline } from './response';

/** A clock that waiting and working move. */
function byHand(): Timeline & { advance(ms: number): void } {
  let time = 1_000;
  return {
    now: () => time,
    until: async (wanted) => {
      time = Math.max(time, wanted);
    },
    advance: (ms) => {
      time += ms;
    },
  };
}

it('a stall counts for every arrival that queues behind it', async () => {
  const timeline = byHand();
  let call = 0;
  const batch = async (count: number) => {
    const elapsed = call++ === 2 ? 1_000 : 10;
    timeline.advance(elapsed);
    return { count, elapsed, digest: 0 };
  };
  const { times, service } = await respond(
    { batch },
    { interval: 250, count: 10 },
    { resolution: 0.005, isolated: true },
    timeline,
  );
  expect(service.filter((time) => time > 10)).toEqual([1_000]);
  expect(times).toEqual([10, 10, 1_000, 760, 520, 280, 40, 10, 10, 10]);
});

it('waits for the beat when it is early', async () => {
  const timeline = byHand();
  const batch = async (count: number) => {
    timeline.advance(1);
    return { count, elapsed: 1, digest: 0 };
  };
  await respond({ batch }, { interval: 100, count: 4 }, { resolution: 0.005, isolated: true }, timeline);
  expect(timeline.now()).toBe(1_301);
});
