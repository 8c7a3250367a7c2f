/** Kinds of work that cost alike, and what one unit of each is. */
export const WORK = {
  rounds: 'steps of a loop',
  tests: 'truth tests, conditions, comparisons',
  int: 'additions, negations and bit operations on ints that fit a double',
  multiply: 'multiplications of ints',
  divide: 'integer divisions and remainders',
  long: 'operations on ints past 2^53',
  big: 'operations on ints past 2^63',
  float: 'additions and multiplications of floats',
  quotient: 'divisions of floats',
  math: 'calls of mathematical functions',
  strings: 'texts that are made',
  characters: 'characters that are read or written',
  digits: 'numbers turned into text or read from it',
  items: 'items put into lists',
  tuples: 'tuples and records that are made',
  reads: 'reads by index',
  fields: 'reads of a field of a record',
  inserts: 'entries put into sets and dicts',
  lookups: 'lookups in sets and dicts',
  scans: 'items passed by linear searches, copies and slices',
  comparisons: 'comparisons of sorting',
  reductions: 'items folded into a number',
  results: 'items of the answer',
} as const;
export type WorkKind = keyof typeof WORK;
export const WORK_KINDS = Object.keys(WORK) as readonly WorkKind[];

/** Units of work of one run, by kind. */
export type Work = Record<WorkKind, number>;

/** More of anything than this is never counted. */
export const MOST = 1e15;
