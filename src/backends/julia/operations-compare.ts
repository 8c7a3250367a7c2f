import { type Expr, type Op, someType, type Type } from '../../language';
import { code, type Fragment, joinCode } from '../text';
import type { Emitter } from './emitter';
import { at, LEVEL, type Printed } from './printed';

export const COMPARISONS: Readonly<Record<string, string>> = {
  eq: '==',
  ne: '!=',
  lt: '<',
  le: '<=',
  gt: '>',
  ge: '>=',
};

export function comparison(emitter: Emitter, expr: Op, first: Expr, second: Expr): Printed {
  const symbol = COMPARISONS[expr.op] ?? '==';
  const kind = first.type.kind;
  const compound = kind === 'tuple' || kind === 'list' || kind === 'sequence' || kind === 'bytes';
  if (kind === 'union' || kind === 'iterator')
    return emitter.unsupported(expr.span, 'Comparing mixed values');
  if (compound && expr.op !== 'eq' && expr.op !== 'ne') {
    emitter.use('before');
    const [a, b] = [emitter.print(first), emitter.print(second)];
    const texts: Readonly<Record<string, Fragment>> = {
      lt: code`before(${a}, ${b})`,
      gt: code`before(${b}, ${a})`,
      le: code`!before(${b}, ${a})`,
      ge: code`!before(${a}, ${b})`,
    };
    return at(texts[expr.op] ?? code`false`, LEVEL.unary);
  }
  const left =
    compound && holdsFloats(first.type) ? withoutNan(emitter, first) : emitter.print(first, LEVEL.range);
  return at(code`${left} ${symbol} ${emitter.print(second, LEVEL.range)}`, LEVEL.compare);
}

const holdsFloats = (type: Type): boolean => someType(type, (t) => t.kind === 'float');

/** A float, or a container of floats, that is looked for or compared inside of a container. */
export function withoutNan(emitter: Emitter, value: Expr): Fragment {
  if (!holdsFloats(value.type) || isNumberConstant(value)) return emitter.print(value, LEVEL.range);
  emitter.use('nonan');
  return code`nonan(${emitter.print(value)})`;
}

const isNumberConstant = (value: Expr): boolean =>
  value.kind === 'const' &&
  typeof value.value === 'object' &&
  value.value !== null &&
  'float' in value.value &&
  !Number.isNaN(value.value.float);

export function truth(emitter: Emitter, value: Expr): Printed {
  const text = emitter.print(value, LEVEL.range);
  switch (value.type.kind) {
    case 'int':
      return at(code`${text} != 0`, LEVEL.compare);
    case 'float':
      return at(code`${text} != 0.0`, LEVEL.compare);
    case 'none':
      return at(code`false`);
    case 'bool':
      return at(text, LEVEL.range);
    case 'tuple':
      return at(code`${String(value.type.items.length > 0)}`);
    case 'optional': {
      if (value.kind !== 'var' && value.kind !== 'input')
        return emitter.unsupported(value.span, 'The truth of a computed optional');
      const inner = truth(emitter, { ...value, type: value.type.of });
      return at(code`(${text} !== nothing && ${inner.text})`);
    }
    case 'union':
    case 'iterator':
      return emitter.unsupported(value.span, 'The truth of mixed values');
    default:
      return at(code`!isempty(${emitter.print(value)})`, LEVEL.unary);
  }
}

export function membership(emitter: Emitter, expr: Op, container: Expr, item: Expr): Printed {
  const [c, i] = [emitter.print(container, LEVEL.range), withoutNan(emitter, item)];
  switch (container.type.kind) {
    case 'str':
      return at(code`occursin(${i}, ${c})`);
    case 'dict':
      return at(code`haskey(${c}, ${i})`);
    case 'bytes':
      return item.type.kind === 'int'
        ? at(code`${i} in ${c}`, LEVEL.compare)
        : emitter.unsupported(expr.span, 'Searching bytes in bytes');
    default:
      return at(code`${i} in ${plainDisplay(emitter, container) ?? c}`, LEVEL.compare);
  }
}

/** A list that is only looked through needs no type: `w in ("a", "the")`. */
function plainDisplay(emitter: Emitter, container: Expr): Fragment | null {
  if (container.kind !== 'display' || container.type.kind === 'set' || container.type.kind === 'dict')
    return null;
  const items = container.items.flatMap((item) => (item.kind === 'item' ? [emitter.print(item.value)] : []));
  if (items.length < 2 || items.length > 8 || items.length !== container.items.length) return null;
  return code`(${joinCode(items, ', ')})`;
}
