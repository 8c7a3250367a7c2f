import { helperText } from './erase';
import { COLLECTION_HELPERS } from './helpers-collections';
import { FORMAT_HELPERS } from './helpers-format';
import { NUMBER_HELPERS } from './helpers-numbers';
import { TEXT_HELPERS } from './helpers-text';

const HELPERS = { ...COLLECTION_HELPERS, ...NUMBER_HELPERS, ...TEXT_HELPERS, ...FORMAT_HELPERS } as const;

export type HelperName = keyof typeof HELPERS;

const isHelper = (name: string): name is HelperName => Object.hasOwn(HELPERS, name);

export const HELPER_NAMES: readonly HelperName[] = Object.keys(HELPERS).filter(isHelper);

/** Helpers that each helper's code mentions. */
const NEEDS: ReadonlyMap<HelperName, readonly HelperName[]> = new Map(
  HELPER_NAMES.map((name) => {
    const withoutComments = HELPERS[name]
      .replace(/\/\*\*.*\*\//g, '')
      .replace(/\/\/.*/g, '')
      .replace(/'[^'\n]*'/g, '');
    const mentioned = new Set(
      withoutComments.match(/(?<![.\w])[A-Za-z]\w*(?=[(<}]| «?\{|»| \{|,|\))/g) ?? [],
    );
    return [name, [...mentioned].filter(isHelper).filter((other) => other !== name)];
  }),
);

/** The helpers in use and all that they need, as text, in the order of the library. */
export function helperCode(used: ReadonlySet<HelperName>): string {
  const needed = new Set<HelperName>();
  const visit = (name: HelperName): void => {
    if (needed.has(name)) return;
    needed.add(name);
    for (const other of NEEDS.get(name) ?? []) visit(other);
  };
  for (const name of used) visit(name);
  return HELPER_NAMES.filter((name) => needed.has(name))
    .map((name) => `${helperText(HELPERS[name])}\n`)
    .join('');
}
