import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Measurement } from '../src/measure';
import { measure } from './measure';

const BRIEF = { rounds: 2, samples: 5, seed: 1, timeout: 20_000 };

afterEach(() => vi.restoreAllMocks());

async function measured(options: Omit<Parameters<typeof measure>[0], keyof typeof BRIEF>) {
  const written: string[] = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0);
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => written.push(String(text)) > 0);
  const code = await measure({ ...BRIEF, ...options });
  return { code, text: written.join('') };
}

describe('measure', () => {
  it('prints a whole measurement', { timeout: 120_000 }, async () => {
    const { code, text } = await measured({
      backend: 'typescript',
      code: 'sum(x * x for x in range(n))',
      n: 5_000,
      level: 0,
      json: true,
    });
    expect(code).toBe(0);
    const measurement: Measurement = JSON.parse(text);
    expect(measurement).toMatchObject({
      version: 1,
      backend: 'typescript',
      settings: { level: 0, passes: [] },
      size: 5_000,
      verdict: { kind: 'equal' },
      mode: 'service',
      provenance: 'live',
      isolated: true,
      calibration: { backend: 'typescript' },
    });
    expect(Object.keys(measurement.calibration?.kernels ?? {})).toEqual([
      'arithmetic',
      'branches',
      'lists',
      'text',
    ]);
    expect(measurement.samples.length).toBe(2);
    expect(measurement.reference).toMatch(/^3\./);
  });

  it('says why a program is refused', async () => {
    const { code, text } = await measured({ backend: 'wasm', code: 'open("x")' });
    expect(code).toBe(1);
    expect(text).toContain('open');
  });
});
