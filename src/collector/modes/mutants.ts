import type { Draw } from '../families';

/** One way of making a text a little mad, still of the grammar. */
interface Mutation {
  readonly about: string;
  /** Undefined where the text has no place for it. */
  apply(source: string, draw: Draw): string | undefined;
}

function replaceOne(
  source: string,
  pattern: RegExp,
  draw: Draw,
  by: (match: string) => string,
): string | undefined {
  const places = [...source.matchAll(pattern)];
  const [first, ...rest] = places;
  if (!first) return undefined;
  const chosen = draw.pick([first, ...rest]);
  return source.slice(0, chosen.index) + by(chosen[0]) + source.slice(chosen.index + chosen[0].length);
}

const NUMBER = /(?<![\w."'])\d+(?![\w."'])/g;

const MUTATIONS: readonly [Mutation, ...Mutation[]] = [
  {
    about: 'a range ten times as long',
    apply: (source, draw) => replaceOne(source, /range\(n\)/g, draw, () => 'range(n * 10)'),
  },
  {
    about: 'a divisor that becomes zero',
    apply: (source, draw) =>
      replaceOne(
        source,
        /(%|\/\/) \d+/g,
        draw,
        (match) => `${match.split(' ')[0]} (${match.split(' ')[1]} - ${match.split(' ')[1]})`,
      ),
  },
  {
    about: 'a divisor that is zero somewhere in the loop',
    apply: (source, draw) =>
      replaceOne(
        source,
        /\b(x|i|k|v|num|j|value|item) % \d+/g,
        draw,
        (match) => `${match.split(' ')[2]} % ${match.split(' ')[0]}`,
      ),
  },
  {
    about: 'a high power in the place of a product',
    apply: (source, draw) =>
      replaceOne(source, /(\w+) \* \1/g, draw, (match) => `${match.split(' ')[0]} ** ${draw.int(7, 19)}`),
  },
  {
    about: 'a huge factor',
    apply: (source, draw) => replaceOne(source, /\* \d+/g, draw, () => `* ${10 ** draw.int(9, 17)}`),
  },
  {
    about: 'another number',
    apply: (source, draw) =>
      replaceOne(source, NUMBER, draw, (match) => String(Number(match) + draw.int(1, 9))),
  },
  {
    about: 'a default left out',
    apply: (source, draw) => replaceOne(source, /, default=[\d.]+/g, draw, () => ''),
  },
  {
    about: 'a loop inside the loop',
    apply: (source, draw) =>
      replaceOne(source, /in range\(n\)/g, draw, () => `in range(n) for _ in range(${draw.int(2, 60)})`),
  },
  {
    about: 'a place beyond the end',
    apply: (source, draw) => replaceOne(source, /\[i\]/g, draw, () => `[i + ${draw.int(1, 5)}]`),
  },
  {
    about: 'a condition turned round',
    apply: (source, draw) =>
      replaceOne(
        source,
        / (==|!=|<|>) /g,
        draw,
        (match) => ({ ' == ': ' != ', ' != ': ' == ', ' < ': ' >= ', ' > ': ' <= ' })[match] ?? match,
      ),
  },
  {
    about: 'floats where ints were',
    apply: (source, draw) => replaceOne(source, /\/\/ /g, draw, () => '/ '),
  },
  {
    about: 'a shift by the loop variable',
    apply: (source, draw) => replaceOne(source, />> \d+/g, draw, () => '<< (x % 70)'),
  },
  {
    about: 'text repeated n times',
    apply: (source, draw) =>
      replaceOne(source, /"[^"{}]*"\.join/g, draw, (match) => `(${match.slice(0, -5)} * n).join`),
  },
  {
    about: 'the sum as a list',
    apply: (source) =>
      source.startsWith('sum(') && source.endsWith(')') ? `[${source.slice(4, -1)}]` : undefined,
  },
];

export interface Mutant {
  readonly source: string;
  /** What was done, in words. */
  readonly mutations: readonly string[];
}

/** A text with up to so many mutations; undefined where none has a place. */
export function mutantOf(source: string, count: number, draw: Draw): Mutant | undefined {
  let text = source;
  const mutations: string[] = [];
  for (let attempt = 0; attempt < 12 * count && mutations.length < count; attempt++) {
    const mutation = draw.pick(MUTATIONS);
    const changed = mutation.apply(text, draw);
    if (changed === undefined || changed === text) continue;
    text = changed;
    mutations.push(mutation.about);
  }
  return mutations.length > 0 ? { source: text, mutations } : undefined;
}
