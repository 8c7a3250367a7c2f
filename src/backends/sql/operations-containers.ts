import type { Expr, Op } from '../../language';
import { collect } from './collectors';
import type { Printer, Printers } from './dialect';
import { isTable, progressionOf } from './iterables';
import { quoted } from './names';
import { one, repeated } from './operations-int';
import { nested, type Query } from './query';
import {
  and,
  BOOL_SHAPE,
  compare,
  INT64_SHAPE,
  joinShapes,
  joinTerms,
  NONE_SHAPE,
  PRECEDENCE,
  paren,
  type Shape,
  term,
  tighter,
  wrap,
} from './term';

/** Counting the rows of a comprehension needs no list. */
const length: Printer = (emitter, node) => {
  const [arg] = node.args;
  if (!arg) throw new TypeError('len takes an argument');
  if (arg.kind === 'comp') {
    const collected = collect(emitter, arg, false);
    if (collected.kind === 'rows' && collected.value.raises.size === 0) {
      const query = collected.query([collected.value]);
      const nullable =
        arg.type.kind === 'set' && (arg.type.element.kind === 'optional' || arg.type.element.kind === 'none');
      if (!nullable && !(query.distinct && collected.outer)) {
        const counted = query.distinct
          ? term(INT64_SHAPE)`count(DISTINCT ${collected.value})`
          : term(INT64_SHAPE)`count(*)`;
        return nested('(', { ...query, distinct: false, columns: [counted], order: [] }, ')', INT64_SHAPE);
      }
    }
  }
  if (arg.kind === 'input' && isTable(arg.type)) {
    const counted: Query = { columns: ['count(*)'], from: [quoted(arg.name)], where: [], order: [] };
    return nested('(', counted, ')', INT64_SHAPE);
  }
  return emitter.dialect.length(one(emitter, node), arg.type.kind);
};

/** `x IN (1, 2)` for items written in place, the engine's own tests else. */
const contains: Printer = (emitter, node) => {
  const [container, item] = node.args;
  if (!container || !item) throw new TypeError('contains takes two arguments');
  const sought = emitter.print(item);
  const bare = container.kind === 'convert' ? container.value : container;
  const nullable = item.type.kind === 'optional' || item.type.kind === 'none';
  const nan = (shape: Shape): boolean => shape.kind === 'float' && shape.nan;
  if (nullable || nan(sought.shape))
    return emitter.refuse(
      'unsupported-operation',
      node.span,
      'A search for None or NaN has another answer in SQL.',
    );
  if (container.type.kind === 'str') return emitter.dialect.textContains(emitter.print(container), sought);
  if (container.type.kind === 'bytes')
    return emitter.refuse('unsupported-operation', node.span, 'A search in bytes is not printed.');
  if (
    bare.kind === 'display' &&
    bare.items.length > 0 &&
    bare.items.every((i) => i.kind === 'item') &&
    !hasNull(container)
  ) {
    const items = bare.items.map((i) => emitter.branch(i.value));
    if (items.every((i) => i.raises.size === 0)) {
      return term(
        BOOL_SHAPE,
        PRECEDENCE.comparison,
      )`${tighter(sought, PRECEDENCE.comparison)} IN (${joinTerms(items, ', ')})`;
    }
  }
  const progression = progressionOf(emitter, container);
  if (progression?.stepsByOne) {
    repeated(emitter, node, sought);
    const lower = compare(sought, '>=', progression.start);
    return and(lower, compare(sought, '<', progression.stop));
  }
  if (hasNull(container))
    return emitter.refuse(
      'unsupported-operation',
      node.span,
      'A search among values that may be None has another answer in SQL.',
    );
  const held =
    container.type.kind === 'dict'
      ? emitter.dialect.dictContains(emitter.print(container), sought)
      : emitter.dialect.listContains(emitter.list(container), sought);
  return held ?? emitter.refuse('unsupported-operation', node.span, 'This search is not printed here.');
};

function hasNull(container: Expr): boolean {
  const type = container.type;
  return 'element' in type && (type.element.kind === 'optional' || type.element.kind === 'none');
}

/** Text and lists put together; the parts of a fixed tuple are known. */
const concat: Printer = (emitter, node) => {
  const parts = emitter.args(node);
  if (node.type.kind === 'tuple') {
    const items = parts.flatMap((part, i) => {
      const type = node.args[i]?.type;
      return type?.kind === 'tuple' ? type.items.map((_, k) => emitter.item(part, k)) : [];
    });
    const tuple = emitter.dialect.tuple(items);
    return tuple
      ? { ...tuple, items }
      : emitter.refuse('unsupported-type', node.span, 'An empty tuple has no SQL value.');
  }
  if (node.type.kind !== 'str' && node.type.kind !== 'bytes')
    return emitter.held(emitter.dialect.concatLists(parts), node.span);
  if (node.type.kind === 'bytes' && emitter.dialect.id === 'sqlite')
    return emitter.refuse('unsupported-operation', node.span, 'SQLite joins bytes into a text.');
  const shape = parts.map((p) => p.shape).reduce(joinShapes, NONE_SHAPE);
  return wrap(
    joinTerms(
      parts.map((p) => paren(p, PRECEDENCE.other)),
      ' || ',
    ),
    shape,
    PRECEDENCE.other,
    parts,
  );
};

/** Operations on containers that are the same in every dialect but for names. */
export const CONTAINER_OPERATIONS: Printers = {
  len: length,
  contains,
  concat,
  range: (emitter, node: Op) => {
    const progression = progressionOf(emitter, node);
    return progression
      ? emitter.dialect.range(progression)
      : emitter.refuse('unsupported-operation', node.span, 'This range is not printed.');
  },
  'tuple.get': (emitter, node) => emitter.item(one(emitter, node), node.options?.index ?? 0),
  'record.get': (emitter, node) => {
    // Only DuckDB has rows as values; elsewhere a field is a column of a table that is walked.
    if (node.args[0]?.kind !== 'var' && emitter.dialect.id !== 'duckdb') {
      return emitter.refuse('unsupported-type', node.span, `A row is no value in ${emitter.dialect.id}.`);
    }
    return emitter.dialect.field(one(emitter, node), node.options?.field ?? '');
  },
  'dict.items': (emitter, node) => emitter.dialect.dictItems(one(emitter, node)),
  'dict.keys': (emitter, node) => emitter.dialect.dictKeys(one(emitter, node)),
  'dict.values': (emitter, node) => emitter.dialect.dictValues(one(emitter, node)),
};
