import { entrySize, lookup, subset } from './keyed';
import type { ModuleBuilder } from './module';
import { type Shape, shapeKey, sizeOfShape } from './shape';
import { itemSlots, loads, names, parameters } from './slots';

/**
 * Python's `==` inside containers, where two objects that are one are equal: two NaNs may or may not be one object,
 * which leaves what this backend can answer.
 */
export function equal(
  module: ModuleBuilder,
  shape: Shape,
  a: readonly string[],
  b: readonly string[],
): string {
  const [x = '', y = ''] = [a[0], b[0]];
  switch (shape.kind) {
    case 'never':
    case 'none':
      return '1';
    case 'bool':
    case 'int':
      return `${x} == ${y}`;
    case 'str':
      return `str_eq(${x}, ${y})`;
    case 'bytes':
      return `bytes_eq(${x}, ${y})`;
  }
  const name = `eq_${shapeKey(shape)}`;
  module.define(
    name,
    () =>
      `fn ${name}(${parameters('a', shape)}, ${parameters('b', shape)}): i32 {\n${equalBody(module, shape)}\n}`,
  );
  return `${name}(${[...a, ...b].join(', ')})`;
}

function equalBody(module: ModuleBuilder, shape: Shape): string {
  const a = names('a', shape);
  const b = names('b', shape);
  switch (shape.kind) {
    case 'float':
    case 'floatOrZero':
      return 'if (a0 != a0 && b0 != b0) raise nan; return a0 == b0;';
    case 'range':
      return `var length = range_length(a0, a1, a2);
        if (length != range_length(b0, b1, b2)) return 0;
        return length == 0 || a0 == b0 && (length == 1 || a2 == b2);`;
    case 'tuple':
    case 'record': {
      const left = itemSlots(shape.items, a);
      const right = itemSlots(shape.items, b);
      const tests = shape.items.map(
        (item, i) => `if (!(${equal(module, item, left[i] ?? [], right[i] ?? [])})) return 0;`,
      );
      return `${tests.join('\n')} return 1;`;
    }
    case 'list':
    case 'sequence':
    case 'generator': {
      const size = sizeOfShape(shape.item);
      const test = equal(module, shape.item, loads(shape.item, 'a0', 8), loads(shape.item, 'b0', 8));
      return `var count = i32[a0];
        if (count != i32[b0]) return 0;
        while (count > 0) {
          if (!(${test})) return 0;
          a0 = a0 + ${size}; b0 = b0 + ${size}; count = count - 1;
        }
        return 1;`;
    }
    case 'set':
    case 'frozenset':
      return `if (i32[a0] != i32[b0]) return 0; return ${subset(module, shape.item, 'a0', 'b0')};`;
    case 'dict': {
      const size = entrySize(shape);
      const offset = 4 + sizeOfShape(shape.key);
      const found = lookup(module, shape, 'b0', loads(shape.key, 'entry', 4));
      const test = equal(
        module,
        shape.value,
        loads(shape.value, 'entry', offset),
        loads(shape.value, 'other', offset),
      );
      return `if (i32[a0] != i32[b0]) return 0;
        var entry = i32[a0 + 12];
        var count = i32[a0];
        while (count > 0) {
          var other = ${found};
          if (other == 0) return 0;
          if (!(${test})) return 0;
          entry = entry + ${size}; count = count - 1;
        }
        return 1;`;
    }
    case 'optional':
      return `if (a0 != b0) return 0; if (a0 == 0) return 1; return ${equal(module, shape.of, a.slice(1), b.slice(1))};`;
    case 'union':
      return unionEqual(module, shape.members, a, b);
    default:
      return `return ${equal(module, shape, a, b)};`;
  }
}

export const NUMERIC = new Set(['bool', 'int', 'float', 'floatOrZero']);

function unionEqual(
  module: ModuleBuilder,
  members: readonly Shape[],
  a: readonly string[],
  b: readonly string[],
): string {
  const left = itemSlots(members, a.slice(1));
  const right = itemSlots(members, b.slice(1));
  const lines: string[] = [];
  members.forEach((member, i) => {
    members.forEach((other, j) => {
      const [x = '', y = ''] = [left[i]?.[0], right[j]?.[0]];
      const tags = `if (a0 == ${i} && b0 == ${j})`;
      if (i === j) lines.push(`${tags} return ${equal(module, member, left[i] ?? [], right[i] ?? [])};`);
      else if (NUMERIC.has(member.kind) && NUMERIC.has(other.kind))
        lines.push(`${tags} return ${numbersEqual(member, x, other, y)};`);
    });
  });
  return `${lines.join('\n')} return 0;`;
}

function numbersEqual(a: Shape, x: string, b: Shape, y: string): string {
  const isFloat = (s: Shape): boolean => s.kind === 'float' || s.kind === 'floatOrZero';
  if (isFloat(a) && isFloat(b)) return `${x} == ${y}`;
  if (isFloat(a)) return `compare_int_float(i64(${y}), ${x}) == 0`;
  if (isFloat(b)) return `compare_int_float(i64(${x}), ${y}) == 0`;
  return `i64(${x}) == i64(${y})`;
}
