import {
  type Clause,
  compareConstants,
  constant,
  convert,
  disjoint,
  type Expr,
  floorDiv,
  floorMod,
  mayRaise,
  type Op,
  type OpName,
} from '../../language';
import type { Pass } from '../pass';
import { hasAssignment, rewriteSame } from '../rewriting';

/** Evaluates what is constant, and drops neutral operands, decided tests and the branches behind them. */
export const constantFolding: Pass = {
  id: 'constant-folding',
  title: 'Constant folding',
  precondition: 'All operands are constants, or one is neutral and what is dropped can not raise.',
  parameters: [],
  apply: (body) => rewriteSame(body, fold),
};

function fold(node: Expr): Expr {
  if (node.kind === 'op') return foldOp(node);
  if (node.kind === 'logic') return foldLogic(node);
  if (node.kind === 'if') {
    const test = truthOf(node.test);
    return test === null ? node : test ? node.then : node.otherwise;
  }
  if (node.kind === 'comp') {
    const clauses = node.clauses.filter((clause) => !isAlwaysTrue(clause));
    return clauses.length === node.clauses.length ? node : { ...node, clauses };
  }
  return node;
}

const isAlwaysTrue = (clause: Clause): boolean => clause.kind === 'if' && truthOf(clause.test) === true;

const truthOf = (expr: Expr): boolean | null =>
  expr.kind === 'const' && typeof expr.value === 'boolean' ? expr.value : null;
const intOf = (expr: Expr | undefined): bigint | null =>
  expr?.kind === 'const' && typeof expr.value === 'bigint' ? expr.value : null;
const isDroppable = (expr: Expr): boolean => !mayRaise(expr) && !hasAssignment(expr);

function foldLogic(node: Extract<Expr, { kind: 'logic' }>): Expr {
  const decisive = node.op === 'or';
  const left = truthOf(node.left);
  if (left !== null) return left === decisive ? node.left : node.right;
  const right = truthOf(node.right);
  if (right === null) return node;
  if (right !== decisive) return node.left;
  return isDroppable(node.left) ? node.right : node;
}

/** Constants past this many bits stay spelled out: the expression says more than its digits. */
const MAX_BITS = 256n;

const EXACT: Partial<Record<OpName, (a: bigint, b: bigint) => bigint | null>> = {
  'int.add': (a, b) => a + b,
  'int.sub': (a, b) => a - b,
  'int.mul': (a, b) => a * b,
  'int.floordiv': (a, b) => (b === 0n ? null : floorDiv(a, b)),
  'int.mod': (a, b) => (b === 0n ? null : floorMod(a, b)),
  'int.pow': (a, b) => (b < 0n || b > MAX_BITS ? null : a ** b),
  'int.and': (a, b) => a & b,
  'int.or': (a, b) => a | b,
  'int.xor': (a, b) => a ^ b,
  'int.lshift': (a, b) => (b < 0n || b > MAX_BITS ? null : a << b),
  'int.rshift': (a, b) => (b < 0n || b > MAX_BITS ? null : a >> b),
};

function foldOp(node: Op): Expr {
  const [first, second] = node.args;
  const a = intOf(first);
  const b = intOf(second);
  const exact = EXACT[node.op];
  if (exact && a !== null && b !== null) {
    const value = exact(a, b);
    const small = value !== null && value < 1n << MAX_BITS && -value < 1n << MAX_BITS;
    return value !== null && small ? convert(constant(node.span, value), node.type) : node;
  }
  if (first && second)
    return foldNeutral(node, first, second, a, b) ?? foldComparison(node, first, second) ?? node;
  if (node.op === 'int.neg' && a !== null) return convert(constant(node.span, -a), node.type);
  if (node.op === 'not' && first) return foldNot(node, first);
  if (node.op === 'truth' && first?.kind === 'const') return foldTruth(node, first);
  return node;
}

/** x + 0, x - 0, x * 1, x // 1, x ** 1, x * 0. */
function foldNeutral(node: Op, first: Expr, second: Expr, a: bigint | null, b: bigint | null): Expr | null {
  const keep = (expr: Expr): Expr | null => (expr.type.kind === 'int' ? convert(expr, node.type) : null);
  switch (node.op) {
    case 'int.add':
      return b === 0n ? keep(first) : a === 0n ? keep(second) : null;
    case 'int.sub':
      return b === 0n ? keep(first) : null;
    case 'int.mul':
      if (b === 1n) return keep(first);
      if (a === 1n) return keep(second);
      return (b === 0n && isDroppable(first)) || (a === 0n && isDroppable(second))
        ? convert(constant(node.span, 0n), node.type)
        : null;
    case 'int.floordiv':
    case 'int.pow':
      return b === 1n ? keep(first) : null;
    default:
      return null;
  }
}

function foldNot(node: Op, value: Expr): Expr {
  const known = truthOf(value);
  if (known !== null) return constant(node.span, !known);
  return value.kind === 'op' && value.op === 'not' && value.args[0] ? value.args[0] : node;
}

function foldTruth(node: Op, value: Extract<Expr, { kind: 'const' }>): Expr {
  const v = value.value;
  if (typeof v === 'bigint') return constant(node.span, v !== 0n);
  if (typeof v === 'string') return constant(node.span, v !== '');
  return v === null ? constant(node.span, false) : node;
}

/** Comparisons of constants, and of ints whose intervals decide them. */
function foldComparison(node: Op, first: Expr, second: Expr): Expr | null {
  if (
    node.op !== 'eq' &&
    node.op !== 'ne' &&
    node.op !== 'lt' &&
    node.op !== 'le' &&
    node.op !== 'gt' &&
    node.op !== 'ge'
  )
    return null;
  if (first.kind === 'const' && second.kind === 'const') {
    const decided = compareConstants(node.op, first.value, second.value);
    return decided === null ? null : constant(node.span, decided);
  }
  if (first.type.kind !== 'int' || second.type.kind !== 'int' || !isDroppable(first) || !isDroppable(second))
    return null;
  const a = first.type.range;
  const b = second.type.range;
  const below = a.max !== null && b.min !== null && a.max < b.min;
  const notAbove = a.max !== null && b.min !== null && a.max <= b.min;
  const above = a.min !== null && b.max !== null && a.min > b.max;
  const notBelow = a.min !== null && b.max !== null && a.min >= b.max;
  const decide = (yes: boolean, no: boolean): Expr | null =>
    yes ? constant(node.span, true) : no ? constant(node.span, false) : null;
  switch (node.op) {
    case 'lt':
      return decide(below, notBelow);
    case 'le':
      return decide(notAbove, above);
    case 'gt':
      return decide(above, notAbove);
    case 'ge':
      return decide(notBelow, below);
    case 'eq':
      return decide(false, disjoint(a, b));
    case 'ne':
      return decide(disjoint(a, b), false);
  }
}
