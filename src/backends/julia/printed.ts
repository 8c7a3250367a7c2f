import type { Fragment } from '../text';

/** How tightly Julia's forms bind, loosest first. */
export const LEVEL = {
  ternary: 0,
  or: 1,
  and: 2,
  compare: 3,
  range: 4,
  add: 5,
  multiply: 6,
  shift: 7,
  unary: 8,
  power: 9,
  primary: 10,
} as const;
export type Level = (typeof LEVEL)[keyof typeof LEVEL];

export interface Printed {
  readonly text: Fragment;
  readonly level: Level;
}

export const at = (text: Fragment, level: Level = LEVEL.primary): Printed => ({ text, level });
