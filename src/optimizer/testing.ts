import type { PassId } from './pass';

/** A program that a pass rewrites, and one that looks alike but where its precondition does not hold. */
export interface PassExample {
  readonly pass: PassId;
  /** Reads at most the data size `n`. */
  readonly changes: string;
  readonly keeps: string;
  /** Passes that must have run before to give this one something to do. */
  readonly after?: readonly PassId[];
}

/** The door for tests and benchmarks of other rooms: one program for each pass that it improves. */
export const PASS_EXAMPLES: readonly PassExample[] = [
  {
    pass: 'constant-folding',
    changes: '[x * (2 ** 10 - 1024 + 1) + 0 for x in range(n) if x >= 0]',
    keeps: '[x * n for x in range(n) if x >= 1]',
  },
  {
    pass: 'predicate-pushdown',
    changes: '[x + y for x in range(n) for y in range(20) if x % 10 == 0]',
    keeps: '[x + y for x in range(n) for y in range(20) if (x + y) % 10 == 0]',
  },
  {
    pass: 'loop-invariant-code-motion',
    changes: '[x + sum(k * k for k in range(50)) for x in range(n)]',
    keeps: '[x + sum(k * x for k in range(50)) for x in range(n)]',
  },
  {
    pass: 'common-subexpression-elimination',
    changes: '[(x * x + 1) % 7 + (x * x + 1) // 7 for x in range(n)]',
    keeps: '[(x * x + 1) % 7 + (x * x + 2) // 7 for x in range(n)]',
  },
  {
    pass: 'strength-reduction',
    changes: 'sum(x ** 2 % 8 + x // 4 for x in range(n))',
    keeps: 'sum(x % 7 + x // 3 for x in range(n))',
  },
  {
    pass: 'algebraic-closed-form',
    changes: 'sum(3 * x * x + 2 * x + 1 for x in range(n))',
    keeps: 'sum(x ** 4 for x in range(n))',
  },
  {
    pass: 'range-narrowing',
    changes: '[x for x in range(n) if x % 5 == 2]',
    keeps: '[x for x in range(n) if x * x % 5 == 2]',
  },
  {
    pass: 'filter-fusion',
    changes: '[x for x in range(n) if x % 2 if x % 3]',
    keeps: '[x for x in range(n) if x % 2]',
  },
  {
    pass: 'map-fusion',
    changes: 'max(y for y in [x * 7 % 101 for x in range(n + 1)])',
    keeps: '[y for y in [10 // x for x in range(n)]]',
  },
  {
    pass: 'short-circuit-ordering',
    changes: '[x for x in range(n) if str(x) == str(x)[::-1] and x % 11 == 0]',
    keeps: '[x for x in range(n) if x % 11 == 0 and str(x) == str(x)[::-1]]',
  },
  {
    pass: 'memoisation',
    changes: '[sum(d for d in range(1, 60) if d % (x % 12 + 1) == 0) for x in range(n)]',
    keeps: '[sum(d for d in range(1, 60) if d % (x + 1) == 0) for x in range(n)]',
  },
  {
    pass: 'loop-interchange',
    changes: 'sum(x * y for x in range(n) for y in range(3))',
    keeps: '[x * y for x in range(n) for y in range(3)]',
  },
  {
    pass: 'unrolling',
    changes: '[sum(x ** k for k in range(4)) for x in range(n)]',
    keeps: '[sum(x * k for k in range(x)) for x in range(n)]',
  },
  {
    pass: 'type-narrowing',
    after: ['range-narrowing'],
    changes: 'sum(x ** 5 for x in range(n) if x < 100)',
    keeps: 'sum(x for x in range(n))',
  },
];
