import type { Binding, Clause, Comp, Expr } from './ir';
import {
  childrenOf,
  clauseExpr,
  collectorExprs,
  mapChildren,
  mapClause,
  mapCollector,
  rewrite,
  some,
  walk,
} from './walk';

/**
 * Turns assignments into `let`s where that changes nothing, so that backends without assignment expressions keep
 * them: an assignment nobody reads is its value; one that an `if` or the element of a comprehension always evaluates,
 * and that is read only afterwards in the same round, becomes a `let` clause in front of it.
 */
export function lowerAssignments(body: Expr): Expr {
  return hoist(dropUnread(body));
}

function dropUnread(body: Expr): Expr {
  const read = new Set<number>();
  walk(body, (node) => {
    if (node.kind === 'var') read.add(node.binding.id);
  });
  return rewrite(body, (node) => (node.kind === 'assign' && !read.has(node.binding.id) ? node.value : node));
}

function hoist(body: Expr): Expr {
  const inside = mapChildren(body, hoist);
  return inside.kind === 'comp' ? hoistInComp(inside) : inside;
}

function hoistInComp(comp: Comp): Comp {
  const clauses: Clause[] = [];
  let changed = comp;
  comp.clauses.forEach((clause) => {
    const assigned = clause.kind === 'for' ? [] : certainAssignments(clauseExpr(clause));
    for (const { binding, value } of assigned)
      clauses.push({ kind: 'let', binding, value, span: value.span });
    clauses.push(mapClause(clause, (child) => replaceAssignments(child, assigned)));
  });
  const elements = collectorExprs(comp.collector);
  const [first] =
    comp.collector.kind === 'sum' || comp.collector.kind === 'prod' || comp.collector.kind === 'join'
      ? [comp.collector.element]
      : elements;
  const assigned = first ? certainAssignments(first) : [];
  for (const { binding, value } of assigned) clauses.push({ kind: 'let', binding, value, span: value.span });
  changed = {
    ...comp,
    clauses,
    collector: mapCollector(comp.collector, (child) => replaceAssignments(child, assigned)),
  };
  return changed;
}

/** Assignments that are evaluated first of all and in every case; what comes before them are only reads. */
function certainAssignments(expr: Expr): { binding: Binding; value: Expr }[] {
  const found: { binding: Binding; value: Expr }[] = [];
  let certain = true;
  const visit = (node: Expr): void => {
    if (!certain) return;
    switch (node.kind) {
      case 'assign':
        visit(node.value);
        if (certain) found.push({ binding: node.binding, value: replaceAssignments(node.value, found) });
        return;
      case 'if':
      case 'logic':
        visit(node.kind === 'if' ? node.test : node.left);
        certain = false;
        return;
      case 'let':
        if (some(node, (inner) => inner.kind === 'assign')) certain = false;
        return;
      case 'comp':
      case 'sorted':
        if (some(node, (inner) => inner.kind === 'assign')) certain = false;
        return;
      default:
        for (const child of childrenOf(node)) visit(child);
    }
  };
  visit(expr);
  return found;
}

function replaceAssignments(expr: Expr, assigned: readonly { binding: Binding }[]): Expr {
  if (assigned.length === 0) return expr;
  return rewrite(expr, (node) =>
    node.kind === 'assign' && assigned.some((a) => a.binding.id === node.binding.id)
      ? { kind: 'var', span: node.span, type: node.type, binding: node.binding }
      : node,
  );
}

/** The variables that are still assigned somewhere. */
export function assignedVariables(body: Expr): Binding[] {
  const found = new Map<number, Binding>();
  walk(body, (node) => {
    if (node.kind === 'assign') found.set(node.binding.id, node.binding);
  });
  return [...found.values()];
}
