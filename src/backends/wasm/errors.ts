import type { ExceptionName } from '../../language';

/** Codes in the exported global `error`: 1 + index here … */
export const RAISES: readonly ExceptionName[] = [
  'ZeroDivisionError',
  'ValueError',
  'IndexError',
  'KeyError',
  'TypeError',
  'OverflowError',
  'UnicodeDecodeError',
  'UnicodeEncodeError',
  'StopIteration',
];

/** … or 100 + index here, for runs that leave the domain of this backend. */
export const OUTSIDE_RULES = ['outside', 'memory', 'nan'] as const;
