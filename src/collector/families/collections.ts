import { ints, words } from './data';
import { type Family, HUNDRED_THOUSAND, TEN_THOUSAND, THOUSAND } from './family';
import { arithmetic, combination, condition, divides, filters } from './phrases';

export const SET_ALGEBRA: Family = {
  id: 'set-algebra',
  about: 'unions, intersections and differences of sets',
  write(draw) {
    const one = `{${arithmetic(draw, 'x')} for x in range(n)${filters(draw, 'x', 0.4)}}`;
    const other = `{${arithmetic(draw, 'y')} for y in range(n)${filters(draw, 'y', 0.4)}}`;
    const op = draw.pick(['&', '|', '-', '^']);
    return {
      source: draw.pick([
        `sorted(${one} ${op} ${other})`,
        `len(${one} ${op} ${other})`,
        `sum(${one} ${op} ${other})`,
      ]),
      most: TEN_THOUSAND,
    };
  },
};

export const DEDUPLICATION: Family = {
  id: 'deduplication',
  about: 'distinct values',
  write(draw) {
    const xs = draw.pick(['xs', 'ids', 'codes', 'tags']);
    const k = draw.int(5, 90);
    return {
      source: draw.pick([
        `sorted({${arithmetic(draw, 'v')} for v in ${xs}${filters(draw, 'v')}})`,
        `len({v % ${k} for v in ${xs} if ${condition(draw, 'v')}})`,
        `sorted(set(${arithmetic(draw, 'v')} for v in ${xs}))[:${draw.int(2, 20)}]`,
        `len(set(${xs})) - len({v for v in ${xs} if ${divides(draw, 'v')}})`,
      ]),
      inputs: [ints(xs, draw.pick([0, 1]), draw.pick([49, 499, 4999]))],
      most: HUNDRED_THOUSAND,
    };
  },
};

export const DICT_INVERSION: Family = {
  id: 'dict-inversion',
  about: 'keys and values of a dict changing places',
  write(draw) {
    const forward = `{k: ${arithmetic(draw, 'k')} for k in range(n)${filters(draw, 'k', 0.3)}}`;
    const test = draw.chance(0.5) ? ` if ${condition(draw, 'k')}` : '';
    return {
      source: draw.pick([
        `{v: k for k, v in ${forward}.items()${test}}`,
        `{v % ${draw.int(5, 99)}: k for k, v in ${forward}.items()${test}}`,
        `sorted({v: k for k, v in ${forward}.items()${test}}.items())`,
        `len({v: k for k, v in ${forward}.items()${test}})`,
      ]),
      most: TEN_THOUSAND,
    };
  },
};

export const DICT_BUILDING: Family = {
  id: 'dict-building',
  about: 'a dict from numbers to figures',
  write(draw) {
    const value = draw.pick([
      arithmetic(draw, 'x'),
      `(${arithmetic(draw, 'x')}, x % ${draw.int(2, 9)})`,
      `str(x * ${draw.int(2, 9)})`,
      `[${arithmetic(draw, 'x')}, ${arithmetic(draw, 'x')}]`,
    ]);
    const key = draw.pick(['x', `x * ${draw.int(2, 9)}`, `x % ${draw.int(10, 99)}`, `-x`]);
    return { source: `{${key}: ${value} for x in range(n)${filters(draw, 'x')}}`, most: TEN_THOUSAND };
  },
};

export const MEMBERSHIP: Family = {
  id: 'membership',
  about: 'which elements are in another collection',
  write(draw) {
    const xs = draw.pick(['xs', 'ids', 'codes']);
    const allowed = draw.pick([
      `{${arithmetic(draw, 'y')} for y in range(${draw.int(10, 200)})}`,
      `[${draw.int(1, 9)}, ${draw.int(10, 49)}, ${draw.int(50, 99)}]`,
      `{${draw.int(0, 9)}, ${draw.int(10, 19)}, ${draw.int(20, 29)}, ${draw.int(30, 99)}}`,
      `range(${draw.int(0, 20)}, ${draw.int(40, 90)}, ${draw.int(1, 4)})`,
    ]);
    const inside = draw.chance(0.3) ? 'not in' : 'in';
    return {
      source: draw.pick([
        `[v for v in ${xs} if v ${inside} ${allowed}]`,
        `sum(${arithmetic(draw, 'v')} for v in ${xs} if v ${inside} ${allowed})`,
        `len([v for v in ${xs} if v % ${draw.int(20, 99)} ${inside} ${allowed}])`,
      ]),
      inputs: [ints(xs, draw.pick([0, 1]), draw.pick([99, 499]))],
      most: THOUSAND,
    };
  },
};

export const MATRIX: Family = {
  id: 'matrix',
  about: 'rows and columns: transposes, products, flattening',
  write(draw) {
    const w = draw.int(2, 8);
    const cell = combination(draw, 'i', 'j');
    const grid = `[[${cell} for j in range(${w})] for i in range(n)]`;
    return {
      source: draw.pick([
        grid,
        `[sum(row) for row in ${grid}]`,
        `[v for row in ${grid} for v in row if ${condition(draw, 'v')}]`,
        `[max(row) - min(row) for row in ${grid}]`,
        `sum(row[${draw.int(0, w - 1)}] for row in ${grid})`,
        `[[${cell} for i in range(n)] for j in range(${w})]`,
      ]),
      most: TEN_THOUSAND,
    };
  },
};

export const WORD_SETS: Family = {
  id: 'word-sets',
  about: 'words that meet a condition, each once',
  write(draw) {
    const ws = draw.pick(['words', 'names', 'tokens']);
    const test = draw.pick([
      `len(w) > ${draw.int(2, 7)}`,
      `w[0] in "${draw.pick(['aeiou', 'stw', 'pqrs', 'abcdef'])}"`,
      `"${draw.pick(['e', 'o', 'th', 'in', 'a'])}" in w`,
      `w.startswith("${draw.pick(['s', 't', 'w', 'p'])}")`,
      `w.endswith("${draw.pick(['e', 't', 'y', 'n'])}")`,
    ]);
    const more = draw.chance(0.4) ? ` and len(w) < ${draw.int(5, 9)}` : '';
    const each = draw.pick(['w', 'w.lower()', 'w.upper()', `w[:${draw.int(2, 4)}]`, 'len(w)']);
    return {
      source: draw.pick([
        `sorted({${each} for w in ${ws} if ${test}${more}})`,
        `len({${each} for w in ${ws} if ${test}${more}})`,
      ]),
      inputs: [words(ws)],
      most: TEN_THOUSAND,
    };
  },
};
