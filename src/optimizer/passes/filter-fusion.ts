import { BOOL, type Clause, type Comp, type Expr } from '../../language';
import type { Pass } from '../pass';
import { rewriteComps } from '../rewriting';

/** Makes one test of tests that follow each other. */
export const filterFusion: Pass = {
  id: 'filter-fusion',
  title: 'Filter fusion',
  precondition: 'Two `if` clauses stand next to each other.',
  parameters: [],
  apply: (body) => rewriteComps(body, fuse),
};

function fuse(comp: Comp): Expr {
  const clauses: Clause[] = [];
  for (const clause of comp.clauses) {
    const last = clauses.at(-1);
    if (clause.kind === 'if' && last?.kind === 'if') {
      const span = { start: last.span.start, end: clause.span.end };
      clauses[clauses.length - 1] = {
        kind: 'if',
        span,
        test: { kind: 'logic', op: 'and', span, type: BOOL, left: last.test, right: clause.test },
      };
    } else clauses.push(clause);
  }
  return clauses.length === comp.clauses.length ? comp : { ...comp, clauses };
}
