/** A numeric program, and the loop that one would write for it by hand in JavaScript. */
export interface BenchProgram {
  readonly name: string;
  readonly source: string;
  readonly n: number;
  /** A function called `program`, of `n`. */
  readonly byHand: string;
}

/** Integers only: every backend may take all of them, and none is a formula that a compiler can fold to a constant. */
export const PROGRAMS: readonly BenchProgram[] = [
  {
    name: 'sum of squares mod',
    source: 'sum(x * x % 7 for x in range(n))',
    n: 10_000,
    byHand: 'function program(n) { let s = 0; for (let x = 0; x < n; x++) s += (x * x) % 7; return s; }',
  },
  {
    name: 'filtered sum',
    source: 'sum(x for x in range(n) if x % 3 == 0 or x % 5 == 0)',
    n: 10_000,
    byHand:
      'function program(n) { let s = 0; for (let x = 0; x < n; x++) if (x % 3 === 0 || x % 5 === 0) s += x; return s; }',
  },
  {
    name: 'count with a product',
    source: 'sum(1 for x in range(n) if x * (x + 1) % 11 == 4)',
    n: 10_000,
    byHand:
      'function program(n) { let s = 0; for (let x = 0; x < n; x++) if ((x * (x + 1)) % 11 === 4) s++; return s; }',
  },
  {
    name: 'maximum',
    source: 'max(x * 7919 % 10007 for x in range(1, n))',
    n: 10_000,
    byHand:
      'function program(n) { let m = -1; for (let x = 1; x < n; x++) { const v = (x * 7919) % 10007; if (v > m) m = v; } return m; }',
  },
  {
    name: 'nested ranges',
    source: 'sum(x * y % 13 for x in range(100) for y in range(n // 100))',
    n: 10_000,
    byHand:
      'function program(n) { let s = 0; const m = Math.floor(n / 100); for (let x = 0; x < 100; x++) for (let y = 0; y < m; y++) s += (x * y) % 13; return s; }',
  },
  {
    name: 'triangle',
    source: 'sum(x ^ y for x in range(n // 100) for y in range(x))',
    n: 10_000,
    byHand:
      'function program(n) { let s = 0; const m = Math.floor(n / 100); for (let x = 0; x < m; x++) for (let y = 0; y < x; y++) s += x ^ y; return s; }',
  },
  {
    name: 'Pythagorean triples',
    source:
      'sum(1 for a in range(1, n // 500) for b in range(a, n // 500) for c in range(b, n // 500) if a * a + b * b == c * c)',
    n: 20_000,
    byHand:
      'function program(n) { let s = 0; const m = Math.floor(n / 500); for (let a = 1; a < m; a++) for (let b = a; b < m; b++) for (let c = b; c < m; c++) if (a * a + b * b === c * c) s++; return s; }',
  },
  {
    name: 'list of squares',
    source: 'len([x * x for x in range(n) if x % 2 == 1])',
    n: 10_000,
    byHand:
      'function program(n) { const xs = []; for (let x = 0; x < n; x++) if (x % 2 === 1) xs.push(x * x); return xs.length; }',
  },
];

/** A program such as one types, and one of about 500 nodes. `{}` is where an edit goes. */
export const TYPICAL = 'sum(x * x % {} for x in range(n) if x % 3 == 0 and x > {})';
export const LARGE = `[(${Array.from({ length: 24 }, (_, i) => `x * ${i + 2} % {} + x // ${i + 3} - (x & ${i + 1})`).join(', ')}) for x in range(n) if x % {} != 1]`;
