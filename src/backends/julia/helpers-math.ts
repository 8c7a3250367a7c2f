import { type MathDialect, printMath, tableLines } from '../libm';

const typeName = { f64: 'Float64', i32: 'Int', bool: 'Bool', array: 'Vector{Float64}' } as const;

const INTRINSICS: Readonly<Record<string, (...args: string[]) => string>> = {
  hi: (x) => `high_word(${x})`,
  lo: (x) => `low_word(${x})`,
  words: (high, low) => `from_words(${high}, ${low})`,
  add: (a, b) => `((${a}) + (${b}))`,
  div: (a, b) => `div(${a}, ${b})`,
  abs: (x) => `abs(${x})`,
  floor: (x) => `floor(${x})`,
  sqrt: (x) => `sqrt(${x})`,
  f64: (i) => `Float64(${i})`,
  i32: (x) => `unsafe_trunc(Int, ${x})`,
};

const MESSAGES = {
  ValueError: 'math domain error',
  OverflowError: 'math range error',
  ZeroDivisionError: 'zero to a negative power',
  outside: 'a power of a negative number that is complex',
} as const;

function floatText(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? 'Inf' : '-Inf';
  const text = Object.is(value, -0) ? '-0' : String(value).replace('e+', 'e');
  return /[.e]/.test(text) ? text : `${text}.0`;
}

/** `a || b` before `&&` needs brackets. */
const bracketed = (test: string): string => (test.includes('||') ? `(${test})` : test);

/** Ints are of 64 bits, sign-extended from 32. */
const DIALECT: MathDialect = {
  indent: '    ',
  name: (name, kind) => (kind === 'table' ? name.toUpperCase() : name),
  float: floatText,
  int: String,
  test: String,
  intrinsic: (name, args) => INTRINSICS[name]?.(...args) ?? name,
  item: (array, index) => `${array}[${/^\d+$/.test(index) ? Number(index) + 1 : `${index} + 1`}]`,
  argument: (text) => text,
  declare: (name, value) => `${name} = ${value}`,
  array: (name, size) => `${name} = zeros(${size})`,
  set: (target, value) => `${target} = ${value}`,
  returns: (value) => `return ${value}`,
  raise: (exception) => `throw(PyError("${exception}", "${MESSAGES[exception]}"))`,
  guard: (test, statement) => `${bracketed(test)} && ${statement}`,
  open: (keyword, test) => `${keyword} ${test}`,
  elseIf: (test) => `elseif ${test}`,
  otherwise: 'else',
  close: 'end',
  head: (name, parameters, result, comment) => [
    comment === '' ? '' : `"${comment}"`,
    `function ${name}(${parameters.map((p) => `${p.name}::${typeName[p.type]}`).join(', ')})::${typeName[result]}`,
  ],
  foot: 'end',
  table: (name, values) => `const ${name} = [\n${tableLines(values, '    ')}\n]`,
};

const WORDS: Readonly<Record<string, string>> = { hi: 'high_word', lo: 'low_word', words: 'from_words' };

/** musl's mathematical functions, with which Pyodide is linked: equal in every bit. */
export const MATH_HELPERS: Readonly<
  Record<string, { readonly text: string; readonly needs: readonly string[] }>
> = {
  high_word: {
    text: `"Sign, exponent and the upper part of the fraction."
high_word(x::Float64) = reinterpret(Int64, x) >> 32`,
    needs: [],
  },
  low_word: {
    text: `"The lower part of the fraction."
low_word(x::Float64) = Int(reinterpret(Int64, x) % Int32)`,
    needs: [],
  },
  from_words: {
    text: `"The float that two words make."
from_words(high::Int, low::Int) = reinterpret(Float64, (high << 32) | (low & 4294967295))`,
    needs: [],
  },
  ...Object.fromEntries(
    printMath(DIALECT).map(({ name, text, needs }) => [
      name,
      { text, needs: ['PyError', ...needs.map((need) => WORDS[need] ?? need)] },
    ]),
  ),
};
