import { describe, expect, it } from 'vitest';
import { formatPercent, formatTime } from './format';
import { ChannelTelemetry } from './telemetry';

describe('telemetry', () => {
  it('summarises what it was given', () => {
    const channel = new ChannelTelemetry();
    expect(channel.p50).toBeNaN();
    channel.push([4, 1, 3, 2, 5], 50, 'live');
    expect(channel).toMatchObject({ p50: 3, runs: 50, provenance: 'live', latest: 5 });
    expect(channel.p95).toBeCloseTo(4.8);
  });

  it('keeps the latest 512 samples', () => {
    const channel = new ChannelTelemetry();
    channel.push(
      Array.from({ length: 600 }, (_, index) => index),
      600,
      'live',
    );
    expect(channel.count).toBe(512);
    expect(channel.p50).toBe(88 + 255.5);
  });

  it('starts samples over with a change, and keeps what was compared', () => {
    const channel = new ChannelTelemetry();
    channel.verify(true);
    channel.verify(false);
    channel.push([100], 1, 'live');
    channel.restart();
    channel.push([2], 1, 'live');
    expect(channel).toMatchObject({ p50: 2, success: 0.5 });
    channel.clear();
    expect(channel.p50).toBeNaN();
    expect(channel.success).toBe(0.5);
  });

  it('shows what was recorded only until there is something fresh', () => {
    const channel = new ChannelTelemetry();
    channel.recall({ p50: 7, p95: 9, time: 5 });
    expect(channel).toMatchObject({ p50: 7, p95: 9, provenance: 'recorded', count: 0 });
    expect(channel.recorded?.time).toBe(5);
    channel.recall(undefined);
    expect(channel.p50).toBeNaN();
    expect(channel.provenance).toBeUndefined();
    channel.push([1], 1, 'live');
    channel.recall({ p50: 7, p95: 9, time: 5 });
    expect(channel).toMatchObject({ p50: 1, provenance: 'live', recorded: undefined });
  });

  it('changes its version with everything that can be seen', () => {
    const channel = new ChannelTelemetry();
    const versions = new Set([channel.version]);
    channel.push([1], 1, 'live');
    versions.add(channel.version);
    channel.verify(true);
    versions.add(channel.version);
    channel.clear();
    versions.add(channel.version);
    expect(versions.size).toBe(4);
  });
});

describe('numbers', () => {
  it.each([
    [71.2, '71.2 ms'],
    [2.04, '2.04 ms'],
    [0.41, '0.41 ms'],
    [0.0123, '12.3 µs'],
    [0.000412, '0.41 µs'],
    [0.00001, '10.0 ns'],
    [6400, '6.40 s'],
    [Number.NaN, '—'],
  ])('%f ms reads %s', (milliseconds, text) => {
    const { value, unit } = formatTime(milliseconds);
    expect(`${value} ${unit}`.trim()).toBe(text);
  });

  it('never rounds a failure away', () => {
    expect(formatPercent(0.9999)).toBe('>99 %');
    expect(formatPercent(1)).toBe('100 %');
    expect(formatPercent(Number.NaN)).toBe('—');
  });
});
