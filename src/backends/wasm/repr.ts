import { entrySize } from './keyed';
import type { ModuleBuilder } from './module';
import { type Shape, shapeKey, sizeOfShape } from './shape';
import { itemSlots, loads, names, parameters } from './slots';

/** `repr` of a value, as an expression that answers a string. */
export function repr(module: ModuleBuilder, shape: Shape, values: readonly string[]): string {
  const [x = ''] = values;
  const text = (s: string): string => String(module.text(s));
  switch (shape.kind) {
    case 'never':
    case 'none':
      return text('None');
    case 'bool':
      return `${x} ? ${text('True')} : ${text('False')}`;
    case 'int':
      return `int_str(${x})`;
    case 'float':
      return `float_repr(${x})`;
    case 'str':
      return `str_repr(${x}, 0)`;
  }
  const name = `repr_${shapeKey(shape)}`;
  module.define(name, () => `fn ${name}(${parameters('a', shape)}): i32 {\n${reprBody(module, shape)}\n}`);
  return `${name}(${values.join(', ')})`;
}

function reprBody(module: ModuleBuilder, shape: Shape): string {
  const a = names('a', shape);
  const text = (s: string): string => String(module.text(s));
  const piece = (value: string): string =>
    `piece = ${value}; base = str_append(base, used, piece); used = used + i32[piece] * 4;`;
  const begin = 'var piece = 0; var base = open(64); var used = 8;';
  const finish = 'return close(base, base + used, 4);';
  switch (shape.kind) {
    case 'floatOrZero':
      return `if (i64_reinterpret_f64(a0) == -9223372036854775808) return ${text('0')}; return float_repr(a0);`;
    case 'tuple': {
      const parts = itemSlots(shape.items, a);
      const items = shape.items.map((item, i) => piece(repr(module, item, parts[i] ?? [])));
      const close = shape.items.length === 1 ? ',)' : ')';
      return `${begin} ${piece(text('('))} ${items.join(` ${piece(text(', '))} `)} ${piece(text(close))} ${finish}`;
    }
    case 'list':
    case 'sequence': {
      const size = sizeOfShape(shape.item);
      const [open, close] = shape.kind === 'list' ? ['[', ']'] : ['(', ')'];
      const comma = shape.kind === 'sequence' ? `if (i32[a0] == 1) { ${piece(text(','))} }` : '';
      return `${begin} ${piece(text(open))}
        var at = a0; var end = a0 + i32[a0] * ${size};
        while (at < end) {
          ${piece(repr(module, shape.item, loads(shape.item, 'at', 8)))}
          at = at + ${size};
          if (at < end) { ${piece(text(', '))} }
        }
        ${comma} ${piece(text(close))} ${finish}`;
    }
    case 'dict': {
      const size = entrySize(shape);
      return `${begin} ${piece(text('{'))}
        var at = i32[a0 + 12]; var end = at + i32[a0] * ${size};
        while (at < end) {
          ${piece(repr(module, shape.key, loads(shape.key, 'at', 4)))}
          ${piece(text(': '))}
          ${piece(repr(module, shape.value, loads(shape.value, 'at', 4 + sizeOfShape(shape.key))))}
          at = at + ${size};
          if (at < end) { ${piece(text(', '))} }
        }
        ${piece(text('}'))} ${finish}`;
    }
    case 'optional':
      return `if (a0 == 0) return ${text('None')}; return ${repr(module, shape.of, a.slice(1))};`;
    case 'union': {
      const parts = itemSlots(shape.members, a.slice(1));
      const lines = shape.members.map((m, i) => `if (a0 == ${i}) return ${repr(module, m, parts[i] ?? [])};`);
      return `${lines.join('\n')} return ${text('None')};`;
    }
    default:
      return 'raise TypeError;';
  }
}

/** `str` of a value: of a string the string itself, also inside an optional or a union. */
export function textOf(module: ModuleBuilder, shape: Shape, values: readonly string[]): string {
  if (shape.kind === 'str') return values[0] ?? '0';
  if (shape.kind !== 'optional' && shape.kind !== 'union') return repr(module, shape, values);
  const name = `str_${shapeKey(shape)}`;
  module.define(name, () => {
    const a = names('a', shape);
    const none = `return ${module.text('None')};`;
    const body =
      shape.kind === 'optional'
        ? `if (a0 == 0) ${none} return ${textOf(module, shape.of, a.slice(1))};`
        : `${itemSlots(shape.members, a.slice(1))
            .map(
              (own, i) =>
                `if (a0 == ${i}) return ${textOf(module, shape.members[i] ?? { kind: 'none' }, own)};`,
            )
            .join('\n')} ${none}`;
    return `fn ${name}(${parameters('a', shape)}): i32 {\n${body}\n}`;
  });
  return `${name}(${values.join(', ')})`;
}

/** Shapes whose `repr` is made here: the order of sets and the text of bytes are not. */
export const hasRepr = (shape: Shape): boolean =>
  shape.kind !== 'set' &&
  shape.kind !== 'frozenset' &&
  shape.kind !== 'bytes' &&
  shape.kind !== 'record' &&
  shape.kind !== 'range';
