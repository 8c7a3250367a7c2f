import { equal, NUMERIC } from './equality';
import type { ModuleBuilder } from './module';
import { type Shape, shapeKey, sizeOfShape } from './shape';
import { itemSlots, loads, names, parameters } from './slots';

/** -1, 0, 1, or 2 when not comparable (NaN); TypeError where Python has no order. */
export function order(
  module: ModuleBuilder,
  shape: Shape,
  a: readonly string[],
  b: readonly string[],
): string {
  if (shape.kind === 'str') return `str_compare(${a[0]}, ${b[0]})`;
  if (shape.kind === 'bytes') return `bytes_compare(${a[0]}, ${b[0]})`;
  const name = `order_${shapeKey(shape)}`;
  module.define(
    name,
    () =>
      `fn ${name}(${parameters('a', shape)}, ${parameters('b', shape)}): i32 {\n${orderBody(module, shape)}\n}`,
  );
  return `${name}(${[...a, ...b].join(', ')})`;
}

function orderBody(module: ModuleBuilder, shape: Shape): string {
  const a = names('a', shape);
  const b = names('b', shape);
  switch (shape.kind) {
    case 'bool':
    case 'int':
      return 'return a0 < b0 ? -1 : a0 > b0 ? 1 : 0;';
    case 'float':
    case 'floatOrZero':
      return 'return a0 < b0 ? -1 : a0 > b0 ? 1 : a0 == b0 ? 0 : 2;';
    case 'tuple': {
      const left = itemSlots(shape.items, a);
      const right = itemSlots(shape.items, b);
      const tests = shape.items.map((item, i) => {
        const [x, y] = [left[i] ?? [], right[i] ?? []];
        return `if (!(${equal(module, item, x, y)})) return ${order(module, item, x, y)};`;
      });
      return `${tests.join('\n')} return 0;`;
    }
    case 'list':
    case 'sequence': {
      const size = sizeOfShape(shape.item);
      const [x, y] = [loads(shape.item, 'left', 8), loads(shape.item, 'right', 8)];
      return `var i = 0; var left = a0; var right = b0;
        while (i < i32[a0] && i < i32[b0]) {
          if (!(${equal(module, shape.item, x, y)})) return ${order(module, shape.item, x, y)};
          left = left + ${size}; right = right + ${size}; i = i + 1;
        }
        return i32[a0] == i32[b0] ? 0 : i32[a0] < i32[b0] ? -1 : 1;`;
    }
    case 'optional':
      return `if (a0 == 0 || b0 == 0) raise TypeError; return ${order(module, shape.of, a.slice(1), b.slice(1))};`;
    case 'union': {
      const left = itemSlots(shape.members, a.slice(1));
      const right = itemSlots(shape.members, b.slice(1));
      const lines = shape.members.flatMap((member, i) =>
        shape.members.flatMap((other, j) => {
          const tags = `if (a0 == ${i} && b0 == ${j})`;
          if (i === j) return [`${tags} return ${order(module, member, left[i] ?? [], right[i] ?? [])};`];
          if (!NUMERIC.has(member.kind) || !NUMERIC.has(other.kind)) return [];
          return [`${tags} return ${numbersOrder(member, left[i]?.[0] ?? '', other, right[j]?.[0] ?? '')};`];
        }),
      );
      return `${lines.join('\n')} raise TypeError;`;
    }
    default:
      return 'raise TypeError;';
  }
}

function numbersOrder(a: Shape, x: string, b: Shape, y: string): string {
  if (a.kind.startsWith('float')) return `0 - compare_int_float(i64(${y}), ${x})`;
  if (b.kind.startsWith('float')) return `compare_int_float(i64(${x}), ${y})`;
  return `i64(${x}) < i64(${y}) ? -1 : i64(${x}) > i64(${y}) ? 1 : 0`;
}
