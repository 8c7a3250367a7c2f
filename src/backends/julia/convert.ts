import type { Convert, Type } from '../../language';
import { sameRepresentation } from '../../language';
import { code } from '../text';
import type { Emitter } from './emitter';
import { at, LEVEL, type Printed } from './printed';
import { isBig, juliaType } from './types';

/** A change of representation: machine int to `BigInt`, int to float, containers item by item. */
export function printConvert(emitter: Emitter, expr: Convert): Printed {
  const from = expr.value.type;
  const to = expr.type;
  const value = () => emitter.print(expr.value);
  const same = () => at(emitter.print(expr.value, LEVEL.primary));
  switch (to.kind) {
    case 'int':
      if (from.kind === 'bool') return at(isBig(to) ? code`big(Int(${value()}))` : code`Int(${value()})`);
      if (isBig(to) === isBig(from)) return same();
      return at(isBig(to) ? code`big(${value()})` : code`Int(${value()})`);
    case 'float':
      if (from.kind === 'float')
        return from.orZero && !to.orZero
          ? at(code`${emitter.print(expr.value, LEVEL.add)} + 0.0`, LEVEL.add)
          : same();
      if (!isBig(from)) return at(code`Float64(${value()})`);
      emitter.use('tofloat');
      return at(code`tofloat(${value()})`);
    case 'optional':
      return from.kind === 'none' ? same() : convertTo(emitter, expr, to.of);
    case 'bool':
    case 'str':
    case 'none':
    case 'bytes':
    case 'record':
      return same();
    case 'list':
    case 'sequence':
      if (from.kind === 'tuple') return at(code`${juliaType(to.element, expr.span)}[${value()}...]`);
      return convertTo(emitter, expr, to);
    case 'tuple':
    case 'set':
    case 'dict':
      return convertTo(emitter, expr, to);
    default:
      return from.kind === to.kind ? same() : emitter.unsupported(expr.span, 'Mixing kinds of values');
  }
}

/** Containers whose Julia type stays are passed on; others are converted by `convert`, which Julia defines item by item. */
function convertTo(emitter: Emitter, expr: Convert, to: Type): Printed {
  const from =
    expr.value.type.kind === 'optional' && to.kind !== 'optional' ? expr.value.type.of : expr.value.type;
  if (
    from.kind === 'never' ||
    sameRepresentation(from, to) ||
    juliaType(from, expr.span) === juliaType(to, expr.span)
  )
    return at(emitter.print(expr.value, LEVEL.primary));
  if (to.kind === 'dict' && from.kind === 'dict') {
    emitter.use('todict');
    return at(
      code`todict(${juliaType(to.key, expr.span)}, ${juliaType(to.value, expr.span)}, zip(${emitter.print(expr.value, LEVEL.primary)}.keys, ${emitter.print(expr.value, LEVEL.primary)}.values))`,
    );
  }
  return at(code`convert(${juliaType(to, expr.span)}, ${emitter.print(expr.value)})`);
}
