import {
  type Clause,
  type Comp,
  constant,
  convert,
  type Expr,
  mayRaise,
  op,
  type Pattern,
} from '../../language';
import type { Pass } from '../pass';
import { Fresh, hasAssignment, readOf, rewriteSame } from '../rewriting';

/** Walks what an inner list comprehension would build, without building it (deforestation, Wadler 1990). */
export const mapFusion: Pass = {
  id: 'map-fusion',
  title: 'Map fusion',
  precondition: 'The inner list is walked once, in order, and building it can not raise.',
  parameters: [],
  apply: (body) => {
    const fresh = new Fresh(body);
    return rewriteSame(body, (node) =>
      node.kind === 'comp' ? fuse(node, fresh) : node.kind === 'op' && node.op === 'len' ? count(node) : node,
    );
  },
};

function fuse(comp: Comp, fresh: Fresh): Expr {
  let changed = false;
  const clauses = comp.clauses.flatMap((clause): readonly Clause[] => {
    if (clause.kind !== 'for' || clause.source.kind !== 'comp') return [clause];
    const inner = clause.source;
    if (inner.collector.kind !== 'list' && inner.collector.kind !== 'sequence') return [clause];
    if (mayRaise(inner) || hasAssignment(inner)) return [clause];
    changed = true;
    return [...inner.clauses, ...bind(clause.pattern, inner.collector.element, fresh)];
  });
  return changed ? { ...comp, clauses } : comp;
}

/** `let` clauses that put a value where the pattern wants it. */
function bind(pattern: Pattern, value: Expr, fresh: Fresh): readonly Clause[] {
  if (pattern.kind === 'ignore') return [];
  if (pattern.kind === 'name')
    return [
      {
        kind: 'let',
        binding: pattern.binding,
        value: convert(value, pattern.binding.type),
        span: value.span,
      },
    ];
  const type = value.type;
  if (type.kind !== 'tuple') return [];
  if (value.kind === 'display' && value.items.every((item) => item.kind === 'item')) {
    return pattern.items.flatMap((item, i) => {
      const part = value.items[i];
      return part ? bind(item, part.value, fresh) : [];
    });
  }
  const whole = fresh.bind('item', type);
  const get = (index: number): Expr =>
    op(value.span, 'tuple.get', type.items[index] ?? type, [readOf(whole, value.span)], { index });
  return [
    { kind: 'let', binding: whole, value, span: value.span },
    ...pattern.items.flatMap((item, i) => bind(item, get(i), fresh)),
  ];
}

/** `len([… for …])` counts. */
function count(node: Extract<Expr, { kind: 'op' }>): Expr {
  const [inner] = node.args;
  if (inner?.kind !== 'comp' || inner.collector.kind !== 'list' || mayRaise(inner) || hasAssignment(inner))
    return node;
  return {
    ...inner,
    span: node.span,
    type: node.type,
    collector: { kind: 'sum', element: constant(node.span, 1n), start: null },
  };
}
