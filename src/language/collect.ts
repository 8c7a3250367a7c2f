import { mayRaise } from './analysis';
import { convert, variable } from './build';
import type { Context } from './context';
import type { Span } from './diagnostic';
import type { Clause, Collector, Expr } from './ir';
import { type Iteration, requireIteration } from './iterate';
import { list, type Type } from './types';

/** Tuples of mixed items are walked as lists of their joined type. */
export function walkable(source: Expr, { element, size }: Iteration): Expr {
  return source.type.kind === 'tuple' ? convert(source, list(element, size)) : source;
}

/** Collectors for which it makes no difference whether the source list was built first. */
const NEEDS_EVERY_ELEMENT = new Set<Collector['kind']>([
  'list',
  'sequence',
  'set',
  'frozenset',
  'dict',
  'sum',
  'prod',
  'min',
  'max',
  'join',
]);

/**
 * Walks any iterable into a collector. A generator, and a list comprehension where that changes nothing, hands over
 * its clauses instead of being built.
 */
export function collect(
  context: Context,
  span: Span,
  source: Expr,
  make: (element: Expr, iteration: Iteration) => { type: Type; collector: Collector },
): Expr {
  const iteration = requireIteration(source);
  if (source.kind === 'comp' && (source.collector.kind === 'generator' || source.collector.kind === 'list')) {
    const { type, collector } = make(source.collector.element, iteration);
    const lazy =
      source.collector.kind === 'generator' || NEEDS_EVERY_ELEMENT.has(collector.kind) || !mayRaise(source);
    if (lazy) return { kind: 'comp', span, type, clauses: source.clauses, collector };
  }
  const binding = context.bind('item', iteration.element);
  const { type, collector } = make(variable(source.span, binding), iteration);
  const walked = walkable(source, iteration);
  const clause: Clause = {
    kind: 'for',
    pattern: { kind: 'name', binding },
    source: walked,
    span: source.span,
  };
  return { kind: 'comp', span, type, clauses: [clause], collector };
}
