import { refuse, type Span, showType, type Type } from '../../language';
import type { Scalar } from './low-syntax';

/**
 * How a type is laid out: the type without intervals. JSON-safe, so that the runner reads results and writes inputs by
 * it. A value of a shape is a row of Wasm scalars (its *slots*): tuples, records and optionals are flattened, an
 * optional or a union begins with a tag, everything of unknown length is a pointer.
 */
export type Shape =
  | { readonly kind: 'never' | 'none' | 'bool' | 'int' | 'float' | 'floatOrZero' | 'str' | 'bytes' | 'range' }
  | { readonly kind: 'list' | 'sequence' | 'generator'; readonly item: Shape }
  | { readonly kind: 'set' | 'frozenset'; readonly item: Shape }
  | { readonly kind: 'dict'; readonly key: Shape; readonly value: Shape }
  | { readonly kind: 'tuple'; readonly items: readonly Shape[] }
  | { readonly kind: 'record'; readonly names: readonly string[]; readonly items: readonly Shape[] }
  | { readonly kind: 'optional'; readonly of: Shape }
  | { readonly kind: 'union'; readonly members: readonly Shape[] };

/** Refuses types that have no layout here (one-pass iterators as values). */
export function shapeOf(type: Type, span: Span): Shape {
  const inner = (t: Type): Shape => shapeOf(t, span);
  switch (type.kind) {
    case 'float':
      return { kind: type.orZero === true ? 'floatOrZero' : 'float' };
    case 'never':
    case 'none':
    case 'bool':
    case 'int':
    case 'str':
    case 'bytes':
    case 'range':
      return { kind: type.kind };
    case 'list':
    case 'sequence':
      return { kind: type.kind, item: inner(type.element) };
    case 'set':
      return { kind: type.frozen ? 'frozenset' : 'set', item: inner(type.element) };
    case 'dict':
      return { kind: 'dict', key: inner(type.key), value: inner(type.value) };
    case 'tuple':
      return { kind: 'tuple', items: type.items.map(inner) };
    case 'record':
      return {
        kind: 'record',
        names: type.fields.map((f) => f.name),
        items: type.fields.map((f) => inner(f.type)),
      };
    case 'optional':
      return { kind: 'optional', of: inner(type.of) };
    case 'union':
      return { kind: 'union', members: type.members.map(inner) };
    case 'iterator':
      return refuse('unsupported-type', span, `Wasm can't keep ${showType(type)} as a value.`, {
        backend: 'wasm',
        hint: 'Make a list of it first.',
      });
  }
}

/** The scalars that hold a value. */
export function slotsOf(shape: Shape): readonly Scalar[] {
  switch (shape.kind) {
    case 'int':
      return ['i64'];
    case 'float':
    case 'floatOrZero':
      return ['f64'];
    case 'range':
      return ['i64', 'i64', 'i64'];
    case 'tuple':
    case 'record': {
      const slots = shape.items.flatMap(slotsOf);
      return slots.length === 0 ? ['i32'] : slots;
    }
    case 'optional':
      return ['i32', ...slotsOf(shape.of)];
    case 'union':
      return ['i32', ...shape.members.flatMap(slotsOf)];
    default:
      return ['i32'];
  }
}

export const scalarSize = (scalar: Scalar): number => (scalar === 'i32' ? 4 : 8);

/** Bytes of a value in memory: its slots without padding. */
export function sizeOfShape(shape: Shape): number {
  return shape.kind === 'bytes' ? 4 : slotsOf(shape).reduce((total, slot) => total + scalarSize(slot), 0);
}

/** Bytes of one item of a sequence of this shape. */
export function itemSize(shape: Shape): number {
  if (shape.kind === 'str') return 4;
  if (shape.kind === 'bytes') return 1;
  return 'item' in shape ? sizeOfShape(shape.item) : 0;
}

/** Offsets of the slots from a base. */
export function slotOffsets(slots: readonly Scalar[], base = 0): readonly number[] {
  let at = base;
  return slots.map((slot) => {
    const here = at;
    at += scalarSize(slot);
    return here;
  });
}

/** A name for helpers made for one shape: `tuple_int_str_`. */
export function shapeKey(shape: Shape): string {
  switch (shape.kind) {
    case 'list':
    case 'sequence':
    case 'set':
    case 'frozenset':
    case 'generator':
      return `${shape.kind}_${shapeKey(shape.item)}`;
    case 'dict':
      return `dict_${shapeKey(shape.key)}_${shapeKey(shape.value)}`;
    case 'tuple':
    case 'record':
      return `${shape.kind}${shape.items.length}${shape.items.map((i) => `_${shapeKey(i)}`).join('')}`;
    case 'optional':
      return `optional_${shapeKey(shape.of)}`;
    case 'union':
      return `union${shape.members.length}${shape.members.map((m) => `_${shapeKey(m)}`).join('')}`;
    default:
      return shape.kind;
  }
}

export const sameShape = (a: Shape, b: Shape): boolean => shapeKey(a) === shapeKey(b);

/** True when the shape, anywhere inside, satisfies the predicate. */
export function someShape(shape: Shape, predicate: (s: Shape) => boolean): boolean {
  return predicate(shape) || partsOfShape(shape).some((part) => someShape(part, predicate));
}

function partsOfShape(shape: Shape): readonly Shape[] {
  switch (shape.kind) {
    case 'list':
    case 'sequence':
    case 'set':
    case 'frozenset':
    case 'generator':
      return [shape.item];
    case 'dict':
      return [shape.key, shape.value];
    case 'tuple':
    case 'record':
      return shape.items;
    case 'optional':
      return [shape.of];
    case 'union':
      return shape.members;
    default:
      return [];
  }
}
