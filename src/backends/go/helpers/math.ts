import {
  camelCase,
  hexadecimal,
  type MathDialect,
  type PythonFunction,
  printMath,
  tableLines,
} from '../../libm';
import { printExpression } from '../print';
import { floatText, goExpression } from './math-expression';

const typeName = { f64: 'float64', i32: 'int32', bool: 'bool', array: '[]float64' } as const;

const RAISES = {
  ValueError: 'panic(pythonError{"ValueError", "math domain error"})',
  OverflowError: 'panic(pythonError{"OverflowError", "math range error"})',
  ZeroDivisionError: 'panic(pythonError{"ZeroDivisionError", "zero to a negative power"})',
  outside: 'panic(outsideError("a power of a negative number that is complex"))',
} as const;

const DIALECT: MathDialect = {
  indent: '\t',
  name: camelCase,
  float: floatText,
  int: hexadecimal,
  test: String,
  intrinsic: (name, args) => `${name}(${args.join(', ')})`,
  expression: (expression, variable) => printExpression(goExpression(expression, variable)),
  item: (array, index) => `${array}[${index}]`,
  argument: (text, type, isParameter) => (type === 'array' && !isParameter ? `${text}[:]` : text),
  declare: (name, value, type) => (type === 'i32' ? `var ${name} int32 = ${value}` : `${name} := ${value}`),
  array: (name, size) => `var ${name} [${size}]float64`,
  set: (target, value) => `${target} = ${value}`,
  returns: (value) => `return ${value}`,
  raise: (exception) => RAISES[exception],
  open: (keyword, test) => `${keyword === 'while' ? 'for' : 'if'} ${test} {`,
  elseIf: (test) => `} else if ${test} {`,
  otherwise: '} else {',
  close: '}',
  head: (name, parameters, result, comment) => [
    comment === '' ? '' : `// ${name}: ${comment}`,
    `func ${name}(${parameters.map((p) => `${p.name} ${typeName[p.type]}`).join(', ')}) ${typeName[result]} {`,
  ],
  foot: '}',
  table: (name, values) => `var ${name} = [...]float64{\n${tableLines(values, '\t')}\n}`,
};

const WORDS = {
  highWord: `
// highWord has the sign, the exponent and the upper part of the fraction.
func highWord(x float64) int32 {
	return int32(math.Float64bits(x) >> 32)
}
`,
  lowWord: `
// lowWord is the lower part of the fraction.
func lowWord(x float64) int32 {
	return int32(math.Float64bits(x))
}
`,
  fromWords: `
// fromWords is the float that two words make.
func fromWords(high, low int32) float64 {
	return math.Float64frombits(uint64(uint32(high))<<32 | uint64(uint32(low)))
}
`,
} as const;

type CamelCase<S extends string> = S extends `${infer A}_${infer B}` ? `${A}${Capitalize<B>}` : S;

/** Helpers that a program calls; they call others. */
export type MathHelper = CamelCase<PythonFunction>;

/** musl's mathematical functions, with which Pyodide is linked: equal in every bit. */
export const MATH: Readonly<Record<string, string>> = {
  ...WORDS,
  ...Object.fromEntries(printMath(DIALECT).map(({ name, text }) => [camelCase(name), `\n${text}\n`])),
};

/** The helper that prints a function of `PYTHON_FUNCTIONS`. */
export const mathHelper = (name: PythonFunction): MathHelper => camelCase(name) as MathHelper;
