import {
  contains,
  INT64,
  INT128,
  type Interval,
  type IntType,
  type RecordType,
  refuse,
  type Span,
  showType,
  someType,
  type Type,
} from '../../language';

export const BACKEND = 'rust';

/** The Rust integer that holds the values of a Python int type. */
export interface IntShape {
  readonly bits: 64 | 128;
  /** Whether the range analysis proved that every value fits; otherwise arithmetic is checked. */
  readonly proved: boolean;
}

export const fitsBits = (range: Interval, bits: 64 | 128): boolean =>
  contains(bits === 64 ? INT64 : INT128, range);

/**
 * i64 where values fit or nothing is known, i128 where a known bound asks for it. A value that leaves an unproved
 * representation is reported by checked arithmetic.
 */
export function intShape(type: IntType): IntShape {
  const { range } = type;
  if (fitsBits(range, 64)) return { bits: 64, proved: true };
  if (fitsBits(range, 128)) return { bits: 128, proved: true };
  const unbounded = range.min === null || range.max === null;
  const known = { min: range.min ?? range.max, max: range.max ?? range.min };
  return { bits: unbounded && fitsKnown(known) ? 64 : 128, proved: false };
}

const fitsKnown = (known: Interval): boolean =>
  (known.min === null && known.max === null) || fitsBits(known, 64);

export const intType = (bits: 64 | 128): string => `i${bits}`;

/** Whether the Rust type is `Copy`, so that reading a variable needs no clone. */
export function isCopy(type: Type): boolean {
  switch (type.kind) {
    case 'none':
    case 'never':
    case 'bool':
    case 'int':
    case 'float':
      return true;
    case 'tuple':
      return type.items.every(isCopy);
    case 'optional':
      return isCopy(type.of);
    default:
      return false;
  }
}

export const hasFloat = (type: Type): boolean => someType(type, (t) => t.kind === 'float');

/** Whether values can be keys: `Eq + Hash`. */
export function isKey(type: Type): boolean {
  return !someType(
    type,
    (t) => t.kind === 'float' || t.kind === 'dict' || t.kind === 'record' || (t.kind === 'set' && !t.frozen),
  );
}

/** Whether values have a total order in Rust that is Python's. */
export function isOrdered(type: Type): boolean {
  switch (type.kind) {
    case 'bool':
    case 'int':
    case 'str':
    case 'float':
    case 'bytes':
    case 'never':
      return true;
    case 'list':
    case 'sequence':
      return isOrdered(type.element);
    case 'tuple':
      return type.items.every(isOrdered);
    default:
      return false;
  }
}

/** Largest arity for which the standard library implements the traits of a tuple. */
const MAX_ARITY = 12;

/** Spells types and collects the record types that need a struct. */
export class TypePrinter {
  readonly structs = new Map<string, { readonly name: string; readonly type: RecordType }>();
  readonly collections = new Set<'HashMap' | 'HashSet' | 'BTreeSet'>();
  usesOrderedMap = false;

  constructor(private readonly fieldName: (name: string) => string) {}

  show(type: Type, span: Span): string {
    switch (type.kind) {
      case 'none':
      case 'never':
        return '()';
      case 'bool':
        return 'bool';
      case 'int':
        return intType(intShape(type).bits);
      case 'float':
        return 'f64';
      case 'str':
        return 'String';
      case 'bytes':
        return 'Vec<u8>';
      case 'list':
      case 'sequence':
      case 'iterator':
        return `Vec<${this.show(type.element, span)}>`;
      case 'tuple':
        return this.tuple(type.items, span);
      case 'optional':
        return `Option<${this.show(type.of, span)}>`;
      case 'set':
        this.requireKey(type.element, span);
        this.collections.add(type.frozen ? 'BTreeSet' : 'HashSet');
        return `${type.frozen ? 'BTreeSet' : 'HashSet'}<${this.show(type.element, span)}>`;
      case 'dict':
        this.requireKey(type.key, span);
        return `${this.map(type.ordered)}<${this.show(type.key, span)}, ${this.show(type.value, span)}>`;
      case 'record':
        return this.struct(type);
      default:
        return refuse('unsupported-type', span, `The Rust backend has no type for ${showType(type)}.`, {
          backend: BACKEND,
          hint:
            type.kind === 'union'
              ? 'Give all values one type.'
              : 'Make a list of it, or iterate over it where it is made.',
        });
    }
  }

  /** The map that keeps insertion order, or the standard one where no order can be seen. */
  map(ordered: boolean): string {
    if (ordered) this.usesOrderedMap = true;
    else this.collections.add('HashMap');
    return ordered ? 'OrderedMap' : 'HashMap';
  }

  private tuple(items: readonly Type[], span: Span): string {
    if (items.length > MAX_ARITY)
      refuse('unsupported-type', span, `Rust has no traits for tuples of ${items.length} items.`, {
        backend: BACKEND,
        hint: `Use at most ${MAX_ARITY} items, or a list.`,
      });
    const shown = items.map((item) => this.show(item, span));
    return shown.length === 1 ? `(${shown[0]},)` : `(${shown.join(', ')})`;
  }

  private requireKey(type: Type, span: Span): void {
    if (!isKey(type))
      refuse('unsupported-type', span, `Rust can't hash ${showType(type)}.`, {
        backend: BACKEND,
        hint: 'Use ints, strings or tuples of them as keys and set items.',
      });
  }

  private struct(type: RecordType): string {
    const shape = JSON.stringify(
      type.fields.map((f) => [f.name, f.type]),
      (_key, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value),
    );
    const known = this.structs.get(shape);
    if (known !== undefined) return known.name;
    const name = this.structs.size === 0 ? 'Row' : `Row${this.structs.size + 1}`;
    this.structs.set(shape, { name, type });
    return name;
  }

  /** The declaration of every struct that was spelled. */
  declarations(span: Span): string[] {
    const done: string[] = [];
    for (const { name, type } of this.structs.values()) {
      const fields = type.fields.map(
        (f) => `    pub ${this.fieldName(f.name)}: ${this.show(f.type, span)},\n`,
      );
      done.push(
        `/// One row of a table.\n#[derive(Clone, Debug, PartialEq)]\npub struct ${name} {\n${fields.join('')}}\n`,
      );
    }
    return done;
  }
}
