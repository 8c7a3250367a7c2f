import { contains, type IntType, type Span, type Type, WRITABLE } from '../../language';
import type { Context } from './context';
import {
  asText,
  binary,
  call,
  conditional,
  element,
  member,
  method,
  type Printed,
  simple,
  template,
} from './print';
import { eachMember } from './unions';

/** `str(x)`. `value` must be free to repeat unless the type is a plain one. */
export function toText(cx: Context, type: Type, value: Printed, span: Span): Printed {
  if (type.kind === 'union') return eachMember(cx, value, type, (v, m) => toText(cx, m, v, span));
  if (type.kind === 'optional' && type.of.kind === 'str') {
    return conditional(binary('===', value, simple('null')), simple("'None'"), value);
  }
  return type.kind === 'str' ? value : toRepr(cx, type, value, span);
}

/** `repr(x)` */
export function toRepr(cx: Context, type: Type, value: Printed, span: Span): Printed {
  switch (type.kind) {
    case 'none':
      return simple("'None'");
    case 'bool':
      return conditional(value, simple("'True'"), simple("'False'"));
    case 'int':
      return asText(writable(cx, type, value));
    case 'float':
      return cx.help(type.orZero ? 'sumText' : 'floatText', value);
    case 'str':
      return cx.help('quoteText', value);
    case 'bytes':
      return cx.help('quoteBytes', value);
    case 'list':
      return template(['[', joined(cx, type.element, value, span), ']']);
    case 'sequence': {
      const inner = joined(cx, type.element, value, span);
      const comma = conditional(
        binary('===', member(value, 'length'), simple('1')),
        simple("','"),
        simple("''"),
      );
      return template(['(', inner, comma, ')']);
    }
    case 'tuple': {
      const items = type.items.flatMap((item, i) => [
        ...(i === 0 ? [] : [', ']),
        toRepr(cx, item, element(value, String(i)), span),
      ]);
      return template(['(', ...items, type.items.length === 1 ? ',)' : ')']);
    }
    case 'dict': {
      const [k, v] = [cx.names.fresh('key'), cx.names.fresh('item')];
      const entry = template([
        toRepr(cx, type.key, simple(k), span),
        ': ',
        toRepr(cx, type.value, simple(v), span),
      ]);
      const entries = call(
        'Array.from',
        value,
        cx.lambda(`([${k}, ${v}])`, () => entry),
      );
      return template(['{', method(entries, 'join', "', '"), '}']);
    }
    case 'optional':
      return conditional(
        binary('===', value, simple('null')),
        simple("'None'"),
        toRepr(cx, type.of, value, span),
      );
    case 'union':
      return eachMember(cx, value, type, (v, m) => toRepr(cx, m, v, span));
    case 'never':
      return simple("''");
    default:
      return cx.refuse(
        'unsupported-operation',
        span,
        'This value has no text in TypeScript.',
        'Format its parts.',
      );
  }
}

function joined(cx: Context, type: Type, value: Printed, span: Span): Printed {
  if (type.kind === 'never') return simple("''");
  if (type.kind === 'int' && isWritable(cx, type)) return method(value, 'join', "', '");
  const name = cx.names.fresh('item');
  const each = cx.lambda(`(${name})`, () => toRepr(cx, type, simple(name), span));
  return method(method(value, 'map', each), 'join', "', '");
}

const isWritable = (cx: Context, type: IntType): boolean => !cx.isBig(type) || contains(WRITABLE, type.range);

/** An int to be written in decimal, which Python does up to 4300 digits. */
export const writable = (cx: Context, type: IntType, value: Printed): Printed =>
  isWritable(cx, type) ? value : cx.help('writable', value);

/** True when printing the type reads the value more than once. */
export function repeats(type: Type): boolean {
  return (
    type.kind === 'sequence' || type.kind === 'tuple' || type.kind === 'optional' || type.kind === 'union'
  );
}
