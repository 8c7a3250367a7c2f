import { contains, type Op, type OpName } from '../../language';
import { parseFunctions } from './parse';
import { EXPONENTIAL } from './source/exponential';
import { HYPERBOLIC } from './source/hyperbolic';
import { INVERSE } from './source/inverse';
import { LOGARITHM } from './source/logarithm';
import { TRIGONOMETRIC } from './source/trigonometric';
import type { MathFunction } from './syntax';
import { TABLES } from './tables';

const tableNames: ReadonlySet<string> = new Set(Object.keys(TABLES));
const SOURCE = [EXPONENTIAL, LOGARITHM, TRIGONOMETRIC, INVERSE, HYPERBOLIC]
  .map((part) => part.trim())
  .join('\n\n');

let parsed: ReadonlyMap<string, MathFunction> | null = null;

/** The functions by name, in the order in which they call each other: callees first where the source has them first. */
export function mathFunctions(): ReadonlyMap<string, MathFunction> {
  parsed ??= new Map(parseFunctions(SOURCE, tableNames).map((fn) => [fn.name, fn]));
  return parsed;
}

export const MATH_TABLES: Readonly<Record<string, readonly number[]>> = TABLES;

/** Functions that a program may call. Each raises what CPython raises. */
export const PYTHON_FUNCTIONS = {
  'float.pow': 'float_power',
  'int.pow_negative': 'float_power',
  'math.exp': 'math_exp',
  'math.expm1': 'math_expm1',
  'math.log': 'math_log',
  'math.log2': 'math_log2',
  'math.log10': 'math_log10',
  'math.log1p': 'math_log1p',
  'math.sin': 'math_sin',
  'math.cos': 'math_cos',
  'math.tan': 'math_tan',
  'math.asin': 'math_asin',
  'math.acos': 'math_acos',
  'math.atan': 'math_atan',
  'math.atan2': 'math_atan2',
  'math.sinh': 'math_sinh',
  'math.cosh': 'math_cosh',
  'math.tanh': 'math_tanh',
  'math.pow': 'math_pow',
  'math.hypot': 'math_hypot',
} as const satisfies Partial<Record<OpName, string>>;

export type MathOp = keyof typeof PYTHON_FUNCTIONS;
export type PythonFunction = (typeof PYTHON_FUNCTIONS)[MathOp];

export const isMathOp = (op: string): op is MathOp => Object.hasOwn(PYTHON_FUNCTIONS, op);

/** The widest ints that surely convert to a float. */
const FLOAT_RANGE = { min: -(2n ** 1023n), max: 2n ** 1023n };

/** A logarithm of an int that may be beyond floats: CPython has an answer, although the conversion has none. */
export function isHugeLogarithm(node: Op): boolean {
  const [arg] = node.args;
  if (!node.op.startsWith('math.log') || arg?.kind !== 'convert') return false;
  const { type } = arg.value;
  return type.kind === 'int' && !contains(FLOAT_RANGE, type.range);
}
