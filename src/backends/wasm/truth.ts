import type { ModuleBuilder } from './module';
import type { Shape } from './shape';
import { itemSlots } from './slots';

/** Truth value. */
export function truth(module: ModuleBuilder, shape: Shape, values: readonly string[]): string {
  const [x = ''] = values;
  switch (shape.kind) {
    case 'never':
    case 'none':
      return '0';
    case 'bool':
      return x;
    case 'int':
      return `${x} != 0`;
    case 'float':
    case 'floatOrZero':
      return `${x} != 0.0`;
    case 'tuple':
      return shape.items.length > 0 ? '1' : '0';
    case 'record':
      return '1';
    case 'range':
      return `range_length(${values.join(', ')}) != 0`;
    case 'optional':
      return `${x} != 0 && (${truth(module, shape.of, values.slice(1))})`;
    case 'union': {
      const parts = itemSlots(shape.members, values.slice(1));
      return shape.members
        .map((m, i) => `${x} == ${i} && (${truth(module, m, parts[i] ?? [])})`)
        .join(' || ');
    }
    default:
      return `i32[${x}] != 0`;
  }
}
