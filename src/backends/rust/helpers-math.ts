import { hexadecimal, type MathDialect, type PythonFunction, printMath, tableLines } from '../libm';
import { type Helper, helpers } from './helper';

const typeName = { f64: 'f64', i32: 'i32', bool: 'bool', array: '&mut [f64]' } as const;

const INTRINSICS: Readonly<Record<string, (...args: string[]) => string>> = {
  hi: (x) => `high_word(${x})`,
  lo: (x) => `low_word(${x})`,
  words: (high, low) => `from_words(${high}, ${low})`,
  add: (a, b) => `i32::wrapping_add(${a}, ${b})`,
  div: (a, b) => `(${a} / ${b})`,
  abs: (x) => `f64::abs(${x})`,
  floor: (x) => `f64::floor(${x})`,
  sqrt: (x) => `f64::sqrt(${x})`,
  f64: (i) => `f64::from(${i})`,
  i32: (x) => `((${x}) as i32)`,
};

const MESSAGES = {
  ValueError: 'ValueError: math domain error',
  OverflowError: 'OverflowError: math range error',
  ZeroDivisionError: 'ZeroDivisionError: zero to a negative power',
  outside: 'outside: a power of a negative number that is complex',
} as const;

function floatText(value: number): string {
  if (Number.isNaN(value)) return 'f64::NAN';
  if (!Number.isFinite(value)) return value > 0 ? 'f64::INFINITY' : 'f64::NEG_INFINITY';
  const text = Object.is(value, -0) ? '-0' : String(value).replace('e+', 'e');
  return /[.e]/.test(text) ? text : `${text}.0`;
}

const DIALECT: MathDialect = {
  indent: '    ',
  name: (name, kind) => (kind === 'table' ? name.toUpperCase() : name),
  float: floatText,
  int: hexadecimal,
  test: String,
  intrinsic: (name, args) => INTRINSICS[name]?.(...args) ?? name,
  item: (array, index) => `${array}[${/^\d+$/.test(index) ? index : `(${index}) as usize`}]`,
  argument: (text, type, isParameter) => (type === 'array' && !isParameter ? `&mut ${text}` : text),
  declare: (name, value, _, mutable) => `let ${mutable ? 'mut ' : ''}${name} = ${value};`,
  array: (name, size) => `let mut ${name} = [0.0; ${size}];`,
  set: (target, value) => `${target} = ${value};`,
  returns: (value) => `return ${value};`,
  raise: (exception) => `panic!("${MESSAGES[exception]}");`,
  open: (keyword, test) => `${keyword} ${test} {`,
  elseIf: (test) => `} else if ${test} {`,
  otherwise: '} else {',
  close: '}',
  head: (name, parameters, result, comment) => [
    comment === '' ? '' : `/// ${comment}`,
    `fn ${name}(${parameters.map((p) => `${p.name}: ${typeName[p.type]}`).join(', ')}) -> ${typeName[result]} {`,
  ],
  foot: '}',
  table: (name, values) => `const ${name}: [f64; ${values.length}] = [\n${tableLines(values, '    ')}\n];`,
};

const WORDS = { hi: 'high_word', lo: 'low_word', words: 'from_words' } as const;

const wordName = (name: string): string => Object.entries(WORDS).find(([key]) => key === name)?.[1] ?? name;

/** musl's mathematical functions, with which Pyodide is linked: equal in every bit. */
export const MATH_HELPERS = {
  ...helpers({
    high_word: {
      text: `/// Sign, exponent and the upper part of the fraction.
fn high_word(x: f64) -> i32 {
    (x.to_bits() >> 32) as i32
}`,
    },
    low_word: {
      text: `/// The lower part of the fraction.
fn low_word(x: f64) -> i32 {
    x.to_bits() as i32
}`,
    },
    from_words: {
      text: `/// The float that two words make.
fn from_words(high: i32, low: i32) -> f64 {
    f64::from_bits(u64::from(high as u32) << 32 | u64::from(low as u32))
}`,
    },
  }),
  ...(Object.fromEntries(
    printMath(DIALECT).map(({ name, text, needs }): [string, Helper] => [
      name,
      { text, needs: needs.map(wordName) },
    ]),
  ) as Record<PythonFunction, Helper>),
};
