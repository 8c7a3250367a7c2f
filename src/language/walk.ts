import type { Binding, Clause, Collector, DisplayItem, Expr, Lambda, Pattern } from './ir';

/** The expressions directly inside a node, in evaluation order (lambda bodies last). */
export function childrenOf(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case 'const':
    case 'var':
    case 'input':
      return [];
    case 'op':
      return expr.args;
    case 'if':
      return [expr.test, expr.then, expr.otherwise];
    case 'logic':
      return [expr.left, expr.right];
    case 'let':
      return [expr.value, expr.body];
    case 'assign':
    case 'convert':
      return [expr.value];
    case 'display':
      return expr.items.flatMap((item) => (item.kind === 'entry' ? [item.key, item.value] : [item.value]));
    case 'sorted':
      return expr.key ? [expr.source, expr.key.body] : [expr.source];
    case 'comp':
      return [...expr.clauses.map(clauseExpr), ...collectorExprs(expr.collector)];
  }
}

export function clauseExpr(clause: Clause): Expr {
  return clause.kind === 'for' ? clause.source : clause.kind === 'if' ? clause.test : clause.value;
}

export function collectorExprs(collector: Collector): readonly Expr[] {
  switch (collector.kind) {
    case 'dict':
      return [collector.key, collector.value];
    case 'sum':
    case 'prod':
      return collector.start ? [collector.start, collector.element] : [collector.element];
    case 'min':
    case 'max':
      return [
        collector.element,
        ...(collector.key ? [collector.key.body] : []),
        ...(collector.fallback ? [collector.fallback] : []),
      ];
    case 'first':
      return collector.fallback ? [collector.element, collector.fallback] : [collector.element];
    case 'join':
      return [collector.separator, collector.element];
    default:
      return [collector.element];
  }
}

/** Pre-order walk. */
export function walk(expr: Expr, visit: (node: Expr) => void): void {
  visit(expr);
  for (const child of childrenOf(expr)) walk(child, visit);
}

export function some(expr: Expr, predicate: (node: Expr) => boolean): boolean {
  return predicate(expr) || childrenOf(expr).some((child) => some(child, predicate));
}

export function countNodes(expr: Expr): number {
  return childrenOf(expr).reduce((total, child) => total + countNodes(child), 1);
}

/** Rebuilds a node with each direct child replaced by `change(child)`; the same node when nothing changed. */
export function mapChildren(expr: Expr, change: (child: Expr) => Expr): Expr {
  switch (expr.kind) {
    case 'const':
    case 'var':
    case 'input':
      return expr;
    case 'op': {
      const args = expr.args.map(change);
      return args.every((a, i) => a === expr.args[i]) ? expr : { ...expr, args };
    }
    case 'if': {
      const test = change(expr.test);
      const then = change(expr.then);
      const otherwise = change(expr.otherwise);
      return test === expr.test && then === expr.then && otherwise === expr.otherwise
        ? expr
        : { ...expr, test, then, otherwise };
    }
    case 'logic': {
      const left = change(expr.left);
      const right = change(expr.right);
      return left === expr.left && right === expr.right ? expr : { ...expr, left, right };
    }
    case 'let': {
      const value = change(expr.value);
      const body = change(expr.body);
      return value === expr.value && body === expr.body ? expr : { ...expr, value, body };
    }
    case 'assign':
    case 'convert': {
      const value = change(expr.value);
      return value === expr.value ? expr : { ...expr, value };
    }
    case 'display':
      return { ...expr, items: expr.items.map((item) => mapItem(item, change)) };
    case 'sorted':
      return { ...expr, source: change(expr.source), key: mapLambda(expr.key, change) };
    case 'comp':
      return {
        ...expr,
        clauses: expr.clauses.map((c) => mapClause(c, change)),
        collector: mapCollector(expr.collector, change),
      };
  }
}

function mapItem(item: DisplayItem, change: (child: Expr) => Expr): DisplayItem {
  return item.kind === 'entry'
    ? { ...item, key: change(item.key), value: change(item.value) }
    : { ...item, value: change(item.value) };
}

function mapLambda(lambda: Lambda | null, change: (child: Expr) => Expr): Lambda | null {
  return lambda && { ...lambda, body: change(lambda.body) };
}

export function mapClause(clause: Clause, change: (child: Expr) => Expr): Clause {
  if (clause.kind === 'for') return { ...clause, source: change(clause.source) };
  if (clause.kind === 'if') return { ...clause, test: change(clause.test) };
  return { ...clause, value: change(clause.value) };
}

export function mapCollector(collector: Collector, change: (child: Expr) => Expr): Collector {
  switch (collector.kind) {
    case 'dict':
      return { ...collector, key: change(collector.key), value: change(collector.value) };
    case 'sum':
    case 'prod':
      return {
        ...collector,
        start: collector.start && change(collector.start),
        element: change(collector.element),
      };
    case 'min':
    case 'max':
      return {
        ...collector,
        element: change(collector.element),
        key: mapLambda(collector.key, change),
        fallback: collector.fallback && change(collector.fallback),
      };
    case 'first':
      return {
        ...collector,
        element: change(collector.element),
        fallback: collector.fallback && change(collector.fallback),
      };
    case 'join':
      return { ...collector, separator: change(collector.separator), element: change(collector.element) };
    default:
      return { ...collector, element: change(collector.element) };
  }
}

/** Bottom-up rewrite of a whole tree. */
export function rewrite(expr: Expr, change: (node: Expr) => Expr): Expr {
  return change(mapChildren(expr, (child) => rewrite(child, change)));
}

/** Bindings that a pattern introduces. */
export function patternBindings(pattern: Pattern): readonly Binding[] {
  if (pattern.kind === 'name') return [pattern.binding];
  return pattern.kind === 'tuple' ? pattern.items.flatMap(patternBindings) : [];
}

/** Ids of the bindings read anywhere inside. Names are unique, so no scoping is needed. */
export function readBindings(expr: Expr): ReadonlySet<number> {
  const ids = new Set<number>();
  walk(expr, (node) => {
    if (node.kind === 'var') ids.add(node.binding.id);
  });
  return ids;
}

/** Replaces reads of one binding. */
export function substitute(expr: Expr, binding: Binding, value: Expr): Expr {
  return rewrite(expr, (node) => (node.kind === 'var' && node.binding.id === binding.id ? value : node));
}
