/** Kinds of work that cost alike, and what one unit of each is. */
export const WORK = {
  rounds: 'steps of a loop',
  steps: 'numbers of ranges that a loop steps through',
  pairs: 'items that a loop takes beside each other or with their numbers',
  tests: 'truth tests, conditions, comparisons',
  int: 'additions, negations and bit operations on ints that fit a double',
  multiply: 'multiplications of ints',
  divide: 'integer divisions and remainders',
  powers: 'powers with an exponent that varies',
  bits: 'bit operations on ints past 2^31',
  long: 'operations on ints past 2^53',
  big: 'operations on ints past 2^63',
  float: 'additions and multiplications of floats',
  quotient: 'divisions of floats',
  sums: 'floats that are summed up, with what rounding loses',
  math: 'calls of mathematical functions',
  strings: 'texts that are made',
  characters: 'characters that are read or written',
  searches: 'searches for a text in a text',
  digits: 'ints turned into text, and numbers read from it',
  decimals: 'floats turned into decimal digits, or rounded to some',
  items: 'items put into lists',
  containers: 'lists, sets and dicts that are made',
  tuples: 'tuples and records that are made',
  reads: 'reads by index',
  fields: 'reads of a field of a record',
  inserts: 'entries put into sets and dicts',
  lookups: 'lookups in sets and dicts',
  scans: 'items passed by linear searches, copies and slices',
  comparisons: 'comparisons of sorting',
  orders: 'comparisons of sorting between tuples or texts',
  reductions: 'items folded into a number',
  results: 'items of the answer',
} as const;
export type WorkKind = keyof typeof WORK;
export const WORK_KINDS = Object.keys(WORK) as readonly WorkKind[];

/** Units of work of one run, by kind. */
export type Work = Record<WorkKind, number>;

/** More of anything than this is never counted. */
export const MOST = 1e15;
