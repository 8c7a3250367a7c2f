import { helperText } from './erase';
import { COLLECTION_HELPERS } from './helpers-collections';
import { FORMAT_HELPERS } from './helpers-format';
import { MATH_HELPERS, type MathHelper } from './helpers-math';
import { NUMBER_HELPERS } from './helpers-numbers';
import { TEXT_HELPERS } from './helpers-text';

const OWN_HELPERS = { ...COLLECTION_HELPERS, ...NUMBER_HELPERS, ...TEXT_HELPERS, ...FORMAT_HELPERS } as const;
const HELPERS: Readonly<Record<string, string>> = { ...OWN_HELPERS, ...MATH_HELPERS };

export type HelperName = keyof typeof OWN_HELPERS | MathHelper;

export const HELPER_NAMES: readonly string[] = Object.keys(HELPERS);

/** Helpers that each helper's code mentions. */
const NEEDS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(HELPERS).map(([name, text]) => {
    const withoutComments = text
      .replace(/\/\*\*.*\*\//g, '')
      .replace(/\/\/.*/g, '')
      .replace(/'[^'\n]*'/g, '');
    const mentioned = new Set(
      withoutComments.match(/(?<![.\w])[A-Za-z]\w*(?=[(<}[]| «?\{|»| \{|,|\))/g) ?? [],
    );
    return [name, [...mentioned].filter((other) => other !== name && Object.hasOwn(HELPERS, other))];
  }),
);

/** The helpers in use and all that they need, as text, in the order of the library. */
export function helperCode(used: ReadonlySet<HelperName>): string {
  const needed = new Set<string>();
  const visit = (name: string): void => {
    if (needed.has(name)) return;
    needed.add(name);
    for (const other of NEEDS.get(name) ?? []) visit(other);
  };
  for (const name of used) visit(name);
  return Object.entries(HELPERS)
    .filter(([name]) => needed.has(name))
    .map(([, text]) => `${helperText(text)}\n`)
    .join('');
}
