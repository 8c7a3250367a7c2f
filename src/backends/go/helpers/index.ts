import { BYTES } from './bytes';
import { CORE } from './core';
import { FLOATS } from './floats';
import { FORMAT } from './format';
import { MATH, type MathHelper } from './math';
import { NUMBERS } from './numbers';
import { PIPELINE } from './pipeline';
import { SEQUENCES } from './sequences';
import { TEXT } from './text';
import { UNICODE } from './unicode';

/** Every helper by name, in the order in which they are printed: types first. */
const HELPERS: Readonly<Record<string, string>> = {
  ...PIPELINE,
  ...CORE,
  ...SEQUENCES,
  ...NUMBERS,
  ...FLOATS,
  ...MATH,
  ...UNICODE,
  ...TEXT,
  ...BYTES,
  ...FORMAT,
};

export type HelperName =
  | 'unpackBig'
  | MathHelper
  | keyof typeof PIPELINE
  | keyof typeof CORE
  | keyof typeof SEQUENCES
  | keyof typeof NUMBERS
  | keyof typeof FLOATS
  | keyof typeof UNICODE
  | keyof typeof BYTES
  | keyof typeof TEXT
  | keyof typeof FORMAT;

/** Functions that stand in the text of another helper. */
const INSIDE: Readonly<Record<string, HelperName>> = { NewDict: 'Dict', unpackBig: 'packBig' };

export const HELPER_NAMES: readonly string[] = Object.keys(HELPERS);
/** Every name that helpers declare. */
export const HELPER_DECLARATIONS: readonly string[] = [...HELPER_NAMES, ...Object.keys(INSIDE)];

/** Import paths of the packages that programs and helpers use. */
const PACKAGES: Readonly<Record<string, string>> = {
  big: 'math/big',
  bits: 'math/bits',
  errors: 'errors',
  fmt: 'fmt',
  hex: 'encoding/hex',
  math: 'math',
  sort: 'sort',
  strconv: 'strconv',
  strings: 'strings',
  sync: 'sync',
  unicode: 'unicode',
  utf8: 'unicode/utf8',
};

interface Uses {
  readonly helpers: readonly string[];
  readonly packages: readonly string[];
}

const STRINGS_AND_COMMENTS = /\/\/[^\n]*|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])+'/g;

/** Names that are declared as variables or parameters. */
function variablesOf(bare: string): string[] {
  const declared = [
    ...bare.matchAll(/([\w, ]+) :=|\bvar (\w+)|[(,]\s*(\w+) (?=(?:\[\])*(?:u?int|float64|string|bool)\b)/g),
  ];
  return declared.flatMap(([, names = '', variable = '', parameter = '']) => [
    ...names.split(',').map((word) => word.trim()),
    variable,
    parameter,
  ]);
}

/** The helpers and packages that a piece of Go names. */
export function usesOf(code: string): Uses {
  const bare = code.replace(STRINGS_AND_COMMENTS, '""');
  const helpers = new Set<string>();
  for (const match of bare.matchAll(/(?<![.\w])(\w+)/g)) {
    const word = match[1] ?? '';
    const inside = Object.hasOwn(INSIDE, word) ? INSIDE[word] : undefined;
    if (inside !== undefined) helpers.add(inside);
    if (Object.hasOwn(HELPERS, word) || /^Tuple\d+$/.test(word)) helpers.add(word);
  }
  // A variable of the same name is no use of the helper.
  for (const word of variablesOf(bare)) if (!bare.includes(`${word}(`)) helpers.delete(word);
  const packages = new Set<string>();
  for (const match of bare.matchAll(/(?<![.\w])([a-z]\w*)\.[A-Z]/g)) {
    const word = match[1] ?? '';
    if (Object.hasOwn(PACKAGES, word)) packages.add(word);
  }
  return { helpers: [...helpers], packages: [...packages] };
}

const known = new Map<string, Uses>();

function usesOfHelper(name: string): Uses {
  let uses = known.get(name);
  if (uses === undefined) {
    uses = usesOf(helperCode(name));
    known.set(name, uses);
  }
  return uses;
}

/** Text of one helper. Tuples of four items and more are made here. */
export function helperCode(name: string): string {
  const text = HELPERS[name];
  if (text !== undefined) return text.trimStart();
  const arity = Number(name.slice('Tuple'.length));
  const letters = Array.from({ length: arity }, (_, i) => `T${i}`);
  const width = `V${arity - 1}`.length;
  const fields = letters.map((letter, i) => `\t${`V${i}`.padEnd(width)} ${letter}\n`).join('');
  return `// ${name} is a tuple of ${arity} items.\ntype ${name}[${letters.join(', ')} any] struct {\n${fields}}\n`;
}

/** The helpers that some code needs, with what they need themselves, in a fixed order; and the imports of it all. */
export function closure(code: string): { helpers: readonly string[]; imports: readonly string[] } {
  const own = usesOf(code);
  const helpers = new Set<string>();
  const packages = new Set(own.packages);
  const pending = [...own.helpers];
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    if (helpers.has(name)) continue;
    helpers.add(name);
    const uses = usesOfHelper(name);
    for (const word of uses.packages) packages.add(word);
    pending.push(...uses.helpers);
  }
  const place = (name: string): number => {
    const index = HELPER_NAMES.indexOf(name);
    return index < 0 ? HELPER_NAMES.indexOf('Triple') + 0.5 : index;
  };
  return {
    helpers: [...helpers].sort((a, b) => place(a) - place(b) || a.length - b.length || (a < b ? -1 : 1)),
    imports: [...packages].map((word) => PACKAGES[word] ?? word).sort(),
  };
}

/** `import` declarations as gofmt prints them. */
export function importDeclaration(paths: readonly string[]): string {
  const [only] = paths;
  if (only === undefined) return '';
  if (paths.length === 1) return `import "${only}"\n\n`;
  return `import (\n${paths.map((path) => `\t"${path}"\n`).join('')})\n\n`;
}
