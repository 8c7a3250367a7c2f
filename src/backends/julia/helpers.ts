import type { Helper } from './helper';
import { COLLECTION_HELPERS } from './helpers-collections';
import { FORMAT_HELPERS } from './helpers-format';
import { MATH_HELPERS } from './helpers-math';
import { NUMBER_HELPERS } from './helpers-numbers';
import { TEXT_HELPERS } from './helpers-text';

export const HELPERS: Readonly<Record<string, Helper>> = {
  ...MATH_HELPERS,
  ...COLLECTION_HELPERS,
  ...NUMBER_HELPERS,
  ...FORMAT_HELPERS,
  ...TEXT_HELPERS,
  PyError: {
    text: `"An exception of Python, by name."
struct PyError <: Exception
    kind::String
    message::String
end`,
  },
};

/** The helpers with all that they need, each once, in order of need. */
export function withNeeds(names: Iterable<string>): string[] {
  const ordered: string[] = [];
  const visit = (name: string): void => {
    const helper = HELPERS[name];
    if (!helper || ordered.includes(name)) return;
    for (const need of helper.needs ?? []) visit(need);
    if (!ordered.includes(name)) ordered.push(name);
  };
  for (const name of names) visit(name);
  return ordered;
}
