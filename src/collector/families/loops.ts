import { ints } from './data';
import type { Draw } from './draw';
import { type Family, HUNDRED_THOUSAND, MILLION } from './family';
import { arithmetic, condition, divides, filters, growingRange, loopName, reduction } from './phrases';

/** A list input of ints, or a range. */
function source(draw: Draw): { readonly text: string; readonly inputs: readonly ReturnType<typeof ints>[] } {
  if (draw.chance(0.6)) return { text: growingRange(draw), inputs: [] };
  const name = draw.pick(['xs', 'values', 'scores', 'readings']);
  return { text: name, inputs: [ints(name, draw.pick([0, 1, -500]), draw.pick([99, 999, 5000]))] };
}

export const MAP: Family = {
  id: 'map',
  about: 'every element through one expression',
  write(draw) {
    const x = loopName(draw);
    const { text, inputs } = source(draw);
    const element = draw.chance(0.3) ? `(${x}, ${arithmetic(draw, x)})` : arithmetic(draw, x);
    return { source: `[${element} for ${x} in ${text}]`, inputs, most: HUNDRED_THOUSAND };
  },
};

export const FILTER: Family = {
  id: 'filter',
  about: 'the elements that meet a condition',
  write(draw) {
    const x = loopName(draw);
    const { text, inputs } = source(draw);
    const second = draw.chance(0.4) ? ` if ${condition(draw, x)}` : '';
    const body = `${x} for ${x} in ${text} if ${condition(draw, x)}${second}`;
    return { source: `[${body}]`, inputs, most: HUNDRED_THOUSAND };
  },
};

export const FILTER_MAP: Family = {
  id: 'filter-map',
  about: 'filter, then an expression, into a list or a set',
  write(draw) {
    const x = loopName(draw);
    const { text, inputs } = source(draw);
    const body = `${arithmetic(draw, x)} for ${x} in ${text} if ${condition(draw, x)}`;
    return {
      source: draw.pick([`[${body}]`, `{${body}}`, `tuple(${body})`]),
      inputs,
      most: HUNDRED_THOUSAND,
    };
  },
};

export const REDUCE: Family = {
  id: 'reduce',
  about: 'one number out of many',
  write(draw) {
    const x = loopName(draw);
    const { text, inputs } = source(draw);
    return {
      source: reduction(draw, `${arithmetic(draw, x)} for ${x} in ${text}${filters(draw, x)}`),
      inputs,
      most: inputs.length > 0 ? HUNDRED_THOUSAND : MILLION,
    };
  },
};

export const QUANTIFIERS: Family = {
  id: 'quantifiers',
  about: 'any and all, which stop early',
  write(draw) {
    const x = loopName(draw);
    const { text, inputs } = source(draw);
    const bound = draw.int(100, 900_000);
    const test = draw.pick([
      `${arithmetic(draw, x)} == ${bound}`,
      `${arithmetic(draw, x)} > ${bound}`,
      condition(draw, x),
      `(${arithmetic(draw, x)}) % ${draw.int(50, 900)} != ${draw.int(1, 40)}`,
    ]);
    const call = draw.pick(['any', 'all']);
    return {
      source: `${call}(${test} for ${x} in ${text}${filters(draw, x, 0.35)})`,
      inputs,
      most: inputs.length > 0 ? HUNDRED_THOUSAND : MILLION,
    };
  },
};

export const COUNTING: Family = {
  id: 'counting',
  about: 'how many meet a condition',
  write(draw) {
    const x = loopName(draw);
    const { text, inputs } = source(draw);
    return {
      source: draw.pick([
        `sum(1 for ${x} in ${text} if ${condition(draw, x)})`,
        `sum(${x} % ${draw.int(3, 17)} == ${draw.int(0, 2)} for ${x} in ${text}${filters(draw, x, 0.4)})`,
        `len([${x} for ${x} in ${text} if ${condition(draw, x)}])`,
        `{r: sum(1 for ${x} in ${text} if ${x} % ${draw.int(4, 9)} == r) for r in range(${draw.int(2, 4)})}`,
        `[sum(1 for ${x} in ${text} if ${divides(draw, x)}), sum(1 for ${x} in ${text} if ${divides(draw, x)})]`,
      ]),
      inputs,
      most: inputs.length > 0 ? HUNDRED_THOUSAND : MILLION,
    };
  },
};
