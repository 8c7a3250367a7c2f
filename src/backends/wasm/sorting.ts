import type { Scalar } from './low-syntax';
import type { ModuleBuilder } from './module';
import { order } from './order';
import { type Shape, scalarSize, shapeKey, slotOffsets, slotsOf } from './shape';
import { loads, names, parameters } from './slots';

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
            if (!(${precedes(held.slice(0, slotsOf(key).length), loads(key, `hole - ${size}`, 0))})) break;
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
