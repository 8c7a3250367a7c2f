import { floats, ints } from './data';
import type { Draw } from './draw';
import { type Family, HUNDRED_THOUSAND, TEN_THOUSAND, THOUSAND } from './family';
import { arithmetic, condition, filters } from './phrases';

const LISTS = ['xs', 'values', 'samples', 'levels'] as const;

type Choices = readonly [number, ...number[]];

/** Programs over one list of whole numbers, whose bounds are drawn once the program is written. */
function overIntegers(
  {
    id,
    about,
    least,
    greatest,
    most,
  }: Omit<Family, 'write'> & {
    readonly least: Choices;
    readonly greatest: Choices;
    readonly most: number;
  },
  write: (draw: Draw, xs: string) => string,
): Family {
  return {
    id,
    about,
    write(draw) {
      const xs = draw.pick(LISTS);
      const source = write(draw, xs);
      return { source, inputs: [ints(xs, draw.pick(least), draw.pick(greatest))], most };
    },
  };
}

export const WINDOWS = overIntegers(
  {
    id: 'windows',
    about: 'figures of a window that slides over a list',
    least: [0, 1],
    greatest: [99, 999],
    most: TEN_THOUSAND,
  },
  (draw, xs) => {
    const w = draw.int(2, 9);
    const body = draw.pick([
      `sum(${xs}[i:i + ${w}])`,
      `max(${xs}[i:i + ${w}])`,
      `min(${xs}[i:i + ${w}]) + ${draw.int(1, 9)}`,
      `sum(${xs}[i:i + ${w}]) // ${w}`,
      `${xs}[i + ${w - 1}] - ${xs}[i]`,
      `len(set(${xs}[i:i + ${w}]))`,
    ]);
    const step = draw.chance(0.3) ? `, ${draw.int(2, 5)}` : '';
    const range = step ? `range(0, len(${xs}) - ${w - 1}${step})` : `range(len(${xs}) - ${w - 1})`;
    return `[${body} for i in ${range}]`;
  },
);

export const NEIGHBOURS = overIntegers(
  {
    id: 'neighbours',
    about: 'each element beside the one before, by zip',
    least: [0, 1],
    greatest: [99, 999, 5000],
    most: HUNDRED_THOUSAND,
  },
  (draw, xs) => {
    const gap = draw.int(1, 3);
    const pairs = `for a, b in zip(${xs}, ${xs}[${gap}:])`;
    return draw.pick([
      `[b - a ${pairs}]`,
      `sum(abs(b - a) ${pairs})`,
      `sum(1 ${pairs} if b > a + ${draw.int(0, 30)})`,
      `[(a, b) ${pairs} if a % ${draw.int(2, 9)} == b % ${draw.int(2, 9)}]`,
      `max((a * b ${pairs} if ${condition(draw, 'a')}), default=0)`,
      `all(a + ${draw.int(1, 999)} >= b ${pairs})`,
    ]);
  },
);

export const ENUMERATE = overIntegers(
  {
    id: 'enumerate',
    about: 'elements with their positions',
    least: [0, 1],
    greatest: [99, 999],
    most: TEN_THOUSAND,
  },
  (draw, xs) => {
    const start = draw.chance(0.3) ? `, ${draw.int(1, 5)}` : '';
    const loop = `for i, v in enumerate(${xs}${start})`;
    return draw.pick([
      `[i * v ${loop} if ${condition(draw, 'v')}]`,
      `sum(v ${loop} if i % ${draw.int(2, 9)} == ${draw.int(0, 1)})`,
      `{i: ${arithmetic(draw, 'v')} ${loop} if ${condition(draw, 'i')}}`,
      `[i ${loop} if v == max(${xs}[:${draw.int(2, 9)}])]`,
      `sum(i * v % ${draw.int(7, 999)} ${loop})`,
      `[(i, v) ${loop} if ${condition(draw, 'v')}]`,
    ]);
  },
);

export const PREFIX_SUMS = overIntegers(
  {
    id: 'prefix-sums',
    about: 'running totals, written as sums of slices',
    least: [0, 1],
    greatest: [9, 99],
    most: THOUSAND,
  },
  (draw, xs) => {
    const k = draw.int(2, 9);
    return draw.pick([
      `[sum(${xs}[:i + 1]) for i in range(len(${xs}))${filters(draw, 'i', 0.5)}]`,
      `[sum(${xs}[:i]) % ${draw.int(7, 999)} for i in range(0, len(${xs}), ${k})]`,
      `[max(${xs}[:i + 1]) for i in range(len(${xs})) if ${condition(draw, 'i')}]`,
      `max((sum(${xs}[i:]) for i in range(0, len(${xs}), ${k})), default=0)`,
      `sum(1 for i in range(1, len(${xs})) if sum(${xs}[:i]) % ${draw.int(3, 13)} == ${draw.int(0, 2)})`,
    ]);
  },
);

export const SORTING = overIntegers(
  {
    id: 'sorting',
    about: 'ordered by a key',
    least: [0, 1, -300],
    greatest: [99, 999, 9999],
    most: TEN_THOUSAND,
  },
  (draw, xs) => {
    const key = draw.pick([
      '',
      `, key=lambda v: v % ${draw.int(3, 50)}`,
      ', key=lambda v: -v',
      `, key=lambda v: (v % ${draw.int(2, 9)}, v)`,
      `, key=lambda v: abs(v - ${draw.int(10, 90)})`,
    ]);
    const reverse = draw.chance(0.4) ? ', reverse=True' : '';
    const inner = draw.chance(0.5)
      ? `[${arithmetic(draw, 'x')} for x in ${xs}${filters(draw, 'x')}]`
      : `[x for x in ${xs} if ${condition(draw, 'x')}]`;
    const cut = draw.chance(0.3) ? `[::${draw.int(2, 5)}]` : '';
    return `sorted(${inner}${key}${reverse})${cut}`;
  },
);

export const NUMERIC_KERNELS: Family = {
  id: 'numeric-kernels',
  about: 'floating point: dot products, polynomials, square roots',
  write(draw) {
    const xs = draw.pick(LISTS);
    const a = draw.int(2, 9);
    const c = draw.int(1, 99) / 10;
    const each = draw.pick([
      `v * v * ${c}`,
      `math.sqrt(v) + ${c}`,
      `v / ${a} - ${c}`,
      `(v - ${c}) ** 2`,
      `v * ${c} if v > ${draw.int(20, 80)} else v / ${a}`,
      `abs(v - ${draw.int(10, 90)}.0) * ${c}`,
    ]);
    return {
      source: draw.pick([
        `sum((${each} for v in ${xs}), 0.0)`,
        `[${each} for v in ${xs}]`,
        `max((${each} for v in ${xs} if v > ${draw.int(5, 50)}), default=0.0)`,
        `[round(${each}, ${draw.int(1, 4)}) for v in ${xs} if v > ${draw.int(5, 90)}]`,
        `sum((u * v for u, v in zip(${xs}, ${xs}[${draw.int(1, 5)}:])), ${c})`,
      ]),
      inputs: [floats(xs, draw.int(20, 80), draw.int(2, 9))],
      most: TEN_THOUSAND,
    };
  },
};

export const SERIES: Family = {
  id: 'series',
  about: 'sums of series in floats, by position',
  write(draw) {
    const a = draw.int(1, 9);
    const b = draw.int(1, 9);
    const term = draw.pick([
      `1 / (k * ${a} + ${b})`,
      `(-1) ** k / (${a + 1} * k + ${b})`,
      `k / (k + ${b}) * ${a}.5`,
      `1.0 / ((k + ${a}) * (k + ${a + b}))`,
      `math.sqrt(k + ${a}) / ${b}`,
    ]);
    const test = draw.chance(0.4) ? ` if k % ${draw.int(2, 7)} != ${draw.int(0, 1)}` : '';
    return { source: `sum((${term} for k in range(n)${test}), 0.0)`, most: HUNDRED_THOUSAND };
  },
};

export const ARG_EXTREMES = overIntegers(
  {
    id: 'arg-extremes',
    about: 'the element, or its place, with the largest or smallest key',
    least: [0, 1],
    greatest: [99, 999, 9999],
    most: TEN_THOUSAND,
  },
  (draw, xs) => {
    const best = draw.pick(['max', 'min']);
    const k = draw.int(3, 99);
    return draw.pick([
      `${best}(${xs}, key=lambda v: (v * ${k} + ${draw.int(1, 20)}) % ${draw.int(50, 999)})`,
      `${best}((v, i) for i, v in enumerate(${xs}))`,
      `${best}((abs(v - ${k}), v) for v in ${xs})`,
      `${best}([i for i in range(len(${xs})) if ${xs}[i] % ${draw.int(2, 9)} == ${draw.int(0, 1)}], default=-1)`,
      `${best}((v % ${k} for v in ${xs} if ${condition(draw, 'v')}), default=0)`,
    ]);
  },
);
