import type { Expr, Span, Type } from '../../language';
import { contains, INT64 } from '../../language';
import type { Emitter } from './emitter';
import { floatConstant } from './emitter';
import { function1, pack, unpack } from './keys';
import {
  binary,
  call,
  composite,
  field,
  type GoExpr,
  giveBack,
  integer,
  isConstant,
  isSimple,
  lambda,
  literal,
  name,
  type Stmt,
  totalCall,
} from './syntax';
import { recordField, tupleField } from './types';
import { asserted, bySwitch, memberOf } from './unions';

/** A `convert` node: the same Python value in another representation. */
export function convert(g: Emitter, value: GoExpr, from: Expr, to: Type, span: Span, block: Stmt[]): GoExpr {
  const emptyDisplay = from.kind === 'display' && from.items.length === 0;
  if (emptyDisplay && (to.kind === 'list' || to.kind === 'sequence' || to.kind === 'set'))
    return composite(g.goType(to, span));
  return change(g, value, from.type, to, span, block);
}

/** Changes a value of one type into another; `block` takes statements where a value is needed twice. */
export function change(g: Emitter, value: GoExpr, from: Type, to: Type, span: Span, block: Stmt[]): GoExpr {
  if (from.kind === 'float' && to.kind === 'float') return changeZero(g, value, from, to);
  if (from.kind === 'union' || to.kind === 'union') return changeUnion(g, value, from, to, span, block);
  if (isSame(g, from, to, span)) return value;
  if (from.kind === 'never') return zeroValue(g, to, span);
  // Narrowed: the program has excluded None.
  if (from.kind === 'optional' && to.kind !== 'optional')
    return change(g, field(value, 'Value'), from.of, to, span, block);
  switch (to.kind) {
    case 'int':
      if (from.kind === 'bool') return toInt(g, value, to);
      if (from.kind === 'int') return toRepresentation(g, value, from, to);
      break;
    case 'float':
      return toFloat(g, value, from);
    case 'optional':
      if (from.kind === 'none') return composite(g.goType(to, span));
      if (from.kind === 'optional') return g.help('mapOptional', value, converter(g, from.of, to.of, span));
      return composite(g.goType(to, span), [
        { value: change(g, value, from, to.of, span, block) },
        { value: literal('true') },
      ]);
    case 'list':
    case 'sequence':
      if (from.kind === 'tuple') {
        const kept = isSimple(value) ? value : g.keep(block, 'items', value);
        const items = from.items.map((item, i) => ({
          value: change(g, field(kept, tupleField(from.items.length, i)), item, to.element, span, block),
        }));
        return composite(g.goType(to, span), items);
      }
      if ('element' in from) {
        if (from.element.kind === 'never') return composite(g.goType(to, span));
        return g.totalHelp('mapItems', value, converter(g, from.element, to.element, span));
      }
      if (from.kind === 'range')
        return g.totalHelp(
          'mapItems',
          value,
          converter(g, { kind: 'int', range: from.range }, to.element, span),
        );
      break;
    case 'iterator':
      if ('element' in from && from.kind !== 'set')
        return g.totalHelp('mapItems', value, converter(g, from.element, to.element, span));
      break;
    case 'set':
      if (from.kind === 'set') {
        if (from.element.kind === 'never') return composite(g.goType(to, span));
        return g.totalHelp('mapSet', value, keyConverter(g, from.element, to.element, span));
      }
      break;
    case 'dict':
      if (from.kind === 'dict') {
        if (from.key.kind === 'never') return emptyDict(g, to, span);
        return g.totalHelp(
          'mapDict',
          value,
          keyConverter(g, from.key, to.key, span),
          converter(g, from.value, to.value, span),
        );
      }
      break;
    case 'tuple':
      if (from.kind === 'tuple') {
        const kept = isSimple(value) ? value : g.keep(block, 'items', value);
        const arity = to.items.length;
        return composite(
          g.goType(to, span),
          to.items.map((item, i) => ({
            value: change(g, field(kept, tupleField(arity, i)), from.items[i] ?? item, item, span, block),
          })),
        );
      }
      break;
    case 'record':
      if (from.kind === 'record') {
        const kept = isSimple(value) ? value : g.keep(block, 'row', value);
        return composite(
          g.goType(to, span),
          to.fields.map((f, i) => ({
            value: change(
              g,
              field(kept, recordField(from, f.name)),
              from.fields[i]?.type ?? f.type,
              f.type,
              span,
              block,
            ),
          })),
        );
      }
      break;
    default:
  }
  return g.refuse('unsupported-type', span, `Go can't turn a ${from.kind} into a ${to.kind} here.`);
}

/** Into a union, out of it, or from one to another. */
function changeUnion(g: Emitter, value: GoExpr, from: Type, to: Type, span: Span, block: Stmt[]): GoExpr {
  if (from.kind === 'never') return zeroValue(g, to, span);
  if (to.kind !== 'union') {
    const member = from.kind === 'union' ? memberOf(from, to) : null;
    if (member === null || from.kind !== 'union')
      return g.refuse('unsupported-type', span, `Go can't take a ${to.kind} out of this value.`);
    g.goType(from, span);
    return change(g, asserted(value, g.goType(member, span)), member, to, span, block);
  }
  g.goType(to, span);
  if (from.kind === 'union') {
    const kept = from.members.every((m) => {
      const member = memberOf(to, m);
      return member !== null && isSame(g, m, member, span);
    });
    // A narrowed union may also have fewer members than the one it came from.
    const narrowed = to.members.every((m) => {
      const member = memberOf(from, m);
      return member !== null && isSame(g, member, m, span);
    });
    if (kept || narrowed) return value;
    return call(
      bySwitch(g, from, `widen ${g.types.signature(to, span)}`, 'widen', 'any', span, (v, m) =>
        change(g, v, m, to, span, block),
      ),
      value,
    );
  }
  if (from.kind === 'optional') {
    const made = bySwitch(g, { kind: 'union', members: [from.of] }, 'box', 'box', 'any', span, (v, m) =>
      change(g, v, m, to, span, block),
    );
    return g.help('boxOptional', value, made);
  }
  const member = memberOf(to, from);
  if (member === null) return g.refuse('unsupported-type', span, `This union has no ${from.kind}.`);
  return totalCall('any', change(g, value, from, member, span, block));
}

/** True when values of both types look the same in Go and mean the same. */
function isSame(g: Emitter, from: Type, to: Type, span: Span): boolean {
  if (from.kind === 'int' && to.kind === 'int') return g.types.isBig(from) === g.types.isBig(to);
  if (from.kind === 'never' || from.kind === 'none' || from.kind !== to.kind) return from.kind === to.kind;
  return g.types.signature(from, span) === g.types.signature(to, span) && !mixesZero(from, to);
}

/** True when somewhere inside one type is an `orZero` float and the other a plain one. */
function mixesZero(from: Type, to: Type): boolean {
  if (from.kind === 'float' && to.kind === 'float') return from.orZero !== to.orZero;
  if (from.kind === 'tuple' && to.kind === 'tuple')
    return from.items.some((item, i) => mixesZero(item, to.items[i] ?? item));
  if (from.kind === 'dict' && to.kind === 'dict')
    return mixesZero(from.key, to.key) || mixesZero(from.value, to.value);
  if (from.kind === 'optional' && to.kind === 'optional') return mixesZero(from.of, to.of);
  return 'element' in from && 'element' in to && mixesZero(from.element, to.element);
}

function changeZero(
  g: Emitter,
  value: GoExpr,
  from: Type & { kind: 'float' },
  to: Type & { kind: 'float' },
): GoExpr {
  if (from.orZero === to.orZero) return value;
  return from.orZero ? binary('+', value, integer(0)) : g.help('positiveZero', value);
}

/** bool → int. */
function toInt(g: Emitter, value: GoExpr, to: Type): GoExpr {
  const bit = g.totalHelp('boolToInt', value);
  return g.types.isBig(to) ? totalCall('big.NewInt', totalCall('int64', bit)) : bit;
}

/** An int in the representation of another int type. The value is known to fit. */
export function toRepresentation(g: Emitter, value: GoExpr, from: Type, to: Type): GoExpr {
  const big = g.types.isBig(from);
  if (big === g.types.isBig(to)) return value;
  return big ? g.totalHelp('small', value) : toBig(value);
}

/** A machine integer as `*big.Int`. */
function toBig(value: GoExpr): GoExpr {
  return totalCall('big.NewInt', isConstant(value) ? value : totalCall('int64', value));
}

/** An int as `*big.Int` whatever its type. */
export function asBig(g: Emitter, value: GoExpr, type: Type): GoExpr {
  return g.types.isBig(type) ? value : toBig(value);
}

function toFloat(g: Emitter, value: GoExpr, from: Type): GoExpr {
  if (from.kind === 'bool') return totalCall('float64', g.totalHelp('boolToInt', value));
  if (g.types.isBig(from)) return g.help('bigToFloat', value);
  const exact = from.kind === 'int' && contains(INT64, from.range) && value.kind === 'literal';
  if (exact) return floatConstant(Number(BigInt(value.text)));
  return totalCall('float64', value);
}

function emptyDict(g: Emitter, to: Type & { kind: 'dict' }, span: Span): GoExpr {
  g.goType(to, span);
  return totalCall(`NewDict[${g.types.key(to.key, span)}, ${g.goType(to.value, span)}]`);
}

/** Any value of a type, for a place that is never reached. */
function zeroValue(g: Emitter, type: Type, span: Span): GoExpr {
  const go = g.goType(type, span);
  switch (type.kind) {
    case 'bool':
      return literal('false');
    case 'int':
      return g.types.isBig(type) ? totalCall('big.NewInt', integer(0)) : integer(0);
    case 'float':
      return literal('0.0');
    case 'str':
    case 'bytes':
      return literal('""');
    case 'dict':
      return emptyDict(g, type, span);
    case 'union':
      return totalCall('any', name('nil'));
    default:
      return composite(go);
  }
}

/** A function literal that converts one packed key. */
function keyConverter(g: Emitter, from: Type, to: Type, span: Span): GoExpr {
  return function1(g, g.types.key(from, span), g.types.key(to, span), (x, body) => {
    const plain = change(g, unpack(g, x, from, span, body), from, to, span, body);
    return pack(g, plain, to, span, body);
  });
}

/** A function literal that converts one item. */
function converter(g: Emitter, from: Type, to: Type, span: Span): GoExpr {
  const item = g.names.fresh('x');
  const body = g.functionBody((statements) => {
    statements.push(giveBack(change(g, name(item), from, to, span, statements)));
  });
  return lambda([{ name: item, type: g.goType(from, span) }], g.goType(to, span), body);
}
