import { describe, expect, it } from 'vitest';
import { Sampling, seeded, timed } from '../../measure';
import { ChannelTelemetry } from '../telemetry';
import { analyse } from './resonances';

const random = seeded(11);

/** A channel whose every `period`-th turn stalls, sampled as live ones are, a turn twice a second. */
async function played(turns: number, period: number): Promise<ChannelTelemetry> {
  let turn = 0;
  let clock = 0;
  const instance = timed({
    timings: { compile: 0, instantiate: 0 },
    run: async () => ({ kind: 'value', value: 0 }),
    batch: async (count) => {
      const stall = period > 0 && turn % period === 0 ? 4 : 1;
      return { count, elapsed: count * (0.9 + 0.2 * random()) * stall, digest: 7 };
    },
    setInputs: async () => {},
    close: async () => {},
  });
  const sampling = new Sampling(instance, { resolution: 0.005, isolated: true });
  const channel = new ChannelTelemetry();
  for (; turn < turns; turn++) {
    const samples = await sampling.take({ samples: 12, total: 24 });
    clock += 500 + 60 * (random() - 0.5);
    channel.push(samples, samples.length * sampling.batch, 'live', clock);
  }
  return channel;
}

describe('the resonances of a channel', () => {
  it('names the period of a planted stall', async () => {
    const { turns } = await played(128, 6);
    const found = analyse(turns);
    expect(found?.rate).toBeCloseTo(2, 0);
    const [first] = found?.peaks ?? [];
    expect(first?.period).toBeCloseTo(3, 1);
    expect(first?.harmonicOf).toBeUndefined();
  });

  it('finds none where nothing stalls', async () => {
    const { turns } = await played(128, 0);
    expect(analyse(turns)?.peaks).toEqual([]);
  });

  it('looks only at turns since something changed', async () => {
    const channel = await played(128, 6);
    channel.restart();
    expect(analyse(channel.turns)).toBeUndefined();
  });
});
