import { contains, INT64, type IntType, refuse, type Span, type Type } from '../../language';

/** Ints that fit 64 bits are `Int`, others exact `BigInt`. */
export function isBig(type: Type): boolean {
  return type.kind === 'int' && !contains(INT64, type.range);
}

export const isBigInt = (type: IntType): boolean => isBig(type);

/** The Julia type that holds a value of this type. */
export function juliaType(type: Type, span: Span): string {
  switch (type.kind) {
    case 'none':
      return 'Nothing';
    case 'bool':
      return 'Bool';
    case 'int':
      return isBig(type) ? 'BigInt' : 'Int';
    case 'float':
      return 'Float64';
    case 'str':
      return 'String';
    case 'bytes':
      return 'Vector{UInt8}';
    case 'list':
    case 'sequence':
      return `Vector{${juliaType(type.element, span)}}`;
    case 'tuple':
      return `Tuple{${type.items.map((item) => juliaType(item, span)).join(',')}}`;
    case 'set':
      return `Set{${keyType(type.element, span)}}`;
    case 'dict':
      return `OrderedDict{${keyType(type.key, span)},${juliaType(type.value, span)}}`;
    case 'optional':
      return `Union{${juliaType(type.of, span)},Nothing}`;
    case 'never':
      return 'Union{}';
    case 'record':
      return 'NamedTuple';
    default:
      return refuse('unsupported-type', span, 'Julia is given values of one known type here.', {
        backend: 'julia',
        hint: 'Keep the kinds apart, or use TypeScript.',
      });
  }
}

/** Sets and dicts compare keys with `isequal`: floats and mixed kinds differ from Python there. */
export function keyType(type: Type, span: Span): string {
  if (hasUnsafeKey(type))
    refuse(
      'unsupported-type',
      span,
      'Julia tells 0.0 from -0.0 in sets and dicts, and NaN is equal to itself.',
      { backend: 'julia', hint: 'Use ints or strings as keys.' },
    );
  return juliaType(type, span);
}

function hasUnsafeKey(type: Type): boolean {
  switch (type.kind) {
    case 'float':
    case 'union':
      return true;
    case 'tuple':
      return type.items.some(hasUnsafeKey);
    case 'sequence':
    case 'set':
      return hasUnsafeKey(type.element);
    case 'optional':
      return hasUnsafeKey(type.of);
    default:
      return false;
  }
}
