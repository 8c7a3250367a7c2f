import { type Span, someType, type Type } from '../../language';
import { code } from '../text';
import type { Context } from './context';
import { atom, binary, method, type Printed, simple, wide } from './print';
import { equalsPlainly, ordersPlainly } from './types';

/** The argument that a set or dictionary of such keys needs; none where `Equals` of the type is Python's `==`. */
export function comparerOf(cx: Context, key: Type): string {
  return equalsPlainly(key)
    ? ''
    : `${cx.use('ValueEquality')}<${cx.typeText(key, { start: 0, end: 0 })}>.Default`;
}

/** `a == b` of two values of one type. */
export function equal(cx: Context, type: Type, a: Printed, b: Printed, span: Span): Printed {
  switch (type.kind) {
    case 'bool':
    case 'int':
    case 'float':
    case 'str':
      return binary('==', a, b);
    case 'none':
    case 'never':
      return simple('true');
    case 'tuple':
      if (equalsPlainly(type) && type.items.length > 0) return method(a, 'Equals', wide(b));
      break;
    case 'optional':
      if (
        type.of.kind === 'int' ||
        type.of.kind === 'bool' ||
        type.of.kind === 'str' ||
        type.of.kind === 'float'
      )
        return binary('==', a, b);
      break;
    default:
  }
  if (someType(type, (t) => t.kind === 'record' || t.kind === 'iterator' || t.kind === 'range'))
    cx.refuse('unsupported-operation', span, 'These values are not compared in C#.', 'Compare their parts.');
  return atom(code`${cx.use('ValueEquality')}.Same(${a.code}, ${b.code})`);
}

/** `a < b` and its like, of two values of one type. */
export function ordered(
  cx: Context,
  type: Type,
  operator: string,
  a: Printed,
  b: Printed,
  span: Span,
): Printed {
  if (type.kind === 'int' || type.kind === 'float') return binary(operator, a, b);
  if (type.kind === 'bool') return binary(operator, method(a, 'CompareTo', b), simple('0'));
  if (type.kind === 'str') {
    const compared = cx.oneUnit
      ? atom(code`string.CompareOrdinal(${a.code}, ${b.code})`)
      : cx.help('CompareText', a, b);
    return binary(operator, compared, simple('0'));
  }
  if (ordersPlainly(type)) return binary(operator, method(a, 'CompareTo', wide(b)), simple('0'));
  if (type.kind === 'set') {
    cx.refuse('unsupported-operation', span, 'Sets are not ordered here.', 'Use issubset.');
  }
  if (someType(type, (t) => !ORDERED.has(t.kind)))
    cx.refuse('unsupported-operation', span, 'These values are not ordered in C#.', 'Compare their parts.');
  return binary(operator, atom(code`${cx.use('ValueOrder')}.Order(${a.code}, ${b.code})`), simple('0'));
}

const ORDERED: ReadonlySet<Type['kind']> = new Set<Type['kind']>([
  'int',
  'float',
  'bool',
  'str',
  'tuple',
  'list',
  'sequence',
  'bytes',
  'never',
]);

/** The `IComparer` of a key, or nothing where the type's own order is Python's. */
export function orderOf(cx: Context, type: Type, span: Span): string {
  if (ordersPlainly(type)) return '';
  if (type.kind === 'str')
    return cx.oneUnit ? 'StringComparer.Ordinal' : `${cx.use('ValueOrder')}<string>.Default`;
  if (someType(type, (t) => !ORDERED.has(t.kind)))
    cx.refuse('unsupported-operation', span, 'These values are not ordered in C#.', 'Sort by a key.');
  return `${cx.use('ValueOrder')}<${cx.typeText(type, span)}>.Default`;
}
