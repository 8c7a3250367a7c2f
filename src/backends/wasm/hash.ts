import type { ModuleBuilder } from './module';
import { type Shape, shapeKey, sizeOfShape } from './shape';
import { itemSlots, loads, names, parameters } from './slots';

/** A hash that is equal for equal values (1, 1.0 and True included). */
export function hash(module: ModuleBuilder, shape: Shape, values: readonly string[]): string {
  const [x = ''] = values;
  switch (shape.kind) {
    case 'never':
    case 'none':
      return '7';
    case 'bool':
      return `mix(17, i64(${x}))`;
    case 'int':
      return `mix(17, ${x})`;
    case 'str':
      return `str_hash(${x})`;
    case 'bytes':
      return `bytes_hash(${x})`;
  }
  const name = `hash_${shapeKey(shape)}`;
  module.define(name, () => `fn ${name}(${parameters('a', shape)}): i32 {\n${hashBody(module, shape)}\n}`);
  return `${name}(${values.join(', ')})`;
}

function hashBody(module: ModuleBuilder, shape: Shape): string {
  const a = names('a', shape);
  switch (shape.kind) {
    case 'float':
    case 'floatOrZero':
      return `if (f64_trunc(a0) == a0 && f64_abs(a0) < 9223372036854775808.0) return mix(17, i64(a0));
        return mix(17, i64_reinterpret_f64(a0));`;
    case 'tuple':
    case 'record': {
      const parts = itemSlots(shape.items, a);
      const lines = shape.items.map(
        (item, i) => `hash = mix(hash, i64(${hash(module, item, parts[i] ?? [])}));`,
      );
      return `var hash = ${shape.items.length}; ${lines.join('\n')} return hash;`;
    }
    case 'sequence':
    case 'list':
      return `var hash = 5; var at = a0; var end = a0 + i32[a0] * ${sizeOfShape(shape.item)};
        while (at < end) { hash = mix(hash, i64(${hash(module, shape.item, loads(shape.item, 'at', 8))})); at = at + ${sizeOfShape(shape.item)}; }
        return hash;`;
    case 'set':
    case 'frozenset':
      return `var hash = i32[a0]; var at = i32[a0 + 12]; var end = at + i32[a0] * ${4 + sizeOfShape(shape.item)};
        while (at < end) { hash = hash + i32[at]; at = at + ${4 + sizeOfShape(shape.item)}; }
        return hash;`;
    case 'optional':
      return `if (a0 == 0) return 7; return ${hash(module, shape.of, a.slice(1))};`;
    case 'union': {
      const parts = itemSlots(shape.members, a.slice(1));
      return `${shape.members.map((m, i) => `if (a0 == ${i}) return ${hash(module, m, parts[i] ?? [])};`).join('\n')} return 0;`;
    }
    default:
      return 'raise TypeError;';
  }
}
