import { type Comp, type Expr, type Sorted, someType } from '../../language';
import type { Emitter } from './emitter';
import { orderPieces } from './extremes';
import type { Query } from './query';
import { Relation } from './relation';
import type { Piece, Term } from './term';

/** `sorted(…)` as an expression. */
export function printSorted(emitter: Emitter, node: Sorted): Term {
  const { value, query } = collectSorted(emitter, node, false);
  return emitter.held(emitter.dialect.listOf(value, query([value])), node.span);
}

/** `sorted(…)` as rows: stable, so ties stay in the order of the source. */
export function collectSorted(
  emitter: Emitter,
  node: Sorted,
  top: boolean,
): { readonly value: Term; readonly query: (columns: readonly Piece[]) => Query } {
  const comp = asComp(node.source);
  const staged = top && emitter.settings.mode === 'ctes';
  // Equal floats may still differ: -0.0 and 0.0.
  const ties = node.key !== null || someType(comp.element.type, (t) => t.kind === 'float');
  const relation = Relation.of(emitter, comp.clauses, ties, staged);
  const value = emitter.print(comp.element);
  relation.checkNested(value, comp.element);
  relation.requireOwnOrder(node.key ? [node.key.body, comp.element] : [comp.element]);
  if (node.key) emitter.bind(node.key.parameter, value);
  const key = node.key ? emitter.print(node.key.body) : value;
  if (node.key) relation.checkNested(key, node.key.body);
  const order = [
    ...orderPieces(emitter, key, node.reverse, node.span),
    ...(ties ? relation.orderPieces() : []),
  ];
  return { value, query: (columns) => ({ ...relation.query(columns), order }) };
}

/** The source as clauses and an element; anything but a list comprehension is walked by one clause. */
function asComp(source: Expr): { clauses: Comp['clauses']; element: Expr } {
  if (
    source.kind === 'comp' &&
    (source.collector.kind === 'list' ||
      source.collector.kind === 'sequence' ||
      source.collector.kind === 'generator')
  ) {
    return { clauses: source.clauses, element: source.collector.element };
  }
  const type = elementOf(source);
  const binding = { id: -1 - source.span.start, name: 'item', type };
  return {
    clauses: [{ kind: 'for', pattern: { kind: 'name', binding }, source, span: source.span }],
    element: { kind: 'var', binding, type, span: source.span },
  };
}

function elementOf(source: Expr): Comp['type'] {
  const { type } = source;
  if ('element' in type) return type.element;
  if (type.kind === 'range') return { kind: 'int', range: type.range };
  if (type.kind === 'dict') return type.key;
  return type.kind === 'bytes' ? { kind: 'int', range: { min: 0n, max: 255n } } : type;
}
