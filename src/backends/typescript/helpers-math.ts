import {
  camelCase,
  hexadecimal,
  type MathDialect,
  type PythonFunction,
  printMath,
  tableLines,
} from '../libm';

const typeName = { f64: 'number', i32: 'number', bool: 'boolean', array: 'number[]' } as const;

const INTRINSICS: Readonly<Record<string, (...args: string[]) => string>> = {
  hi: (x) => `highWord(${x})`,
  lo: (x) => `lowWord(${x})`,
  words: (high, low) => `fromWords(${high}, ${low})`,
  add: (a, b) => `((${a}) + (${b})) | 0`,
  div: (a, b) => `Math.trunc(${a} / ${b})`,
  abs: (x) => `Math.abs(${x})`,
  floor: (x) => `Math.floor(${x})`,
  sqrt: (x) => `Math.sqrt(${x})`,
  f64: (i) => (/^\w+$/.test(i) ? i : `(${i})`),
  i32: (x) => `Math.trunc(${x})`,
};

const MESSAGES = {
  ValueError: 'math domain error',
  OverflowError: 'math range error',
  ZeroDivisionError: 'zero to a negative power',
  outside: 'a power of a negative number that is complex',
} as const;

const DIALECT: MathDialect = {
  indent: '  ',
  name: camelCase,
  float: (x) => (Object.is(x, -0) ? '-0' : String(x)),
  int: hexadecimal,
  test: String,
  intrinsic: (name, args) => INTRINSICS[name]?.(...args) ?? name,
  item: (array, index) => `${array}[${index}]`,
  argument: (text) => text,
  declare: (name, value, _, mutable) => `${mutable ? 'let' : 'const'} ${name} = ${value};`,
  array: (name, size) => `const ${name}«: number[]» = new Array(${size}).fill(0);`,
  set: (target, value) => `${target} = ${value};`,
  returns: (value) => `return ${value};`,
  raise: (exception) =>
    `raise('${exception === 'outside' ? 'Outside' : exception}', '${MESSAGES[exception]}');`,
  open: (keyword, test) => `${keyword} (${test}) {`,
  elseIf: (test) => `} else if (${test}) {`,
  otherwise: '} else {',
  close: '}',
  operators: { '==': '===', '!=': '!==' },
  guard: (test, statement) => `if (${test}) ${statement}`,
  head: (name, parameters, result, comment) => [
    comment === '' ? '' : `/** ${comment} */`,
    `function ${name}(${parameters.map((p) => `${p.name}«: ${typeName[p.type]}»`).join(', ')})«: ${typeName[result]}» {`,
  ],
  foot: '}',
  table: (name, values) => `const ${name} = [\n${tableLines(values, '  ')}\n];`,
};

const WORDS = {
  wordsOfFloat: `
/** A float and its two words. */
const wordsOfFloat = new Int32Array(2);
const floatOfWords = new Float64Array(wordsOfFloat.buffer);`,
  highWord: `
/** Sign, exponent and the upper part of the fraction. */
function highWord(x«: number»)«: number» {
  floatOfWords[0] = x;
  return wordsOfFloat[1];
}`,
  lowWord: `
/** The lower part of the fraction. */
function lowWord(x«: number»)«: number» {
  floatOfWords[0] = x;
  return wordsOfFloat[0];
}`,
  fromWords: `
/** The float that two words make. */
function fromWords(high«: number», low«: number»)«: number» {
  wordsOfFloat[0] = low;
  wordsOfFloat[1] = high;
  return floatOfWords[0];
}`,
} as const;

type CamelCase<S extends string> = S extends `${infer A}_${infer B}` ? `${A}${Capitalize<B>}` : S;

/** Helpers that a program calls; they call others. */
export type MathHelper = CamelCase<PythonFunction>;

/** musl's mathematical functions, with which Pyodide is linked: equal in every bit. */
export const MATH_HELPERS: Readonly<Record<string, string>> = {
  ...WORDS,
  ...Object.fromEntries(printMath(DIALECT).map(({ name, text }) => [camelCase(name), `\n${text}`])),
};

/** The helper that prints a function of `PYTHON_FUNCTIONS`. */
export const mathHelper = (name: PythonFunction): MathHelper => camelCase(name) as MathHelper;
