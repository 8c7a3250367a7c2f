import { type Expr, type Op, ownExceptions } from '../../language';
import { loadAt } from './builder';
import type { Emitter } from './emitter';
import { equal } from './equality';
import { isSensitive } from './iterate';
import type { OperationWriter } from './operations';
import { firstShape, must } from './operations-container';
import { itemSize, type Shape, sameShape, shapeKey, sizeOfShape, slotsOf } from './shape';
import { names, parameters } from './slots';
import { add, compare, effect, extend, i32, i64, load, mul, type Value, type Values, wrap } from './wat';

export const length: OperationWriter = (emitter, node) => {
  const shape = firstShape(emitter, node);
  const values = must(emitter.args(node.args)[0]);
  if (shape.kind === 'range') return [emitter.call('range_length', ...values)];
  if (shape.kind === 'tuple') {
    emitter.fn.discard(values);
    return [i64(shape.items.length)];
  }
  return [extend(load('i32', emitter.single(values), 0))];
};

export const subscript: OperationWriter = (emitter, node) => {
  const shape = firstShape(emitter, node);
  const [container = [], position = []] = emitter.args(node.args);
  const index = emitter.single(position);
  if (shape.kind === 'range') return [emitter.call('range_item', ...container, index)];
  const address = itemAddress(emitter, node, emitter.single(container), index, itemSize(shape));
  if (shape.kind === 'str') return [emitter.call('str_char', load('i32', address, 0))];
  if (shape.kind === 'bytes') return [extend(effect('i32.load8_u', 'i32', address))];
  if (!('item' in shape))
    return emitter.refuse('unsupported-type', node.span, `Wasm can't index a ${shape.kind}.`);
  const slots = slotsOf(shape.item);
  const held = slots.length > 1 ? emitter.fn.keep(address, 'place') : address;
  return loadAt(shape.item, held, 0);
};

/** Address of an item; the check is left out where ranges prove the index good. */
function itemAddress(emitter: Emitter, node: Op, list: Value, index: Value, size: number): Value {
  const type = node.args[1]?.type;
  const positive = type?.kind === 'int' && type.range.min !== null && type.range.min >= 0n;
  const safe = ownExceptions(node).length === 0;
  if (safe && positive) return add(add(list, i32(8)), mul(wrap(index), i32(size)));
  const unchecked = safe || emitter.drops('bounds', node.span);
  return emitter.call(unchecked ? 'item_unchecked' : 'item', list, index, i32(size));
}

/** Slots of item `index` of a flattened tuple or record. */
function part(shape: Shape, values: Values, index: number): Values {
  if (shape.kind !== 'tuple' && shape.kind !== 'record') throw new TypeError('not a tuple');
  const before = shape.items.slice(0, index).flatMap(slotsOf).length;
  return values.slice(before, before + slotsOf(must(shape.items[index])).length);
}

/** Reads one item of a tuple; the others are still evaluated. */
export const tupleGet: OperationWriter = (emitter, node) => {
  const shape = firstShape(emitter, node);
  const values = emitter.fn.settle(must(emitter.args(node.args)[0]));
  return part(shape, values, node.options?.index ?? 0);
};

export const recordGet: OperationWriter = (emitter, node) => {
  const shape = firstShape(emitter, node);
  if (shape.kind !== 'record') throw new TypeError('not a record');
  const values = emitter.fn.settle(must(emitter.args(node.args)[0]));
  return part(shape, values, shape.names.indexOf(node.options?.field ?? ''));
};

const isNone = (node: Expr | undefined): boolean => node === undefined || node.type.kind === 'none';

const LOWEST = i64(-(2n ** 63n));

const HIGHEST = i64(2n ** 63n - 1n);

export const slice: OperationWriter = (emitter, node) => {
  const shape = firstShape(emitter, node);
  const size = itemSize(shape);
  if (size === 0) return emitter.refuse('unsupported-type', node.span, `Wasm can't slice a ${shape.kind}.`);
  const values = emitter.args(node.args).map((v) => emitter.single(v));
  const list = must(values[0]);
  const [, start, stop, step] = node.args.map((arg, i) => (isNone(arg) ? null : must(values[i])));
  if (step === null || step === undefined)
    return [emitter.call('slice', list, start ?? i64(0), stop ?? HIGHEST, i32(size))];
  const [settled = list, from0, to0] = emitter.fn.settle([list, start ?? i64(0), stop ?? i64(0)]);
  const by = emitter.fn.hold(step, 'step');
  const backwards = compare('lt', by, i64(0));
  const either = (a: Value, b: Value): Value => ({
    type: 'i64',
    text: `(select ${a.text} ${b.text} ${backwards.text})`,
    stable: true,
  });
  const from = start === null || from0 === undefined ? either(HIGHEST, i64(0)) : from0;
  const to = stop === null || to0 === undefined ? either(LOWEST, HIGHEST) : to0;
  return [emitter.call('slice_step', settled, from, to, by, i32(size))];
};

export const concat: OperationWriter = (emitter, node) => {
  const values = emitter.args(node.args);
  const shape = emitter.shapeOf(node);
  if (shape.kind === 'tuple') {
    const parts = node.args.flatMap((arg, i) => {
      const own = emitter.shapeOf(arg);
      return own.kind === 'tuple' && own.items.length === 0 ? [] : must(values[i]);
    });
    return parts.length === 0 ? [i32(0)] : parts;
  }
  const size = i32(itemSize(shape));
  return [values.map((v) => emitter.single(v)).reduce((a, b) => emitter.call('concat', a, b, size))];
};

export const repeat: OperationWriter = (emitter, node) => {
  const shape = emitter.shapeOf(node);
  const [list = [], count = []] = emitter.args(node.args);
  if (itemSize(shape) === 0)
    return emitter.refuse('unsupported-type', node.span, `Wasm can't repeat a ${shape.kind} here.`);
  return [emitter.call('repeat', emitter.single(list), emitter.single(count), i32(itemSize(shape)))];
};

export const unpack: OperationWriter = (emitter, node) => {
  const source = must(node.args[0]);
  const shape = emitter.shapeOf(node);
  const item: Shape = 'item' in shape ? shape.item : { kind: 'never' };
  if (source.kind === 'comp' && source.type.kind === 'iterator' && isSensitive(source))
    return emitter.refuse(
      'lazy-error-order',
      source.span,
      'Wasm would run this generator further than Python does.',
    );
  const own = source.type.kind === 'iterator' ? null : emitter.shapeOf(source);
  const direct =
    own !== null && (own.kind === 'list' || own.kind === 'sequence') && sameShape(own.item, item);
  const list = emitter.fn.hold(direct ? emitter.one(source) : emitter.listFrom(source, item), 'unpacked');
  if (ownExceptions(node).length > 0) {
    emitter.module.use('raise_ValueError');
    const wrong = node.options?.star === true ? 'i32.lt_s' : 'i32.ne';
    emitter.fn.branch(effect(wrong, 'i32', load('i32', list, 0), i32(node.options?.arity ?? 0)), () =>
      emitter.fn.emit('(call $raise_ValueError)'),
    );
  }
  return [list];
};

/** Position of the first equal item from 0, or -1. */
export function positionHelper(emitter: Emitter, item: Shape, size: number): string {
  const name = `position_${shapeKey(item)}`;
  const slots = slotsOf(item);
  return emitter.module.define(name, () => {
    let offset = 8;
    const loaded = slots.map((slot) => {
      const text = `${slot}[at + ${offset}]`;
      offset += slot === 'i32' ? 4 : 8;
      return text;
    });
    return `fn ${name}(list: i32, from: i32, ${parameters('x', item)}): i32 {
      var at = list + from * ${size};
      while (from < i32[list]) {
        if (${equal(emitter.module, item, loaded, names('x', item))}) return from;
        at = at + ${size};
        from = from + 1;
      }
      return -1;
    }`;
  });
}

export const listIndex: OperationWriter = (emitter, node) => {
  const shape = firstShape(emitter, node);
  if (!('item' in shape) || node.args.length !== 2)
    return emitter.refuse(
      'unsupported-operation',
      node.span,
      'Wasm has `index` of lists and tuples without bounds.',
    );
  const [holder = [], value = []] = emitter.args(node.args);
  const helper = positionHelper(emitter, shape.item, sizeOfShape(shape.item));
  const found = emitter.fn.keep(emitter.call(helper, emitter.single(holder), i32(0), ...value), 'found');
  emitter.module.use('raise_ValueError');
  emitter.fn.branch(compare('lt', found, i32(0)), () => emitter.fn.emit('(call $raise_ValueError)'));
  return [extend(found)];
};

export const listCount: OperationWriter = (emitter, node) => {
  const shape = firstShape(emitter, node);
  if (!('item' in shape))
    return emitter.refuse('unsupported-operation', node.span, 'Wasm counts items of lists and tuples.');
  const { item } = shape;
  const helper = positionHelper(emitter, item, sizeOfShape(item));
  const name = `count_${shapeKey(item)}`;
  emitter.module.define(
    name,
    () => `fn ${name}(list: i32, ${parameters('x', item)}): i64 {
      var count: i64 = 0;
      var at = ${helper}(${['list', '0', ...names('x', item)].join(', ')});
      while (at >= 0) {
        count = count + 1;
        at = ${helper}(${['list', 'at + 1', ...names('x', item)].join(', ')});
      }
      return count;
    }`,
  );
  return [emitter.call(name, ...emitter.args(node.args).flat())];
};
