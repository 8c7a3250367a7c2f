import { type Clause, type Comp, clauseExpr, type Expr, mayRaise, readBindings } from '../../language';
import type { Pass } from '../pass';
import { clauseBindings, hasAssignment, isMovable, rewriteComps } from '../rewriting';

/** Moves a test up to the first place where all that it reads is bound, so that fewer rounds reach what follows. */
export const predicatePushdown: Pass = {
  id: 'predicate-pushdown',
  title: 'Predicate pushdown',
  precondition:
    'Neither the test nor any clause that it passes can raise, and none of these binds what it reads.',
  parameters: [],
  apply: (body) => rewriteComps(body, pushDown),
};

function pushDown(comp: Comp): Expr {
  const clauses = [...comp.clauses];
  let changed = false;
  clauses.forEach((clause, at) => {
    if (clause.kind !== 'if' || !isMovable(clause.test)) return;
    const target = earliest(clauses, at);
    if (target === at) return;
    clauses.splice(at, 1);
    clauses.splice(target, 0, clause);
    changed = true;
  });
  return changed ? { ...comp, clauses } : comp;
}

/** The first index at which the test may stand; its own where moving gains nothing. The first clause stays a `for`. */
function earliest(clauses: readonly Clause[], at: number): number {
  const test = clauses[at];
  if (!test) return at;
  const read = readBindings(clauseExpr(test));
  let target = at;
  for (let i = at - 1; i >= 1; i--) {
    const clause = clauses[i];
    if (
      !clause ||
      clauseBindings(clause).some((b) => read.has(b.id)) ||
      mayRaise(clauseExpr(clause)) ||
      hasAssignment(clauseExpr(clause))
    )
      break;
    if (clause.kind !== 'if') target = i;
  }
  return target;
}
