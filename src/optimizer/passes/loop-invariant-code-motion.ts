import type { Comp, Expr } from '../../language';
import type { Pass } from '../pass';
import { costOf, Fresh, rewriteComps } from '../rewriting';
import { candidates, hoist, type Occurrence } from './hoisting';

/** Computes before a loop what stays the same in it. */
export const loopInvariantCodeMotion: Pass = {
  id: 'loop-invariant-code-motion',
  title: 'Loop-invariant code motion',
  precondition: 'The expression can not raise and reads nothing that the loop changes.',
  parameters: [
    {
      name: 'cost',
      min: 1,
      max: 1000,
      value: 4,
      meaning: 'operations that an expression must take to be moved',
    },
  ],
  apply: (body, { cost = 4 }) => {
    const fresh = new Fresh(body);
    return rewriteComps(body, (comp) => move(comp, cost, fresh, 8));
  },
};

function move(comp: Comp, cost: number, fresh: Fresh, rounds: number): Expr {
  const [first] = candidates(comp, (o) => costOf(o.expr) >= cost && crossesLoop(comp, o));
  if (!first || rounds === 0) return comp;
  const moved = hoist(comp, first, 'invariant', fresh);
  if (moved.kind === 'comp') return move(moved, cost, fresh, rounds - 1);
  if (moved.kind === 'let' && moved.body.kind === 'comp')
    return { ...moved, body: move(moved.body, cost, fresh, rounds - 1) };
  return moved;
}

/** Whether a loop runs between where the value is known and where it is used. */
function crossesLoop(comp: Comp, { at, after }: Occurrence): boolean {
  return comp.clauses.some((clause, i) => clause.kind === 'for' && i > after && i < at);
}
