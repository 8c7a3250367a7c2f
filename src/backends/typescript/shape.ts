import type { Type } from '../../language';
import type { ParallelLayout } from './parallel';
import { isPlainKey, type Representation } from './types';

/**
 * How a value of the emitted program looks, JSON-safe: what the runner needs to read results and to make inputs.
 */
export type Shape =
  | 'none'
  | 'bool'
  | 'number'
  | 'bigint'
  | 'float'
  | 'floatOrZero'
  | 'str'
  | 'bytes'
  | { readonly list: Shape }
  | { readonly sequence: Shape }
  | { readonly generator: Shape }
  | { readonly tuple: readonly Shape[] }
  | { readonly set: Shape; readonly frozen: boolean; readonly plain: boolean }
  | { readonly dict: readonly [Shape, Shape]; readonly plain: boolean }
  | { readonly record: readonly (readonly [string, Shape])[] }
  | { readonly optional: Shape }
  | { readonly union: readonly { readonly kind: string; readonly boxed: boolean; readonly shape: Shape }[] };

/** What the emission's `layout` holds. */
export interface Layout {
  /** Ranges of the code that are types: the runner cuts them out. */
  readonly types: readonly number[];
  readonly result: Shape;
  readonly inputs: readonly Shape[];
  /** Set when the code has `size`, `chunk` and `combine` for a pool of workers. */
  readonly parallel: ParallelLayout | null;
}

export function shapeOf(type: Type, representation: Representation, generator: boolean): Shape {
  const of = (inner: Type): Shape => shapeOf(inner, representation, false);
  switch (type.kind) {
    case 'never':
    case 'none':
      return 'none';
    case 'bool':
    case 'str':
    case 'bytes':
      return type.kind;
    case 'int':
      return representation.of(type);
    case 'float':
      return type.orZero ? 'floatOrZero' : 'float';
    case 'list':
      return { list: of(type.element) };
    case 'sequence':
      return { sequence: of(type.element) };
    case 'range':
      return { list: of({ kind: 'int', range: type.range }) };
    case 'iterator':
      return generator ? { generator: of(type.element) } : { list: of(type.element) };
    case 'tuple':
      return { tuple: type.items.map(of) };
    case 'set':
      return { set: of(type.element), frozen: type.frozen, plain: isPlainKey(type.element) };
    case 'dict':
      return { dict: [of(type.key), of(type.value)], plain: isPlainKey(type.key) };
    case 'record':
      return { record: type.fields.map((field) => [field.name, of(field.type)]) };
    case 'optional':
      return { optional: of(type.of) };
    case 'union':
      return {
        union: representation
          .membersOf(type)
          .map((m) => ({ kind: m.box ?? m.kind, boxed: m.box !== null, shape: of(m.type) })),
      };
  }
}
