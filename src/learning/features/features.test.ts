import { describe, expect, it } from 'vitest';
import { compileProgram, DATA_SIZE, type InputSpec, int, list, STR } from '../../language';
import type { MeasuredSettings } from '../../measure';
import { FEATURES, FEATURES_HASH, vectorOf, WORK_KINDS, type Work, workOf } from '.';

const WORDS: InputSpec = { name: 'words', type: list(STR) };
const VALUES: InputSpec = { name: 'values', type: list(int()) };
const settings: MeasuredSettings = {
  level: 0.5,
  parallel: 1,
  unsafe: false,
  mode: 'loops',
  dialect: 'duckdb',
  passes: [],
};

function programOf(source: string) {
  const { program, diagnostics } = compileProgram(source, [DATA_SIZE, WORDS, VALUES]);
  if (!program) throw new Error(diagnostics[0]?.message);
  return program;
}

const work = (source: string, n = 1_000): Work => workOf(programOf(source), n);
const vector = (source: string, change: Partial<MeasuredSettings> = {}, size = 1_000) =>
  vectorOf({
    program: programOf(source),
    backend: 'wasm',
    settings: { ...settings, ...change },
    size,
    kernels: { arithmetic: 900 },
  });
const changed = (a: Float32Array, b: Float32Array): string[] => FEATURES.filter((_, i) => a[i] !== b[i]);

describe('expected work', () => {
  it('counts what the loops do, filters letting their share through', () => {
    const { rounds, divide, multiply, items, results } = work('[x * x for x in range(n) if x % 4 == 1]');
    expect([rounds, divide]).toEqual([1_000, 1_000]);
    for (const count of [multiply, items, results]) expect(count).toBeCloseTo(250, -1);
  });

  it('knows triangles from squares', () => {
    expect(work('sum(x * y for x in range(n) for y in range(n))', 100).multiply).toBe(10_000);
    expect(work('sum(x * y for x in range(n) for y in range(x))', 100).multiply).toBe(4_950);
    expect(work('sum(x * y for x in range(n) for y in range(7))', 100).multiply).toBe(700);
  });

  it('expects a search to end where it finds', () => {
    expect(work('any(x % 10 == 3 for x in range(n))').rounds).toBeLessThan(20);
    expect(work('all(x < n for x in range(n))').rounds).toBe(1_000);
  });

  it('sees sorting, sets, texts and ints past a double', () => {
    expect(work('sorted(values)').comparisons).toBeCloseTo(1_000 * Math.log2(1_000), -1);
    expect(work('len({x % 7 for x in range(n)})').inserts).toBe(1_000);
    expect(work('len({x % 7 for x in range(n)})').results).toBe(1);
    expect(work('{x % 7 for x in range(n)}').results).toBeCloseTo(7);
    expect(work('"".join(w.upper() for w in words)').strings).toBeGreaterThan(1_000);
    expect(work('[x ** 9 for x in range(n)]').big).toBeGreaterThan(1_000);
    expect(work('[x ** 9 for x in range(n)]').multiply).toBe(0);
  });

  it.each([
    ['[round(x / 7, 2) for x in range(n)]', 'decimals', 1_000],
    ['[f"{x / 7:.1f}" for x in range(n)]', 'decimals', 1_000],
    ['[(-1) ** x for x in range(n)]', 'powers', 1_000],
    ['sum(x / 7 for x in range(n))', 'sums', 1_000],
    ['[x * 3_000_000 ^ x for x in range(n)]', 'bits', 1_000],
    ['[w in "aeiou" for w in words]', 'searches', 1_000],
    ['[v in {1, 2, 3} for v in values]', 'containers', 2],
    ['[[x, n] for x in range(n)]', 'containers', 1_001],
    ['sorted([(x % 7, x) for x in range(n)])', 'orders', 1_000 * Math.log2(1_000)],
  ] as const)('of %s is of %s', (source, kind, units) => {
    expect(work(source)[kind]).toBeCloseTo(units, -1);
  });

  it('grows with the data size as the program does', () => {
    const ratio = (source: string): number => {
      const total = (n: number) => WORK_KINDS.reduce((sum, kind) => sum + work(source, n)[kind], 0);
      return total(10_000) / total(1_000);
    };
    expect(ratio('[x + 1 for x in range(n)]')).toBeCloseTo(10, 0);
    expect(ratio('sum(x * y for x in range(n) for y in range(x))')).toBeCloseTo(100, -1);
    expect(ratio('[x + 1 for x in range(50)]')).toBe(1);
  });
});

describe('features', () => {
  it('are finite numbers, one for each name', () => {
    const row = vector('{w: len(w) for w in words if w.startswith("a")}');
    expect(row).toHaveLength(FEATURES.length);
    expect(row.every(Number.isFinite)).toBe(true);
    expect(new Set(FEATURES).size).toBe(FEATURES.length);
    expect(FEATURES_HASH).toMatch(/^\w+$/);
  });

  it('do not change with names and white space', () => {
    const one = vector('[x * y for x in range(n) if x > 2 for y in range(x)]');
    expect(vector('[ a*b for a in range( n )  if a>2 for b in range(a) ]')).toEqual(one);
  });

  it('change with what matters, and only there', () => {
    const base = vector('[x * 3 for x in range(n)]');
    expect(changed(base, vector('[x * 3 for x in range(n)]', { unsafe: true }))).toEqual(['unsafe']);
    expect(changed(base, vector('[x * 3 for x in range(n)]', { parallel: 4 }))).toEqual([
      'threads',
      'threads.splits',
    ]);
    expect(changed(base, vector('[x / 3 for x in range(n)]'))).toContain('work.quotient');
    expect(changed(base, vector('[x * 3 for x in range(n)]', {}, 2_000))).toContain('work.rounds');
    expect(changed(base, vector('{x * 3 for x in range(n)}'))).toContain('result.set');
  });

  it('are of the program that runs: a pass that closes a sum takes its rounds away', () => {
    const source = 'sum(x for x in range(n))';
    const plain = vector(source);
    const closed = vector(source, { passes: ['algebraic-closed-form'] });
    const rounds = FEATURES.indexOf('work.rounds');
    expect(plain[rounds]).toBeCloseTo(Math.log1p(1_000));
    expect(closed[rounds]).toBe(0);
  });
});
