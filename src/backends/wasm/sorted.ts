import type { Expr, Sorted } from '../../language';
import { loadAt, SequenceBuilder } from './builder';
import type { Emitter } from './emitter';
import { readNow } from './function';
import { elementOf, iterate } from './iterate';
import { type Shape, sizeOfShape, slotsOf } from './shape';
import { sortHelper } from './sorting';
import { add, effect, i32, load, mul, type Value, type Values } from './wat';

/** A list of the items of any iterable. */
export function listFrom(emitter: Emitter, source: Expr, item: Shape): Value {
  const builder = new SequenceBuilder(emitter, item);
  iterate(emitter, source, (values) => builder.push(values));
  return builder.finish();
}

/** `sorted(source, key, reverse)`: items are kept behind their keys while they are sorted. */
export function sortedList(emitter: Emitter, node: Sorted): Value {
  const element = elementOf(node.source.type);
  if (element === null) throw new TypeError('sorted takes an iterable');
  const item = emitter.shape(element, node.source.span);
  if (node.key === null) {
    const list = listFrom(emitter, node.source, item);
    return emitter.fn.keep(emitter.call(sortHelper(emitter.module, item, [], node.reverse), list), 'sorted');
  }
  const { key } = node;
  const keyShape = emitter.shapeOf(key.body);
  const pair: Shape = { kind: 'tuple', items: [keyShape, item] };
  const builder = new SequenceBuilder(emitter, pair, 'keyed');
  const write = (values: Values): void => {
    const held = emitter.fn.holdAll(values, 'item');
    emitter.bind(key.parameter, held);
    builder.push([...emitter.expr(key.body), ...held]);
  };
  // Python makes the whole list before it asks for the first key.
  const items = listFrom(emitter, node.source, item);
  walkList(emitter, items, item, write);
  const keyed = builder.finish();
  const sorted = emitter.fn.keep(
    emitter.call(sortHelper(emitter.module, keyShape, slotsOf(item), node.reverse), keyed),
  );
  const result = new SequenceBuilder(emitter, item, 'sorted');
  const skip = sizeOfShape(keyShape);
  walkList(emitter, sorted, pair, (_, at) => result.push(loadAt(item, at, skip)));
  return result.finish();
}

function walkList(
  emitter: Emitter,
  list: Value,
  item: Shape,
  each: (values: Values, at: Value) => void,
): void {
  const { fn } = emitter;
  const size = sizeOfShape(item);
  const at = fn.local('at', 'i32');
  const end = fn.local('end', 'i32');
  fn.set(at, add(list, i32(8)));
  fn.set(end, add(readNow(at, 'i32'), mul(load('i32', list, 0), i32(size))));
  const here = readNow(at, 'i32');
  const more = effect('i32.lt_u', 'i32', here, readNow(end, 'i32'));
  const label = fn.label('next');
  fn.branch(more, () => {
    const { statements } = fn.capture(() => {
      each(loadAt(item, here, 0), here);
      fn.set(at, add(here, i32(size)));
      fn.emit(`(br_if $${label} ${more.text})`);
    });
    fn.emit(`(loop $${label}\n${statements.join('\n')})`);
  });
}
