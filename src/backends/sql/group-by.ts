import { type Clause, type Comp, type Expr, readBindings, substitute } from '../../language';
import { type Collected, requireKey } from './collectors';
import type { Emitter } from './emitter';
import { Relation } from './relation';
import { INT64_SHAPE, type Term, term } from './term';

/** `{k: aggregate(e for o in T if f(o) == k) for k in {f(o) for o in T}}`, taken apart. */
interface Grouping {
  /** The walk over T with the filters that both comprehensions share. */
  readonly clauses: readonly Clause[];
  readonly key: Expr;
  readonly aggregate:
    | { readonly kind: 'sum' | 'min' | 'max'; readonly element: Expr }
    | { readonly kind: 'count' };
}

/**
 * A dict comprehension that means GROUP BY: the keys are the distinct f(o) of a walk, and each value aggregates the rows
 * of the same walk whose f(o) is the key. Every group has a row, so nothing is empty. Null when it isn't one.
 */
export function collectGroups(emitter: Emitter, comp: Comp, top: boolean, staged: boolean): Collected | null {
  const found = groupingOf(comp);
  if (!found) return null;
  const relation = Relation.of(emitter, found.clauses, false, staged);
  const key = emitter.print(found.key);
  const value = aggregated(emitter, relation, found.aggregate);
  if (!value || relation.raises || key.raises.size > 0 || value.raises.size > 0) return null;
  requireKey(emitter, key, found.key, !top);
  // Every group has a row: its `min` or `max` never fails.
  if (comp.collector.kind === 'dict') emitter.excuse(comp.collector.value);
  return {
    kind: 'entries',
    key,
    value,
    query: (columns) => ({ ...relation.query(columns), group: [key], order: [] }),
  };
}

function aggregated(emitter: Emitter, relation: Relation, aggregate: Grouping['aggregate']): Term | null {
  if (aggregate.kind === 'count') return term(INT64_SHAPE)`count(*)`;
  const element = emitter.print(aggregate.element);
  if (element.shape.kind !== 'int' || relation.printsOuter(element, aggregate.element)) return null;
  return aggregate.kind === 'sum'
    ? emitter.dialect.sum(element)
    : emitter.dialect.extreme(element, aggregate.kind === 'max');
}

function groupingOf(comp: Comp): Grouping | null {
  const { collector, clauses } = comp;
  const [walk] = clauses;
  if (
    collector.kind !== 'dict' ||
    clauses.length !== 1 ||
    walk?.kind !== 'for' ||
    walk.pattern.kind !== 'name'
  )
    return null;
  const { binding } = walk.pattern;
  const keys = walk.source;
  if (keys.kind !== 'comp' || keys.collector.kind !== 'set' || !isVariable(collector.key, binding.id))
    return null;
  const inner = innerOf(collector.value);
  const [outerFor, ...outerIfs] = keys.clauses;
  const [innerFor, match, ...innerIfs] = inner?.comp.clauses ?? [];
  if (!inner || outerFor?.kind !== 'for' || innerFor?.kind !== 'for' || match?.kind !== 'if') return null;
  if (outerFor.pattern.kind !== 'name' || innerFor.pattern.kind !== 'name') return null;
  const [from, to] = [outerFor.pattern.binding, innerFor.pattern.binding];
  const read: Expr = { kind: 'var', binding: to, type: to.type, span: outerFor.span };
  const renamed = (expr: Expr): Expr => substitute(expr, from, read);
  const key = matchedKey(match.test, binding.id);
  const same =
    key !== null &&
    sameExpr(renamed(keys.collector.element), key) &&
    sameExpr(outerFor.source, innerFor.source) &&
    outerIfs.length === innerIfs.length &&
    outerIfs.every((clause, i) => {
      const other = innerIfs[i];
      return clause.kind === 'if' && other?.kind === 'if' && sameExpr(renamed(clause.test), other.test);
    });
  const free = inner.element === null || !readBindings(inner.element).has(binding.id);
  return same && free && key ? { clauses: [innerFor, ...innerIfs], key, aggregate: inner.aggregate } : null;
}

const isVariable = (expr: Expr, id: number): boolean => expr.kind === 'var' && expr.binding.id === id;

/** The aggregate of one group: an int `sum`, `min` or `max`, or the length of a list. */
function innerOf(value: Expr): { comp: Comp; element: Expr | null; aggregate: Grouping['aggregate'] } | null {
  if (value.kind === 'op' && value.op === 'len') {
    const [list] = value.args;
    return list?.kind === 'comp' && list.collector.kind === 'list'
      ? { comp: list, element: null, aggregate: { kind: 'count' } }
      : null;
  }
  if (value.kind !== 'comp' || value.type.kind !== 'int') return null;
  const { collector } = value;
  const plain =
    (collector.kind === 'sum' && (collector.start === null || isZero(collector.start))) ||
    ((collector.kind === 'min' || collector.kind === 'max') && collector.key === null);
  if (!plain || (collector.kind !== 'sum' && collector.kind !== 'min' && collector.kind !== 'max'))
    return null;
  return {
    comp: value,
    element: collector.element,
    aggregate: { kind: collector.kind, element: collector.element },
  };
}

const isZero = (expr: Expr): boolean => expr.kind === 'const' && expr.value === 0n;

/** The other side of `… == k`. */
function matchedKey(test: Expr, id: number): Expr | null {
  if (test.kind !== 'op' || test.op !== 'eq') return null;
  const [left, right] = test.args;
  if (!left || !right) return null;
  if (isVariable(right, id) && !readBindings(left).has(id)) return left;
  return isVariable(left, id) && !readBindings(right).has(id) ? right : null;
}

/** The same tree, wherever it stands in the text. */
function sameExpr(a: Expr, b: Expr): boolean {
  return shapeText(a) === shapeText(b);
}

const shapeText = (expr: Expr): string =>
  JSON.stringify(expr, (name, value: unknown) =>
    name === 'span' || name === 'type' ? undefined : typeof value === 'bigint' ? `${value}n` : value,
  );
