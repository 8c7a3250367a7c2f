import {
  camelCase,
  hexadecimal,
  type MathDialect,
  type PythonFunction,
  printMath,
  tableLines,
} from '../libm';
import { type Helper, helpers } from './helper';
import { doubleLiteral } from './literals';

const typeName = { f64: 'double', i32: 'int', bool: 'bool', array: 'double[]' } as const;

const pascalCase = (name: string): string => camelCase(`_${name}`);

const INTRINSICS: Readonly<Record<string, (...args: string[]) => string>> = {
  hi: (x) => `HighWord(${x})`,
  lo: (x) => `LowWord(${x})`,
  words: (high, low) => `FromWords(${high}, ${low})`,
  add: (a, b) => `unchecked((${a}) + (${b}))`,
  div: (a, b) => `(${a} / ${b})`,
  abs: (x) => `Math.Abs(${x})`,
  floor: (x) => `Math.Floor(${x})`,
  sqrt: (x) => `Math.Sqrt(${x})`,
  f64: (i) => `((double)(${i}))`,
  i32: (x) => `((int)(${x}))`,
};

const RAISES = {
  ValueError: 'throw new ArgumentException("math domain error");',
  OverflowError: 'throw new ArithmeticException("math range error");',
  ZeroDivisionError: 'throw new DivideByZeroException();',
  outside: 'throw new NotSupportedException("a power of a negative number that is complex");',
} as const;

const bitsOf = (value: number): bigint => new BigInt64Array(new Float64Array([value]).buffer)[0] ?? 0n;

const DIALECT: MathDialect = {
  indent: '    ',
  name: (name, kind) => (kind === 'variable' ? camelCase(name) : pascalCase(name)),
  float: (value) => doubleLiteral(value).code.text,
  int: hexadecimal,
  test: String,
  intrinsic: (name, args) => INTRINSICS[name]?.(...args) ?? name,
  item: (array, index) => `${array}[${index}]`,
  argument: (text) => text,
  declare: (name, value, type) => `${typeName[type]} ${name} = ${value};`,
  array: (name, size) => `var ${name} = new double[${size}];`,
  set: (target, value) => `${target} = ${value};`,
  returns: (value) => `return ${value};`,
  raise: (exception) => RAISES[exception],
  guard: (test, statement) => `if (${test}) ${statement}`,
  open: (keyword, test) => `${keyword} (${test}) {`,
  elseIf: (test) => `} else if (${test}) {`,
  otherwise: '} else {',
  close: '}',
  head: (name, parameters, result, comment) => [
    comment === '' ? '' : `/// <summary>${comment.replaceAll('<', '&lt;')}</summary>`,
    `static ${typeName[result]} ${name}(${parameters.map((p) => `${typeName[p.type]} ${p.name}`).join(', ')})`,
    '{',
  ],
  foot: '}',
  // Mono's parser rounds some decimals wrongly.
  tableValue: (value) => `${bitsOf(value)}`,
  table: (name, values) =>
    `static readonly double[] ${name} = Array.ConvertAll(new long[] {\n${tableLines(values, '    ')}\n}, BitConverter.Int64BitsToDouble);`,
};

const WORDS: Readonly<Record<string, string>> = { hi: 'HighWord', lo: 'LowWord', words: 'FromWords' };

/** musl's mathematical functions, with which Pyodide is linked: equal in every bit. Keys are those of the source. */
export const MATH_HELPERS = {
  ...helpers({
    HighWord: {
      name: 'HighWord',
      text: `
/// <summary>Sign, exponent and the upper part of the fraction.</summary>
static int HighWord(double x)
{
    return (int)(BitConverter.DoubleToInt64Bits(x) >> 32);
}`,
    },
    LowWord: {
      name: 'LowWord',
      text: `
/// <summary>The lower part of the fraction.</summary>
static int LowWord(double x)
{
    return unchecked((int)BitConverter.DoubleToInt64Bits(x));
}`,
    },
    FromWords: {
      name: 'FromWords',
      text: `
/// <summary>The float that two words make.</summary>
static double FromWords(int high, int low)
{
    return BitConverter.Int64BitsToDouble(((long)high << 32) | (long)(uint)low);
}`,
    },
  }),
  ...(Object.fromEntries(
    printMath(DIALECT).map(({ name, text, needs }): [string, Helper] => [
      name,
      { name: pascalCase(name), text: `\n${text}`, needs: needs.map((need) => WORDS[need] ?? need) },
    ]),
  ) as Record<PythonFunction, Helper>),
};
