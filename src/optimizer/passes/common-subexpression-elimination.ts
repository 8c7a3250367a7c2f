import type { Comp, Expr } from '../../language';
import type { Pass } from '../pass';
import { costOf, Fresh, keyOf, rewriteComps } from '../rewriting';
import { candidates, hoist, type Occurrence } from './hoisting';

/** Computes once in a round what is written several times. */
export const commonSubexpressionElimination: Pass = {
  id: 'common-subexpression-elimination',
  title: 'Common-subexpression elimination',
  precondition: 'The expression stands at least twice in one comprehension and can not raise.',
  parameters: [
    {
      name: 'cost',
      min: 1,
      max: 1000,
      value: 2,
      meaning: 'operations that an expression must take to be named',
    },
  ],
  apply: (body, { cost = 2 }) => {
    const fresh = new Fresh(body);
    return rewriteComps(body, (comp) => eliminate(comp, cost, fresh, 8));
  },
};

function eliminate(comp: Comp, cost: number, fresh: Fresh, rounds: number): Expr {
  const repeated = rounds === 0 ? null : findRepeated(comp, cost);
  if (!repeated) return comp;
  const named = hoist(comp, repeated, 'shared', fresh);
  if (named.kind === 'comp') return eliminate(named, cost, fresh, rounds - 1);
  if (named.kind === 'let' && named.body.kind === 'comp')
    return { ...named, body: eliminate(named.body, cost, fresh, rounds - 1) };
  return named;
}

/** The dearest expression that stands at least twice. */
function findRepeated(comp: Comp, cost: number): Occurrence | null {
  const seen = new Map<string, { occurrence: Occurrence; count: number }>();
  candidates(comp, (occurrence) => {
    if (costOf(occurrence.expr) < cost) return false;
    const key = keyOf(occurrence.expr);
    const known = seen.get(key);
    seen.set(key, { occurrence: known?.occurrence ?? occurrence, count: (known?.count ?? 0) + 1 });
    return false;
  });
  const repeated = [...seen.values()]
    .filter((s) => s.count > 1)
    .sort((a, b) => costOf(b.occurrence.expr) - costOf(a.occurrence.expr));
  return repeated[0]?.occurrence ?? null;
}
