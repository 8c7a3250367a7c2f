import { contains, type Expr, type Interval, type Op, type OpName } from '../../language';
import { isMathOp, type MathOp, PYTHON_FUNCTIONS } from '../libm';
import type { Emitter } from './emitter';
import type { OperationTable, OperationWriter } from './operations';
import { compare, constantOfValue, effect, f64, i32, i64, pure, sub, type Value } from './wat';

const UNSIGNED32: Interval = { min: 0n, max: 2n ** 32n - 1n };
const NON_NEGATIVE64: Interval = { min: 0n, max: 2n ** 63n - 1n };

const rangeOf = (node: Expr | undefined): Interval =>
  node?.type.kind === 'int' ? node.type.range : { min: null, max: null };

const within = (node: Expr | undefined, interval: Interval): boolean => contains(interval, rangeOf(node));

/** Operands in order. */
function operands(emitter: Emitter, node: Op): [Value, Value, Value] {
  const values = emitter.args(node.args).map((v) => emitter.single(v));
  const [a, b, c] = values;
  return [a ?? i32(0), b ?? i32(0), c ?? i32(0)];
}

/** A plain instruction when the range of the result fits, else the helper that checks. */
function checked(instruction: string, helper: string): OperationWriter {
  return (emitter, node) => {
    const [a, b] = operands(emitter, node);
    refuseCertainOverflow(emitter, node);
    if (!emitter.overflows(node.type) || emitter.drops('overflow', node.span))
      return [pure(instruction, 'i64', a, b)];
    return [emitter.call(helper, a, b)];
  };
}

function refuseCertainOverflow(emitter: Emitter, node: Op): void {
  const { min, max } = rangeOf(node);
  const beyond = (min !== null && min > 2n ** 63n - 1n) || (max !== null && max < -(2n ** 63n));
  if (beyond)
    emitter.refuse('may-overflow', node.span, 'This value never fits the 64 bits of a Wasm integer.');
}

/** Calls a helper with the operands as they are. */
const helper =
  (name: string): OperationWriter =>
  (emitter, node) => [emitter.call(name, ...emitter.args(node.args).flat())];

/** A helper whose result may leave 64 bits although it can't say so: refused when certain. */
const exact =
  (name: string): OperationWriter =>
  (emitter, node) => {
    refuseCertainOverflow(emitter, node);
    return [emitter.call(name, ...emitter.args(node.args).flat())];
  };

const instruction =
  (name: string, type: Value['type']): OperationWriter =>
  (emitter, node) => [pure(name, type, ...emitter.args(node.args).flat())];

/** Division whose operands prove the machine's rounding right; by zero, the instruction itself traps. */
function division(kind: 'div' | 'rem'): OperationWriter {
  return (emitter, node) => {
    const [a, b] = operands(emitter, node);
    const [x, y] = node.args;
    const divisor = constantOfValue(b);
    if (divisor !== null && divisor > 0n && (divisor & (divisor - 1n)) === 0n) {
      const power = divisor.toString(2).length - 1;
      return [
        kind === 'rem'
          ? pure('i64.and', 'i64', a, i64(divisor - 1n))
          : pure('i64.shr_s', 'i64', a, i64(power)),
      ];
    }
    const safe = divisor !== null && divisor !== 0n;
    const instruct = (name: string, type: Value['type'], p: Value, q: Value): Value =>
      safe ? pure(name, type, p, q) : effect(name, type, p, q);
    if (within(x, UNSIGNED32) && within(y, UNSIGNED32)) {
      const narrow = (v: Value): Value => narrowed(v);
      return [pure('i64.extend_i32_u', 'i64', instruct(`i32.${kind}_u`, 'i32', narrow(a), narrow(b)))];
    }
    if (within(x, NON_NEGATIVE64) && within(y, NON_NEGATIVE64))
      return [instruct(`i64.${kind}_u`, 'i64', a, b)];
    return [emitter.call(kind === 'div' ? 'floor_div' : 'floor_mod', a, b)];
  };
}

function narrowed(value: Value): Value {
  const constant = constantOfValue(value);
  if (constant !== null)
    return { type: 'i32', text: `(i32.const ${BigInt.asIntN(32, constant)})`, stable: true };
  return pure('i32.wrap_i64', 'i32', value);
}

const MAX_UNROLLED = 8n;

/** Small constant exponents are multiplied out; others go through the checked helper. */
const power: OperationWriter = (emitter, node) => {
  refuseCertainOverflow(emitter, node);
  const [base, exponent] = operands(emitter, node);
  const by = constantOfValue(exponent);
  const fits = !emitter.overflows(node.type);
  if (by !== null && by >= 0n && by <= MAX_UNROLLED && fits) {
    if (by === 0n) {
      emitter.fn.discard([base]);
      return [i64(1)];
    }
    const held = emitter.fn.hold(base, 'base');
    return [multiplied(held, Number(by))];
  }
  return [emitter.call('int_pow', base, exponent)];
};

function multiplied(base: Value, exponent: number): Value {
  if (exponent === 1) return base;
  return pure('i64.mul', 'i64', multiplied(base, exponent - 1), base);
}

const OVERFLOWING: ReadonlySet<OpName> = new Set<OpName>([
  'math.exp',
  'math.expm1',
  'math.sinh',
  'math.cosh',
]);

/**
 * CPython's functions, bit by bit and with its exceptions, in the module itself. With `unsafe` they are JavaScript's,
 * which round the last digit in their own way; Python's exceptions are kept.
 */
const floatLibrary =
  (op: MathOp): OperationWriter =>
  (emitter, node) => {
    const args = emitter.args(node.args).flat();
    const values = op === 'int.pow_negative' ? args.map((v) => pure('f64.convert_i64_s', 'f64', v)) : args;
    if (!emitter.drops('last digit of the float library', node.span))
      return [emitter.call(PYTHON_FUNCTIONS[op], ...values)];
    if (op === 'int.pow_negative' || op === 'float.pow') return [emitter.call('engine_float_pow', ...values)];
    if (op === 'math.pow') return [emitter.call('engine_math_pow', ...values)];
    const name = op.replace('math.', 'engine_');
    if (values.length !== 1) return [emitter.call(name, ...values)];
    const x = emitter.fn.hold(emitter.single(values));
    return [emitter.call('library_result', emitter.call(name, x), x, i32(OVERFLOWING.has(op) ? 1 : 0))];
  };

/** x ** 1.0 is x and x ** 0.0 is 1. */
const floatPower: OperationWriter = (emitter, node) => {
  const exponent = node.args[1];
  const inner = exponent?.kind === 'convert' ? exponent.value : exponent;
  const by =
    inner?.kind !== 'const'
      ? null
      : typeof inner.value === 'bigint'
        ? Number(inner.value)
        : inner.value !== null && typeof inner.value === 'object' && 'float' in inner.value
          ? inner.value.float
          : null;
  const [base] = node.args;
  if (base === undefined || by === null || ![0, 1].includes(by))
    return floatLibrary('float.pow')(emitter, node);
  const value = emitter.fn.hold(emitter.one(base), 'base');
  return by === 0 ? [f64(1)] : [value];
};

const intNegate: OperationWriter = (emitter, node) => {
  const [a] = operands(emitter, node);
  if (!emitter.overflows(node.type) || emitter.drops('overflow', node.span)) {
    const constant = constantOfValue(a);
    return [constant === null ? sub(i64(0), a) : i64(-constant)];
  }
  return [emitter.call('int_neg', a)];
};

const shiftLeft: OperationWriter = (emitter, node) => {
  refuseCertainOverflow(emitter, node);
  const [a, by] = operands(emitter, node);
  if (!emitter.overflows(node.type) && within(node.args[1], { min: 0n, max: 63n }))
    return [pure('i64.shl', 'i64', a, by)];
  return [emitter.call('int_shl', a, by)];
};

const shiftRight: OperationWriter = (emitter, node) => {
  const [a, by] = operands(emitter, node);
  if (within(node.args[1], { min: 0n, max: 63n })) return [pure('i64.shr_s', 'i64', a, by)];
  return [emitter.call('int_shr', a, by)];
};

const EXACT53: Interval = { min: -(2n ** 53n), max: 2n ** 53n };

const trueDivision: OperationWriter = (emitter, node) => {
  const [a, b] = operands(emitter, node);
  const [x, y] = node.args;
  const { min, max } = rangeOf(y);
  const nonZero = (min !== null && min > 0n) || (max !== null && max < 0n);
  if (within(x, EXACT53) && within(y, EXACT53)) {
    const [p, q] = [pure('f64.convert_i64_s', 'f64', a), pure('f64.convert_i64_s', 'f64', b)];
    if (nonZero || emitter.drops('zero division', node.span)) return [pure('f64.div', 'f64', p, q)];
    return [emitter.call('float_truediv', p, q)];
  }
  return [emitter.call('int_truediv', a, b)];
};

const floatDivision: OperationWriter = (emitter, node) => {
  const [a, b] = operands(emitter, node);
  const constant = /^\(f64\.const ([^()]*)\)$/.exec(b.text)?.[1];
  const nonZero = constant !== undefined && Number(constant) !== 0;
  if (nonZero || emitter.drops('zero division', node.span)) return [pure('f64.div', 'f64', a, b)];
  return [emitter.call('float_truediv', a, b)];
};

/** Rounds with an instruction and turns the float into an int. */
const rounded =
  (instruct: string): OperationWriter =>
  (emitter, node) => {
    const [x] = operands(emitter, node);
    return [emitter.call('int_from_float', instruct === '' ? x : pure(instruct, 'f64', x))];
  };

/** abs as `x < 0 ? -x : x`. */
const absolute: OperationWriter = (emitter, node) => {
  const [a] = operands(emitter, node);
  if (within(node.args[0], NON_NEGATIVE64)) return [a];
  if (emitter.overflows(node.type)) return [emitter.call('int_abs', a)];
  const held = emitter.fn.hold(a);
  const negative = compare('lt', held, i64(0));
  return [
    { type: 'i64', text: `(select ${sub(i64(0), held).text} ${held.text} ${negative.text})`, stable: true },
  ];
};

const COMPARED: Readonly<Record<string, (sign: Value) => Value>> = {
  eq: (s) => pure('i32.eq', 'i32', s, i32(0)),
  ne: (s) => pure('i32.ne', 'i32', s, i32(0)),
  lt: (s) => pure('i32.eq', 'i32', s, i32(-1)),
  le: (s) => pure('i32.le_s', 'i32', s, i32(0)),
  gt: (s) => pure('i32.eq', 'i32', s, i32(1)),
  ge: (s) => pure('i32.lt_u', 'i32', s, i32(2)),
};

const compareIntFloat: OperationWriter = (emitter, node) => {
  const [left, right] = node.args;
  const swapped = left?.type.kind === 'float';
  const [a, b] = operands(emitter, node);
  const flip: Readonly<Record<string, string>> = { lt: 'gt', le: 'ge', gt: 'lt', ge: 'le' };
  const op = node.options?.compare ?? 'eq';
  const read = COMPARED[swapped ? (flip[op] ?? op) : op];
  if (read === undefined || right === undefined) throw new TypeError('a comparison');
  // Both operands are evaluated in their own order before the helper takes them in its.
  const [p, q] = swapped ? emitter.fn.settle([a, b]) : [a, b];
  if (p === undefined || q === undefined) throw new TypeError('two operands');
  return [read(emitter.call('compare_int_float', swapped ? q : p, swapped ? p : q))];
};

const classify =
  (test: (x: Value) => Value): OperationWriter =>
  (emitter, node) => {
    const [x] = operands(emitter, node);
    return [test(emitter.fn.hold(x))];
  };

const library = Object.fromEntries(
  Object.keys(PYTHON_FUNCTIONS)
    .filter(isMathOp)
    .map((op) => [op, floatLibrary(op)]),
);

export const NUMBER_OPERATIONS: OperationTable = {
  ...library,
  'int.add': checked('i64.add', 'int_add'),
  'int.sub': checked('i64.sub', 'int_sub'),
  'int.mul': checked('i64.mul', 'int_mul'),
  'int.neg': intNegate,
  'int.abs': absolute,
  'int.invert': (emitter, node) => [
    pure('i64.xor', 'i64', emitter.single(emitter.args(node.args)[0] ?? []), i64(-1)),
  ],
  'int.floordiv': division('div'),
  'int.mod': division('rem'),
  'int.pow': power,
  'int.powmod': helper('int_powmod'),
  'int.and': instruction('i64.and', 'i64'),
  'int.or': instruction('i64.or', 'i64'),
  'int.xor': instruction('i64.xor', 'i64'),
  'int.lshift': shiftLeft,
  'int.rshift': shiftRight,
  'int.truediv': trueDivision,
  'int.bit_length': helper('int_bit_length'),
  'int.bit_count': helper('int_bit_count'),
  'float.add': instruction('f64.add', 'f64'),
  'float.sub': instruction('f64.sub', 'f64'),
  'float.mul': instruction('f64.mul', 'f64'),
  'float.neg': instruction('f64.neg', 'f64'),
  'float.abs': instruction('f64.abs', 'f64'),
  'float.truediv': floatDivision,
  'float.floordiv': helper('float_floordiv'),
  'float.mod': helper('float_mod'),
  'float.pow': floatPower,
  'float.is_integer': helper('float_is_integer'),
  'compare.int_float': compareIntFloat,
  'int.from_float': rounded(''),
  'round.to_int': rounded('f64.nearest'),
  'math.floor': rounded('f64.floor'),
  'math.ceil': rounded('f64.ceil'),
  'math.trunc': rounded('f64.trunc'),
  'round.float_digits': helper('float_round'),
  'math.sqrt': helper('float_sqrt'),
  'math.isqrt': helper('int_isqrt'),
  'math.fabs': instruction('f64.abs', 'f64'),
  'math.copysign': instruction('f64.copysign', 'f64'),
  'math.fmod': helper('math_fmod'),
  'math.isnan': classify((x) => compare('ne', x, x)),
  'math.isinf': classify((x) => compare('eq', pure('f64.abs', 'f64', x), f64(Infinity))),
  'math.isfinite': classify((x) => compare('eq', sub(x, x), f64(0))),
  'math.degrees': (emitter, node) => [
    pure('f64.mul', 'f64', emitter.single(emitter.args(node.args)[0] ?? []), f64(180 / Math.PI)),
  ],
  'math.radians': (emitter, node) => [
    pure('f64.mul', 'f64', emitter.single(emitter.args(node.args)[0] ?? []), f64(Math.PI / 180)),
  ],
  'math.gcd': exact('int_gcd'),
  'math.lcm': exact('int_lcm'),
  'math.comb': exact('int_comb'),
  'math.perm': exact('int_perm'),
  'math.factorial': exact('int_factorial'),
};
