import { constant, convert, op } from './build';
import { refuse, type Span } from './diagnostic';
import { asInt, isIntLike, rangeOf, toFloat } from './elaborate-operators';
import { absolute, constantOf, FULL, meet, NON_NEGATIVE } from './interval';
import type { Expr } from './ir';
import type { OpName } from './operations';
import { BOOL, FLOAT, int, showType } from './types';

const CONSTANTS: Readonly<Record<string, number>> = {
  pi: Math.PI,
  e: Math.E,
  tau: 2 * Math.PI,
  inf: Infinity,
  nan: Number.NaN,
};

const FLOAT_FUNCTIONS: Readonly<Record<string, { op: OpName; arity: number }>> = Object.fromEntries(
  [
    'sqrt',
    'fabs',
    'exp',
    'log2',
    'log10',
    'log1p',
    'expm1',
    'sin',
    'cos',
    'tan',
    'asin',
    'acos',
    'atan',
    'sinh',
    'cosh',
    'tanh',
    'degrees',
    'radians',
  ]
    .map((name): [string, { op: OpName; arity: number }] => [
      name,
      { op: `math.${name}` as OpName, arity: 1 },
    ])
    .concat(
      ['copysign', 'fmod', 'hypot', 'atan2', 'pow'].map((name): [string, { op: OpName; arity: number }] => [
        name,
        { op: `math.${name}` as OpName, arity: 2 },
      ]),
    ),
);

export const MATH_NAMES: ReadonlySet<string> = new Set([
  ...Object.keys(CONSTANTS),
  ...Object.keys(FLOAT_FUNCTIONS),
  'floor',
  'ceil',
  'trunc',
  'isqrt',
  'gcd',
  'lcm',
  'comb',
  'perm',
  'factorial',
  'isnan',
  'isinf',
  'isfinite',
  'log',
  'prod',
]);

/** `math.name`, or `math.name(args)`. `math.prod` is a collector and lives with the calls. */
export function elaborateMath(name: string, args: readonly Expr[] | null, span: Span): Expr {
  const value = Object.hasOwn(CONSTANTS, name) ? CONSTANTS[name] : undefined;
  if (args === null) {
    if (value !== undefined) return constant(span, { float: value });
    return refuse('unsupported-attribute', span, `\`math.${name}\` is not understood as a value.`, {
      hint: `Call it: math.${name}(…).`,
    });
  }
  const numbers = args.map((arg) => numeric(arg, name, span));
  const rule = Object.hasOwn(FLOAT_FUNCTIONS, name) ? FLOAT_FUNCTIONS[name] : undefined;
  if (rule) {
    if (name === 'hypot' && numbers.length !== 2) return onlyWithTwo(name, span);
    expectArity(numbers, rule.arity, name, span);
    return op(span, rule.op, FLOAT, numbers.map(toFloat));
  }
  const [first, second] = numbers;
  switch (name) {
    case 'log':
      if (first && second && numbers.length === 2)
        return op(span, 'float.truediv', FLOAT, [
          op(span, 'math.log', FLOAT, [toFloat(first)]),
          op(span, 'math.log', FLOAT, [toFloat(second)]),
        ]);
      expectArity(numbers, 1, name, span);
      return op(span, 'math.log', FLOAT, numbers.map(toFloat));
    case 'floor':
    case 'ceil':
    case 'trunc':
      expectArity(numbers, 1, name, span);
      return first && first.type.kind === 'int' ? first : op(span, `math.${name}`, int(), numbers);
    case 'isnan':
    case 'isinf':
    case 'isfinite':
      expectArity(numbers, 1, name, span);
      return op(span, `math.${name}`, BOOL, numbers.map(toFloat));
    case 'isqrt':
    case 'factorial': {
      expectArity(numbers, 1, name, span);
      const range = first ? rangeOf(first) : FULL;
      const known = constantOf(range);
      if (name === 'factorial')
        return op(span, 'math.factorial', int(factorialRange(range)), ints(numbers, name, span));
      return op(
        span,
        'math.isqrt',
        int(known !== null && known >= 0n ? { min: 0n, max: known } : { min: 0n, max: range.max }),
        ints(numbers, name, span),
      );
    }
    case 'gcd':
    case 'lcm':
      return gcdOf(name, ints(numbers, name, span), span);
    case 'comb':
    case 'perm':
      if (name === 'perm' && numbers.length === 1) return onlyWithTwo(name, span);
      expectArity(numbers, 2, name, span);
      return op(span, `math.${name}`, int(NON_NEGATIVE), ints(numbers, name, span));
    default:
      return refuse('unsupported-call', span, `\`math.${name}\` is not understood.`, {
        hint: `Known: ${[...MATH_NAMES].sort().join(', ')}.`,
      });
  }
}

function factorialRange(range: { max: bigint | null }) {
  if (range.max === null || range.max > 1000n) return { min: 1n, max: null };
  let product = 1n;
  for (let i = 2n; i <= range.max; i++) product *= i;
  return { min: 1n, max: product };
}

function gcdOf(name: 'gcd' | 'lcm', args: readonly Expr[], span: Span): Expr {
  const [first, ...rest] = args;
  if (!first) return constant(span, name === 'gcd' ? 0n : 1n);
  if (rest.length === 0) return op(span, 'int.abs', int(absolute(rangeOf(first))), [first]);
  return rest.reduce((left, right) => {
    const a = absolute(rangeOf(left)).max;
    const b = absolute(rangeOf(right)).max;
    const max = a === null || b === null ? null : name === 'gcd' ? (a > b ? a : b) : a * b;
    return op(span, `math.${name}`, int(meet(NON_NEGATIVE, { min: 0n, max }) ?? NON_NEGATIVE), [left, right]);
  }, first);
}

function numeric(arg: Expr, name: string, span: Span): Expr {
  if (isIntLike(arg.type)) return asInt(arg);
  if (arg.type.kind === 'float') return arg.type.orZero ? convert(arg, FLOAT) : arg;
  return refuse('type-error', span, `\`math.${name}\` needs numbers, not ${showType(arg.type)}.`, {
    exception: 'TypeError',
  });
}

function ints(args: readonly Expr[], name: string, span: Span): readonly Expr[] {
  if (args.every((arg) => arg.type.kind === 'int')) return args;
  return refuse('type-error', span, `\`math.${name}\` needs ints.`, { exception: 'TypeError' });
}

function onlyWithTwo(name: string, span: Span): never {
  return refuse('unsupported-argument', span, `\`math.${name}\` is understood with two arguments.`);
}

function expectArity(args: readonly Expr[], wanted: number, name: string, span: Span): void {
  if (args.length !== wanted)
    refuse(
      'type-error',
      span,
      `\`math.${name}\` takes ${wanted} argument${wanted === 1 ? '' : 's'}, and gets ${args.length}.`,
      { exception: 'TypeError' },
    );
}
