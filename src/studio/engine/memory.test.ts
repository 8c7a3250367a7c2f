import { describe, expect, it } from 'vitest';
import type { EventLog } from '../../dataset';
import type { Measurement } from '../../measure';
import { remember } from './memory';

const measurement = (p50: number, size = 100, timed = true) =>
  ({
    program: 'abc',
    backend: 'go',
    mode: 'service',
    size,
    ...(timed ? { summary: { p50, p95: p50 * 2 } } : {}),
  }) as Measurement;

describe('memory', () => {
  it('keeps the latest figures of a program, a backend and a size', async () => {
    const visits: Record<string, Measurement[]> = {
      new: [measurement(3), { ...measurement(7), mode: 'response' }, measurement(9, 5)],
      old: [measurement(1), measurement(2, 100, false)],
    };
    const log = {
      heads: async () => [
        { session: 'new', updated: 20, device: { go: { arithmetic: 900 } } },
        { session: 'old', updated: 10 },
      ],
    } as unknown as EventLog;
    const memory = await remember(log, async function* (_, session) {
      let time = session === 'old' ? 10 : 20;
      for (const measurement of visits[session] ?? [])
        yield { measurement, time: time++, code: `code of ${session}` };
    });
    expect(memory.of('abc', 'go', 100)).toEqual({ p50: 3, p95: 6, time: 20, kernel: 900 });
    expect(memory.of('abc', 'go', 5)).toEqual({ p50: 9, p95: 18, time: 22, kernel: 900 });
    expect(memory.of('abc', 'rust', 100)).toBeUndefined();
    expect(memory.programs()).toEqual([
      {
        hash: 'abc',
        code: 'code of new',
        size: 5,
        time: 22,
        backends: new Set(['go']),
        measurements: 4,
        inputs: undefined,
      },
    ]);
  });
});
