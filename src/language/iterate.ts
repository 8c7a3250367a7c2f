import { op } from './build';
import { refuse, type Span } from './diagnostic';
import { type Interval, NON_NEGATIVE, point } from './interval';
import type { Expr } from './ir';
import { asSequence, BYTE, CHAR, int, showType, type Type, tuple } from './types';

/** What walking a value gives. */
export interface Iteration {
  readonly element: Type;
  readonly size: Interval;
  /** False for sets, whose order Python leaves open. */
  readonly ordered: boolean;
}

/** How a type is iterated, or null when it isn't iterable. */
export function iterationOf(type: Type): Iteration | null {
  switch (type.kind) {
    case 'list':
    case 'sequence':
      return { element: type.element, size: type.size, ordered: true };
    case 'iterator':
      return { element: type.element, size: type.size, ordered: type.ordered };
    case 'tuple':
      return { element: asSequence(type).element, size: point(type.items.length), ordered: true };
    case 'str':
      return { element: CHAR, size: type.size, ordered: true };
    case 'bytes':
      return { element: BYTE, size: type.size, ordered: true };
    case 'set':
      return { element: type.element, size: type.size, ordered: false };
    case 'dict':
      return { element: type.key, size: type.size, ordered: type.ordered };
    case 'range':
      return { element: int(type.range), size: type.size, ordered: true };
    case 'never':
      return { element: type, size: point(0), ordered: true };
    default:
      return null;
  }
}

export function requireIteration(value: Expr): Iteration {
  return (
    iterationOf(value.type) ??
    refuse('type-error', value.span, `${showType(value.type)} is not iterable.`, {
      exception: 'TypeError',
      hint:
        value.type.kind === 'optional' || value.type.kind === 'union'
          ? 'Exclude the other types first, for instance with `if x is not None`.'
          : 'Walk a list, a string, a range or an input.',
    })
  );
}

/** Refuses what would depend on the order of a set. */
export function requireOrder(iteration: Iteration, span: Span, what: string): void {
  if (iteration.ordered) return;
  refuse('unordered', span, `${what} depends on the order of a set, which Python leaves open.`, {
    hint: 'Wrap the set in sorted(…).',
  });
}

/** Dict views as iterators. */
export function dictView(span: Span, value: Expr, view: 'items' | 'keys' | 'values'): Expr {
  if (value.type.kind !== 'dict') return refuse('type-error', span, `.${view}() needs a dict.`);
  const { key, value: item, size, ordered } = value.type;
  const element = view === 'items' ? tuple([key, item]) : view === 'keys' ? key : item;
  return op(span, `dict.${view}`, { kind: 'iterator', element, size, ordered }, [value]);
}

/** Fewer than before: a filter may drop any item. */
export function filtered(size: Interval): Interval {
  return { min: 0n, max: size.max };
}

/** Distinct values among this many. */
export function distinct(size: Interval): Interval {
  return { min: size.min !== null && size.min > 0n ? 1n : 0n, max: size.max };
}

export const ANY_SIZE = NON_NEGATIVE;
