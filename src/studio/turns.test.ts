import { describe, expect, it } from 'vitest';
import { ChannelTelemetry } from './telemetry';
import { TURNS } from './turns';

describe('the turns of a channel', () => {
  it('keep when each was and what it measured', () => {
    const channel = new ChannelTelemetry();
    channel.push([3, 1, 2, 10], 4, 'live', 500);
    channel.push([5], 1, 'live', 1000);
    const { turns } = channel;
    expect(turns.total).toBe(2);
    expect([turns.time(0), turns.low(0), turns.p50(0), turns.mean(0)]).toEqual([500, 1, 2.5, 4]);
    expect(turns.p95(0)).toBeCloseTo(8.95);
    expect([turns.time(1), turns.p50(1)]).toEqual([1000, 5]);
    expect(turns.time(2)).toBeNaN();
  });

  it('can be kept as they are', () => {
    const channel = new ChannelTelemetry();
    channel.push([3], 1, 'live', 500);
    const kept = channel.turns.copy();
    channel.restart();
    channel.push([4], 1, 'live', 600);
    expect([kept.total, kept.p50(0), kept.p50(1), kept.firstOfEpoch]).toEqual([1, 3, Number.NaN, 0]);
  });

  it('keep the latest, and say which were taken since something changed', () => {
    const channel = new ChannelTelemetry();
    const { turns } = channel;
    for (let i = 0; i < TURNS + 10; i++) channel.push([i], 1, 'live', i);
    expect(turns.first).toBe(10);
    expect(turns.time(9)).toBeNaN();
    expect(turns.p50(10)).toBe(10);
    channel.restart();
    expect(turns.firstOfEpoch).toBe(turns.total);
    channel.push([1], 1, 'live', 9999);
    expect(turns.firstOfEpoch).toBe(turns.total - 1);
    expect(turns.epochOf(turns.total - 1)).not.toBe(turns.epochOf(turns.total - 2));
  });
});
