import { type Span, sameRepresentation, type Type } from '../../language';
import { code, joinCode } from '../text';
import type { Block } from './block';
import type { Context } from './context';
import { comparerOf } from './keys';
import {
  atom,
  cast,
  conditional,
  member,
  method,
  PRECEDENCE,
  type Printed,
  printed,
  simple,
  slot,
  wide,
} from './print';
import { isBig, isStruct } from './types';

/** Prints a change of representation. `out` takes names for what is read twice. */
export function convertValue(
  cx: Context,
  value: Printed,
  from: Type,
  to: Type,
  span: Span,
  out: Block,
): Printed {
  if (to.kind === 'float' && from.kind === 'float') return betweenFloats(cx, value, from, to);
  if (same(cx, from, to, span)) return value;
  if (to.kind === 'union') return toUnion(cx, value, from, to, span, out);
  if (from.kind === 'union') return fromUnion(cx, value, from, to, span);
  if (to.kind === 'optional') return toOptional(cx, value, from, to.of, span, out);
  if (from.kind === 'optional')
    return convertValue(cx, isStruct(from.of) ? member(value, 'Value') : value, from.of, to, span, out);
  if (from.kind === 'never') return cast(cx.spelled(to, span), value);
  if (to.kind === 'int') return toInt(value, from, isBig(to));
  if (to.kind === 'float') return toFloat(cx, value, from);
  return container(cx, value, from, to, span, out);
}

/** Whether C# holds both in the same way. */
function same(cx: Context, from: Type, to: Type, span: Span): boolean {
  if (sameRepresentation(from, to)) return true;
  return equivalent(from, to) && cx.typeText(from, span) === cx.typeText(to, span);
}

/** Floats that may stand for the int 0 are told apart although C# holds them alike. */
function equivalent(from: Type, to: Type): boolean {
  if (from.kind === 'float' || to.kind === 'float')
    return from.kind === 'float' && to.kind === 'float' && from.orZero === to.orZero;
  if (from.kind !== to.kind) return false;
  if (from.kind === 'union' || from.kind === 'none' || from.kind === 'never')
    return sameRepresentation(from, to);
  if (from.kind === 'tuple' && to.kind === 'tuple')
    return (
      from.items.length === to.items.length &&
      from.items.every((item, i) => equivalent(item, to.items[i] ?? item))
    );
  if (from.kind === 'dict' && to.kind === 'dict')
    return equivalent(from.key, to.key) && equivalent(from.value, to.value);
  if (from.kind === 'optional' && to.kind === 'optional') return equivalent(from.of, to.of);
  if ('element' in from && 'element' in to) return equivalent(from.element, to.element);
  return true;
}

function betweenFloats(
  cx: Context,
  value: Printed,
  from: Type & { kind: 'float' },
  to: Type & { kind: 'float' },
): Printed {
  if (from.orZero === to.orZero) return value;
  // -0.0 means "no items" in a float sum: as a plain float that is 0.0, and a true -0.0 can't become one.
  if (to.orZero) return cx.help('NotNegativeZero', value);
  return printed(
    code`${value.precedence >= PRECEDENCE.additive ? value.code : code`(${value.code})`} + 0.0`,
    PRECEDENCE.additive,
  );
}

function toInt(value: Printed, from: Type, big: boolean): Printed {
  if (from.kind === 'bool')
    return conditional(value, simple(big ? 'BigInteger.One' : '1L'), simple(big ? 'BigInteger.Zero' : '0L'));
  return cast(big ? 'BigInteger' : 'long', value);
}

function toFloat(cx: Context, value: Printed, from: Type): Printed {
  if (from.kind === 'bool') return conditional(value, simple('1.0'), simple('0.0'));
  if (isBig(from)) return cx.help('ToDouble', wide(value));
  if (value.narrow && /^\d+$/.test(value.narrow.text)) return simple(`${value.narrow.text}.0`);
  return { ...cast('double', value), promoted: value };
}

function toOptional(cx: Context, value: Printed, from: Type, of: Type, span: Span, out: Block): Printed {
  const text = cx.spelled({ kind: 'optional', of }, span);
  if (from.kind === 'none') return { ...cast(text, simple('null')), bare: code`null`, simple: true };
  if (from.kind === 'optional') {
    const name = cx.stable(value, out);
    const inner = convertValue(cx, isStruct(from.of) ? member(name, 'Value') : name, from.of, of, span, out);
    return conditional(
      printed(code`${name.code} == null`, PRECEDENCE.equality),
      cast(text, simple('null')),
      inner,
    );
  }
  const inner = convertValue(cx, value, from, of, span, out);
  return isStruct(of) ? { ...cast(text, wide(inner)), bare: inner.code } : inner;
}

function toUnion(
  cx: Context,
  value: Printed,
  from: Type,
  to: Type & { kind: 'union' },
  span: Span,
  out: Block,
): Printed {
  if (from.kind === 'none') return { ...cast('object', simple('null')), simple: true };
  if (from.kind === 'union' || from.kind === 'optional') {
    const parts = from.kind === 'union' ? from.members : [from.of];
    const kept = parts.every(
      (part) => to.members.some((m) => same(cx, part, m, span)) || part.kind === 'none',
    );
    if (kept) return from.kind === 'union' ? value : cast('object', value);
    return cx.refuse(
      'unsupported-type',
      span,
      'This mixed value has no form in C#.',
      'Use one kind of value.',
    );
  }
  const target =
    to.members.find((m) => same(cx, from, m, span)) ??
    to.members.find((m) => m.kind === from.kind) ??
    to.members.find((m) => m.kind === 'sequence' && from.kind === 'tuple') ??
    cx.refuse(
      'unsupported-type',
      span,
      'This value has no place in the mixed type.',
      'Use one kind of value.',
    );
  const inner = convertValue(cx, value, from, target, span, out);
  const full: Printed = wide(inner);
  return { ...cast('object', full), bare: inner.code };
}

function fromUnion(
  cx: Context,
  value: Printed,
  from: Type & { kind: 'union' },
  to: Type,
  span: Span,
): Printed {
  const wanted = to.kind === 'optional' ? to.of : to;
  const source = from.members.find((m) => same(cx, m, wanted, span));
  if (source !== undefined) return cast(cx.spelled(to, span), value);
  const near = from.members.find((m) => m.kind === wanted.kind);
  if (near?.kind === 'int' && to.kind === 'int')
    return toInt(cast(cx.spelled(near, span), value), near, isBig(to));
  return cx.refuse('unsupported-type', span, 'This narrowing has no form in C#.', 'Use one kind of value.');
}

function container(cx: Context, value: Printed, from: Type, to: Type, span: Span, out: Block): Printed {
  if (from.kind === 'tuple') {
    const items = cx.stable(value, out, 'items');
    const each = (target: (i: number) => Type): Printed[] =>
      from.items.map((item, i) =>
        convertValue(cx, member(items, `Item${i + 1}`), item, target(i), span, out),
      );
    if (to.kind === 'tuple') {
      const parts = each((i) => to.items[i] ?? { kind: 'none' });
      const texts = joinCode(
        parts.map((p) => p.code),
        ', ',
      );
      return parts.length === 1 ? atom(code`ValueTuple.Create(${texts})`) : atom(code`(${texts})`);
    }
    if (to.kind === 'list' || to.kind === 'sequence') {
      const texts = joinCode(each(() => to.element).map(slot), ', ');
      const element = cx.typeText(to.element, span);
      return to.kind === 'list'
        ? atom(code`new List<${element}> { ${texts} }`)
        : atom(code`new ${element}[] { ${texts} }`);
    }
  }
  const [source, item] = iterated(from);
  if (
    item !== null &&
    (to.kind === 'list' ||
      to.kind === 'sequence' ||
      to.kind === 'set' ||
      to.kind === 'iterator' ||
      to.kind === 'range')
  ) {
    const target: Type = to.kind === 'range' ? { kind: 'int', range: to.range } : to.element;
    const walked = source(value);
    const mapped = same(cx, item, target, span)
      ? walked
      : method(walked, 'Select', mapping(cx, item, target, span));
    if (to.kind === 'list') return method(mapped, 'ToList');
    if (to.kind === 'sequence') return method(mapped, 'ToArray');
    if (to.kind !== 'set') return mapped;
    const comparer = comparerOf(cx, to.element);
    return atom(code`new ${cx.typeText(to, span)}(${mapped.code}${comparer === '' ? '' : `, ${comparer}`})`);
  }
  if (from.kind === 'dict' && to.kind === 'dict') {
    const entry = cx.names.fresh('entry');
    const comparer = comparerOf(cx, to.key);
    const key = cx.lambda(entry, (inner) =>
      convertValue(cx, atom(`${entry}.Key`), from.key, to.key, span, inner),
    );
    const item2 = cx.lambda(entry, (inner) =>
      convertValue(cx, atom(`${entry}.Value`), from.value, to.value, span, inner),
    );
    return method(value, 'ToDictionary', key, item2, ...(comparer === '' ? [] : [comparer]));
  }
  return cx.refuse('unsupported-type', span, 'This conversion has no form in C#.', 'Use one kind of value.');
}

function iterated(type: Type): [(value: Printed) => Printed, Type | null] {
  const keep = (value: Printed): Printed => value;
  if (type.kind === 'list' || type.kind === 'sequence' || type.kind === 'set' || type.kind === 'iterator')
    return [keep, type.element];
  if (type.kind === 'range') return [keep, { kind: 'int', range: type.range }];
  return [keep, null];
}

function mapping(cx: Context, from: Type, to: Type, span: Span): Printed {
  const name = cx.names.fresh('item');
  return cx.lambda(name, (out) => convertValue(cx, simple(name), from, to, span, out));
}
