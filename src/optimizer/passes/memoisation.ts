import {
  add,
  type Comp,
  childrenOf,
  clauseExpr,
  collectorExprs,
  constant,
  deliveredSize,
  type Expr,
  int,
  list,
  mayRaise,
  op,
  point,
  rangeType,
  subtract,
} from '../../language';
import type { Pass } from '../pass';
import {
  boundInside,
  clauseBindings,
  costOf,
  Fresh,
  freeBindings,
  hasAssignment,
  isMovable,
  keyOf,
  letNode,
  mapSame,
  readOf,
  rewriteComps,
} from '../rewriting';

/** Tabulates an inner loop that depends on one int of few values (memo functions, Michie 1968). */
export const memoisation: Pass = {
  id: 'memoisation',
  title: 'Memoisation',
  precondition:
    'An inner comprehension reads the loop only through one int expression with few values, and can not raise for any of them.',
  parameters: [
    { name: 'entries', min: 2, max: 4096, value: 256, meaning: 'values that a table holds at most' },
  ],
  apply: (body, { entries = 256 }) => {
    const fresh = new Fresh(body);
    return rewriteComps(body, (comp) => memoise(comp, entries, fresh) ?? comp);
  },
};

interface Found {
  readonly inner: Expr;
  readonly key: Expr;
}

function memoise(comp: Comp, entries: number, fresh: Fresh): Expr | null {
  const found = findMemoisable(comp, entries);
  if (found?.key.type.kind !== 'int') return null;
  const { inner, key } = found;
  const { min, max } = found.key.type.range;
  if (min === null || max === null) return null;
  const span = inner.span;
  const parameter = fresh.bind('key', int({ min, max }));
  const element = replaceKey(inner, keyOf(key), readOf(parameter, span));
  const bounds = [constant(span, min), constant(span, max + 1n), constant(span, 1n)];
  const source = op(span, 'range', rangeType(point(min), point(max + 1n), point(1)), bounds);
  const size = point(max - min + 1n);
  const tableType = list(inner.type, size);
  const table: Expr = {
    kind: 'comp',
    span,
    type: tableType,
    clauses: [{ kind: 'for', pattern: { kind: 'name', binding: parameter }, source, span }],
    collector: { kind: 'list', element: fresh.copy(element) },
  };
  if (mayRaise(table)) return null;
  const binding = fresh.bind('table', tableType);
  const index =
    min === 0n
      ? key
      : op(span, 'int.sub', int(subtract(add(found.key.type.range, point(0)), point(min))), [
          key,
          constant(span, min),
        ]);
  const lookUp = op(span, 'index', inner.type, [readOf(binding, span), index]);
  const innerKey = keyOf(inner);
  const body = replaceKey(comp, innerKey, lookUp);
  return letNode(comp.span, binding, table, body);
}

function replaceKey(expr: Expr, key: string, value: Expr): Expr {
  return keyOf(expr) === key ? value : mapSame(expr, (child) => replaceKey(child, key, value));
}

function findMemoisable(comp: Comp, entries: number): Found | null {
  const own = new Set(comp.clauses.flatMap(clauseBindings).map((b) => b.id));
  const rounds = deliveredSize({ ...comp, clauses: comp.clauses.filter((c) => c.kind === 'for') }).max;
  const exprs = [...comp.clauses.slice(1).map(clauseExpr), ...collectorExprs(comp.collector)];
  for (const expr of exprs) {
    const found = search(expr, own, entries, boundInside(comp));
    const size = found?.key.type.kind === 'int' ? sizeOfRange(found.key.type.range) : null;
    if (found && size !== null && (rounds === null || rounds >= size * 2n)) return found;
  }
  return null;
}

const sizeOfRange = (range: { min: bigint | null; max: bigint | null }): bigint | null =>
  range.min === null || range.max === null ? null : range.max - range.min + 1n;

function search(
  expr: Expr,
  own: ReadonlySet<number>,
  entries: number,
  bound: ReadonlySet<number>,
): Found | null {
  if (expr.kind === 'comp' && expr.type.kind !== 'iterator' && !hasAssignment(expr)) {
    const key = onlyKey(expr, own, entries);
    const foreign = [...freeBindings(expr)].some((id) => bound.has(id) && !own.has(id));
    if (key && !foreign && costOf(expr) > costOf(key) + 50) return { inner: expr, key };
  }
  for (const child of childrenOf(expr)) {
    const found = search(child, own, entries, bound);
    if (found) return found;
  }
  return null;
}

/** The one int expression through which the loop is read, if there is just one. */
function onlyKey(inner: Expr, own: ReadonlySet<number>, entries: number): Expr | null {
  const keys = new Map<string, Expr>();
  let escaped = false;
  const boundWithin = boundInside(inner);
  const visit = (expr: Expr): void => {
    const reads = [...freeBindings(expr)];
    const readsLoop = reads.some((id) => own.has(id));
    if (!readsLoop) return;
    const small =
      expr.type.kind === 'int' && (sizeOfRange(expr.type.range) ?? BigInt(entries) + 1n) <= BigInt(entries);
    if (small && expr.kind !== 'comp' && isMovable(expr) && !reads.some((id) => boundWithin.has(id))) {
      keys.set(keyOf(expr), expr);
      return;
    }
    const children = childrenOf(expr);
    if (children.length === 0) escaped = true;
    for (const child of children) visit(child);
  };
  visit(inner);
  const [only] = [...keys.values()];
  return !escaped && keys.size === 1 && only ? only : null;
}
