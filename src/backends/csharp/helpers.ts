import type { Helper } from './helper';
import { COLLECTION_HELPERS } from './helpers-collections';
import { FLOAT_HELPERS } from './helpers-float';
import { FORMAT_HELPERS } from './helpers-format';
import { INT_HELPERS } from './helpers-int';
import { MATH_HELPERS } from './helpers-math';
import { PADDING_HELPERS } from './helpers-padding';
import { STRING_HELPERS } from './helpers-string';
import { TEXT_HELPERS } from './helpers-text';
import { VALUE_HELPERS } from './helpers-value';

const TABLE = {
  ...INT_HELPERS,
  ...FLOAT_HELPERS,
  ...MATH_HELPERS,
  ...FORMAT_HELPERS,
  ...COLLECTION_HELPERS,
  ...VALUE_HELPERS,
  ...STRING_HELPERS,
  ...PADDING_HELPERS,
  ...TEXT_HELPERS,
};

export type HelperName = keyof typeof TABLE;

/** Everything a program may call beside .NET, by key. */
export const HELPERS: Readonly<Record<HelperName, Helper>> = TABLE;
