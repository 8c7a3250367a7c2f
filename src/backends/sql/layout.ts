import type { Type } from '../../language';

/** The kind of a result, without the intervals: JSON-safe, and all that a reader of rows needs. */
export type ResultType =
  | 'none'
  | 'bool'
  | 'int'
  | 'float'
  /** A float in which -0.0 stands for the int 0 of an empty sum. */
  | 'float or 0'
  | 'str'
  | 'bytes'
  | { readonly list: ResultType }
  | { readonly sequence: ResultType }
  | { readonly set: ResultType }
  | { readonly frozenset: ResultType }
  | { readonly generator: ResultType }
  | { readonly tuple: readonly ResultType[] }
  | { readonly dict: readonly [ResultType, ResultType] }
  | { readonly optional: ResultType };

/** How the rows of an emitted query make up its value. */
export interface SqlLayout {
  readonly dialect: 'duckdb' | 'sqlite' | 'postgresql';
  /** One row with the value, a row per item, or a row per key and value. */
  readonly shape: 'value' | 'items' | 'entries';
  readonly type: ResultType;
  /** Table inputs by name: their columns. Every other input is a variable or parameter. */
  readonly tables: Readonly<Record<string, Readonly<Record<string, ResultType>>>>;
  readonly inputs: Readonly<Record<string, ResultType>>;
  /** Inputs that the query reads as parameters, in the order of their numbers. */
  readonly parameters: readonly string[];
}

/** The result type of an IR type; null for types that no query of ours returns. */
export function resultType(type: Type): ResultType | null {
  switch (type.kind) {
    case 'none':
    case 'never':
      return 'none';
    case 'bool':
    case 'int':
    case 'str':
    case 'bytes':
      return type.kind;
    case 'float':
      return type.orZero ? 'float or 0' : 'float';
    case 'list':
      return wrapType(type.element, (list) => ({ list }));
    case 'sequence':
      return wrapType(type.element, (sequence) => ({ sequence }));
    case 'set':
      return wrapType(type.element, (set) => (type.frozen ? { frozenset: set } : { set }));
    case 'iterator':
      return wrapType(type.element, (generator) => ({ generator }));
    case 'optional':
      return wrapType(type.of, (optional) => ({ optional }));
    case 'tuple': {
      const items = type.items.map(resultType);
      return items.every((i) => i !== null) ? { tuple: items } : null;
    }
    case 'dict': {
      const [key, value] = [resultType(type.key), resultType(type.value)];
      return key !== null && value !== null ? { dict: [key, value] } : null;
    }
    default:
      return null;
  }
}

function wrapType(of: Type, make: (inner: ResultType) => ResultType): ResultType | null {
  const inner = resultType(of);
  return inner === null ? null : make(inner);
}
