import { chunksOf, type Splitting } from '../../backends';
import {
  childrenOf,
  clauseExpr,
  collectorExprs,
  countNodes,
  type Expr,
  type Program,
  showType,
  walk,
} from '../../language';

/** What can be read off a program without running it. */
export interface ProgramFeatures {
  /** Nodes of the tree. */
  readonly nodes: number;
  /** Loops around the innermost expression. */
  readonly depth: number;
  readonly arithmetic: number;
  readonly strings: number;
  readonly conditionals: number;
  /** Share of the operations that are comprehensions, sorts or lambdas, 0–1. */
  readonly functional: number;
  readonly readsData: boolean;
  readonly mayRunParallel: boolean;
  readonly resultType: string;
  /** Counts by kind of node and by operation, and the sizes that are known; all numbers, for learning. */
  readonly counts: Readonly<Record<string, number>>;
}

const ARITHMETIC = /^(int|float|math|bool)\./;
const TEXT = /^(str|bytes|format|chr|ord)(\.|$)/;

/** Workers that every range and every value can be handed to; a backend may be pickier. */
const ANY_WORKERS: Splitting = { freshId: () => -1, splits: () => true, travels: () => true };

/** Reads the features off a program's tree. */
export function featuresOf(program: Program): ProgramFeatures {
  const { body, inputs } = program;
  const counts: Record<string, number> = {};
  const count = (name: string): void => {
    counts[name] = (counts[name] ?? 0) + 1;
  };
  let lambdas = 0;
  walk(body, (node) => {
    count(`node.${node.kind}`);
    if (node.kind === 'op') count(`op.${node.op}`);
    if (node.kind === 'sorted' && node.key) lambdas++;
    if (node.kind === 'comp') {
      count(`collect.${node.collector.kind}`);
      for (const clause of node.clauses) count(`clause.${clause.kind}`);
    }
  });
  const of = (test: (name: string) => boolean): number =>
    Object.entries(counts).reduce((sum, [name, value]) => (test(name) ? sum + value : sum), 0);
  const ops = of((name) => name.startsWith('op.'));
  const shapes = (counts['node.comp'] ?? 0) + (counts['node.sorted'] ?? 0) + lambdas;
  const nodes = countNodes(body);
  const depth = depthOf(body);
  counts.nodes = nodes;
  counts.depth = depth;
  counts.inputs = inputs.length;
  return {
    nodes,
    depth,
    arithmetic: of((name) => name.startsWith('op.') && ARITHMETIC.test(name.slice(3))),
    strings: of((name) => name.startsWith('op.') && TEXT.test(name.slice(3))),
    conditionals: (counts['clause.if'] ?? 0) + (counts['node.if'] ?? 0),
    functional: shapes / Math.max(1, shapes + ops),
    readsData: inputs.some(({ type }) => type.kind === 'list' || type.kind === 'str'),
    mayRunParallel: typeof chunksOf(program, ANY_WORKERS) !== 'string',
    resultType: showType(body.type).slice(0, 400),
    counts,
  };
}

/** Loops inside loops: `for` clauses of one comprehension stand one inside the other, and what they hold inside them. */
function depthOf(expr: Expr): number {
  if (expr.kind !== 'comp') return deepest(childrenOf(expr));
  let loops = 0;
  let most = 0;
  for (const clause of expr.clauses) {
    most = Math.max(most, loops + depthOf(clauseExpr(clause)));
    if (clause.kind === 'for') loops++;
  }
  return Math.max(most, loops + deepest(collectorExprs(expr.collector)));
}

function deepest(exprs: readonly Expr[]): number {
  return Math.max(0, ...exprs.map(depthOf));
}
