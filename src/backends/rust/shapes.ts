import type { Pattern, Type } from '../../language';
import { code, type Fragment, joinCode } from '../text';
import { type Own, owned, P, rx } from './code';
import { type Emitter, storedAs } from './emitter';
import { isCopy } from './types';

/** What an iterator hands over: one item, or (from `zip`) pairs nested to the left. */
export type Shape =
  | { readonly kind: 'item'; readonly own: Own; readonly type: Type }
  | { readonly kind: 'zip'; readonly items: readonly Shape[] };

export const itemShape = (own: Own, type: Type): Shape => ({
  kind: 'item',
  own: own === 'value' ? storedAs(type) : own,
  type,
});

/** Whether a copy of the item costs nothing, so that a closure may take it out of a reference. */
export const isCopyShape = (shape: Shape): boolean =>
  shape.kind === 'zip' ? shape.items.every(isCopyShape) : shape.own !== 'place';

/** `((a, b), c)` */
function nest(parts: readonly Fragment[]): Fragment {
  const [first, ...rest] = parts;
  return rest.reduce((left, right) => code`(${left}, ${right})`, first ?? code`()`);
}

const tuplePattern = (parts: readonly Fragment[]): Fragment =>
  parts.length === 1 ? code`(${joinCode(parts, '')},)` : code`(${joinCode(parts, ', ')})`;

/** Whether the pattern binds nothing that is read. */
function binds(e: Emitter, pattern: Pattern): boolean {
  if (pattern.kind === 'name') return e.read.has(pattern.binding.id);
  return pattern.kind === 'tuple' && pattern.items.some((item) => binds(e, item));
}

/** A pattern that takes the item. Declares its variables. */
export function taking(e: Emitter, pattern: Pattern, shape: Shape): Fragment {
  if (!binds(e, pattern)) return code`_`;
  if (shape.kind === 'zip') {
    const items = pattern.kind === 'tuple' ? pattern.items : [];
    return nest(shape.items.map((part, i) => taking(e, items[i] ?? { kind: 'ignore' }, part)));
  }
  if (shape.own === 'ref' && (pattern.kind === 'tuple' || isCopy(shape.type)))
    return code`&${insideReference(e, pattern, shape.type)}`;
  if (pattern.kind === 'name') return code`${e.bind(pattern.binding, shape.own)}`;
  return tuplePattern(
    parts(pattern, shape.type).map(([item, type]) => taking(e, item, itemShape('value', type))),
  );
}

/** A pattern for a closure that gets a reference to the item, such as `filter`'s. */
export function peeking(e: Emitter, pattern: Pattern, shape: Shape): Fragment {
  if (!binds(e, pattern)) return code`_`;
  if (shape.kind === 'item' && pattern.kind === 'name' && shape.own === 'place')
    return code`${e.bind(pattern.binding, 'ref')}`;
  return code`&${peekingInside(e, pattern, shape)}`;
}

function peekingInside(e: Emitter, pattern: Pattern, shape: Shape): Fragment {
  if (!binds(e, pattern)) return code`_`;
  if (shape.kind === 'zip') {
    const items = pattern.kind === 'tuple' ? pattern.items : [];
    return nest(shape.items.map((part, i) => peekingInside(e, items[i] ?? { kind: 'ignore' }, part)));
  }
  if (shape.own === 'value' || shape.own === 'place') return insideReference(e, pattern, shape.type);
  return taking(e, pattern, shape);
}

/** The part of a pattern under a `&`: what can be copied is, the rest is borrowed. */
function insideReference(e: Emitter, pattern: Pattern, type: Type): Fragment {
  if (!binds(e, pattern)) return code`_`;
  if (pattern.kind === 'name')
    return isCopy(type)
      ? code`${e.bind(pattern.binding, 'value')}`
      : code`ref ${e.bind(pattern.binding, 'ref')}`;
  return tuplePattern(parts(pattern, type).map(([item, part]) => insideReference(e, item, part)));
}

function parts(pattern: Pattern, type: Type): (readonly [Pattern, Type])[] {
  const items = pattern.kind === 'tuple' ? pattern.items : [];
  const types = type.kind === 'tuple' ? type.items : [];
  return items.flatMap((item, i) => {
    const part = types[i];
    return part === undefined ? [] : [[item, part] as const];
  });
}

/** Whether the items are not simply owned values. */
export const needsOwning = (shape: Shape): boolean =>
  shape.kind === 'zip' || !(shape.own === 'value' || shape.own === 'place');

/** `|(a, b)| (a.clone(), *b)`: the closure that makes owned values of the items. */
export function owning(shape: Shape): Fragment {
  let count = 0;
  const flat = (s: Shape): { pattern: Fragment; value: Fragment } => {
    if (s.kind === 'zip') {
      const inner = s.items.map(flat);
      return { pattern: nest(inner.map((i) => i.pattern)), value: tuplePattern(inner.map((i) => i.value)) };
    }
    const name = 'abcdefghijkl'.charAt(count++);
    const printed = rx(name, P.primary, s.own === 'place' ? 'value' : s.own);
    return { pattern: code`${name}`, value: owned(printed, s.type).code };
  };
  const { pattern, value } = flat(shape);
  return code`|${pattern}| ${value}`;
}
