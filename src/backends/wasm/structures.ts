import type { Scalar } from './low';
import type { ModuleBuilder } from './module';
import { type Shape, scalarSize, shapeKey, sizeOfShape, slotOffsets, slotsOf } from './shape';

/**
 * Helpers made for one shape: equality, order, hash, lookup in dicts and sets, sorting. All answers are texts of the
 * helper language; the function behind one is defined in the module when it is first asked for.
 */

/** Parameters `a0: i32, a1: i64` for the slots of a shape. */
export function parameters(prefix: string, shape: Shape): string {
  return slotsOf(shape)
    .map((slot, i) => `${prefix}${i}: ${slot}`)
    .join(', ');
}

export const names = (prefix: string, shape: Shape): string[] =>
  slotsOf(shape).map((_, i) => `${prefix}${i}`);

/** Loads of all slots of a value at `address + offset`. */
export function loads(shape: Shape, address: string, offset: number): string[] {
  const slots = slotsOf(shape);
  return slotOffsets(slots, offset).map((at, i) => `${slots[i]}[${address} + ${at}]`);
}

function stores(shape: Shape, address: string, offset: number, values: readonly string[]): string {
  const slots = slotsOf(shape);
  return slotOffsets(slots, offset)
    .map((at, i) => `${slots[i]}[${address} + ${at}] = ${values[i]};`)
    .join(' ');
}

/** The slots of each item of a flattened shape. */
function itemSlots(items: readonly Shape[], values: readonly string[]): string[][] {
  let at = 0;
  return items.map((item) => {
    const count = slotsOf(item).length;
    const own = values.slice(at, at + count);
    at += count;
    return own;
  });
}

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

const NUMERIC = new Set(['bool', 'int', 'float', 'floatOrZero']);

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

/**
 * Stable merge sort (bottom-up) of a list in place by the key at the start of each item. Reversed order keeps equals
 * in their order, as Python does. Keys that have no order (NaN) leave what this backend can answer.
 */
export function sortHelper(
  module: ModuleBuilder,
  key: Shape,
  rest: readonly Scalar[],
  reverse: boolean,
): string {
  const slots = [...slotsOf(key), ...rest];
  const size = slots.reduce((total, s) => total + scalarSize(s), 0);
  const name = `sort_${shapeKey(key)}_${size}${reverse ? '_reversed' : ''}`;
  const offsets = slotOffsets(slots);
  const copy = (to: string, from: string): string =>
    offsets.map((at, i) => `${slots[i]}[${to} + ${at}] = ${slots[i]}[${from} + ${at}];`).join(' ');
  const held = slots.map((_, i) => `held${i}`);
  const keep = held.map((h, i) => `var ${h} = ${slots[i]}[next + ${offsets[i]}];`).join(' ');
  const put = held.map((h, i) => `${slots[i]}[hole + ${offsets[i]}] = ${h};`).join(' ');
  const precedes = precedence(module, key, reverse);
  return module.define(
    name,
    () => `fn ${name}(list: i32): i32 {
      var bytes = i32[list] * ${size};
      var source = list + 8;
      var run = 0;
      while (run < bytes) {
        var last = source + (run + ${RUN * size} < bytes ? run + ${RUN * size} : bytes);
        var next = source + run + ${size};
        while (next < last) {
          ${keep}
          var hole = next;
          while (hole > source + run) {
            if (!(${precedes(held, loads(key, `hole - ${size}`, 0))})) break;
            ${copy('hole', `hole - ${size}`)}
            hole = hole - ${size};
          }
          ${put}
          next = next + ${size};
        }
        run = run + ${RUN * size};
      }
      if (bytes <= ${RUN * size}) return list;
      var target = alloc(bytes);
      var width = ${RUN * size};
      while (width < bytes) {
        var start = 0;
        var to = target;
        while (start < bytes) {
          var left = source + start;
          var middle = source + (start + width < bytes ? start + width : bytes);
          var right = middle;
          var end = source + (start + width * 2 < bytes ? start + width * 2 : bytes);
          while (left < middle && right < end) {
            if (${precedes(loads(key, 'right', 0), loads(key, 'left', 0))}) {
              ${copy('to', 'right')}
              right = right + ${size};
            } else {
              ${copy('to', 'left')}
              left = left + ${size};
            }
            to = to + ${size};
          }
          memory_copy(to, left, middle - left);
          to = to + middle - left;
          memory_copy(to, right, end - right);
          to = to + end - right;
          start = start + width * 2;
        }
        var swap = source;
        source = target;
        target = swap;
        width = width * 2;
      }
      if (source != list + 8) memory_copy(list + 8, source, bytes);
      return list;
    }`,
  );
}

/** Runs of this many items are sorted by insertion before they are merged. */
const RUN = 8;

/** The test whether one key stands strictly before another. */
function precedence(
  module: ModuleBuilder,
  key: Shape,
  reverse: boolean,
): (a: readonly string[], b: readonly string[]) => string {
  if (key.kind === 'int' || key.kind === 'bool') return (a, b) => `${a[0]} ${reverse ? '>' : '<'} ${b[0]}`;
  const name = `${reverse ? 'after' : 'before'}_${shapeKey(key)}`;
  module.define(
    name,
    () => `fn ${name}(${parameters('a', key)}, ${parameters('b', key)}): i32 {
      var order = ${order(module, key, names('a', key), names('b', key))};
      if (order == 2) raise nan;
      return order == ${reverse ? 1 : -1};
    }`,
  );
  return (a, b) => `${name}(${[...a, ...b].join(', ')})`;
}

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
