import {
  type Binding,
  type Clause,
  type Comp,
  contains,
  type Expr,
  list,
  type Op,
  patternBindings,
  point,
  type Type,
  walk,
} from '../../language';
import { code } from '../text';
import { blockOf, method, type Rx, receiver, rx } from './code';
import { chained, ended, looped } from './comprehensions';
import type { Emitter } from './emitter';
import { extremum } from './extrema';
import { foldShape } from './folds';
import { rangeSource } from './ranges';
import { hasFloat, intShape } from './types';

type For = Extract<Clause, { kind: 'for' }>;

/**
 * A comprehension on several threads, one for each part of its outermost source. The parts are put together in order,
 * and of several panics the first in order goes on. Null where this is not asked for, or not legal: then with a note.
 */
export function parallelised(e: Emitter, comp: Comp): Rx | null {
  if (e.settings.parallel < 2 || e.depth > 1) return null;
  const [first, ...rest] = comp.clauses;
  const reason = obstacle(e, comp);
  if (reason !== null || first?.kind !== 'for') {
    e.note('not-parallel', comp.span, reason ?? 'There is no loop to split.');
    return null;
  }
  const parts = partsOf(e, first);
  if (parts === null) {
    e.note('not-parallel', comp.span, 'Only ranges by ones and lists are split.');
    return null;
  }
  const clauses: readonly Clause[] = [{ ...first, source: parts.source }, ...rest];
  const shared = sharedVariables(e, comp);
  const borrows = shared.map((binding) => {
    const name = e.bind(binding, 'ref');
    return `let ${name} = &${name};`;
  });
  const { partial, combine } = plan(e, comp, clauses);
  const threads = e.fresh('threads');
  const spawned = method(
    method(parts.iter, code`map(|${parts.name}| scope.spawn(move || ${partial.code}))`),
    'collect::<Vec<_>>()',
  );
  const joined = (how: 'map' | 'flat_map' | 'filter_map') =>
    method(rx(`${threads}.into_iter()`), `${how}(${e.helper('join')})`);
  const body = blockOf([code`let ${threads} = ${spawned.code};`, combine(joined).code]);
  const scope = rx(code`std::thread::scope(|scope| ${body.code})`);
  for (const binding of shared) e.bind(binding, 'place');
  return borrows.length === 0 ? scope : blockOf([...borrows, scope.code]);
}

/** Variables of this function that own a value which every thread reads. */
function sharedVariables(e: Emitter, comp: Comp): readonly Binding[] {
  const found = new Map<number, Binding>();
  const inner = new Set<number>();
  const bind = (binding: Binding): unknown => inner.add(binding.id);
  walk(comp, (node) => {
    if (node.kind === 'var' && e.ownOf(node.binding.id) === 'place') found.set(node.binding.id, node.binding);
    if (node.kind === 'let') bind(node.binding);
    if (node.kind !== 'comp') return;
    for (const clause of node.clauses) {
      if (clause.kind === 'for') patternBindings(clause.pattern).forEach(bind);
      else if (clause.kind === 'let') bind(clause.binding);
    }
    if ('key' in node.collector && node.collector.kind !== 'dict' && node.collector.key)
      bind(node.collector.key.parameter);
  });
  return [...found.values()].filter((binding) => !inner.has(binding.id));
}

function obstacle(e: Emitter, comp: Comp): string | null {
  const { collector } = comp;
  if (e.hasCells) return 'An assignment makes one iteration depend on another.';
  if (collector.kind === 'any' || collector.kind === 'all' || collector.kind === 'first')
    return 'A search stops at the first hit, which threads would not see.';
  if (
    (collector.kind === 'min' || collector.kind === 'max') &&
    (collector.key !== null || hasFloat(collector.element.type))
  )
    return 'The first of equals, and a NaN, depend on the order of comparisons.';
  if (
    (collector.kind === 'sum' || collector.kind === 'prod') &&
    comp.type.kind === 'int' &&
    intShape(comp.type).bits !== foldShape(comp).bits
  )
    return 'Partial results may need more bits than the result.';
  return null;
}

interface Parts {
  /** An iterator over the parts. */
  readonly iter: Rx;
  /** The variable that holds a part, and the expression that reads it. */
  readonly name: string;
  readonly source: Expr;
}

/** Bounds for which the arithmetic of splitting can't overflow. */
const SPLITTABLE = { min: -(2n ** 61n), max: 2n ** 61n };

function partsOf(e: Emitter, clause: For): Parts | null {
  const { source } = clause;
  const count = Math.floor(e.settings.parallel);
  if (source.kind === 'op' && source.op === 'range') {
    if (!isByOnes(source)) return null;
    const range = rangeSource(e, source);
    const part = e.bindPart('value');
    const iter = rx(code`${e.helper('split_range')}(${range.code}, ${count})`);
    return { iter, name: part.name, source: { ...part.read, span: source.span, type: source.type } };
  }
  if (source.type.kind !== 'list' && source.type.kind !== 'sequence') return null;
  const r = e.expr(source);
  if (r.own !== 'slice' && r.own !== 'ref') return null;
  const part = e.bindPart('slice');
  const iter = method(r, code`chunks(${receiver(r)}.len() / ${count} + 1)`);
  return { iter, name: part.name, source: { ...part.read, span: source.span, type: source.type } };
}

function isByOnes(range: Op): boolean {
  const [start, stop, step] = range.args;
  const bounded = [start, stop].every(
    (bound) => bound?.type.kind === 'int' && contains(SPLITTABLE, bound.type.range),
  );
  return bounded && step?.kind === 'const' && step.value === 1n;
}

interface Plan {
  /** What a thread computes. */
  readonly partial: Rx;
  /** The whole from the results of all threads. */
  readonly combine: (joined: (how: 'map' | 'flat_map' | 'filter_map') => Rx) => Rx;
}

function plan(e: Emitter, comp: Comp, clauses: readonly Clause[]): Plan {
  const { collector, type } = comp;
  const whole = (part: Comp): Rx =>
    (e.pipelines ? e.attempt(() => chained(e, part)) : null) ?? looped(e, part);
  switch (collector.kind) {
    case 'sum':
    case 'prod': {
      // Floats are added one by one and in order: the threads compute only the items.
      if (type.kind !== 'int') {
        const partial = whole(listOf(comp, clauses, collector.element));
        const zero = type.kind === 'float' && type.orZero ? ['map(|item| item + 0.0)'] : [];
        return {
          partial,
          combine: (joined) =>
            ended(
              e,
              comp,
              zero.reduce<Rx>((r, c) => method(r, c), joined('flat_map')),
            ),
        };
      }
      const partial = whole({ ...comp, clauses, collector: { ...collector, start: null } });
      return { partial, combine: (joined) => ended(e, comp, joined('map')) };
    }
    case 'join':
      return {
        partial: whole(listOf(comp, clauses, collector.element)),
        combine: (joined) => ended(e, comp, joined('flat_map')),
      };
    case 'min':
    case 'max': {
      const none: Expr = { kind: 'const', value: null, type: { kind: 'none' }, span: comp.span };
      const element = collector.element.type;
      const optional: Type = element.kind === 'optional' ? element : { kind: 'optional', of: element };
      return {
        partial: whole({ ...comp, clauses, type: optional, collector: { ...collector, fallback: none } }),
        combine: (joined) => extremum(e, comp, collector, joined('filter_map')),
      };
    }
    default:
      return {
        partial: whole({ ...comp, clauses }),
        combine: (joined) => ended(e, comp, joined('flat_map')),
      };
  }
}

const listOf = (comp: Comp, clauses: readonly Clause[], element: Expr): Comp => ({
  ...comp,
  clauses,
  type: list(element.type, point(0)),
  collector: { kind: 'list', element },
});
