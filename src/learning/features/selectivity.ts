import type { Expr } from '../../language';
import { distinctOf, type Expected, highOf, lengthOf, lowOf, middleOf } from './values';

/** Of a test that nothing is known of (System R used 1/3 for an unknown comparison; Selinger et al., 1979). */
const UNKNOWN = 1 / 3;

/**
 * Share of the rounds in which a test is expected to hold, as a query planner guesses it: values spread evenly between
 * their bounds, tests independent (Selinger et al., 1979).
 */
export function filterShare(test: Expr, estimate: (expr: Expr) => Expected): number {
  switch (test.kind) {
    case 'const':
      return test.value === true ? 1 : 0;
    case 'logic': {
      const [left, right] = [filterShare(test.left, estimate), filterShare(test.right, estimate)];
      return test.op === 'and' ? left * right : left + right - left * right;
    }
    case 'op':
      return ofOperation(test.op, test.args, test.options?.compare, estimate);
    default:
      return UNKNOWN;
  }
}

function ofOperation(
  op: string,
  [left, right]: readonly Expr[],
  compare: string | undefined,
  estimate: (expr: Expr) => Expected,
): number {
  if (!left) return UNKNOWN;
  if (op === 'not') return 1 - filterShare(left, estimate);
  if (op === 'truth') return isNumber(left) ? 1 - sameShare(estimate(left), { low: 0, high: 0 }) : 0.9;
  if (!right) return UNKNOWN;
  if (op === 'contains') {
    const [among, item] = [estimate(left), estimate(right)];
    if (item.low === undefined) return UNKNOWN;
    return Math.min(1, lengthOf(among) / Math.max(1, distinctOf(item, Infinity)));
  }
  const relation = compare ?? op.split('.').at(-1) ?? op;
  if (!isNumber(left) || !isNumber(right)) return relation === 'eq' ? 0.1 : relation === 'ne' ? 0.9 : 0.5;
  const [a, b] = [estimate(left), estimate(right)];
  switch (relation) {
    case 'eq':
      return sameShare(a, b);
    case 'ne':
      return 1 - sameShare(a, b);
    case 'lt':
    case 'le':
      return lessShare(a, b);
    case 'gt':
    case 'ge':
      return 1 - lessShare(a, b);
    default:
      return UNKNOWN;
  }
}

const isNumber = ({ type: { kind } }: Expr): boolean => kind === 'int' || kind === 'float' || kind === 'bool';

function sameShare(a: Expected, b: Expected): number {
  const width = Math.max(distinctOf(a, 1e15), distinctOf(b, 1e15));
  return highOf(a) < lowOf(b) || highOf(b) < lowOf(a) ? 0 : 1 / Math.max(1, width);
}

/** Chance that an even draw from one is below an even draw from the other, by their means where they overlap. */
function lessShare(a: Expected, b: Expected): number {
  if (highOf(a) < lowOf(b)) return 1;
  if (lowOf(a) > highOf(b)) return 0;
  const [low, high] = [Math.min(lowOf(a), lowOf(b)), Math.max(highOf(a), highOf(b))];
  if (high === low) return 0.5;
  return Math.min(1, Math.max(0, 0.5 + (middleOf(b) - middleOf(a)) / (high - low)));
}
