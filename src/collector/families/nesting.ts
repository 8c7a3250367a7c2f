import { type Family, HUNDRED, MILLION, TEN_THOUSAND, THOUSAND } from './family';
import { arithmetic, combination, condition, divides, filters, reduction, relation } from './phrases';

export const NESTED_DEPENDENT: Family = {
  id: 'nested-dependent',
  about: 'an inner loop whose bounds depend on the outer one',
  write(draw) {
    const [a, b] = draw.pick<readonly [string, string]>([
      ['x', 'y'],
      ['i', 'j'],
      ['row', 'col'],
    ]);
    const inner = draw.pick([`range(${a})`, `range(${a}, n)`, `range(1, ${a} + 1)`, `range(${a} + 1, n)`]);
    const test = draw.chance(0.6) ? ` if ${relation(draw, a, b)}` : '';
    return {
      source: reduction(draw, `${combination(draw, a, b)} for ${a} in range(n) for ${b} in ${inner}${test}`),
      most: THOUSAND,
    };
  },
};

export const CROSS_PRODUCT: Family = {
  id: 'cross-product',
  about: 'every pair of two independent ranges',
  write(draw) {
    const [a, b] = draw.pick<readonly [string, string]>([
      ['x', 'y'],
      ['i', 'j'],
      ['p', 'q'],
    ]);
    const width = draw.int(3, 12);
    const body = `${combination(draw, a, b)} for ${a} in range(n) for ${b} in range(${width})`;
    const test = draw.chance(0.6) ? ` if ${relation(draw, a, b)}` : '';
    const all = `${body}${test}`;
    const list = draw.chance(0.5);
    return { source: list ? `[${all}]` : reduction(draw, all), most: TEN_THOUSAND };
  },
};

export const TRIPLE_LOOP: Family = {
  id: 'triple-loop',
  about: 'three nested loops with a condition on all of them',
  write(draw) {
    const k = draw.int(3, 17);
    const test = draw.pick([
      'a * a + b * b == c * c',
      `(a + b + c) % ${k} == ${draw.int(0, 2)}`,
      `a * b % ${k} == c % ${k}`,
      'a < b < c',
      `a + b > c + ${draw.int(1, 9)}`,
    ]);
    const ranges = draw.pick([
      'for a in range(1, n) for b in range(a, n) for c in range(b, n)',
      'for a in range(n) for b in range(n) for c in range(n)',
      `for a in range(n) for b in range(a) for c in range(${draw.int(3, 9)})`,
    ]);
    const element = draw.pick([
      '1',
      'a * b * c',
      'a + b + c',
      `(a ^ b) + c * ${draw.int(2, 9)}`,
      'max(a, b, c)',
    ]);
    return { source: `sum(${element} ${ranges} if ${test})`, most: HUNDRED };
  },
};

export const NESTED_COMPREHENSION: Family = {
  id: 'nested-comprehension',
  about: 'a comprehension inside the element of another',
  write(draw) {
    const width = draw.int(3, 9);
    const inner = draw.pick([
      `[${combination(draw, 'x', 'y')} for y in range(${width})]`,
      `sum(${combination(draw, 'x', 'y')} for y in range(${width})${filters(draw, 'y', 0.4)})`,
      `{y: ${combination(draw, 'x', 'y')} for y in range(${width})}`,
      `[y for y in range(${width}) if ${relation(draw, 'x', 'y')}]`,
    ]);
    return {
      source: `[${inner} for x in range(n)${filters(draw, 'x', 0.4)}]`,
      most: TEN_THOUSAND,
    };
  },
};

export const PIPELINES: Family = {
  id: 'pipelines',
  about: 'comprehensions over comprehensions, as chained steps',
  write(draw) {
    const first = `${arithmetic(draw, 'x')} for x in range(n)${filters(draw, 'x', 0.5)}`;
    const second = `${arithmetic(draw, 'y')} for y in [${first}] if ${condition(draw, 'y')}`;
    const third = `z for z in [${second}] if ${divides(draw, 'z')}`;
    return { source: `sum(${draw.chance(0.5) ? second : third})`, most: MILLION };
  },
};

export const NUMBER_THEORY: Family = {
  id: 'number-theory',
  about: 'primes, divisors, remainders',
  write(draw) {
    const k = draw.int(2, 40);
    return {
      source: draw.pick([
        `[p for p in range(2, n) if all(p % q for q in range(2, math.isqrt(p) + 1)) and p % ${k} != ${draw.int(0, k - 1)}]`,
        `sum(1 for a in range(1, n) if math.gcd(a, ${draw.int(12, 5040)}) == ${draw.pick([1, 2, 3])})`,
        `{m: [d for d in range(1, ${draw.int(5, 30)}) if m % d == ${draw.int(0, 1)}] for m in range(${draw.int(1, 9)}, n + 10)}`,
        `[x for x in range(n) if x * x % ${draw.int(7, 97)} == ${draw.int(0, 6)}]`,
        `max((math.gcd(i, n - i) for i in range(1, n) if ${condition(draw, 'i')}), default=0)`,
        `sum(x for x in range(n) if ${divides(draw, 'x')} or ${divides(draw, 'x')})`,
      ]),
      most: TEN_THOUSAND,
    };
  },
};

export const BIT_TRICKS: Family = {
  id: 'bit-tricks',
  about: 'shifts, masks and exclusive or',
  write(draw) {
    const mask = draw.pick([0x0f, 0x55, 0x5c, 0xff, 0x3ff, 0xaaaa]);
    const shift = draw.int(1, 5);
    const bit = draw.pick([
      `(x ^ (x >> ${shift})) & ${mask}`,
      `x << ${shift} & ${mask} | x & ${draw.int(1, 7)}`,
      `(x * ${draw.int(11, 9973)} ^ x) & ${mask}`,
      `x ^ ${mask} ^ (x >> ${shift})`,
      `~x & ${mask}`,
      `(x >> ${shift} & 1) + (x >> ${shift + 1} & 1)`,
    ]);
    const test = draw.pick([
      '',
      ` if x & ${draw.pick([1, 2, 4, 8])}`,
      ` if not x & ${draw.pick([1, 2, 4])}`,
      ` if (x ^ ${mask}) % ${draw.int(3, 9)}`,
    ]);
    return { source: reduction(draw, `${bit} for x in range(n)${test}`), most: MILLION };
  },
};
