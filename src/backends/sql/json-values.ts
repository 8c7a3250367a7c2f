import type { Dialect } from './dialect';
import { joinTerms, NONE_SHAPE, type Piece, type Shape, type Term, term, wrap } from './term';

/** What two engines call the parts of their JSON: containers are JSON arrays there, a dict an array of pairs. */
export interface JsonNames {
  /** Builds an array of its arguments. */
  readonly array: string;
  /** Marks a value that is JSON already, so that it is not quoted as text. */
  embed(value: Term): Piece;
  /** True for values that JSON text keeps exactly. */
  keeps(shape: Shape): boolean;
  /** One item of an array as the SQL value of its shape. */
  item(array: Term, index: number, shape: Shape): Term;
}

export const isContainer = (shape: Shape): boolean =>
  shape.kind === 'list' || shape.kind === 'tuple' || shape.kind === 'dict';

export const elementShape = (list: Term): Shape =>
  list.shape.kind === 'list' ? list.shape.element : NONE_SHAPE;

/** An array of printed items; null when JSON would change one of them. */
export function jsonArray(names: JsonNames, items: readonly Term[], shape: Shape): Term | null {
  if (!items.every((item) => names.keeps(item.shape))) return null;
  const parts = items.map((item) => (isContainer(item.shape) ? names.embed(item) : item));
  return {
    ...wrap(term(shape)`${names.array}(${joinTerms(parts, ', ')})`.fragment, shape, undefined, items),
    items,
  };
}

/** The part of a dialect that follows from keeping containers as JSON arrays. */
export function jsonContainers(
  names: JsonNames,
): Pick<Dialect, 'list' | 'tuple' | 'tupleItem' | 'dictDisplay' | 'dictItems'> {
  return {
    list: (items, element) => jsonArray(names, items, { kind: 'list', element }),
    tuple: (items) => jsonArray(names, items, { kind: 'tuple', items: items.map((i) => i.shape) }),
    tupleItem(tuple, index) {
      const shape = tuple.shape.kind === 'tuple' ? (tuple.shape.items[index] ?? NONE_SHAPE) : NONE_SHAPE;
      return names.item(tuple, index, shape);
    },
    dictDisplay(entries, shape) {
      const pairs = entries.map((pair) =>
        jsonArray(names, pair, { kind: 'tuple', items: pair.map((p) => p.shape) }),
      );
      const held = pairs.filter((p) => p !== null);
      return held.length < pairs.length ? null : jsonArray(names, held, shape);
    },
    dictItems(dict) {
      const { shape } = dict;
      const element: Shape =
        shape.kind === 'dict' ? { kind: 'tuple', items: [shape.key, shape.value] } : NONE_SHAPE;
      return { ...dict, shape: { kind: 'list', element } };
    },
  };
}

/** True when every float inside may stand in JSON: no -0.0 where numbers are exact decimals, none at all elsewhere. */
export function everyFloat(
  shape: Shape,
  allowed: (float: Extract<Shape, { kind: 'float' }>) => boolean,
): boolean {
  switch (shape.kind) {
    case 'float':
      return allowed(shape);
    case 'bytes':
    case 'record':
      return false;
    case 'list':
      return everyFloat(shape.element, allowed);
    case 'tuple':
      return shape.items.every((item) => everyFloat(item, allowed));
    case 'dict':
      return everyFloat(shape.key, allowed) && everyFloat(shape.value, allowed);
    default:
      return true;
  }
}
