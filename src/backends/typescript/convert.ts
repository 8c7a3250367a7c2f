import { includes, type Span, type Type, type UnionType } from '../../language';
import { code } from '../text';
import type { Block } from './block';
import { type Context, notNull } from './context';
import { typed } from './erase';
import { arrayOf, binary, call, conditional, element, method, type Printed, simple } from './print';
import { boxed, cast, eachMember, unboxed } from './unions';
import { newMap, newSet } from './values';

/** Prints a change of representation. `out` takes names for what is read twice. */
export function convertValue(
  cx: Context,
  value: Printed,
  from: Type,
  to: Type,
  span: Span,
  out: Block,
): Printed {
  if (to.kind === 'float' && from.kind === 'int') return intToFloat(cx, value, from);
  if (cx.representation.same(from, to)) return value;
  if (from.kind === 'union' && to.kind !== 'union') return narrowUnion(cx, value, from, to, span, out);
  if (to.kind === 'union') return widen(cx, value, from, to, span, out);
  if (to.kind === 'optional') return toOptional(cx, value, from, to.of, span, out);
  if (from.kind === 'optional') return convertValue(cx, notNull(value), from.of, to, span, out);
  if (to.kind === 'int') return toInt(cx, value, from, to);
  if (to.kind === 'float') return toFloat(cx, value, from, to);
  return convertContainer(cx, value, from, to, span, out);
}

function toInt(cx: Context, value: Printed, from: Type, to: Type & { kind: 'int' }): Printed {
  const big = cx.isBig(to);
  if (from.kind === 'bool') return call(big ? 'BigInt' : 'Number', value);
  return big ? asBig(value) : call('Number', value);
}

/** A number literal gains its `n`; anything else is converted. */
export function asBig(value: Printed): Printed {
  const { text } = value.code;
  return /^-?\d+$/.test(text) ? { ...value, code: code`${value.code}n` } : call('BigInt', value);
}

function intToFloat(cx: Context, value: Printed, from: Type & { kind: 'int' }): Printed {
  if (!cx.isBig(from))
    return includes(from.range, 0) && !value.clean ? binary('+', value, simple('0')) : value;
  const { min, max } = from.range;
  const fits = min !== null && max !== null && min > -(2n ** 1023n) && max < 2n ** 1023n;
  return fits ? call('Number', value) : cx.help('toFloat', value);
}

function toFloat(cx: Context, value: Printed, from: Type, to: Type & { kind: 'float' }): Printed {
  if (from.kind === 'bool') return call('Number', value);
  // -0 means "no items" in a float sum: as a plain float that is 0, and a true -0 can't become one.
  if (to.orZero) return cx.help('positiveZero', value);
  return binary('+', value, simple('0'));
}

function toOptional(cx: Context, value: Printed, from: Type, to: Type, span: Span, out: Block): Printed {
  if (from.kind === 'none') return value;
  if (from.kind !== 'optional') return convertValue(cx, value, from, to, span, out);
  const name = cx.stable(value, out);
  return conditional(
    binary('===', name, simple('null')),
    simple('null'),
    convertValue(cx, name, from.of, to, span, out),
  );
}

function widen(cx: Context, value: Printed, from: Type, to: UnionType, span: Span, out: Block): Printed {
  if (from.kind === 'union') {
    if (holdsFewer(cx, from, to)) return cast(value, cx.typeText(to));
    const name = cx.named(value, out, 'value', from);
    return eachMember(cx, name, from, (v, type) => widen(cx, v, type, to, span, out));
  }
  if (from.kind === 'optional') {
    const name = cx.stable(value, out);
    return conditional(
      binary('===', name, simple('null')),
      simple('null'),
      widen(cx, notNull(name), from.of, to, span, out),
    );
  }
  const members = cx.representation.membersOf(to);
  const target =
    members.find((m) => m.type.kind === from.kind && isFrozen(m.type) === isFrozen(from)) ??
    members.find((m) => m.type.kind === from.kind) ??
    members.find((m) => m.type.kind === 'sequence' && from.kind === 'tuple') ??
    cx.refuse(
      'unsupported-type',
      span,
      'This value has no place in the mixed type.',
      'Use one kind of value.',
    );
  return boxed(cx, convertValue(cx, value, from, target.type, span, out), target);
}

/** A union that was proved to have only some of its members, each of them in the form that it already has. */
function holdsFewer(cx: Context, from: UnionType, to: UnionType): boolean {
  const members = cx.representation.membersOf(from);
  return cx.representation
    .membersOf(to)
    .every((m) =>
      members.some(
        (known) => known.kind === m.kind && known.box === m.box && cx.representation.same(known.type, m.type),
      ),
    );
}

const isFrozen = (type: Type): boolean => type.kind === 'set' && type.frozen;

/** A proved narrowing to one member. */
function narrowUnion(
  cx: Context,
  value: Printed,
  from: UnionType,
  to: Type,
  span: Span,
  out: Block,
): Printed {
  const members = cx.representation.membersOf(from);
  const wanted = to.kind === 'optional' ? to.of : to;
  const source = members.find((m) => m.type.kind === wanted.kind);
  if (source === undefined)
    return cx.refuse(
      'unsupported-type',
      span,
      'This narrowing has no form in TypeScript.',
      'Use one kind of value.',
    );
  if (to.kind === 'optional') {
    const name = cx.stable(value, out);
    return conditional(
      binary('===', name, simple('null')),
      simple('null'),
      convertValue(cx, unboxed(castMember(cx, name, source), source), source.type, wanted, span, out),
    );
  }
  return convertValue(cx, unboxed(castMember(cx, value, source), source), source.type, to, span, out);
}

function castMember(cx: Context, value: Printed, source: { type: Type; box: string | null }): Printed {
  const text = cx.typeText(source.type);
  return cast(
    value,
    source.box === null ? text : source.box === 'Float' ? 'Float' : `${source.box}<${text}>`,
  );
}

function convertContainer(
  cx: Context,
  value: Printed,
  from: Type,
  to: Type,
  span: Span,
  out: Block,
): Printed {
  if (from.kind === 'tuple' && to.kind === 'tuple') {
    const name = cx.stable(value, out, 'items', from);
    return arrayOf(
      from.items.map((item, i) =>
        convertValue(cx, element(name, String(i)), item, to.items[i] ?? item, span, out),
      ),
    );
  }
  if (from.kind === 'tuple' && (to.kind === 'list' || to.kind === 'sequence')) {
    const name = cx.stable(value, out, 'items', from);
    return arrayOf(
      from.items.map((item, i) => convertValue(cx, element(name, String(i)), item, to.element, span, out)),
    );
  }
  if ((from.kind === 'list' || from.kind === 'sequence') && (to.kind === 'list' || to.kind === 'sequence')) {
    return method(value, 'map', mapping(cx, from.element, to.element, span));
  }
  if (from.kind === 'set' && to.kind === 'set') {
    return newSet(cx, to.element, call('Array.from', value, mapping(cx, from.element, to.element, span)));
  }
  if (from.kind === 'iterator' && to.kind === 'iterator') {
    return call('Array.from', value, mapping(cx, from.element, to.element, span));
  }
  if (from.kind === 'range' && (to.kind === 'range' || to.kind === 'list')) {
    const item: Type = { kind: 'int', range: from.range };
    const target: Type = to.kind === 'list' ? to.element : { kind: 'int', range: to.range };
    return cx.representation.same(item, target)
      ? value
      : method(value, 'map', mapping(cx, item, target, span));
  }
  if (from.kind === 'dict' && to.kind === 'dict') {
    const [k, v] = [cx.names.fresh('key'), cx.names.fresh('item')];
    const type = `: [${cx.typeText(to.key)}, ${cx.typeText(to.value)}]`;
    const entry = cx.lambda(`([${k}, ${v}])${typed(type)}`, (inner) =>
      arrayOf([
        convertValue(cx, simple(k), from.key, to.key, span, inner),
        convertValue(cx, simple(v), from.value, to.value, span, inner),
      ]),
    );
    return newMap(cx, to, call('Array.from', value, entry));
  }
  return cx.refuse(
    'unsupported-type',
    span,
    'This conversion has no form in TypeScript.',
    'Use one kind of value.',
  );
}

function mapping(cx: Context, from: Type, to: Type, span: Span): Printed {
  const name = cx.names.fresh('item');
  return cx.lambda(`(${name})${typed(`: ${cx.typeText(to)}`)}`, (out) =>
    convertValue(cx, simple(name), from, to, span, out),
  );
}
