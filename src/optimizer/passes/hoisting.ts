import {
  type Clause,
  type Comp,
  childrenOf,
  clauseExpr,
  collectorExprs,
  type Expr,
  mapChildren,
  mapClause,
  mapCollector,
} from '../../language';
import {
  boundInside,
  clauseBindings,
  type Fresh,
  freeBindings,
  isMovable,
  keyOf,
  letNode,
  readOf,
} from '../rewriting';

/** A place inside a comprehension: the clause whose expression holds it, or one past the last for the collector. */
export interface Occurrence {
  readonly expr: Expr;
  readonly at: number;
  /** Index of the last clause that binds something it reads; -1 when it reads nothing of this comprehension. */
  readonly after: number;
}

/**
 * Expressions inside a comprehension that may be computed once by a `let`: they can't raise, are no one-pass
 * iterators, and read nothing that is bound deeper inside. Outermost first; `accept` stops the descent.
 */
export function candidates(comp: Comp, accept: (occurrence: Occurrence) => boolean): Occurrence[] {
  const binder = new Map<number, number>();
  comp.clauses.forEach((clause, i) => {
    for (const binding of clauseBindings(clause)) binder.set(binding.id, i);
  });
  const inner = boundInside(comp);
  const found: Occurrence[] = [];
  const visit = (expr: Expr, at: number): void => {
    const occurrence = placeOf(expr, at, binder, inner);
    if (occurrence && accept(occurrence)) found.push(occurrence);
    else for (const child of childrenOf(expr)) visit(child, at);
  };
  comp.clauses.forEach((clause, at) => {
    visit(clauseExpr(clause), at);
  });
  for (const expr of collectorExprs(comp.collector)) visit(expr, comp.clauses.length);
  return found;
}

function placeOf(
  expr: Expr,
  at: number,
  binder: ReadonlyMap<number, number>,
  inner: ReadonlySet<number>,
): Occurrence | null {
  if (
    expr.type.kind === 'iterator' ||
    expr.type.kind === 'range' ||
    expr.kind === 'const' ||
    expr.kind === 'var' ||
    expr.kind === 'input'
  )
    return null;
  if (!isMovable(expr)) return null;
  let after = -1;
  for (const id of freeBindings(expr)) {
    const index = binder.get(id);
    if (index === undefined && inner.has(id)) return null;
    if (index !== undefined) after = Math.max(after, index);
  }
  return after < at ? { expr, at, after } : null;
}

/** Puts `let name = value` behind clause `after` (around the comprehension for -1) and reads it where the key stands. */
export function hoist(comp: Comp, occurrence: Occurrence, name: string, fresh: Fresh): Expr {
  const { expr, after } = occurrence;
  const binding = fresh.bind(name, expr.type);
  const key = keyOf(expr);
  const replace = (node: Expr): Expr =>
    keyOf(node) === key ? readOf(binding, node.span) : mapChildren(node, replace);
  const let_: Clause = { kind: 'let', binding, value: expr, span: expr.span };
  const clauses = comp.clauses.flatMap((clause, i): readonly Clause[] => {
    const changed = i > after ? mapClause(clause, replace) : clause;
    return i === after ? [changed, let_] : [changed];
  });
  const body: Comp = { ...comp, clauses, collector: mapCollector(comp.collector, replace) };
  return after === -1 ? letNode(comp.span, binding, expr, body) : body;
}
