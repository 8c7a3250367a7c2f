import type { Helper } from './helper';
import { CHAR_HELPERS } from './helpers-chars';
import { COLLECTION_HELPERS } from './helpers-collections';
import { FLOAT_HELPERS } from './helpers-float';
import { INT_HELPERS } from './helpers-int';
import { MATH_HELPERS } from './helpers-math';
import { STRING_HELPERS } from './helpers-string';
import { TEXT_HELPERS } from './helpers-text';

const TABLE = {
  ...INT_HELPERS,
  ...FLOAT_HELPERS,
  ...MATH_HELPERS,
  ...CHAR_HELPERS,
  ...STRING_HELPERS,
  ...TEXT_HELPERS,
  ...COLLECTION_HELPERS,
};

export type HelperName = keyof typeof TABLE;

/** Everything a program may call beside the standard library, by name. */
export const HELPERS: Readonly<Record<HelperName, Helper>> = TABLE;

export const isHelperName = (name: string): name is HelperName => Object.hasOwn(HELPERS, name);
