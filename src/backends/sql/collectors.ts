import { type Collector, type Comp, type Expr, readBindings } from '../../language';
import type { Emitter } from './emitter';
import { collectExtreme, collectFirst, element, mayBeEmpty, refuseLast, requireTotal } from './extremes';
import { collectGroups } from './group-by';
import { identifies } from './identity';
import { nested, type Query } from './query';
import { Relation } from './relation';
import {
  BOOL_SHAPE,
  binary,
  call,
  hasNegativeZero,
  INT64_SHAPE,
  not,
  type Piece,
  PRECEDENCE,
  type Shape,
  type Term,
  wrap,
} from './term';

/** What a comprehension becomes: rows, key and value rows, or one value. */
export type Collected =
  | {
      readonly kind: 'rows';
      readonly value: Term;
      /** The value varies with outer rows only. */
      readonly outer: boolean;
      readonly query: (columns: readonly Piece[]) => Query;
    }
  | {
      readonly kind: 'entries';
      readonly key: Term;
      readonly value: Term;
      readonly query: (columns: readonly Piece[]) => Query;
    }
  /** A query of exactly one row. */
  | { readonly kind: 'aggregate'; readonly value: Term; readonly query: (columns: readonly Piece[]) => Query }
  | { readonly kind: 'value'; readonly value: Term };

/** The comprehension as an expression. */
export function printComp(emitter: Emitter, comp: Comp): Term {
  const collected = collect(emitter, comp, false);
  switch (collected.kind) {
    case 'rows':
      return emitter.held(
        emitter.dialect.listOf(collected.value, collected.query([collected.value])),
        comp.span,
      );
    case 'entries':
      return emitter.held(emitter.dialect.dictOf(collected.key, collected.value, collected.query), comp.span);
    case 'aggregate':
      return nested('(', collected.query([collected.value]), ')', collected.value.shape);
    case 'value':
      return collected.value;
  }
}

/** `top`: the comprehension is the program, so its clauses may be CTEs. */
export function collect(emitter: Emitter, comp: Comp, top: boolean): Collected {
  emitter.supported(comp.type, comp.span);
  const staged = top && emitter.settings.mode === 'ctes';
  const relate = (ordered: boolean) => Relation.of(emitter, comp.clauses, ordered, staged);
  const { collector } = comp;
  switch (collector.kind) {
    case 'list':
    case 'sequence':
    case 'generator': {
      const relation = relate(true);
      return rows(relation, element(emitter, relation, collector.element), collector.element);
    }
    case 'set':
    case 'frozenset': {
      const relation = relate(false);
      const value = element(emitter, relation, collector.element);
      requireKey(emitter, value, collector.element, false);
      const unique = identifies(collector.element, relation.distinctBy);
      return {
        kind: 'rows',
        value,
        outer: relation.printsOuter(value, collector.element),
        query: (columns) => ({
          ...relation.query(columns),
          distinct: !unique,
          order: top || readBindings(collector.element).size === 0 ? [] : [columns[0] ?? value],
        }),
      };
    }
    case 'dict':
      return collectGroups(emitter, comp, top, staged) ?? collectDict(emitter, relate(true), collector, top);
    case 'sum':
      return collectSum(emitter, relate, collector, comp);
    case 'prod':
      return collectProduct(emitter, relate, collector, comp);
    case 'any':
    case 'all':
      return collectTest(emitter, relate(false), collector);
    case 'min':
    case 'max':
      return collectExtreme(emitter, relate, collector, comp);
    case 'first':
      return collectFirst(emitter, relate(true), collector, comp);
    case 'join':
      return collectJoin(emitter, relate(true), collector, comp);
  }
}

function rows(relation: Relation, value: Term, expr: Expr): Collected {
  return {
    kind: 'rows',
    value,
    outer: relation.printsOuter(value, expr),
    query: (columns) => relation.query(columns),
  };
}

/** Set items and dict keys: SQL must find exactly those equal that Python does. */
export function requireKey(emitter: Emitter, key: Term, expr: Expr, asMap: boolean): void {
  const doubtful = (shape: Shape): boolean => {
    if (shape.kind === 'float') return shape.nan || shape.negativeZero;
    if (shape.kind === 'tuple') return shape.items.some(doubtful);
    return shape.kind === 'list' ? doubtful(shape.element) : false;
  };
  if (doubtful(key.shape)) {
    emitter.refuse(
      'unsupported-operation',
      expr.span,
      'Floats that may be NaN or -0.0 are other keys in SQL than in Python.',
    );
  }
  if (asMap && (expr.type.kind === 'optional' || expr.type.kind === 'none')) {
    emitter.refuse('unsupported-type', expr.span, 'A dict with None as a key has no SQL value.');
  }
}

function collectDict(
  emitter: Emitter,
  relation: Relation,
  collector: Extract<Collector, { kind: 'dict' }>,
  top: boolean,
): Collected {
  const key = element(emitter, relation, collector.key);
  const value = element(emitter, relation, collector.value);
  requireKey(emitter, key, collector.key, !top);
  if (identifies(collector.key, relation.distinctBy)) {
    return { kind: 'entries', key, value, query: (columns) => relation.query(columns) };
  }
  if (value.raises.size > 0 && value.query) emitter.lazily(value, collector.value.span);
  if (readBindings(collector.key).size === 0 || relation.printsOuter(key, collector.key)) {
    refuseLast(emitter, [key, value], collector.value.span);
    // One key for all rows: the entry of the last row, if there is any.
    const newest = relation.orders.map((o) => emitter.dialect.orderBy({ ...o, descending: !o.descending }));
    return {
      kind: 'entries',
      key,
      value,
      query: (columns) => ({ ...relation.query(columns), order: newest, limit: '1' }),
    };
  }
  const last = emitter.dialect.lastPerKey(key, value, relation.query([]), relation.orders, emitter.names);
  return { kind: 'entries', ...last };
}

function collectSum(
  emitter: Emitter,
  relate: (ordered: boolean) => Relation,
  collector: Extract<Collector, { kind: 'sum' }>,
  comp: Comp,
): Collected {
  const float = comp.type.kind === 'float';
  const relation = relate(float);
  const value = element(emitter, relation, collector.element);
  const start = collector.start && !isZero(collector.start) ? emitter.print(collector.start) : null;
  if (!float && start === null && collector.element.kind === 'const' && collector.element.value === 1n)
    return {
      kind: 'aggregate',
      value: wrap('count(*)', INT64_SHAPE),
      query: (columns) => relation.query(columns),
    };
  if (!float) {
    const total = emitter.dialect.sum(relation.aggregated(value, collector.element));
    const filled = mayBeEmpty(comp) ? call(total.shape, 'coalesce', total, '0') : total;
    const sum = start ? binary(total.shape, PRECEDENCE.additive, filled, '+', start) : filled;
    return { kind: 'aggregate', value: sum, query: (columns) => relation.query(columns) };
  }
  if (!emitter.settings.unsafe) {
    // Added to anything but -0.0, -0.0 and 0.0 come to the same.
    const added =
      value.shape.kind === 'float' && !(start && hasNegativeZero(start.shape))
        ? { ...value, shape: { ...value.shape, negativeZero: false } }
        : value;
    const items = emitter.dialect.listOf(added, relation.query([added]));
    const orZero = comp.type.kind === 'float' && comp.type.orZero === true;
    const exact = items && emitter.dialect.compensatedSum(items, start, orZero, emitter.names);
    // Numbers that cancel out come to 0.0: only a start can bring in -0.0, or the mark of an empty sum.
    const mayBeNegativeZero = orZero || (start !== null && hasNegativeZero(start.shape));
    if (exact && exact.shape.kind === 'float')
      return {
        kind: 'value',
        value: { ...exact, shape: { ...exact.shape, negativeZero: mayBeNegativeZero } },
      };
  }
  if (!emitter.settings.unsafe) {
    emitter.refuse(
      'float-order',
      comp.span,
      'SQL adds floats in an order and with a rounding of its own.',
      'Add ints, or choose the duckdb dialect.',
    );
  }
  emitter.note(
    'unsafe-check-dropped',
    comp.span,
    'Floats are added in the order and with the rounding of the engine.',
  );
  const total = emitter.dialect.sum(relation.aggregated(value, collector.element));
  const filled = call(value.shape, 'coalesce', total, '0');
  return {
    kind: 'aggregate',
    value: start ? binary(value.shape, PRECEDENCE.additive, filled, '+', start) : filled,
    query: (columns) => ({ ...relation.query(columns), order: [] }),
  };
}

const isZero = (expr: Expr): boolean => expr.kind === 'const' && expr.value === 0n;

function collectProduct(
  emitter: Emitter,
  relate: (ordered: boolean) => Relation,
  collector: Extract<Collector, { kind: 'prod' }>,
  comp: Comp,
): Collected {
  const relation = relate(true);
  const value = element(emitter, relation, collector.element);
  const start = collector.start ? emitter.print(collector.start) : null;
  const items = emitter.held(emitter.dialect.listOf(value, relation.query([value])), comp.span);
  const product = emitter.dialect.product(items, start, emitter.shape(comp.type), emitter.names);
  return {
    kind: 'value',
    value: product ?? emitter.refuse('unsupported-operation', comp.span, 'This engine has no exact product.'),
  };
}

function collectTest(
  emitter: Emitter,
  relation: Relation,
  collector: Extract<Collector, { kind: 'any' | 'all' }>,
): Collected {
  const test = element(emitter, relation, collector.element);
  requireTotal(emitter, relation, test, collector.element.span, collector.kind);
  const any = collector.kind === 'any';
  const query = { ...relation.query(['1'], [any ? test : not(test)]), order: [] };
  const found = nested(any ? 'EXISTS (' : 'NOT EXISTS (', query, ')', BOOL_SHAPE);
  return { kind: 'value', value: any ? found : { ...found, precedence: PRECEDENCE.not } };
}

function collectJoin(
  emitter: Emitter,
  relation: Relation,
  collector: Extract<Collector, { kind: 'join' }>,
  comp: Comp,
): Collected {
  const value = relation.aggregated(element(emitter, relation, collector.element), collector.element);
  const separator = emitter.print(collector.separator);
  const constant = collector.separator.kind === 'const';
  const joined = emitter.dialect.joinText(
    value,
    separator,
    constant,
    relation.query([]),
    relation.orders,
    emitter.names,
  );
  if (!joined)
    return emitter.refuse(
      'unsupported-operation',
      comp.span,
      'This engine joins text with a constant separator only.',
    );
  return joined.kind === 'aggregate'
    ? {
        kind: 'aggregate',
        value: mayBeEmpty(comp) ? call({ kind: 'str' }, 'coalesce', joined.value, "''") : joined.value,
        query: (columns) => ({ ...relation.query(columns), order: [] }),
      }
    : { kind: 'value', value: joined.value };
}
