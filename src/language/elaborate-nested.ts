import { comprehension, conditional, constant, convert, isSimple, op, variable } from './build';
import { collect, walkable } from './collect';
import type { Context } from './context';
import { refuse, type Span } from './diagnostic';
import { truth } from './elaborate';
import { emptyDisplay, toList } from './elaborate-displays';
import { subscript } from './elaborate-subscripts';
import { type Interval, multiply, point } from './interval';
import type { Clause, Expr } from './ir';
import { requireIteration, requireOrder } from './iterate';
import { rangeType } from './range-type';
import { int, iterator, join, list, sequence, showType, type TupleType, type Type } from './types';

/** An iterable of iterables as one list, tuple or set of all their items: `sum(rows, [])`, `set().union(*rows)`. */
export function flattened(
  of: 'list' | 'sequence' | 'set',
  source: Expr,
  span: Span,
  context: Context,
  typeOf: (element: Type, size: Interval) => Type,
): Expr {
  const outer = requireIteration(source);
  const rows = collect(context, span, source, (element) => ({
    type: iterator(element.type),
    collector: { kind: 'generator', element },
  }));
  if (rows.kind !== 'comp' || rows.collector.kind !== 'generator') return rows;
  const row = rows.collector.element;
  const inner = requireIteration(row);
  if (of !== 'set') {
    requireOrder(outer, span, 'Joining');
    requireOrder(inner, span, 'Joining');
  }
  const binding = context.bind('item', inner.element);
  const clause: Clause = {
    kind: 'for',
    pattern: { kind: 'name', binding },
    source: walkable(row, inner),
    span: row.span,
  };
  const element = variable(span, binding);
  const type = typeOf(inner.element, multiply(outer.size, inner.size));
  return comprehension(span, type, [...rows.clauses, clause], { kind: of, element });
}

/** `zip(*rows)`: the columns of a matrix, as many as its shortest row has. */
export function transposed(rows: Expr, span: Span, context: Context): Expr {
  const iteration = requireIteration(rows);
  requireOrder(iteration, span, 'Pairing');
  const row = iteration.element;
  if (row.kind === 'tuple') return columnsOfTuples(rows, row, span, context);
  if (row.kind !== 'list' && row.kind !== 'sequence' && row.kind !== 'str' && row.kind !== 'bytes')
    return refuse('unsupported-argument', span, `\`zip(*…)\` of ${showType(row)} is not understood.`, {
      hint: 'Give it rows that are lists, tuples or strings.',
    });
  const { held, clauses } = holding(toList(rows, row, context), span, context);
  const shortest = comprehensionOver(held, row, context, (read) => {
    const length = op(span, 'len', int(row.size), [read]);
    const range = { min: 0n, max: row.size.max };
    return comprehension(span, int(range), [], {
      kind: 'min',
      element: length,
      key: null,
      fallback: constant(span, 0n),
    });
  });
  const places = rangeType(point(0), shortest.type.kind === 'int' ? shortest.type.range : row.size, point(1));
  const place = context.bind('column', int(places.kind === 'range' ? places.range : row.size));
  const column = comprehensionOver(held, row, context, (read) => {
    const element = subscript(span, read, variable(span, place));
    return comprehension(span, sequence(element.type, iteration.size), [], { kind: 'sequence', element });
  });
  const source = op(span, 'range', places, [constant(span, 0n), shortest, constant(span, 1n)]);
  return comprehension(
    span,
    iterator(column.type, { min: 0n, max: row.size.max }),
    [...clauses, { kind: 'for', pattern: { kind: 'name', binding: place }, source, span }],
    { kind: 'generator', element: column },
  );
}

/** Rows of one arity: a column for each place, or none without rows. */
function columnsOfTuples(rows: Expr, row: TupleType, span: Span, context: Context): Expr {
  const { size } = requireIteration(rows);
  const { held, clauses } = holding(toList(rows, row, context), span, context);
  const columns = row.items.map((item, index) =>
    comprehensionOver(held, row, context, (read) => {
      const element = op(span, 'tuple.get', item, [read], { index });
      return comprehension(span, sequence(item, size), [], { kind: 'sequence', element });
    }),
  );
  const type = columns.map((column) => column.type).reduce(join, { kind: 'never' });
  const count = BigInt(columns.length);
  const all: Expr = {
    kind: 'display',
    of: 'list',
    span,
    type: list(type, point(count)),
    items: columns.map((column) => ({ kind: 'item', value: convert(column, type) })),
  };
  const certain = size.min !== null && size.min > 0n;
  const some = list(type, { min: certain ? count : 0n, max: count });
  const source = certain
    ? all
    : conditional(span, truth(held), convert(all, some), convert(emptyDisplay('list', span), some));
  const binding = context.bind('column', type);
  return comprehension(
    span,
    iterator(type, some.size),
    [...clauses, { kind: 'for', pattern: { kind: 'name', binding }, source, span }],
    { kind: 'generator', element: variable(span, binding) },
  );
}

/** A name for a value that several clauses read: `for rows in [value]`. */
function holding(value: Expr, span: Span, context: Context): { held: Expr; clauses: readonly Clause[] } {
  if (isSimple(value)) return { held: value, clauses: [] };
  const binding = context.bind('rows', value.type);
  const source: Expr = {
    kind: 'display',
    of: 'list',
    span,
    type: list(value.type, point(1)),
    items: [{ kind: 'item', value }],
  };
  return {
    held: variable(span, binding),
    clauses: [{ kind: 'for', pattern: { kind: 'name', binding }, source, span }],
  };
}

/** The comprehension that `make` gives for each row, with the clause that walks the rows. */
function comprehensionOver(rows: Expr, row: Type, context: Context, make: (read: Expr) => Expr): Expr {
  const binding = context.bind('row', row);
  const made = make(variable(rows.span, binding));
  if (made.kind !== 'comp') return made;
  const clause: Clause = { kind: 'for', pattern: { kind: 'name', binding }, source: rows, span: rows.span };
  return { ...made, clauses: [clause, ...made.clauses] };
}
