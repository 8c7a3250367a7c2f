import { equal } from './equality';
import { hash } from './hash';
import type { ModuleBuilder } from './module';
import { type Shape, shapeKey, sizeOfShape } from './shape';
import { loads, names, parameters, stores } from './slots';

/** A dict's or set's keys and values. */
export type Keyed = Extract<Shape, { kind: 'dict' | 'set' | 'frozenset' }>;

export const keyOf = (keyed: Keyed | Shape): Shape =>
  keyed.kind === 'dict' ? keyed.key : 'item' in keyed ? keyed.item : { kind: 'never' };

export function entrySize(keyed: Keyed): number {
  return 4 + sizeOfShape(keyOf(keyed)) + (keyed.kind === 'dict' ? sizeOfShape(keyed.value) : 0);
}

function findHelper(module: ModuleBuilder, keyed: Keyed): string {
  const key = keyOf(keyed);
  const size = entrySize(keyed);
  const name = `find_${shapeKey(key)}_${size}`;
  return module.define(name, () => {
    const test = equal(module, key, loads(key, 'entry', 4), names('k', key));
    return `fn ${name}(dict: i32, hash: i32, ${parameters('k', key)}): i32 {
      var mask = i32[dict + 4];
      var table = i32[dict + 8];
      var slot = hash & mask;
      while (1) {
        var number = i32[table + slot * 4];
        if (number == 0) return 0;
        var entry = i32[dict + 12] + (number - 1) * ${size};
        if (i32[entry] == hash && ${parenthesised(test)}) return entry;
        slot = (slot + 1) & mask;
      }
    }`;
  });
}

const parenthesised = (text: string): string => `(${text})`;

/** Address of the entry of a key, or 0. */
export function lookup(module: ModuleBuilder, keyed: Keyed, dict: string, values: readonly string[]): string {
  const key = keyOf(keyed);
  const find = findHelper(module, keyed);
  const name = find.replace('find_', 'lookup_');
  module.define(
    name,
    () => `fn ${name}(dict: i32, ${parameters('k', key)}): i32 {
      return ${find}(dict, ${[hash(module, key, names('k', key)), ...names('k', key)].join(', ')});
    }`,
  );
  return `${name}(${[dict, ...values].join(', ')})`;
}

/** Address of the entry of a key, made (without its value) when it isn't there. */
export function entryHelper(module: ModuleBuilder, keyed: Keyed): string {
  const key = keyOf(keyed);
  const find = findHelper(module, keyed);
  const name = find.replace('find_', 'entry_');
  return module.define(
    name,
    () => `fn ${name}(dict: i32, ${parameters('k', key)}): i32 {
      var hash = ${hash(module, key, names('k', key))};
      var entry = ${find}(${['dict', 'hash', ...names('k', key)].join(', ')});
      if (entry != 0) return entry;
      entry = dict_insert(dict, hash, ${entrySize(keyed)});
      ${stores(key, 'entry', 4, names('k', key))}
      return entry;
    }`,
  );
}

/** Whether every item of set a is in set b. */
export function subset(module: ModuleBuilder, item: Shape, a: string, b: string): string {
  const keyed: Keyed = { kind: 'set', item };
  const name = `subset_${shapeKey(item)}`;
  module.define(
    name,
    () => `fn ${name}(a: i32, b: i32): i32 {
      var at = i32[a + 12];
      var count = i32[a];
      while (count > 0) {
        if (${lookup(module, keyed, 'b', loads(item, 'at', 4))} == 0) return 0;
        at = at + ${entrySize(keyed)};
        count = count - 1;
      }
      return 1;
    }`,
  );
  return `${name}(${a}, ${b})`;
}

/** Set algebra: adds to `into` the items of `from` whose membership in `other` is `wanted` (or all, when other is 0). */
export function selectInto(module: ModuleBuilder, item: Shape): string {
  const keyed: Keyed = { kind: 'set', item };
  const name = `select_${shapeKey(item)}`;
  return module.define(
    name,
    () => `fn ${name}(into: i32, from: i32, other: i32, wanted: i32): i32 {
      var at = i32[from + 12];
      var count = i32[from];
      while (count > 0) {
        var take = 1;
        if (other != 0) take = (${lookup(module, keyed, 'other', loads(item, 'at', 4))} != 0) == wanted;
        if (take) ${entryHelper(module, keyed)}(${['into', ...loads(item, 'at', 4)].join(', ')});
        at = at + ${entrySize(keyed)};
        count = count - 1;
      }
      return into;
    }`,
  );
}

/** Dict merge: writes the entries of `from` into `into`. */
export function mergeInto(module: ModuleBuilder, shape: Extract<Shape, { kind: 'dict' }>): string {
  const name = `merge_${shapeKey(shape)}`;
  const offset = 4 + sizeOfShape(shape.key);
  return module.define(
    name,
    () => `fn ${name}(into: i32, from: i32): i32 {
      var at = i32[from + 12];
      var count = i32[from];
      while (count > 0) {
        var entry = ${entryHelper(module, shape)}(${['into', ...loads(shape.key, 'at', 4)].join(', ')});
        ${stores(shape.value, 'entry', offset, loads(shape.value, 'at', offset))}
        at = at + ${entrySize(shape)};
        count = count - 1;
      }
      return into;
    }`,
  );
}
