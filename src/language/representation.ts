import { sameInterval } from './interval';
import type { Type } from './types';

/**
 * True when two types differ at most in sizes and dict order, which no backend represents: a value of one is a value
 * of the other as it stands. Integer intervals count, because they choose the machine type.
 */
export function sameRepresentation(a: Type, b: Type): boolean {
  switch (a.kind) {
    case 'int':
      return b.kind === 'int' && sameInterval(a.range, b.range);
    case 'float':
      return b.kind === 'float' && a.orZero === b.orZero;
    case 'list':
      return b.kind === 'list' && sameRepresentation(a.element, b.element);
    case 'sequence':
      return b.kind === 'sequence' && sameRepresentation(a.element, b.element);
    case 'set':
      return b.kind === 'set' && a.frozen === b.frozen && sameRepresentation(a.element, b.element);
    case 'iterator':
      return b.kind === 'iterator' && sameRepresentation(a.element, b.element);
    case 'dict':
      return b.kind === 'dict' && sameRepresentation(a.key, b.key) && sameRepresentation(a.value, b.value);
    case 'range':
      return b.kind === 'range' && sameInterval(a.range, b.range);
    case 'optional':
      return b.kind === 'optional' && sameRepresentation(a.of, b.of);
    case 'tuple':
      return b.kind === 'tuple' && sameEach(a.items, b.items);
    case 'union':
      return b.kind === 'union' && sameEach(a.members, b.members);
    case 'record':
      return (
        b.kind === 'record' &&
        a.fields.length === b.fields.length &&
        a.fields.every((field, i) => {
          const other = b.fields[i];
          return (
            other !== undefined && field.name === other.name && sameRepresentation(field.type, other.type)
          );
        })
      );
    default:
      return a.kind === b.kind;
  }
}

function sameEach(a: readonly Type[], b: readonly Type[]): boolean {
  return a.length === b.length && a.every((type, i) => b[i] !== undefined && sameRepresentation(type, b[i]));
}
