import {
  add,
  type Comp,
  constant,
  constantOf,
  contains,
  type Expr,
  floorDivide,
  hull,
  INT64,
  type Interval,
  int,
  maximum,
  mayRaise,
  multiply,
  op,
  point,
  type Span,
  subtract,
} from '../../language';
import type { Pass } from '../pass';
import { Fresh, hasAssignment, letNode, readOf, rewriteComps } from '../rewriting';

/** Sums of polynomials over an arithmetic series, by Faulhaber's formulas instead of a loop. */
export const algebraicClosedForm: Pass = {
  id: 'algebraic-closed-form',
  title: 'Algebraic closed form',
  precondition:
    'A sum of a polynomial of degree 3 at most, with constant coefficients, over one range with constant start and positive step; every intermediate value fits 64 bits.',
  parameters: [],
  apply: (body) => {
    const fresh = new Fresh(body);
    return rewriteComps(body, (comp) => closedForm(comp, fresh) ?? comp);
  },
};

/** Coefficients of 1, x, x², x³. */
type Polynomial = readonly bigint[];

const MAX_DEGREE = 3;

function closedForm(comp: Comp, fresh: Fresh): Expr | null {
  const [clause] = comp.clauses;
  const { collector } = comp;
  if (
    comp.clauses.length !== 1 ||
    clause?.kind !== 'for' ||
    collector.kind !== 'sum' ||
    comp.type.kind !== 'int'
  )
    return null;
  if (clause.source.kind !== 'op' || clause.source.op !== 'range' || clause.pattern.kind === 'tuple')
    return null;
  const [startExpr, stop, stepExpr] = clause.source.args;
  const start = startExpr?.type.kind === 'int' ? constantOf(startExpr.type.range) : null;
  const step = stepExpr?.type.kind === 'int' ? constantOf(stepExpr.type.range) : null;
  if (
    start === null ||
    step === null ||
    step <= 0n ||
    stop?.type.kind !== 'int' ||
    mayRaise(stop) ||
    hasAssignment(stop)
  )
    return null;
  const polynomial = polynomialIn(
    collector.element,
    clause.pattern.kind === 'name' ? clause.pattern.binding.id : -1,
  );
  if (
    polynomial === null ||
    (collector.start && (mayRaise(collector.start) || hasAssignment(collector.start)))
  )
    return null;
  return new Formula(comp.span, fresh).total(
    compose(polynomial, start, step),
    stop,
    start,
    step,
    collector.start,
    comp.type.range,
  );
}

/** The element as a polynomial of the loop variable, or null. */
function polynomialIn(expr: Expr, variable: number): Polynomial | null {
  if (expr.kind === 'var') return expr.binding.id === variable ? [0n, 1n] : null;
  if (expr.kind === 'convert')
    return expr.value.type.kind === 'int' ? polynomialIn(expr.value, variable) : null;
  if (expr.kind === 'const') return typeof expr.value === 'bigint' ? [expr.value] : null;
  if (expr.kind !== 'op') return null;
  const parts = expr.args.map((arg) => polynomialIn(arg, variable));
  const [a, b] = parts;
  if (!a) return null;
  switch (expr.op) {
    case 'int.neg':
      return a.map((c) => -c);
    case 'int.add':
      return b ? sumOf(a, b) : null;
    case 'int.sub':
      return b
        ? sumOf(
            a,
            b.map((c) => -c),
          )
        : null;
    case 'int.mul':
      return b ? productOf(a, b) : null;
    case 'int.pow': {
      const exponent = b?.length === 1 ? b[0] : undefined;
      if (exponent === undefined || exponent < 0n || exponent > BigInt(MAX_DEGREE)) return null;
      return Array.from({ length: Number(exponent) }, () => a).reduce<Polynomial | null>(
        (x, y) => x && productOf(x, y),
        [1n],
      );
    }
    default:
      return null;
  }
}

const sumOf = (a: Polynomial, b: Polynomial): Polynomial =>
  Array.from({ length: Math.max(a.length, b.length) }, (_, i) => (a[i] ?? 0n) + (b[i] ?? 0n));

function productOf(a: Polynomial, b: Polynomial): Polynomial | null {
  const product = Array.from({ length: a.length + b.length - 1 }, (_, k) =>
    a.reduce((total, c, i) => total + c * (b[k - i] ?? 0n), 0n),
  );
  return product.slice(MAX_DEGREE + 1).every((c) => c === 0n) ? product.slice(0, MAX_DEGREE + 1) : null;
}

/** P(start + step·i) as a polynomial of i. */
function compose(p: Polynomial, start: bigint, step: bigint): Polynomial {
  return p.reduceRight<Polynomial>((total, c) => sumOf(productOf(total, [start, step]) ?? [], [c]), [0n]);
}

/** 12·Σ iᵏ for i in 0 … N-1, as polynomials of N: Faulhaber's formulas over one denominator. */
const SUMS: readonly Polynomial[] = [
  [0n, 12n],
  [0n, -6n, 6n],
  [0n, 2n, -6n, 4n],
  [0n, 0n, 3n, -6n, 3n],
];
const DENOMINATOR = 12n;

/** Builds int expressions with their intervals, and gives up when one leaves 64 bits. */
class Formula {
  private fits = true;

  constructor(
    private readonly span: Span,
    private readonly fresh: Fresh,
  ) {}

  total(
    p: Polynomial,
    stop: Expr,
    start: bigint,
    step: bigint,
    initial: Expr | null,
    bound: Interval,
  ): Expr | null {
    const raw = this.make(
      'int.floordiv',
      this.make('int.add', stop, this.literal(step - 1n - start)),
      this.literal(step),
    );
    const countRange = maximum(rangeOf(raw), point(0));
    const count = op(this.span, 'max', int(countRange), [raw, this.literal(0n)]);
    const binding = this.fresh.bind('count', int(countRange));
    const read = readOf(binding, this.span);
    const scaled = p.map((c, k) => (SUMS[k] ?? []).map((s) => s * c)).reduce(sumOf, []);
    const divisor = scaled.reduce((g, c) => gcd(g, c < 0n ? -c : c), DENOMINATOR);
    const reduced = scaled.map((c) => c / divisor);
    const value = this.horner(reduced, read);
    const quotient =
      DENOMINATOR / divisor === 1n
        ? value
        : this.make('int.floordiv', value, this.literal(DENOMINATOR / divisor));
    const whole = initial ? this.make('int.add', quotient, initial) : quotient;
    if (!this.fits || !this.check(countRange)) return null;
    return letNode(this.span, binding, count, { ...whole, type: int(bound) } as Expr);
  }

  /** c0 + N·(c1 + N·(…)). */
  private horner(coefficients: Polynomial, n: Expr): Expr {
    const degree = coefficients.findLastIndex((c) => c !== 0n);
    if (degree < 0) return this.literal(0n);
    let value: Expr = this.literal(coefficients[degree] ?? 0n);
    for (let k = degree - 1; k >= 0; k--) {
      const product = constantOf(rangeOf(value)) === 1n ? n : this.make('int.mul', n, value);
      const c = coefficients[k] ?? 0n;
      value =
        c === 0n
          ? product
          : this.make(c > 0n ? 'int.add' : 'int.sub', product, this.literal(c > 0n ? c : -c));
    }
    return value;
  }

  private make(name: 'int.add' | 'int.sub' | 'int.mul' | 'int.floordiv', a: Expr, b: Expr): Expr {
    const rules = { 'int.add': add, 'int.sub': subtract, 'int.mul': multiply, 'int.floordiv': floorDivide };
    const range = rules[name](rangeOf(a), rangeOf(b));
    if (!this.check(hull(range, rangeOf(a)))) this.fits = false;
    return op(this.span, name, int(range), [a, b]);
  }

  private check(range: Interval): boolean {
    return contains(INT64, range);
  }

  private literal(value: bigint): Expr {
    return constant(this.span, value);
  }
}

const rangeOf = (expr: Expr): Interval =>
  expr.type.kind === 'int' ? expr.type.range : { min: null, max: null };
const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? a : gcd(b, a % b));
