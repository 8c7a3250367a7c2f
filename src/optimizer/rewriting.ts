import {
  type Binding,
  type Clause,
  type Comp,
  type Expr,
  mapChildren,
  mayRaise,
  type Pattern,
  patternBindings,
  readBindings,
  type Span,
  some,
  type Type,
  walk,
} from '../language';

/** Fresh bindings for one program: ids and names that it does not use yet. */
export class Fresh {
  private nextId = 0;
  private readonly names = new Set<string>();

  constructor(body: Expr) {
    walk(body, (node) => {
      if (node.kind === 'input') this.names.add(node.name);
      for (const binding of bindingsOf(node)) {
        this.nextId = Math.max(this.nextId, binding.id + 1);
        this.names.add(binding.name);
      }
    });
  }

  bind(name: string, type: Type): Binding {
    let candidate = name;
    for (let i = 2; this.names.has(candidate); i++) candidate = `${name}_${i}`;
    this.names.add(candidate);
    return { id: this.nextId++, name: candidate, type };
  }

  /** A copy whose own bindings are fresh, so that names stay unique when an expression stands twice. */
  copy(expr: Expr): Expr {
    const renamed = new Map<number, Binding>();
    walk(expr, (node) => {
      for (const binding of bindingsOf(node)) renamed.set(binding.id, this.bind(binding.name, binding.type));
    });
    return renamed.size === 0 ? expr : renameBindings(expr, renamed);
  }
}

/** Bindings that a node itself introduces, or reads. */
function bindingsOf(node: Expr): readonly Binding[] {
  switch (node.kind) {
    case 'let':
    case 'assign':
      return [node.binding];
    case 'sorted':
      return node.key ? [node.key.parameter] : [];
    case 'comp':
      return [
        ...node.clauses.flatMap(clauseBindings),
        ...((node.collector.kind === 'min' || node.collector.kind === 'max') && node.collector.key
          ? [node.collector.key.parameter]
          : []),
      ];
    default:
      return [];
  }
}

export function clauseBindings(clause: Clause): readonly Binding[] {
  if (clause.kind === 'for') return patternBindings(clause.pattern);
  return clause.kind === 'let' ? [clause.binding] : [];
}

/** Ids bound anywhere inside. */
export function boundInside(expr: Expr): ReadonlySet<number> {
  const ids = new Set<number>();
  walk(expr, (node) => {
    for (const binding of bindingsOf(node)) ids.add(binding.id);
  });
  return ids;
}

/** Ids that an expression reads and does not bind itself. */
export function freeBindings(expr: Expr): ReadonlySet<number> {
  const bound = boundInside(expr);
  return new Set([...readBindings(expr)].filter((id) => !bound.has(id)));
}

/** Replaces bindings everywhere: where they are introduced and where they are read. */
export function renameBindings(expr: Expr, renamed: ReadonlyMap<number, Binding>): Expr {
  const of = (binding: Binding): Binding => renamed.get(binding.id) ?? binding;
  const pattern = (p: Pattern): Pattern =>
    p.kind === 'name'
      ? { ...p, binding: of(p.binding) }
      : p.kind === 'tuple'
        ? { ...p, items: p.items.map(pattern) }
        : p;
  const visit = (node: Expr): Expr => {
    const inside = mapChildren(node, visit);
    switch (inside.kind) {
      case 'var': {
        const binding = of(inside.binding);
        return binding === inside.binding ? inside : { ...inside, binding, type: binding.type };
      }
      case 'let':
      case 'assign':
        return { ...inside, binding: of(inside.binding) };
      case 'sorted':
        return inside.key
          ? { ...inside, key: { ...inside.key, parameter: of(inside.key.parameter) } }
          : inside;
      case 'comp': {
        const clauses = inside.clauses.map(
          (c): Clause =>
            c.kind === 'for'
              ? { ...c, pattern: pattern(c.pattern) }
              : c.kind === 'let'
                ? { ...c, binding: of(c.binding) }
                : c,
        );
        const { collector } = inside;
        const keyed =
          (collector.kind === 'min' || collector.kind === 'max') && collector.key
            ? { ...collector, key: { ...collector.key, parameter: of(collector.key.parameter) } }
            : collector;
        return { ...inside, clauses, collector: keyed };
      }
      default:
        return inside;
    }
  };
  return visit(expr);
}

/** Replaces reads of a binding by an expression. */
export function replaceReads(expr: Expr, id: number, value: Expr): Expr {
  if (expr.kind === 'var') return expr.binding.id === id ? value : expr;
  return mapChildren(expr, (child) => replaceReads(child, id, value));
}

export const hasAssignment = (expr: Expr): boolean => some(expr, (node) => node.kind === 'assign');

/** Whether it reads what a test before it has proved: `x` as a string where `isinstance(x, str)`, or not None. */
const isProved = (expr: Expr): boolean =>
  some(
    expr,
    (node) =>
      node.kind === 'convert' &&
      (node.value.type.kind === 'union' || node.value.type.kind === 'optional') &&
      node.type.kind !== 'union' &&
      node.type.kind !== 'optional',
  );

/** Whether nobody can tell when, or how often, an expression is evaluated. */
export const isMovable = (expr: Expr): boolean => !mayRaise(expr) && !hasAssignment(expr) && !isProved(expr);

/** Text of an expression that is the same for structurally equal ones; spans do not count. */
export function keyOf(expr: Expr): string {
  return JSON.stringify(expr, (key, value: unknown) => {
    // The `type` of a format specification is a letter, and counts.
    if (key === 'span' || (key === 'type' && typeof value === 'object')) return undefined;
    if (typeof value === 'bigint') return `${value}n`;
    if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value);
    return value instanceof Uint8Array ? [...value] : value;
  });
}

/** Rough work of one evaluation: an op is 1, a call into a library 5, a nested loop 100. */
export function costOf(expr: Expr): number {
  let total = 0;
  walk(expr, (node) => {
    if (node.kind === 'comp' || node.kind === 'sorted') total += 100;
    else if (node.kind === 'op')
      total +=
        node.op.startsWith('str.') ||
        node.op.startsWith('math.') ||
        node.op.startsWith('set.') ||
        COSTLY.has(node.op)
          ? 5
          : 1;
    else if (node.kind === 'display') total += 3;
  });
  return total;
}

const COSTLY = new Set<string>([
  'int.pow',
  'float.pow',
  'int.powmod',
  'str',
  'repr',
  'format',
  'concat',
  'repeat',
  'slice',
  'contains',
  'dict.merge',
]);

export const letNode = (span: Span, binding: Binding, value: Expr, body: Expr): Expr => ({
  kind: 'let',
  span,
  type: body.type,
  binding,
  value,
  body,
});
export const readOf = (binding: Binding, span: Span): Expr => ({
  kind: 'var',
  span,
  type: binding.type,
  binding,
});

/** Rewrites every comprehension, innermost first. */
export function rewriteComps(body: Expr, change: (comp: Comp) => Expr): Expr {
  const inside = mapSame(body, (child) => rewriteComps(child, change));
  return inside.kind === 'comp' ? change(inside) : inside;
}

/** `mapChildren` that answers the very same node when nothing inside has changed. */
export function mapSame(expr: Expr, change: (child: Expr) => Expr): Expr {
  let changed = false;
  const mapped = mapChildren(expr, (child) => {
    const next = change(child);
    if (next !== child) changed = true;
    return next;
  });
  return changed ? mapped : expr;
}

/** Bottom-up rewrite that answers the very same expression when nothing has changed. */
export function rewriteSame(expr: Expr, change: (node: Expr) => Expr): Expr {
  return change(mapSame(expr, (child) => rewriteSame(child, change)));
}
