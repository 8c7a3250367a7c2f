import { afterAll, describe, expect, it } from 'vitest';
import { type Encoded, encodeFloat, encodeInt, FLOAT, int, interval, list, STR } from '../../language';
import type { InputValues, Outcome } from '../contract';
import type { EmittedCase, NativeCase, NativeSuite } from '../native-testing';
import { buildCSharp, emitCase, hasMono } from './testing';

const XS = { name: 'xs', type: list(int(interval(-(2 ** 40), 2 ** 40)), interval(0, 1000)) };
const YS = { name: 'ys', type: list(int(), interval(0, 1000)) };
const FS = { name: 'fs', type: list(FLOAT, interval(0, 1000)) };
const WORDS = { name: 'words', type: list(STR, interval(0, 1000)) };

const INTS = {
  xs: [2n ** 40n, -(2n ** 40n) + 3n, 12345n],
  ys: [2n ** 63n - 1n, -7n, 0n],
};

const VALUES: InputValues = {
  xs: INTS.xs.map(encodeInt),
  ys: INTS.ys.map(encodeInt),
  fs: [1.5, 0].map(encodeFloat),
  words: ['12', '9223372036854775807', ''],
};

function emitted(source: string, settings: NativeCase['settings'] = {}): EmittedCase {
  const result = emitCase({ source, inputs: [XS, YS, FS, WORDS], settings: { unsafe: true, ...settings } });
  if (typeof result === 'string') throw new Error(`${source}: ${result}`);
  return result;
}

const dropped = ({ emission }: EmittedCase): string[] =>
  emission.notes.filter((n) => n.rule === 'unsafe-check-dropped').map((n) => n.message.split(':')[0] ?? '');

const WRAP = 'Integers wrap around at 64 bits';
const ZERO = 'Zero divisors are not checked';

describe('what unsafe drops', () => {
  it('computes in long, in a context that says so', () => {
    const { emission } = emitted('sum(x * x * x for x in xs if x % 3)');
    expect(emission.code).toContain('unchecked');
    expect(emission.code).toContain('.Aggregate(0L, (total, x) => total + x * x * x)');
    expect(emission.code).not.toContain('BigInteger');
    expect(emission.notes).toMatchObject([
      { rule: 'unsafe-check-dropped', severity: 'warning', backend: 'csharp' },
    ]);
  });

  it.each([
    ['[x * x * x - x for x in xs]', [WRAP]],
    ['[1 / x + 2 / x for x in xs]', [ZERO]],
    ['[f / g for f in fs for g in fs]', [ZERO]],
    ['[x ** 3 / f for x in xs for f in fs]', [WRAP, ZERO]],
    // Nothing of these is checked in safe mode either.
    ['[x + 1 for x in xs]', []],
    ['[f / 2.0 for f in fs]', []],
    ['[x // 7 for x in ys]', []],
    // A value beyond 64 bits keeps BigInteger.
    ['[x * 2 ** 70 for x in xs]', []],
    ['[x * x * x % (2 ** 64) for x in xs]', []],
    ['[math.factorial(25) for x in xs]', []],
  ])('%s: %j', (source, checks) => {
    const program = emitted(source);
    expect(dropped(program)).toEqual(checks);
    if (checks.length === 0)
      expect(program.emission.code).toBe(emitted(source, { unsafe: false }).emission.code);
  });

  it('drops nothing in safe mode', () => {
    const { emission } = emitted('[x ** 3 / f for x in xs for f in fs]', { unsafe: false });
    expect(emission.notes).toEqual([]);
    expect(emission.code).toContain('BigInteger');
  });
});

const wrap = (x: bigint): Encoded => encodeInt(BigInt.asIntN(64, x));
const { xs, ys } = INTS;
const sumOf = (items: readonly bigint[]): bigint => items.reduce((a, b) => a + b, 0n);
const value = (v: unknown): object => ({ kind: 'value', value: v });

/** Programs that leave 64 bits in each way there is, with what they come to. */
const RUNS: readonly (readonly [string, object])[] = [
  ['[x * x * x for x in xs]', value(xs.map((x) => wrap(x ** 3n)))],
  ['[x ** 5 for x in xs]', value(xs.map((x) => wrap(x ** 5n)))],
  ['[-y for y in ys]', value(ys.map((y) => wrap(-y)))],
  ['[x << 50 for x in xs]', value(xs.map((x) => wrap(x << 50n)))],
  ['sum(y + y for y in ys)', value(wrap(2n * sumOf(ys)))],
  ['sum([y * 3 for y in ys], 10)', value(wrap(3n * sumOf(ys) + 10n))],
  ['math.prod(x + 5 for x in xs)', value(wrap(xs.reduce((a, x) => a * (x + 5n), 1n)))],
  ['max(y + 1 for y in ys)', value(wrap(1n))],
  ['{y * y: y for y in ys}', { kind: 'value' }],
  ['{y * 5 for y in ys}', { kind: 'value' }],
  ['sorted((y * y for y in ys), reverse=True)', { kind: 'value' }],
  ['[(y * 9, y // 7, y % 7) for y in ys]', { kind: 'value' }],
  ['[y * y // x for y in ys for x in xs]', { kind: 'value' }],
  ['[y * 3 if y > 0 else None for y in ys]', { kind: 'value' }],
  ['[f"{y * 2:>30,} {y + y:x} {y - 1}" for y in ys]', { kind: 'value' }],
  ['[(z := y * y) + z for y in ys]', { kind: 'value' }],
  ['[i * y for i, y in enumerate(ys, 2 ** 62)]', { kind: 'value' }],
  ['[a * b for a, b in zip(xs, ys)]', { kind: 'value' }],
  ['[float(y * y) + y for y in ys]', { kind: 'value' }],
  ['any(y * y > 10 for y in ys)', value(true)],
  ['[k + y for y in ys for k in range(y, y + 3)][:5]', { kind: 'value' }],
  ['[abs(y * 2) + ~y + (y & 255) + (y ^ 3) for y in ys]', { kind: 'value' }],
  ['[math.gcd(y, 6) * y + math.isqrt(y * y % 1000) for y in ys]', { kind: 'value' }],
  ['max([y + 1 for y in ys], default=None)', { kind: 'value' }],
  // What doesn't wrap still reports.
  ['[int(w + "99") + 1 for w in words]', { kind: 'outside', rule: 'may-overflow' }],
  ['[0 * y // y for y in ys]', { kind: 'raises', exception: 'ZeroDivisionError' }],
];

describe.skipIf(!hasMono())('compiled by Mono', () => {
  const suites: NativeSuite[] = [];
  afterAll(async () => {
    for (const suite of suites) await suite.remove();
  });

  it.each([{ mode: 'method' }, { mode: 'query' }, { mode: 'loops' }, { mode: 'method', parallel: 2 }])(
    'wraps around: %j',
    { timeout: 120_000 },
    async (settings) => {
      const programs = RUNS.map(([source]) => emitted(source, settings));
      const suite = await buildCSharp(programs);
      suites.push(suite);
      const outcomes: Outcome[] = [];
      for (const [i, program] of programs.entries()) outcomes.push(await suite.run(i, program, VALUES));
      expect(outcomes.map((outcome, i) => [RUNS[i]?.[0], outcome])).toMatchObject(RUNS);
    },
  );

  it('reports an input beyond 64 bits, and reads the next ones', { timeout: 60_000 }, async () => {
    const program = emitted('[y * y for y in ys]');
    const suite = await buildCSharp([program]);
    suites.push(suite);
    const long = { ys: [encodeInt(2n ** 70n), encodeInt(3n)] };
    expect(await suite.run(0, program, long)).toMatchObject({ kind: 'outside' });
  });
});
