import type { Clause, Comp, Expr } from '../../language';
import type { Pass } from '../pass';
import { costOf, isMovable, rewriteSame } from '../rewriting';

/** Puts the test first that decides most for its cost (rank ordering of predicates, Hellerstein 1994). */
export const shortCircuitOrdering: Pass = {
  id: 'short-circuit-ordering',
  title: 'Short-circuit ordering',
  precondition: 'None of the tests can raise.',
  parameters: [],
  apply: (body) =>
    rewriteSame(body, (node) =>
      node.kind === 'logic' ? orderLogic(node) : node.kind === 'comp' ? orderFilters(node) : node,
    ),
};

function orderLogic(node: Extract<Expr, { kind: 'logic' }>): Expr {
  const operands = operandsOf(node, node.op);
  const ordered = byRank(operands, node.op === 'and');
  if (ordered === null) return node;
  return ordered.reduce((left, right) => ({ ...node, left, right }));
}

function operandsOf(node: Expr, operator: 'and' | 'or'): readonly Expr[] {
  return node.kind === 'logic' && node.op === operator
    ? [...operandsOf(node.left, operator), ...operandsOf(node.right, operator)]
    : [node];
}

function orderFilters(comp: Comp): Expr {
  const clauses: Clause[] = [];
  let changed = false;
  let run: Extract<Clause, { kind: 'if' }>[] = [];
  const flush = () => {
    const ordered = byRank(
      run.map((c) => c.test),
      true,
    );
    if (ordered) changed = true;
    clauses.push(...(ordered ? ordered.map((test): Clause => ({ kind: 'if', test, span: test.span })) : run));
    run = [];
  };
  for (const clause of comp.clauses) {
    if (clause.kind === 'if') run.push(clause);
    else {
      flush();
      clauses.push(clause);
    }
  }
  flush();
  return changed ? { ...comp, clauses } : comp;
}

/** Tests by cost over the share that they decide; null when they are in order or may not move. */
function byRank(tests: readonly Expr[], all: boolean): readonly Expr[] | null {
  if (tests.length < 2 || !tests.every(isMovable)) return null;
  const rank = (test: Expr): number =>
    costOf(test) / Math.max(0.01, all ? 1 - selectivity(test) : selectivity(test));
  const ordered = [...tests].sort((a, b) => rank(a) - rank(b));
  return ordered.every((test, i) => test === tests[i]) ? null : ordered;
}

/** The share of rounds in which a test is likely true, by its form alone (as System R's optimizer guesses, Selinger 1979). */
export function selectivity(test: Expr): number {
  if (test.kind === 'logic') {
    const [a, b] = [selectivity(test.left), selectivity(test.right)];
    return test.op === 'and' ? a * b : a + b - a * b;
  }
  if (test.kind !== 'op') return 0.5;
  const [first] = test.args;
  switch (test.op) {
    case 'not':
      return first ? 1 - selectivity(first) : 0.5;
    case 'eq':
      return remainderShare(first) ?? 0.1;
    case 'ne':
      return 1 - (remainderShare(first) ?? 0.1);
    case 'lt':
    case 'le':
    case 'gt':
    case 'ge':
      return 1 / 3;
    case 'contains':
      return 0.2;
    default:
      return 0.5;
  }
}

/** `x % k == r` holds for one in k. */
function remainderShare(expr: Expr | undefined): number | null {
  if (expr?.kind !== 'op' || expr.op !== 'int.mod') return null;
  const modulus = expr.args[1];
  return modulus?.kind === 'const' && typeof modulus.value === 'bigint' && modulus.value > 0n
    ? 1 / Number(modulus.value)
    : null;
}
