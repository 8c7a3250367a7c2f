import { type DictType, fitsSafe, type Span, type Type, type UnionType } from '../../language';
import { code } from '../text';
import type { Block } from './block';
import type { Context } from './context';
import { typed } from './erase';
import {
  asText,
  binary,
  call,
  conditional,
  element,
  isLiteral,
  member,
  method,
  PRECEDENCE,
  type Printed,
  printed,
  simple,
  template,
  unary,
} from './print';
import { isPlainKey } from './types';
import { cast, eachMember } from './unions';

const PRIMITIVE: ReadonlySet<Type['kind']> = new Set(['none', 'bool', 'int', 'str', 'never']);

/** True when `===` compares two values of the type as Python's `==` does. */
export function isPrimitive(type: Type): boolean {
  if (type.kind === 'optional') return isPrimitive(type.of);
  if (type.kind === 'union') return type.members.every((m) => m.kind !== 'bool' && isPrimitive(m));
  return PRIMITIVE.has(type.kind);
}

/** `a == b`, both of one type. `nested` inside containers, where Python compares NaN by identity. */
export function equal(
  cx: Context,
  type: Type,
  a: Printed,
  b: Printed,
  span: Span,
  out: Block,
  nested = false,
): Printed {
  if (isPrimitive(type)) return identical(cx, type, '===', a, b);
  switch (type.kind) {
    case 'float':
      return nested ? cx.help('sameFloat', a, b) : identical(cx, type, '===', a, b);
    case 'tuple': {
      const [x, y] = [cx.stable(a, out, 'left', type), cx.stable(b, out, 'right', type)];
      return conjunction(
        type.items.map((item, i) =>
          equal(cx, item, element(x, String(i)), element(y, String(i)), span, out, true),
        ),
      );
    }
    case 'list':
    case 'sequence':
      return isPrimitive(type.element)
        ? cx.help('equalArrays', a, b)
        : cx.help('equalArrays', a, b, equality(cx, type.element, span));
    case 'range':
    case 'bytes':
      return cx.help('equalArrays', a, b);
    case 'set': {
      const [x, y] = [cx.stable(a, out, 'left', type), cx.stable(b, out, 'right', type)];
      return binary('&&', binary('===', member(x, 'size'), member(y, 'size')), cx.help('isSubset', x, y));
    }
    case 'dict':
      return cx.help('equalMaps', a, b, equality(cx, type.value, span));
    case 'optional': {
      const [x, y] = [cx.stable(a, out, 'left', type), cx.stable(b, out, 'right', type)];
      const either = binary('||', binary('===', x, simple('null')), binary('===', y, simple('null')));
      return conditional(either, binary('===', x, y), equal(cx, type.of, x, y, span, out, nested));
    }
    case 'union': {
      const [x, y] = [cx.named(a, out, 'left', type), cx.named(b, out, 'right', type)];
      return binary('===', keyText(cx, type, x, span), keyText(cx, type, y, span));
    }
    default:
      return cx.refuse(
        'unsupported-operation',
        span,
        'These values have no comparison in TypeScript.',
        'Compare their parts.',
      );
  }
}

/** `===` or `!==`; of two literals, the first loses its literal type. */
export function identical(cx: Context, type: Type, operator: '===' | '!==', a: Printed, b: Printed): Printed {
  const narrow = isLiteral(b) && (isLiteral(a) || a.precedence === PRECEDENCE.conditional);
  return binary(operator, narrow ? cast(a, cx.typeText(type)) : a, b);
}

function conjunction(parts: readonly Printed[]): Printed {
  const [first, ...rest] = parts;
  return first === undefined ? simple('true') : rest.reduce((all, one) => binary('&&', all, one), first);
}

/** `(x, y) => x == y` */
function equality(cx: Context, type: Type, span: Span): Printed {
  const [x, y] = [cx.names.fresh('x'), cx.names.fresh('y')];
  return cx.lambda(`(${x}, ${y})`, (out) => equal(cx, type, simple(x), simple(y), span, out, true));
}

/** A number below, at or above zero as `a` comes before, with or after `b`. */
export function compare(cx: Context, type: Type, a: Printed, b: Printed, span: Span, out: Block): Printed {
  switch (type.kind) {
    case 'int':
      return fitsSafe(type) ? binary('-', a, b) : cx.help('compareValues', a, b);
    case 'bool':
      return cx.help('compareValues', a, b);
    case 'float':
      return cx.help('compareFloats', a, b);
    case 'str':
      return cx.help('compareStrings', a, b);
    case 'tuple': {
      if (type.items.length === 0) return simple('0');
      const [x, y] = [cx.stable(a, out, 'left', type), cx.stable(b, out, 'right', type)];
      return type.items
        .map((item, i) => compare(cx, item, element(x, String(i)), element(y, String(i)), span, out))
        .reduce((all, one) => binary('||', all, one));
    }
    case 'list':
    case 'sequence':
      return cx.help('compareArrays', a, b, comparison(cx, type.element, span));
    case 'bytes':
      return cx.help(
        'compareArrays',
        a,
        b,
        comparison(cx, { kind: 'int', range: { min: 0n, max: 255n } }, span),
      );
    case 'never':
      return simple('0');
    case 'union':
      if (type.members.every((m) => m.kind === 'int' || m.kind === 'float' || m.kind === 'bool')) {
        const [x, y] = [cx.named(a, out, 'left', type), cx.named(b, out, 'right', type)];
        return cx.help('compareNumbers', numberOf(cx, type, x), numberOf(cx, type, y));
      }
      break;
    default:
  }
  return cx.refuse(
    'unsupported-operation',
    span,
    'These values have no order.',
    'Compare numbers, strings, tuples or lists.',
  );
}

/** `(a, b) => order` for `sort`. */
export function comparison(cx: Context, type: Type, span: Span, reverse = false): Printed {
  const simpleHelper =
    type.kind === 'str'
      ? 'compareStrings'
      : type.kind === 'float'
        ? 'compareFloats'
        : type.kind === 'bool' || cx.isBig(type)
          ? 'compareValues'
          : null;
  if (simpleHelper !== null && !reverse) return simple(cx.use(simpleHelper));
  const [x, y] = [cx.names.fresh('a'), cx.names.fresh('b')];
  return cx.lambda(`(${x}, ${y})`, (out) =>
    compare(cx, type, simple(reverse ? y : x), simple(reverse ? x : y), span, out),
  );
}

/** The plain number behind an int, float or bool of a union. */
export function numberOf(cx: Context, union: UnionType, value: Printed): Printed {
  return eachMember(cx, value, union, (v, type) => (type.kind === 'bool' ? call('Number', v) : v));
}

/** Something that Map and Set compare as Python compares the keys. */
export function keyOf(cx: Context, type: Type, value: Printed, span: Span): Printed {
  if (isPlainKey(type)) return value;
  if (type.kind === 'float') return cx.help('floatKey', value);
  if (type.kind === 'tuple' && type.items.every((item) => item.kind === 'int' || item.kind === 'bool')) {
    return template(type.items.flatMap((_, i) => [...(i === 0 ? [] : [',']), element(value, String(i))]));
  }
  return keyText(cx, type, value, span);
}

/** A text that is equal for equal values and only for them. `value` must be free to repeat. */
export function keyText(cx: Context, type: Type, value: Printed, span: Span): Printed {
  switch (type.kind) {
    case 'none':
      return simple("'null'");
    case 'bool':
    case 'int':
      return asText(value);
    case 'float':
      return asText(cx.help('floatKey', value));
    case 'str':
      return call('JSON.stringify', value);
    case 'bytes':
      return template(['b', method(value, 'join')]);
    case 'tuple':
      return template([
        '(',
        ...type.items.flatMap((item, i) => [
          ...(i === 0 ? [] : [',']),
          keyText(cx, item, element(value, String(i)), span),
        ]),
        ')',
      ]);
    case 'list':
      return template(['[', method(method(value, 'map', keyFunction(cx, type.element, span)), 'join'), ']']);
    case 'sequence':
      return template(['(', method(method(value, 'map', keyFunction(cx, type.element, span)), 'join'), ')']);
    case 'set': {
      const keys = call('Array.from', value, keyFunction(cx, type.element, span));
      return template(['{', method(method(keys, 'sort'), 'join'), '}']);
    }
    case 'optional':
      return conditional(
        binary('===', value, simple('null')),
        simple("'null'"),
        keyText(cx, type.of, value, span),
      );
    case 'union':
      return eachMember(cx, value, type, (v, m) =>
        m.kind === 'int' || m.kind === 'float' || m.kind === 'bool'
          ? asText(cx.help('numberKey', v))
          : keyText(cx, m, v, span),
      );
    default:
      return cx.refuse(
        'unsupported-type',
        span,
        'Values of this type cannot be keys in TypeScript.',
        'Use numbers, strings or tuples as keys.',
      );
  }
}

function keyFunction(cx: Context, type: Type, span: Span): Printed {
  const name = cx.names.fresh('item');
  return cx.lambda(`(${name})`, () => keyText(cx, type, simple(name), span));
}

/** The function that a keyed set or map needs: `([a, b]) => …`. */
function keyArgument(cx: Context, type: Type, span: Span): Printed {
  const name = cx.names.fresh('key');
  return cx.lambda(`(${name})`, () => keyOf(cx, type, simple(name), span));
}

const NOWHERE: Span = { start: 0, end: 0 };

/** `new Set(items)`, keyed where JavaScript's equality is not Python's. */
export function newSet(cx: Context, item: Type, items: Printed | null, span: Span = NOWHERE): Printed {
  const args = items === null ? '' : items.code;
  if (isPlainKey(item))
    return printed(code`new Set${typed(`<${cx.typeText(item)}>`)}(${args})`, PRECEDENCE.member);
  cx.use('KeyedSet');
  const key = keyArgument(cx, item, span);
  const rest = items === null ? '' : code`, ${items.code}`;
  return printed(code`new KeyedSet${typed(`<${cx.typeText(item)}>`)}(${key.code}${rest})`, PRECEDENCE.member);
}

/** `new Map(entries)`, keyed where JavaScript's equality is not Python's. */
export function newMap(cx: Context, type: DictType, entries: Printed | null, span: Span = NOWHERE): Printed {
  const types = typed(`<${cx.typeText(type.key)}, ${cx.typeText(type.value)}>`);
  if (isPlainKey(type.key))
    return printed(code`new Map${types}(${entries === null ? '' : entries.code})`, PRECEDENCE.member);
  cx.use('KeyedMap');
  const key = keyArgument(cx, type.key, span);
  const rest = entries === null ? '' : code`, ${entries.code}`;
  return printed(code`new KeyedMap${types}(${key.code}${rest})`, PRECEDENCE.member);
}

/** Python's truth value. */
export function truth(cx: Context, type: Type, value: Printed, out: Block): Printed {
  switch (type.kind) {
    case 'bool':
      return value;
    case 'none':
    case 'never':
      return simple('false');
    case 'int':
      return identical(cx, type, '!==', value, simple(cx.isBig(type) ? '0n' : '0'));
    case 'float':
      return identical(cx, type, '!==', value, simple('0'));
    case 'str':
      return identical(cx, type, '!==', value, simple("''"));
    case 'bytes':
    case 'list':
    case 'sequence':
    case 'range':
      return binary('>', member(value, 'length'), simple('0'));
    case 'set':
    case 'dict':
      return binary('>', member(value, 'size'), simple('0'));
    case 'tuple':
      return simple(String(type.items.length > 0));
    case 'optional': {
      const name = cx.stable(value, out);
      const inner = truth(cx, type.of, name, out);
      const present = binary('!==', name, simple('null'));
      return inner.code.text === 'true' ? present : binary('&&', present, inner);
    }
    case 'union': {
      const name = cx.named(value, out, 'value', type);
      return eachMember(cx, name, type, (v, m) => truth(cx, m, v, out));
    }
    default:
      return simple('true');
  }
}

/** Negation; an equality is turned round. */
export function not(value: Printed): Printed {
  if (value.equality === undefined) return unary('!', value);
  const { operator, left, right } = value.equality;
  return binary(operator === '===' ? '!==' : '===', left, right);
}
