import { camelCase, hexadecimal, type MathExpression, type ValueType } from '../../libm';
import type { BinaryOp, GoExpr } from '../syntax';

const INTRINSICS: Readonly<Record<string, string>> = {
  hi: 'highWord',
  lo: 'lowWord',
  words: 'fromWords',
  abs: 'math.Abs',
  floor: 'math.Floor',
  sqrt: 'math.Sqrt',
  f64: 'float64',
  i32: 'int32',
};
/** Intrinsics that are operators in Go. */
const OPERATORS: Readonly<Record<string, BinaryOp>> = { add: '+', div: '/' };

export function floatText(value: number): string {
  if (Number.isNaN(value)) return 'math.NaN()';
  if (!Number.isFinite(value)) return `math.Inf(${value > 0 ? 1 : -1})`;
  // A constant has no negative zero.
  if (Object.is(value, -0)) return 'math.Copysign(0, -1)';
  const text = String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

/**
 * An expression of the mathematical functions as Go's.
 * @param variable prints a variable that is read
 */
export function goExpression(
  expression: MathExpression,
  variable: (name: string, type: ValueType) => string,
): GoExpr {
  const convert = (each: MathExpression): GoExpr => goExpression(each, variable);
  switch (expression.kind) {
    case 'float':
      return literal(floatText(expression.value));
    case 'int':
      return literal(hexadecimal(expression.value));
    case 'test':
      return literal(String(expression.value));
    case 'name':
      return name(variable(expression.name, expression.type));
    case 'item': {
      const { array, index } = expression;
      return { kind: 'index', of: name(camelCase(array)), index: convert(index) };
    }
    case 'unary':
      return { kind: 'unary', op: expression.operator, operand: convert(expression.operand) };
    case 'call': {
      const args = expression.args.map(convert);
      const [left, right] = args;
      const op = expression.intrinsic ? OPERATORS[expression.name] : undefined;
      if (op && left && right) return { kind: 'binary', op, left, right };
      const fn = expression.intrinsic ? INTRINSICS[expression.name] : camelCase(expression.name);
      if (fn === undefined) throw new RangeError(`Go has no ${expression.name}`);
      return { kind: 'call', fn: name(fn), args };
    }
    case 'binary': {
      const { operator, left, right } = expression;
      const op = BINARY.find((each) => each === operator);
      if (op === undefined) throw new RangeError(`Go has no ${operator}`);
      const isSum = op === '+' || op === '-';
      const term = (each: MathExpression): GoExpr =>
        isSum && isProduct(each) ? kept(convert(each)) : convert(each);
      return { kind: 'binary', op, left: term(left), right: term(right) };
    }
  }
}

const BINARY: readonly BinaryOp[] = [
  ...(['||', '&&', '==', '!=', '<', '<=', '>', '>='] as const),
  ...(['+', '-', '|', '^', '*', '/', '%', '<<', '>>', '&'] as const),
];

function isProduct(expression: MathExpression): boolean {
  return expression.kind === 'binary' && expression.operator === '*' && expression.type === 'f64';
}

/** Go may fuse a product into a sum on some machines; a conversion forbids it. */
function kept(product: GoExpr): GoExpr {
  return { kind: 'call', fn: name('float64'), args: [product] };
}

const name = (text: string): GoExpr => ({ kind: 'name', name: text });

/** A negative constant is an operator and a literal. */
function literal(text: string): GoExpr {
  if (!text.startsWith('-')) return { kind: 'literal', text };
  return { kind: 'unary', op: '-', operand: { kind: 'literal', text: text.slice(1) } };
}
