import { ints } from './data';
import type { Draw } from './draw';
import { type Family, HUNDRED_THOUSAND, MILLION } from './family';
import { arithmetic, condition, divides, filters, growingRange, loopName, reduction } from './phrases';

/**
 * Programs of one loop over a range, or over an input of whole numbers.
 * @param ofRange largest data size where the loop goes over a range
 * @param write is given the loop's variable and what it goes over
 */
function overNumbers(
  { id, about, ofRange }: Omit<Family, 'write'> & { readonly ofRange: number },
  write: (draw: Draw, x: string, xs: string) => string,
): Family {
  return {
    id,
    about,
    write(draw) {
      const x = loopName(draw);
      if (draw.chance(0.6)) return { source: write(draw, x, growingRange(draw)), most: ofRange };
      const xs = draw.pick(['xs', 'values', 'scores', 'readings']);
      const inputs = [ints(xs, draw.pick([0, 1, -500]), draw.pick([99, 999, 5000]))];
      return { source: write(draw, x, xs), inputs, most: HUNDRED_THOUSAND };
    },
  };
}

export const MAP = overNumbers(
  { id: 'map', about: 'every element through one expression', ofRange: HUNDRED_THOUSAND },
  (draw, x, xs) => {
    const element = draw.chance(0.3) ? `(${x}, ${arithmetic(draw, x)})` : arithmetic(draw, x);
    return `[${element} for ${x} in ${xs}]`;
  },
);

export const FILTER = overNumbers(
  { id: 'filter', about: 'the elements that meet a condition', ofRange: HUNDRED_THOUSAND },
  (draw, x, xs) => {
    const second = draw.chance(0.4) ? ` if ${condition(draw, x)}` : '';
    return `[${x} for ${x} in ${xs} if ${condition(draw, x)}${second}]`;
  },
);

export const FILTER_MAP = overNumbers(
  { id: 'filter-map', about: 'filter, then an expression, into a list or a set', ofRange: HUNDRED_THOUSAND },
  (draw, x, xs) => {
    const body = `${arithmetic(draw, x)} for ${x} in ${xs} if ${condition(draw, x)}`;
    return draw.pick([`[${body}]`, `{${body}}`, `tuple(${body})`]);
  },
);

export const REDUCE = overNumbers(
  { id: 'reduce', about: 'one number out of many', ofRange: MILLION },
  (draw, x, xs) => reduction(draw, `${arithmetic(draw, x)} for ${x} in ${xs}${filters(draw, x)}`),
);

export const QUANTIFIERS = overNumbers(
  { id: 'quantifiers', about: 'any and all, which stop early', ofRange: MILLION },
  (draw, x, xs) => {
    const bound = draw.int(100, 900_000);
    const test = draw.pick([
      `${arithmetic(draw, x)} == ${bound}`,
      `${arithmetic(draw, x)} > ${bound}`,
      condition(draw, x),
      `(${arithmetic(draw, x)}) % ${draw.int(50, 900)} != ${draw.int(1, 40)}`,
    ]);
    const call = draw.pick(['any', 'all']);
    return `${call}(${test} for ${x} in ${xs}${filters(draw, x, 0.35)})`;
  },
);

export const COUNTING = overNumbers(
  { id: 'counting', about: 'how many meet a condition', ofRange: MILLION },
  (draw, x, xs) =>
    draw.pick([
      `sum(1 for ${x} in ${xs} if ${condition(draw, x)})`,
      `sum(${x} % ${draw.int(3, 17)} == ${draw.int(0, 2)} for ${x} in ${xs}${filters(draw, x, 0.4)})`,
      `len([${x} for ${x} in ${xs} if ${condition(draw, x)}])`,
      `{r: sum(1 for ${x} in ${xs} if ${x} % ${draw.int(4, 9)} == r) for r in range(${draw.int(2, 4)})}`,
      `[sum(1 for ${x} in ${xs} if ${divides(draw, x)}), sum(1 for ${x} in ${xs} if ${divides(draw, x)})]`,
    ]),
);
