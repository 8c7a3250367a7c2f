import { contains, type Expr, type Type } from '../../language';
import { code, type Fragment, joinCode } from '../text';
import { borrowed, call, method, type Own, P, paren, type Rx, receiver, rx } from './code';
import type { Emitter } from './emitter';
import { formatOperation } from './formats';
import type { Printer, Printers } from './operations';
import { intShape, isCopy } from './types';

const str: Printer = (e, node) => {
  const [value] = node.args;
  if (value === undefined) return rx('String::new()');
  if (value.type.kind === 'str') return e.expr(value);
  return textOf(e, value, e.expr(value), value.type);
};

const repr: Printer = (e, node) => {
  const [value] = node.args;
  if (value === undefined) return rx('String::new()');
  return textOf(e, value, e.expr(value), value.type);
};

/** `repr(value)`, printed from the static type. */
function textOf(e: Emitter, node: Expr, r: Rx, type: Type): Rx {
  switch (type.kind) {
    case 'none':
      return rx('"None"', P.primary, 'str');
    case 'bool':
      return rx(
        code`(if ${r.own === 'ref' ? code`*${r.code}` : r.code} { "True" } else { "False" })`,
        P.primary,
        'str',
      );
    case 'int':
      return rx(code`${receiver(r)}.to_string()`);
    case 'float':
      return call(e.helper('float_repr'), [r.own === 'ref' ? code`*${paren(r, P.unary)}` : r.code]);
    case 'str':
      return call(e.helper('repr_str'), [borrowed(r)]);
    case 'bytes':
      return call(e.helper('repr_bytes'), [borrowed(r)]);
    case 'list':
      return rx(code`format!("[{}]", ${items(e, node, r, type.element)})`);
    case 'tuple':
      return tupleText(e, node, r, type.items);
    case 'optional': {
      const inner = textOf(e, node, variable('value', type.of), type.of);
      const owned = inner.own === 'str' ? code`${inner.code}.to_string()` : inner.code;
      return method(r, code`as_ref().map_or("None".to_string(), |value| ${owned})`);
    }
    case 'dict': {
      const key = textOf(e, node, variable('key', type.key), type.key);
      const value = textOf(e, node, variable('value', type.value), type.value);
      const entries = code`${receiver(r)}.iter().map(|(key, value)| format!("{}: {}", ${key.code}, ${value.code})).collect::<Vec<_>>().join(", ")`;
      return rx(code`format!("{{{}}}", ${entries})`);
    }
    default:
      return e.refuse(
        'unsupported-type',
        node.span,
        'The Rust backend has no text of this value.',
        'Format its parts.',
      );
  }
}

/** A variable of a closure over references. */
const variable = (name: string, _type: Type): Rx => rx(name, P.primary, 'ref');

function items(e: Emitter, node: Expr, r: Rx, element: Type): Fragment {
  const text = textOf(e, node, variable('item', element), element);
  return code`${receiver(r)}.iter().map(|item| ${text.code}).collect::<Vec<_>>().join(", ")`;
}

function tupleText(e: Emitter, node: Expr, r: Rx, types: readonly Type[]): Rx {
  if (types.length === 0) return rx('"()"', P.primary, 'str');
  const name = 'tuple';
  const parts = types.map((type, i) => {
    const own: Own = isCopy(type) ? 'value' : 'place';
    return textOf(e, node, rx(`${name}.${i}`, P.primary, own), type).code;
  });
  const holes = types.map(() => '{}').join(', ');
  const template = types.length === 1 ? `(${holes},)` : `(${holes})`;
  return rx(
    code`{\n    let ${name} = ${borrowed(r)};\n    format!("${template}", ${joinCode(parts, ', ')})\n}`,
    P.block,
  );
}

const radix =
  (letter: 'x' | 'o' | 'b'): Printer =>
  (e, node) => {
    const [value] = node.args;
    if (value?.type.kind !== 'int') return rx('String::new()');
    const r = e.int(value, intShape(value.type).bits);
    const printed = r.literal === undefined ? r.code : code`${r.code}i${r.literal}`;
    if (contains({ min: 0n, max: null }, value.type.range))
      return rx(code`format!("{:#${letter}}", ${printed})`);
    const name = 'number';
    return rx(
      code`{\n    let ${name} = ${printed};\n    format!("{}{:#${letter}}", if ${name} < 0 { "-" } else { "" }, ${name}.unsigned_abs())\n}`,
      P.block,
    );
  };

const intFromText: Printer = (e, node) => {
  const [text] = node.args;
  if (text === undefined) return rx('0');
  const base = node.options?.base ?? 10;
  return call(e.helper('parse_int'), [borrowed(e.expr(text)), code`${base}`]);
};

const floatFromText: Printer = (e, node) => {
  const [text] = node.args;
  return text === undefined ? rx('0.0') : call(e.helper('parse_float'), [borrowed(e.expr(text))]);
};

const ascii: Printer = (e, node) => {
  const [value] = node.args;
  if (value === undefined) return rx('String::new()');
  return call(e.helper('ascii'), [code`&${paren(repr(e, node), P.unary)}`]);
};

export const TEXT_OPERATIONS: Printers = {
  str,
  repr,
  ascii,
  hex: radix('x'),
  oct: radix('o'),
  bin: radix('b'),
  format: formatOperation,
  'int.from_str': intFromText,
  'float.from_str': floatFromText,
};
