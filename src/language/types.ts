import { FULL, hull, type Interval, NON_NEGATIVE, point, SAFE, sameInterval } from './interval';

/**
 * Static types of the IR. Integer types carry the interval of their values and sized types the interval of their
 * lengths, so that a backend can choose a representation (`number` or `bigint`, i64 or i128) from the type alone.
 */
export type Type =
  | NeverType
  | { readonly kind: 'none' }
  | { readonly kind: 'bool' }
  | IntType
  | FloatType
  | StrType
  | { readonly kind: 'bytes'; readonly size: Interval }
  | ListType
  | TupleType
  | SequenceType
  | SetType
  | DictType
  | RangeType
  | IteratorType
  | RecordType
  | OptionalType
  | UnionType;

/** The element type of an empty display: converts to anything. */
export interface NeverType {
  readonly kind: 'never';
}
export interface IntType {
  readonly kind: 'int';
  readonly range: Interval;
}
export interface FloatType {
  readonly kind: 'float';
  /**
   * The value of a float `sum` that may have been empty: Python answers the int 0. Such a value is represented as a
   * float in which -0.0 stands for that int (a sum that starts at 0 is never -0.0); it prints as `0`.
   */
  readonly orZero?: true;
}
/** A string; `size` counts code points. */
export interface StrType {
  readonly kind: 'str';
  readonly size: Interval;
}
export interface ListType {
  readonly kind: 'list';
  readonly element: Type;
  readonly size: Interval;
  /** What stands at each position, where all of them are known. */
  readonly positions?: readonly Type[];
}
/** A tuple of known arity. */
export interface TupleType {
  readonly kind: 'tuple';
  readonly items: readonly Type[];
}
/** A tuple of unknown arity and one element type (`tuple(x for …)`). */
export interface SequenceType {
  readonly kind: 'sequence';
  readonly element: Type;
  readonly size: Interval;
}
export interface SetType {
  readonly kind: 'set';
  readonly element: Type;
  readonly size: Interval;
  readonly frozen: boolean;
}
export interface DictType {
  readonly kind: 'dict';
  readonly key: Type;
  readonly value: Type;
  readonly size: Interval;
  /** False when built by walking a set: two such dicts are compared without their order. */
  readonly ordered: boolean;
  /** Every key that the dict may have, with the type of what it holds there; absent where the keys are not known. */
  readonly columns?: ReadonlyMap<string, Type>;
}
/** `range(…)`: `range` covers its values, `size` their number. */
export interface RangeType {
  readonly kind: 'range';
  readonly range: Interval;
  readonly size: Interval;
}
/** A one-pass lazy iterable: generator expression, `zip`, `enumerate`, `reversed`, dict views. */
export interface IteratorType {
  readonly kind: 'iterator';
  readonly element: Type;
  readonly size: Interval;
  readonly ordered: boolean;
}
/** One row of a table input. */
export interface RecordType {
  readonly kind: 'record';
  readonly fields: readonly { readonly name: string; readonly type: Type }[];
}
/** `of` or None. `of` is never optional, none or never. */
export interface OptionalType {
  readonly kind: 'optional';
  readonly of: Type;
}
/** Any of several kinds, told apart at run time. Members are pairwise of different kinds or shapes. */
export interface UnionType {
  readonly kind: 'union';
  readonly members: readonly Type[];
}

export const NEVER: NeverType = { kind: 'never' };
export const NONE: Type = { kind: 'none' };
export const BOOL: Type = { kind: 'bool' };
export const FLOAT: FloatType = { kind: 'float' };
export const FLOAT_OR_ZERO: FloatType = { kind: 'float', orZero: true };
export const STR: StrType = { kind: 'str', size: NON_NEGATIVE };
export const CHAR: StrType = { kind: 'str', size: point(1) };
export const BYTES: Type = { kind: 'bytes', size: NON_NEGATIVE };
export const BYTE: IntType = { kind: 'int', range: { min: 0n, max: 255n } };

export const int = (range: Interval = FULL): IntType => ({ kind: 'int', range });
export const str = (size: Interval = NON_NEGATIVE): StrType => ({ kind: 'str', size });
export const bytes = (size: Interval = NON_NEGATIVE): Type => ({ kind: 'bytes', size });
export const list = (element: Type, size: Interval = NON_NEGATIVE): ListType => ({
  kind: 'list',
  element,
  size,
});
export const tuple = (items: readonly Type[]): TupleType => ({ kind: 'tuple', items });
export const sequence = (element: Type, size: Interval = NON_NEGATIVE): SequenceType => ({
  kind: 'sequence',
  element,
  size,
});
export const set = (element: Type, size: Interval = NON_NEGATIVE, frozen = false): SetType => ({
  kind: 'set',
  element,
  size,
  frozen,
});
export const dict = (key: Type, value: Type, size: Interval = NON_NEGATIVE, ordered = true): DictType => ({
  kind: 'dict',
  key,
  value,
  size,
  ordered,
});
export const iterator = (element: Type, size: Interval = NON_NEGATIVE, ordered = true): IteratorType => ({
  kind: 'iterator',
  element,
  size,
  ordered,
});
export const record = (fields: RecordType['fields']): RecordType => ({ kind: 'record', fields });

/** True when an int of this type fits a JavaScript number exactly. */
export function fitsSafe(type: IntType): boolean {
  return (
    type.range.min !== null &&
    type.range.max !== null &&
    SAFE.min !== null &&
    SAFE.max !== null &&
    type.range.min >= SAFE.min &&
    type.range.max <= SAFE.max
  );
}

export function optional(of: Type): Type {
  if (of.kind === 'optional' || of.kind === 'none') return of;
  if (of.kind === 'never') return NONE;
  return { kind: 'optional', of };
}

/** Structural equality, intervals included. */
export function sameType(a: Type, b: Type): boolean {
  if (a === b) return true;
  if (a.kind !== b.kind) return false;
  switch (a.kind) {
    case 'int':
      return sameInterval(a.range, (b as IntType).range);
    case 'float':
      return a.orZero === (b as FloatType).orZero;
    case 'str':
    case 'bytes':
      return sameInterval(a.size, (b as StrType).size);
    case 'list': {
      const other = b as ListType;
      return (
        sameInterval(a.size, other.size) &&
        sameType(a.element, other.element) &&
        samePositions(a.positions, other.positions)
      );
    }
    case 'sequence': {
      const other = b as SequenceType;
      return sameInterval(a.size, other.size) && sameType(a.element, other.element);
    }
    case 'set': {
      const other = b as SetType;
      return (
        a.frozen === other.frozen && sameInterval(a.size, other.size) && sameType(a.element, other.element)
      );
    }
    case 'iterator': {
      const other = b as IteratorType;
      return (
        a.ordered === other.ordered && sameInterval(a.size, other.size) && sameType(a.element, other.element)
      );
    }
    case 'dict': {
      const other = b as DictType;
      return (
        a.ordered === other.ordered &&
        sameInterval(a.size, other.size) &&
        sameType(a.key, other.key) &&
        sameType(a.value, other.value) &&
        sameColumns(a.columns, other.columns)
      );
    }
    case 'range': {
      const other = b as RangeType;
      return sameInterval(a.range, other.range) && sameInterval(a.size, other.size);
    }
    case 'tuple':
      return sameTypes(a.items, (b as TupleType).items);
    case 'union':
      return sameTypes(a.members, (b as UnionType).members);
    case 'record': {
      const other = b as RecordType;
      return (
        a.fields.length === other.fields.length &&
        a.fields.every((f, i) => f.name === other.fields[i]?.name && sameType(f.type, other.fields[i].type))
      );
    }
    case 'optional':
      return sameType(a.of, (b as OptionalType).of);
    default:
      return true;
  }
}

function sameColumns(a: DictType['columns'], b: DictType['columns']): boolean {
  if (a === undefined || b === undefined || a.size !== b.size) return a === b;
  return [...a].every(([name, type]) => {
    const other = b.get(name);
    return other !== undefined && sameType(type, other);
  });
}

function samePositions(a: ListType['positions'], b: ListType['positions']): boolean {
  return a === undefined || b === undefined ? a === b : sameTypes(a, b);
}

function sameTypes(a: readonly Type[], b: readonly Type[]): boolean {
  return a.length === b.length && a.every((t, i) => b[i] !== undefined && sameType(t, b[i]));
}

/**
 * Least upper bound. Joins intervals, pairs None with `optional`, and falls back to a union. Never fails; whether a
 * union is acceptable is the caller's and the backend's decision. int and float do not merge: Python keeps them apart.
 */
export function join(a: Type, b: Type): Type {
  if (sameType(a, b)) return a;
  if (a.kind === 'never') return b;
  if (b.kind === 'never') return a;
  if (a.kind === 'none') return optionalJoin(b);
  if (b.kind === 'none') return optionalJoin(a);
  if (a.kind === 'optional' || b.kind === 'optional') {
    const joined = join(a.kind === 'optional' ? a.of : a, b.kind === 'optional' ? b.of : b);
    return optionalJoin(joined);
  }
  return joinSameKind(a, b) ?? union(a, b);
}

function optionalJoin(type: Type): Type {
  if (type.kind === 'union')
    return type.members.some((m) => m.kind === 'none')
      ? type
      : { kind: 'union', members: [...type.members, NONE] };
  return optional(type);
}

/** Two types of one kind and mergeable shape, else null. */
function joinSameKind(a: Type, b: Type): Type | null {
  if (a.kind === 'int' && b.kind === 'int') return int(hull(a.range, b.range));
  if (a.kind === 'float' && b.kind === 'float') return a.orZero || b.orZero ? FLOAT_OR_ZERO : FLOAT;
  if (a.kind === 'str' && b.kind === 'str') return str(hull(a.size, b.size));
  if (a.kind === 'bytes' && b.kind === 'bytes') return bytes(hull(a.size, b.size));
  if (a.kind === 'list' && b.kind === 'list')
    return withPositions(
      list(join(a.element, b.element), hull(a.size, b.size)),
      joinPositions(a.positions, b.positions),
    );
  if (a.kind === 'sequence' && b.kind === 'sequence')
    return sequence(join(a.element, b.element), hull(a.size, b.size));
  if (a.kind === 'set' && b.kind === 'set' && a.frozen === b.frozen)
    return set(join(a.element, b.element), hull(a.size, b.size), a.frozen);
  if (a.kind === 'dict' && b.kind === 'dict')
    return withColumns(
      dict(join(a.key, b.key), join(a.value, b.value), hull(a.size, b.size), a.ordered && b.ordered),
      joinColumns(a.columns, b.columns),
    );
  if (a.kind === 'range' && b.kind === 'range')
    return { kind: 'range', range: hull(a.range, b.range), size: hull(a.size, b.size) };
  if (a.kind === 'iterator' && b.kind === 'iterator')
    return iterator(join(a.element, b.element), hull(a.size, b.size), a.ordered && b.ordered);
  if (a.kind === 'tuple' && b.kind === 'tuple' && a.items.length === b.items.length) {
    return tuple(a.items.map((item, i) => join(item, b.items[i] ?? NEVER)));
  }
  if (
    (a.kind === 'tuple' && b.kind === 'sequence') ||
    (a.kind === 'sequence' && b.kind === 'tuple') ||
    (a.kind === 'tuple' && b.kind === 'tuple')
  ) {
    return joinSameKind(asSequence(a), asSequence(b));
  }
  return null;
}

export function withPositions(type: ListType, positions: ListType['positions']): ListType {
  return positions === undefined ? type : { ...type, positions };
}

function joinPositions(a: ListType['positions'], b: ListType['positions']): ListType['positions'] {
  if (a === undefined || b === undefined || a.length !== b.length) return undefined;
  return a.map((type, i) => join(type, b[i] ?? NEVER));
}

export function withColumns(type: DictType, columns: DictType['columns']): DictType {
  return columns === undefined ? type : { ...type, columns };
}

/** The columns of a dict that is one or the other, or both merged. */
export function joinColumns(a: DictType['columns'], b: DictType['columns']): DictType['columns'] {
  if (a === undefined || b === undefined) return undefined;
  const both = new Map(a);
  for (const [name, type] of b) both.set(name, join(both.get(name) ?? NEVER, type));
  return both;
}

/** A tuple seen as a homogeneous sequence. */
export function asSequence(type: TupleType | SequenceType): SequenceType {
  if (type.kind === 'sequence') return type;
  return sequence(type.items.reduce<Type>(join, NEVER), point(type.items.length));
}

function union(a: Type, b: Type): Type {
  const members: Type[] = [];
  for (const candidate of [a, b].flatMap((t) => (t.kind === 'union' ? t.members : [t]))) {
    const index = members.findIndex((m) => joinSameKind(m, candidate) !== null || sameType(m, candidate));
    const existing = members[index];
    if (existing === undefined) members.push(candidate);
    else members[index] = joinSameKind(existing, candidate) ?? existing;
  }
  const [only] = members;
  return members.length === 1 && only !== undefined ? only : { kind: 'union', members };
}

/** True when the type, anywhere inside, satisfies the predicate. */
export function someType(type: Type, predicate: (t: Type) => boolean): boolean {
  return predicate(type) || partsOf(type).some((part) => someType(part, predicate));
}

/** The types directly inside a type. */
export function partsOf(type: Type): readonly Type[] {
  switch (type.kind) {
    case 'list':
    case 'sequence':
    case 'set':
    case 'iterator':
      return [type.element];
    case 'range':
      return [int(type.range)];
    case 'tuple':
      return type.items;
    case 'union':
      return type.members;
    case 'dict':
      return [type.key, type.value];
    case 'optional':
      return [type.of];
    case 'record':
      return type.fields.map((f) => f.type);
    default:
      return [];
  }
}

/** Python-like spelling for messages: `list[int]`, `dict[str, float]`, `int | None`. */
export function showType(type: Type): string {
  switch (type.kind) {
    case 'none':
      return 'None';
    case 'list':
      return `list[${showType(type.element)}]`;
    case 'sequence':
      return `tuple[${showType(type.element)}, ...]`;
    case 'set':
      return `${type.frozen ? 'frozenset' : 'set'}[${showType(type.element)}]`;
    case 'iterator':
      return `iterator[${showType(type.element)}]`;
    case 'dict':
      return `dict[${showType(type.key)}, ${showType(type.value)}]`;
    case 'tuple':
      return `tuple[${type.items.map(showType).join(', ')}]`;
    case 'record':
      return `record(${type.fields.map((f) => `${f.name}: ${showType(f.type)}`).join(', ')})`;
    case 'optional':
      return `${showType(type.of)} | None`;
    case 'union':
      return type.members.map(showType).join(' | ');
    default:
      return type.kind;
  }
}
