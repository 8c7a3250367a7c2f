import { describe, expect, it } from 'vitest';
import type { ClockReading } from './clock';
import { probeResolution } from './clock';
import { DigestChanged, Sampling, takeSeries } from './sampling';
import { summarise } from './summary';

const clock: ClockReading = { resolution: 0.005, isolated: true };

/** A program on a clock that only the program moves: its run takes `time(i)` ms the i-th time. */
function program(time: (run: number) => number, digest: (batch: number) => number = () => 7) {
  let runs = 0;
  let batches = 0;
  const counts: number[] = [];
  return {
    counts,
    series: (request: Parameters<typeof takeSeries>[1]) =>
      takeSeries(async (count) => {
        counts.push(count);
        let elapsed = 0;
        for (let i = 0; i < count; i++) elapsed += time(runs++);
        return { count, elapsed, digest: digest(batches++) };
      }, request),
  };
}

describe('sampling', () => {
  it('batches until a sample is a hundred clock steps long', async () => {
    const subject = program(() => 0.002);
    const sampling = new Sampling(subject, clock);
    await sampling.take({ samples: 10, total: 100 });
    expect(sampling.batch * 0.002).toBeGreaterThanOrEqual(0.5);
    expect(sampling.batch * 0.002).toBeLessThan(2);
    expect(sampling.settled).toHaveLength(10);
    expect(sampling.summary?.p50).toBeCloseTo(0.002);
    expect(sampling.summary?.of).toBe('batch means');
  });

  it('times single calls where they are long enough', async () => {
    const sampling = new Sampling(
      program(() => 3),
      clock,
    );
    await sampling.take({ samples: 5, total: 100 });
    expect(sampling.batch).toBe(1);
    expect(sampling.summary?.of).toBe('calls');
  });

  it('lengthens the batch when the program comes to speed', async () => {
    const sampling = new Sampling(
      program((run) => (run < 200 ? 0.05 : 0.001)),
      clock,
    );
    for (let i = 0; i < 6; i++) await sampling.take({ samples: 10, total: 20 });
    expect(sampling.batch * 0.001).toBeGreaterThanOrEqual(0.5);
  });

  it('keeps warming and settled apart', async () => {
    const sampling = new Sampling(
      program((run) => (run < 15 ? 4 : 1)),
      clock,
    );
    const warmUp = await sampling.settle({ samples: 30, total: 1_000 });
    expect(warmUp.class).toBe('warm-up');
    expect(sampling.settled.length).toBeGreaterThanOrEqual(30);
    expect(Math.max(...sampling.settled)).toBe(1);
    expect(Math.max(...sampling.warming)).toBe(4);
  });

  it('ends when the time is up, with at least one sample', async () => {
    const sampling = new Sampling(
      program(() => 100),
      clock,
    );
    await sampling.take({ samples: 30, total: 24 });
    expect(sampling.settled.length).toBe(1);
  });

  it('ends on a program that takes no time at all', async () => {
    const sampling = new Sampling(
      program(() => 0),
      clock,
    );
    await sampling.take({ samples: 3, total: 24 });
    expect(sampling.batch).toBe(10_000_000);
  }, 30_000);

  it('does not believe a program whose checksum changes', async () => {
    const sampling = new Sampling(
      program(
        () => 1,
        (batch) => (batch < 8 ? 1 : 2),
      ),
      clock,
    );
    await expect(sampling.settle({ samples: 30, total: 100 })).rejects.toThrow(DigestChanged);
  });

  it('forgets everything on a restart', async () => {
    const sampling = new Sampling(
      program(() => 1),
      clock,
    );
    await sampling.take({ samples: 5, total: 100 });
    sampling.restart();
    expect(sampling.summary).toBeNull();
  });
});

describe('a summary', () => {
  it('marks collections and keeps them', () => {
    const times = Array.from({ length: 100 }, (_, i) => (i === 20 || i === 70 ? 9 : 1));
    const summary = summarise(times, 1, clock);
    expect(summary.outliers).toEqual([20, 70]);
    expect(summary.p99).toBe(9);
    expect(summary.samples).toBe(100);
  });

  it('has no p99 of fewer than a hundred samples', () => {
    expect(summarise([1, 2, 3], 1, clock)).not.toHaveProperty('p99');
  });

  it('calls a call too short for the clock a batch mean', () => {
    expect(summarise([0.02, 0.02], 1, clock).of).toBe('batch means');
  });
});

describe('the clock', () => {
  it('is probed for its smallest step', () => {
    let calls = 0;
    expect(probeResolution(() => Math.floor(calls++ / 50) * 0.1)).toBeCloseTo(0.1);
  });

  it('that never moves gives no samples', () => {
    expect(probeResolution(() => 1)).toBe(Infinity);
  });
});
