import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as interval from './interval';

const value = fc.bigInt({ min: -40n, max: 40n });
const bounded = fc.tuple(value, value).map(([a, b]) => (a < b ? { min: a, max: b } : { min: b, max: a }));
const range = fc.oneof(
  { weight: 4, arbitrary: bounded },
  bounded.map((i) => ({ ...i, min: null })),
  bounded.map((i) => ({ ...i, max: null })),
);

/** A value of an interval: both ends and a few between, for unbounded ends a little further out. */
function sample(of: interval.Interval): bigint[] {
  const min = of.min ?? (of.max ?? 0n) - 3n;
  const max = of.max ?? min + 6n;
  return [...new Set([min, min + 1n, (min + max) / 2n, max - 1n, max, 0n, -1n, 1n])].filter((v) =>
    interval.includes(of, v),
  );
}

const MASK: Readonly<Record<'and' | 'or' | 'xor', (a: bigint, b: bigint) => bigint>> = {
  and: (a, b) => a & b,
  or: (a, b) => a | b,
  xor: (a, b) => a ^ b,
};

/** Each abstract operation with the exact one that it must cover; undefined where Python raises. */
const BINARY: readonly [
  string,
  (a: interval.Interval, b: interval.Interval) => interval.Interval,
  (a: bigint, b: bigint) => bigint | undefined,
][] = [
  ['add', interval.add, (a, b) => a + b],
  ['subtract', interval.subtract, (a, b) => a - b],
  ['multiply', interval.multiply, (a, b) => a * b],
  ['floorDivide', interval.floorDivide, (a, b) => (b === 0n ? undefined : interval.floorDiv(a, b))],
  ['modulo', interval.modulo, (a, b) => (b === 0n ? undefined : interval.floorMod(a, b))],
  ['power', interval.power, (a, b) => (b < 0n ? undefined : a ** b)],
  ['shiftLeft', interval.shiftLeft, (a, b) => (b < 0n ? undefined : a << b)],
  ['shiftRight', interval.shiftRight, (a, b) => (b < 0n ? undefined : a >> b)],
  ['minimum', interval.minimum, (a, b) => (a < b ? a : b)],
  ['maximum', interval.maximum, (a, b) => (a > b ? a : b)],
  ['hull', interval.hull, (a) => a],
  ...(['and', 'or', 'xor'] as const).map((op): (typeof BINARY)[number] => [
    op,
    (a, b) => interval.bitwise(op, a, b),
    MASK[op],
  ]),
];

describe('every operation covers the exact results', () => {
  test.each(BINARY)('%s', (_, abstract, exact) => {
    fc.assert(
      fc.property(range, range, (a, b) => {
        const result = abstract(a, b);
        for (const x of sample(a)) {
          for (const y of sample(b)) {
            const value = exact(x, y);
            if (value !== undefined && !interval.includes(result, value))
              throw new Error(`${x}, ${y} -> ${value} is outside ${result.min}..${result.max}`);
          }
        }
      }),
      { numRuns: 400, seed: 1 },
    );
  });

  test.each([
    ['negate', interval.negate, (a: bigint) => -a],
    ['absolute', interval.absolute, (a: bigint) => (a < 0n ? -a : a)],
    ['invert', interval.invert, (a: bigint) => ~a],
  ] as const)('%s', (_, abstract, exact) => {
    fc.assert(
      fc.property(range, (a) => sample(a).every((x) => interval.includes(abstract(a), exact(x)))),
      { numRuns: 400, seed: 1 },
    );
  });
});

test('known quotients and remainders have the signs of Python', () => {
  const table = [-7n, 7n].flatMap((a) =>
    [-3n, 3n].map((b) => [a, b, interval.floorDiv(a, b), interval.floorMod(a, b)]),
  );
  expect(table).toEqual([
    [-7n, -3n, 2n, -1n],
    [-7n, 3n, -3n, 2n],
    [7n, -3n, -3n, -2n],
    [7n, 3n, 2n, 1n],
  ]);
});

test('squares of a bounded interval are tight', () => {
  expect(interval.power(interval.interval(-3, 2), interval.point(2))).toEqual({ min: 0n, max: 9n });
});
