import { type Clause, type Comp, type Expr, mayRaise, readBindings, sizeOf } from '../../language';
import type { Pass } from '../pass';
import { clauseBindings, isMovable, rewriteComps } from '../rewriting';

/** Puts the shorter of two independent loops outside, so that the inner one is started less often. */
export const loopInterchange: Pass = {
  id: 'loop-interchange',
  title: 'Loop interchange',
  precondition:
    'Two `for` clauses next to each other that do not depend on each other, can not raise, and feed a collector that is blind to order.',
  parameters: [
    { name: 'ratio', min: 1, max: 1000, value: 4, meaning: 'how many times longer the outer loop must be' },
  ],
  apply: (body, { ratio = 4 }) =>
    rewriteComps(body, (comp) => (isOrderBlind(comp) ? interchange(comp, ratio) : comp)),
};

/** Sums of ints, sets, and decisions and extrema without a choice among equals. */
function isOrderBlind(comp: Comp): boolean {
  const { collector } = comp;
  if (comp.clauses.some((c) => c.kind !== 'for' && mayRaise(c.kind === 'if' ? c.test : c.value)))
    return false;
  switch (collector.kind) {
    case 'sum':
    case 'prod':
      return collector.element.type.kind === 'int' && !mayRaise(collector.element);
    case 'set':
    case 'frozenset':
      return scalar(collector.element) && !mayRaise(collector.element);
    case 'any':
    case 'all':
      return !mayRaise(collector.element);
    case 'min':
    case 'max':
      return collector.key === null && scalar(collector.element) && !mayRaise(collector.element);
    default:
      return false;
  }
}

/** Equal values of these kinds can't be told apart. */
const scalar = (expr: Expr): boolean =>
  expr.type.kind === 'int' || expr.type.kind === 'str' || expr.type.kind === 'bool';

type Loop = Extract<Clause, { kind: 'for' }>;

function interchange(comp: Comp, ratio: number): Expr {
  const clauses = [...comp.clauses];
  let changed = false;
  for (let i = 0; i + 1 < clauses.length; i++) {
    const outer = clauses[i];
    const inner = clauses[i + 1];
    if (
      outer?.kind !== 'for' ||
      inner?.kind !== 'for' ||
      !isShorter(inner, outer, ratio) ||
      !independent(outer, inner)
    )
      continue;
    clauses.splice(i, 2, inner, outer);
    changed = true;
  }
  return changed ? { ...comp, clauses } : comp;
}

function isShorter(inner: Loop, outer: Loop, ratio: number): boolean {
  const most = sizeOf(inner.source.type).max;
  const least = sizeOf(outer.source.type).min;
  const typical = sizeOf(outer.source.type).max;
  const length = least !== null && least > 0n ? least : typical;
  return most !== null && length !== null && most > 0n && length >= most * BigInt(Math.round(ratio));
}

function independent(outer: Loop, inner: Loop): boolean {
  const bound = new Set(clauseBindings(outer).map((b) => b.id));
  const sources = [outer.source, inner.source];
  return (
    sources.every((s) => s.type.kind !== 'iterator' && isMovable(s)) &&
    ![...readBindings(inner.source)].some((id) => bound.has(id))
  );
}
