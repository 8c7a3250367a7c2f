import { contains, INT64, type Op, type OpName, SAFE } from '../../language';
import {
  type Argument,
  alwaysPositive,
  argumentsOf,
  bigArgument,
  clamped,
  neverNegative,
  oneArgument,
  rangeOfType,
  twoArguments,
} from './arguments';
import { toRepresentation } from './convert';
import { type Emitter, floatConstant } from './emitter';
import type { Printer } from './operations';
import { mathCall } from './operations-math';
import {
  type BinaryOp,
  binary,
  define,
  field,
  type GoExpr,
  isConstant,
  isSimple,
  literal,
  name,
  type Stmt,
  totalCall,
  unary,
} from './syntax';

const BIG: Op['type'] = { kind: 'int', range: { min: null, max: null } };

/** True when the operands and the result fit machine integers. */
function machine(g: Emitter, node: Op, args: readonly Argument[]): boolean {
  return !g.types.isBig(node.type) && args.every((arg) => !g.types.isBig(arg.type));
}

/** `new(big.Int).Method(…)`. */
function bigMethod(method: string, ...args: readonly GoExpr[]): GoExpr {
  return totalCall(field(totalCall('new', name('big.Int')), method), ...args);
}

/** A `*big.Int` in the representation of the node's type. */
export function fromBig(g: Emitter, node: Op, value: GoExpr): GoExpr {
  g.noteWrap(node.type, node.span);
  if (g.types.wrapping) return g.totalHelp('small', value);
  return toRepresentation(g, value, BIG, node.type);
}

/** The first of two operands; named where Go would compute both as constants and find that they overflow. */
function unfolded(g: Emitter, node: Op, a: Argument, b: Argument, block: Stmt[]): GoExpr {
  const fits = node.type.kind === 'int' && contains(INT64, node.type.range);
  if (fits || !isConstant(a.value) || !isConstant(b.value)) return a.value;
  const fresh = g.names.fresh('x');
  block.push(define(fresh, a.value));
  return name(fresh);
}

function infix(operator: BinaryOp, method: string): Printer {
  return (g, node, block) => {
    const [a, b] = twoArguments(g, node, block);
    g.noteWrap(node.type, node.span);
    if (machine(g, node, [a, b])) return binary(operator, unfolded(g, node, a, b, block), b.value);
    return fromBig(g, node, bigMethod(method, bigArgument(g, a), bigArgument(g, b)));
  };
}

function prefix(operator: '-' | '^', method: string): Printer {
  return (g, node, block) => {
    const a = oneArgument(g, node, block);
    g.noteWrap(node.type, node.span);
    if (machine(g, node, [a])) return unary(operator, a.value);
    return fromBig(g, node, bigMethod(method, bigArgument(g, a)));
  };
}

/** `//` and `%`: Go truncates, which is the same where nothing is negative. Go itself panics on a zero divisor. */
function division(
  operator: '/' | '%',
  helper: 'floorDiv' | 'floorMod',
  bigHelper: 'bigFloorDiv' | 'bigFloorMod',
): Printer {
  return (g, node, block) => {
    const [a, b] = twoArguments(g, node, block);
    g.noteWrap(node.type, node.span);
    if (!machine(g, node, [a, b]))
      return fromBig(g, node, g.help(bigHelper, bigArgument(g, a), bigArgument(g, b)));
    // Go refuses to compile a division by the constant 0.
    const zero = isConstant(b.value) && !alwaysPositive(b.type);
    const plain = neverNegative(a.type) && neverNegative(b.type) && !zero;
    if (plain) return binary(operator, a.value, b.value);
    const divided = g.help(helper, a.value, b.value);
    return b.node.kind === 'const' && b.node.value !== 0n ? { ...divided, total: true } : divided;
  };
}

const power: Printer = (g, node, block) => {
  const [base, exponent] = twoArguments(g, node, block);
  g.noteWrap(node.type, node.span);
  if (!machine(g, node, [base, exponent]))
    return fromBig(g, node, g.help('bigPower', bigArgument(g, base), bigArgument(g, exponent)));
  const known = exponent.node.kind === 'const' ? exponent.node.value : null;
  if (known === 1n) return base.value;
  if ((known === 2n || known === 3n) && isSimple(base.value)) {
    const square = binary('*', base.value, base.value);
    return known === 2n ? square : binary('*', square, base.value);
  }
  if (base.node.kind === 'const' && base.node.value === 2n) return binary('<<', literal('1'), exponent.value);
  return g.totalHelp('power', base.value, exponent.value);
};

function shift(operator: '<<' | '>>', helper: 'shiftLeft' | 'shiftRight'): Printer {
  return (g, node, block) => {
    const [a, by] = twoArguments(g, node, block);
    g.noteWrap(node.type, node.span);
    // A negative constant would not compile; a negative variable makes Go panic.
    const negative = isConstant(by.value) && !neverNegative(by.type);
    if (machine(g, node, [a, by]) && !negative) return binary(operator, a.value, by.value);
    return fromBig(g, node, g.help(helper, bigArgument(g, a), clamped(g, by)));
  };
}

const trueDivision: Printer = (g, node, block) => {
  const [a, b] = twoArguments(g, node, block);
  const exact = [a, b].every((arg) => {
    const range = rangeOfType(arg.type);
    return range !== null && contains(SAFE, range);
  });
  if (!exact) return g.help('divideInts', bigArgument(g, a), bigArgument(g, b));
  const [x, y] = [floatOf(a.value), floatOf(b.value)];
  const range = rangeOfType(b.type);
  const nonZero =
    range !== null && ((range.min !== null && range.min > 0n) || (range.max !== null && range.max < 0n));
  return nonZero ? binary('/', x, y) : g.help('divide', x, y);
};

/** A machine integer below 2^53 as a float. */
function floatOf(value: GoExpr): GoExpr {
  if (value.kind === 'literal') return floatConstant(Number(value.text));
  return totalCall('float64', value);
}

const absolute: Printer = (g, node, block) => {
  const a = oneArgument(g, node, block);
  if (neverNegative(a.type)) return a.value;
  g.noteWrap(node.type, node.span);
  if (machine(g, node, [a])) return g.totalHelp('abs', a.value);
  return fromBig(g, node, bigMethod('Abs', bigArgument(g, a)));
};

function bitQuestion(count: string, bigCount: (g: Emitter, value: GoExpr) => GoExpr): Printer {
  return (g, node, block) => {
    const a = oneArgument(g, node, block);
    if (g.types.isBig(a.type)) return bigCount(g, a.value);
    const size = neverNegative(a.type) ? a.value : g.totalHelp('abs', a.value);
    return totalCall(count, totalCall('uint', size));
  };
}

function ofTwo(small: 'gcd' | 'lcm'): Printer {
  return (g, node, block) => {
    const [a, b] = twoArguments(g, node, block);
    if (machine(g, node, [a, b])) {
      g.noteWrap(node.type, node.span);
      return g.totalHelp(small, a.value, b.value);
    }
    const [x, y] = [g.keep(block, 'a', bigArgument(g, a)), g.keep(block, 'b', bigArgument(g, b))];
    if (small === 'gcd')
      return fromBig(
        g,
        node,
        bigMethod('GCD', name('nil'), name('nil'), bigMethod('Abs', x), bigMethod('Abs', y)),
      );
    return fromBig(g, node, g.totalHelp('bigLcm', x, y));
  };
}

function counting(helper: 'combinations' | 'permutations' | 'factorial'): Printer {
  return (g, node, block) =>
    fromBig(g, node, g.help(helper, ...argumentsOf(g, node, block).map((arg) => clamped(g, arg))));
}

const isqrt: Printer = (g, node, block) => {
  const a = oneArgument(g, node, block);
  if (!g.types.isBig(a.type)) return g.help('isqrt', a.value);
  return fromBig(g, node, g.help('bigSqrt', a.value));
};

const powerModulo: Printer = (g, node, block) => {
  const args = argumentsOf(g, node, block);
  return fromBig(g, node, g.help('powerMod', ...args.map((arg) => bigArgument(g, arg))));
};

const negativePower: Printer = (g, node, block) => {
  const [base, exponent] = twoArguments(g, node, block);
  const exact = node.args.every((arg) => arg.type.kind === 'int' && contains(SAFE, arg.type.range));
  if (!exact)
    return g.refuse(
      'may-overflow',
      node.span,
      'A power of ints past 2^53 with a negative exponent is not computed here.',
      'Narrow the range, or use the Python channel.',
    );
  const floats = [base, exponent].map(({ value }) => totalCall('float64', value));
  return mathCall(g, node, 'int.pow_negative', floats);
};

const roundDigits: Printer = (g, node, block) => {
  const [a, digits] = twoArguments(g, node, block);
  if (neverNegative(digits.type)) return toRepresentation(g, a.value, a.type, node.type);
  const known = digits.node.kind === 'const' || alwaysPositive(digits.type);
  if (!known)
    return g.refuse(
      'unsupported-operation',
      node.span,
      'Rounding an int needs a number of digits that is written out.',
    );
  return fromBig(g, node, g.help('roundIntDigits', bigArgument(g, a), clamped(g, digits)));
};

export const INT_OPERATIONS: Partial<Record<OpName, Printer>> = {
  'int.add': infix('+', 'Add'),
  'int.sub': infix('-', 'Sub'),
  'int.mul': infix('*', 'Mul'),
  'int.and': infix('&', 'And'),
  'int.or': infix('|', 'Or'),
  'int.xor': infix('^', 'Xor'),
  'int.neg': prefix('-', 'Neg'),
  'int.invert': prefix('^', 'Not'),
  'int.abs': absolute,
  'int.floordiv': division('/', 'floorDiv', 'bigFloorDiv'),
  'int.mod': division('%', 'floorMod', 'bigFloorMod'),
  'int.pow': power,
  'int.powmod': powerModulo,
  'int.pow_negative': negativePower,
  'int.lshift': shift('<<', 'shiftLeft'),
  'int.rshift': shift('>>', 'shiftRight'),
  'int.truediv': trueDivision,
  'int.bit_length': bitQuestion('bits.Len', (_, value) => totalCall(field(value, 'BitLen'))),
  'int.bit_count': bitQuestion('bits.OnesCount', (g, value) => g.totalHelp('bigBitCount', value)),
  'math.gcd': ofTwo('gcd'),
  'math.lcm': ofTwo('lcm'),
  'math.factorial': counting('factorial'),
  'math.comb': counting('combinations'),
  'math.perm': counting('permutations'),
  'math.isqrt': isqrt,
  'round.int_digits': roundDigits,
};
