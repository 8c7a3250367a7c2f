import {
  add,
  type Clause,
  type Comp,
  constant,
  constantOf,
  type Expr,
  floorMod,
  type Interval,
  int,
  maximum,
  mayRaise,
  minimum,
  modulo,
  type Op,
  type OpName,
  op,
  point,
  rangeType,
  type Span,
  subtract,
} from '../../language';
import type { Pass } from '../pass';
import { clauseBindings, freeBindings, isMovable, rewriteComps } from '../rewriting';

/** Lets a range produce only what the tests right behind it keep. */
export const rangeNarrowing: Pass = {
  id: 'range-narrowing',
  title: 'Range narrowing',
  precondition:
    'A test right behind `for x in range(a, b)` bounds x by something that is fixed in the loop, or asks for `x % k == r` with constants.',
  parameters: [],
  apply: (body) => rewriteComps(body, narrowAll),
};

function narrowAll(comp: Comp): Expr {
  let changed = false;
  const clauses: Clause[] = [...comp.clauses];
  for (let i = 0; i + 1 < clauses.length; i++) {
    const loop = clauses[i];
    const filter = clauses[i + 1];
    if (loop?.kind !== 'for' || filter?.kind !== 'if') continue;
    const narrowed = narrowOne(loop, filter.test);
    if (!narrowed) continue;
    clauses.splice(
      i,
      2,
      narrowed.loop,
      ...narrowed.rest.map((test): Clause => ({ kind: 'if', test, span: test.span })),
    );
    changed = true;
    i--;
  }
  return changed ? { ...comp, clauses } : comp;
}

type Loop = Extract<Clause, { kind: 'for' }>;

/** Takes the first conjunct of a test into the range. */
function narrowOne(loop: Loop, test: Expr): { loop: Loop; rest: readonly Expr[] } | null {
  if (loop.pattern.kind !== 'name' || loop.source.kind !== 'op' || loop.source.op !== 'range') return null;
  const tests = conjuncts(test);
  for (const [i, conjunct] of tests.entries()) {
    if (tests.slice(0, i).some((t) => mayRaise(t))) return null;
    const source = narrowSource(loop, loop.source, loop.pattern.binding.id, conjunct);
    if (source) return { loop: { ...loop, source }, rest: tests.filter((t) => t !== conjunct) };
  }
  return null;
}

function conjuncts(test: Expr): readonly Expr[] {
  return test.kind === 'logic' && test.op === 'and'
    ? [...conjuncts(test.left), ...conjuncts(test.right)]
    : [test];
}

function narrowSource(loop: Loop, source: Op, variable: number, test: Expr): Expr | null {
  const [start, stop, step] = source.args;
  if (!start || !stop || !step || test.kind !== 'op' || constantOf(rangeOf(step)) !== 1n) return null;
  return (
    narrowByRemainder(source.span, start, stop, variable, test) ??
    narrowByBound(loop, source.span, start, stop, step, variable, test)
  );
}

/** `x % k == r` over range(a, b) → range(a + (r - a) % k, b, k). */
function narrowByRemainder(span: Span, start: Expr, stop: Expr, variable: number, test: Op): Expr | null {
  const [left, right] = test.args;
  if (test.op !== 'eq' || left?.kind !== 'op' || left.op !== 'int.mod' || !isVariable(left.args[0], variable))
    return null;
  const k = left.args[1] ? constantOf(rangeOf(left.args[1])) : null;
  const r = right ? constantOf(rangeOf(right)) : null;
  const a = constantOf(rangeOf(start));
  if (k === null || r === null || k < 2n || r < 0n || r >= k) return null;
  const first = a !== null ? constant(span, a + floorMod(r - a, k)) : shifted(span, start, k, r);
  return rangeOp(span, first, stop, constant(span, k));
}

/** a + (r - a) % k, for a start that is known only at run time. */
function shifted(span: Span, start: Expr, k: bigint, r: bigint): Expr {
  const distance = subtract(point(r), rangeOf(start));
  const rest = modulo(distance, point(k));
  const offset = op(span, 'int.mod', int(rest), [
    op(span, 'int.sub', int(distance), [constant(span, r), start]),
    constant(span, k),
  ]);
  return op(span, 'int.add', int(add(rangeOf(start), rest)), [start, offset]);
}

const MIRRORED: Partial<Record<OpName, OpName>> = { lt: 'gt', le: 'ge', gt: 'lt', ge: 'le' };

/** `x < c` and its kin: the range stops, or starts, there. */
function narrowByBound(
  loop: Loop,
  span: Span,
  start: Expr,
  stop: Expr,
  step: Expr,
  variable: number,
  test: Op,
): Expr | null {
  const [left, right] = test.args;
  if (!left || !right || left.type.kind !== 'int' || right.type.kind !== 'int') return null;
  const onLeft = isVariable(left, variable);
  const bound = onLeft ? right : isVariable(right, variable) ? left : null;
  const operator = onLeft ? test.op : MIRRORED[test.op];
  if (!bound || !isMovable(bound) || readsLoop(bound, loop)) return null;
  const beyond = op(span, 'int.add', int(add(rangeOf(bound), point(1))), [bound, constant(span, 1n)]);
  switch (operator) {
    case 'lt':
      return rangeOp(span, start, lesser(span, stop, bound), step);
    case 'le':
      return rangeOp(span, start, lesser(span, stop, folded(beyond)), step);
    case 'gt':
      return rangeOp(span, greater(span, start, folded(beyond)), stop, step);
    case 'ge':
      return rangeOp(span, greater(span, start, bound), stop, step);
    default:
      return null;
  }
}

const isVariable = (expr: Expr | undefined, id: number): boolean =>
  expr?.kind === 'var' && expr.binding.id === id;

function readsLoop(expr: Expr, loop: Loop): boolean {
  const own = new Set(clauseBindings(loop).map((b) => b.id));
  return [...freeBindings(expr)].some((id) => own.has(id));
}

const rangeOf = (expr: Expr): Interval =>
  expr.type.kind === 'int' ? expr.type.range : { min: null, max: null };

function folded(expr: Expr): Expr {
  const known = constantOf(rangeOf(expr));
  return known === null ? expr : constant(expr.span, known);
}

function lesser(span: Span, a: Expr, b: Expr): Expr {
  const [ra, rb] = [rangeOf(a), rangeOf(b)];
  if (ra.max !== null && rb.min !== null && ra.max <= rb.min) return a;
  if (rb.max !== null && ra.min !== null && rb.max <= ra.min) return b;
  return op(span, 'min', int(minimum(ra, rb)), [a, b]);
}

function greater(span: Span, a: Expr, b: Expr): Expr {
  const [ra, rb] = [rangeOf(a), rangeOf(b)];
  if (ra.min !== null && rb.max !== null && ra.min >= rb.max) return a;
  if (rb.min !== null && ra.max !== null && rb.min >= ra.max) return b;
  return op(span, 'max', int(maximum(ra, rb)), [a, b]);
}

function rangeOp(span: Span, start: Expr, stop: Expr, step: Expr): Expr {
  return op(span, 'range', rangeType(rangeOf(start), rangeOf(stop), rangeOf(step)), [start, stop, step]);
}
