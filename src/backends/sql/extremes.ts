import { type Collector, type Comp, deliveredSize, type Expr, type Span } from '../../language';
import type { Collected } from './collectors';
import type { Emitter } from './emitter';
import { nested } from './query';
import type { Relation } from './relation';
import {
  call,
  caseWhen,
  hasNegativeZero,
  type Piece,
  PRECEDENCE,
  paren,
  raising,
  type Shape,
  type Term,
  term,
} from './term';

/** True when the comprehension may deliver nothing. */
export const mayBeEmpty = (comp: Comp): boolean => (deliveredSize(comp).min ?? 0n) < 1n;

/** The element of a row, where an engine evaluates it when Python does. */
export function element(emitter: Emitter, relation: Relation, expr: Expr): Term {
  const printed = emitter.print(expr);
  relation.checkNested(printed, expr);
  return printed;
}

/** Refuses a lazy reduction in which an element that Python never reaches could raise. */
export function requireTotal(
  emitter: Emitter,
  relation: Relation,
  value: Term,
  span: Span,
  name: string,
): void {
  if (value.raises.size === 0 && !relation.raises) return;
  emitter.refuse(
    'lazy-error-order',
    span,
    `\`${name}\` stops early in Python; a query may go on to an element that raises.`,
    'Exclude the failing elements with an `if` clause.',
  );
}

/** Only one row is taken of those that Python evaluates: an error of another one would be lost. */
export function refuseLast(emitter: Emitter, values: readonly Term[], span: Span): void {
  if (values.every((v) => v.raises.size === 0)) return;
  emitter.refuse('lazy-error-order', span, 'This can raise, and the query evaluates it for one row only.');
}

/** `min` and `max`, with and without a key. */
export function collectExtreme(
  emitter: Emitter,
  relate: (ordered: boolean) => Relation,
  collector: Extract<Collector, { kind: 'min' | 'max' }>,
  comp: Comp,
): Collected {
  const largest = collector.kind === 'max';
  const relation = relate(collector.key !== null);
  const value = element(emitter, relation, collector.element);
  requireNoNull(emitter, collector.element);
  if (collector.key) {
    const { parameter, body } = collector.key;
    relation.requireOwnOrder([body, collector.element]);
    emitter.bind(parameter, value);
    const key = element(emitter, relation, collector.key.body);
    refuseLast(emitter, [value], collector.element.span);
    const order = [...orderPieces(emitter, key, largest, collector.key.body.span), ...relation.orderPieces()];
    const best = nested('(', { ...relation.query([value]), order, limit: '1' }, ')', value.shape);
    return { kind: 'value', value: filled(emitter, best, collector.fallback, comp, collector.kind) };
  }
  const ordered = requireOrdered(emitter, value, collector.element.span);
  // Of -0.0 and 0.0, which are equal, the first is taken.
  if (ordered.shape.kind === 'float' && ordered.shape.negativeZero) {
    const placed = relate(true);
    const first = element(emitter, placed, collector.element);
    const order = [...orderPieces(emitter, first, largest, collector.element.span), ...placed.orderPieces()];
    const best = nested('(', { ...placed.query([first]), order, limit: '1' }, ')', value.shape);
    return { kind: 'value', value: filled(emitter, best, collector.fallback, comp, collector.kind) };
  }
  const order = orderPieces(emitter, value, largest, collector.element.span);
  const best =
    emitter.dialect.extreme(value, largest) &&
    emitter.dialect.extreme(relation.aggregated(ordered, collector.element), largest);
  if (!best) {
    const first = nested('(', { ...relation.query([value]), order, limit: '1' }, ')', value.shape);
    return { kind: 'value', value: filled(emitter, first, collector.fallback, comp, collector.kind) };
  }
  return {
    kind: 'aggregate',
    value: filled(emitter, best, collector.fallback, comp, collector.kind),
    query: (columns) => relation.query(columns),
  };
}

/** The value of a query that may have found no row, where Python takes the fallback or raises. */
function filled(emitter: Emitter, value: Term, fallback: Expr | null, comp: Comp, name: string): Term {
  if (emitter.dialect.sortDropsSign && value.shape.kind !== 'float' && hasNegativeZero(value.shape))
    emitter.refuse(
      'unsupported-operation',
      comp.span,
      `A subquery makes 0.0 of -0.0 inside containers in ${emitter.dialect.id}.`,
    );
  if (!mayBeEmpty(comp)) return value;
  if (fallback) {
    const printed = emitter.print(fallback);
    if (printed.raises.size > 0 || fallback.type.kind === 'none') {
      if (fallback.type.kind === 'none') return value;
      emitter.refuse(
        'lazy-error-order',
        fallback.span,
        'The default is evaluated always in Python, and here only when needed.',
      );
    }
    return call(value.shape, 'coalesce', value, printed);
  }
  const exception = name === 'next' ? 'StopIteration' : 'ValueError';
  if (emitter.settings.unsafe) {
    emitter.note(
      'unsafe-check-dropped',
      comp.span,
      `The check for ${exception} (${name}() of nothing) is dropped.`,
    );
    return value;
  }
  const failed = emitter.dialect.raise(exception, `${name}() iterable argument is empty`, value.shape);
  return raising(call(value.shape, 'coalesce', value, failed), exception);
}

function requireNoNull(emitter: Emitter, element: Expr): void {
  const { type } = element.kind === 'convert' ? element.value : element;
  if (type.kind === 'optional' || type.kind === 'none') {
    emitter.refuse(
      'unsupported-type',
      element.span,
      "NULL stands for None and for an absent row: the two can't be told apart here.",
    );
  }
}

/** A literal: ORDER BY takes an int for the number of a column. */
const LITERAL = /^-?[\d.e]+(::\w+)?$|^(TRUE|FALSE|NULL)$|^E?'(?:[^']|'')*'(::\w+)?$/;

/** ORDER BY keys of one value; a tuple in place is ordered by its items where the engine has no order of its own. */
export function orderPieces(emitter: Emitter, key: Term, descending: boolean, span: Span): Piece[] {
  const { dialect } = emitter;
  if (LITERAL.test(key.fragment.text)) return [];
  const dropsSign = dialect.sortDropsSign && hasNegativeZero(key.shape);
  if (key.items && (dropsSign || !dialect.ordersContainers)) {
    return key.items.flatMap((item) => orderPieces(emitter, item, descending, span));
  }
  const ordered = requireOrdered(emitter, key, span);
  if (!dialect.ordersContainers && (key.shape.kind === 'list' || key.shape.kind === 'tuple')) {
    emitter.refuse(
      'unsupported-operation',
      span,
      `Containers are not ordered as in Python in ${dialect.id}.`,
    );
  }
  if (dropsSign && ordered.shape.kind !== 'float')
    emitter.refuse(
      'unsupported-operation',
      span,
      `Sorting makes 0.0 of -0.0 inside containers in ${dialect.id}.`,
    );
  return [dialect.orderBy({ key: dropsSign ? withoutSign(ordered) : ordered, descending })];
}

/** An expression of its own, so that the column that is asked for is not the one that is sorted by. */
const withoutSign = (key: Term): Term =>
  term(key.shape, PRECEDENCE.additive)`${paren(key, PRECEDENCE.additive)} + 0`;

/** The key where SQL orders it as Python does. NaN, which has no order in Python and is the greatest here, is reported. */
function requireOrdered(emitter: Emitter, key: Term, span: Span): Term {
  const doubtful = (shape: Shape): boolean => {
    if (shape.kind === 'float') return shape.nan;
    if (shape.kind === 'tuple') return shape.items.some(doubtful);
    return shape.kind === 'list' && doubtful(shape.element);
  };
  if (!doubtful(key.shape)) return key;
  if (key.shape.kind !== 'float' || emitter.dialect.nanIsNull || key.fragment.text.length > 80) {
    emitter.refuse('unsupported-operation', span, 'Floats that may be NaN are ordered otherwise in SQL.');
  }
  if (emitter.settings.unsafe) {
    emitter.note('unsafe-check-dropped', span, 'NaN is ordered as the greatest float.');
    return key;
  }
  const failed = emitter.dialect.raise('Outside', 'NaN has no order', key.shape);
  return caseWhen({ ...key.shape, nan: false }, emitter.dialect.isNan(key), failed, key);
}

/** `next(…)`: the first row. */
export function collectFirst(
  emitter: Emitter,
  relation: Relation,
  collector: Extract<Collector, { kind: 'first' }>,
  comp: Comp,
): Collected {
  const value = element(emitter, relation, collector.element);
  requireTotal(emitter, relation, value, collector.element.span, 'next');
  requireNoNull(emitter, collector.element);
  const first = nested('(', { ...relation.query([value]), limit: '1' }, ')', value.shape);
  return { kind: 'value', value: filled(emitter, first, collector.fallback, comp, 'next') };
}
