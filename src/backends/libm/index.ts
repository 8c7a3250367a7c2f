export { camelCase, hexadecimal, type PrintedMath, printMath, tableLines } from './closure';
export {
  isHugeLogarithm,
  isMathOp,
  MATH_TABLES,
  type MathOp,
  mathFunctions,
  PYTHON_FUNCTIONS,
  type PythonFunction,
} from './library';
export { type MathDialect, printFunction } from './print';
export type { Expression as MathExpression, MathFunction, ValueType } from './syntax';
