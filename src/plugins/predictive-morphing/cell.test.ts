import { describe, expect, it } from 'vitest';
import type { BackendId } from '../../backends';
import { compileProgram, DATA_SIZE } from '../../language';
import type { MeasuredSettings } from '../../measure';
import { workRow } from './cell';

const SETTINGS: MeasuredSettings = {
  level: 0,
  parallel: 1,
  unsafe: false,
  mode: 'loops',
  dialect: 'duckdb',
  passes: [],
};

function rowOf(
  source: string,
  backend: BackendId,
  change: Partial<MeasuredSettings> = {},
): readonly number[] {
  const { program } = compileProgram(source, [DATA_SIZE]);
  if (!program) throw new Error(`${source} does not compile`);
  return workRow({ program, backend, settings: { ...SETTINGS, ...change }, size: 100 });
}

/** How many amounts a change of settings moves, and in which direction. */
function moved(source: string, backend: BackendId, change: Partial<MeasuredSettings>): number {
  const before = rowOf(source, backend);
  return rowOf(source, backend, change).reduce(
    (sum, units, k) => sum + Math.sign(units - (before[k] ?? 0)),
    0,
  );
}

describe('what has a price', () => {
  it('starts threads and hands results over only where a channel splits the program', () => {
    const squares = '[x * x for x in range(n)]';
    expect(moved(squares, 'wasm', { parallel: 2 })).toBe(2);
    const dict = '{x: str(x) for x in range(n)}';
    expect(moved(dict, 'typescript', { parallel: 2 })).toBe(2);
    expect(moved(dict, 'wasm', { parallel: 2 })).toBe(0);
    expect(moved('max(x % 7 for x in range(n))', 'typescript', { parallel: 2 })).toBe(0);
  });

  it('has stages in a pipeline, but not in a fold, which every idiom writes as a loop', () => {
    expect(moved('[x * x for x in range(n) if x % 3]', 'typescript', { mode: 'pipeline' })).toBeGreaterThan(
      2,
    );
    expect(moved('min(x * x for x in range(n) if x % 3)', 'typescript', { mode: 'pipeline' })).toBe(0);
  });

  it('has checks, which unsafe leaves out', () => {
    expect(moved('[x * x % 5 for x in range(n)]', 'rust', { unsafe: true })).toBeLessThan(-1);
  });
});
