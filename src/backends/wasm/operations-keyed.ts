import type { Op, Type } from '../../language';
import { loadAt } from './builder';
import { newKeyed } from './collect';
import type { Emitter } from './emitter';
import { entrySize, type Keyed, lookup, mergeInto, selectInto, subset } from './keyed';
import type { OperationWriter } from './operations';
import { firstShape, must } from './operations-container';
import { type Shape, sizeOfShape } from './shape';
import { names } from './slots';
import { effect, i32, load, not, pure, type Value, type Values } from './wat';

/** Address of a key's entry or 0. */
export function entryOf(emitter: Emitter, shape: Keyed, dict: Value, key: Values): Value {
  const keyShape = shape.kind === 'dict' ? shape.key : shape.item;
  const text = lookup(emitter.module, shape, 'dict', names('k', keyShape));
  return emitter.call(text.slice(0, text.indexOf('(')), dict, ...key);
}

function dictParts(emitter: Emitter, node: Op): { shape: Extract<Shape, { kind: 'dict' }>; type: Type } {
  const shape = firstShape(emitter, node);
  const type = must(node.args[0]).type;
  if (shape.kind !== 'dict' || type.kind !== 'dict') throw new TypeError('not a dict');
  return { shape, type: type.value };
}

const valuesAt = (shape: Extract<Shape, { kind: 'dict' }>, entry: Value): Values =>
  loadAt(shape.value, entry, 4 + sizeOfShape(shape.key));

export const getItem: OperationWriter = (emitter, node) => {
  const { shape } = dictParts(emitter, node);
  const [dict = [], key = []] = emitter.args(node.args);
  const entry = emitter.fn.keep(entryOf(emitter, shape, emitter.single(dict), key), 'entry');
  emitter.module.use('raise_KeyError');
  emitter.fn.branch(not(entry), () => emitter.fn.emit('(call $raise_KeyError)'));
  return valuesAt(shape, entry);
};

export const get: OperationWriter = (emitter, node) => {
  const { shape, type } = dictParts(emitter, node);
  const [dict = [], key = []] = emitter.args(node.args);
  const entry = emitter.fn.keep(entryOf(emitter, shape, emitter.single(dict), key), 'entry');
  const result = emitter.shapeOf(node);
  return emitter.choose(
    entry,
    () => emitter.convert(valuesAt(shape, entry), type, node.type, node.span),
    () => emitter.convert([i32(0)], { kind: 'none' }, node.type, node.span),
    result,
  );
};

export const getOr: OperationWriter = (emitter, node) => {
  const { shape, type } = dictParts(emitter, node);
  const [dict = [], key = [], fallback = []] = emitter.args(node.args);
  const [map, wanted] = [emitter.fn.settle(dict), emitter.fn.settle(key)];
  const held = emitter.fn.holdAll(fallback, 'fallback');
  const entry = emitter.fn.keep(entryOf(emitter, shape, emitter.single(map), wanted), 'entry');
  const fallbackType = must(node.args[2]).type;
  return emitter.choose(
    entry,
    () => emitter.convert(valuesAt(shape, entry), type, node.type, node.span),
    () => emitter.convert(held, fallbackType, node.type, node.span),
    emitter.shapeOf(node),
  );
};

export const dictMerge: OperationWriter = (emitter, node) => {
  const shape = emitter.shapeOf(node);
  if (shape.kind !== 'dict') throw new TypeError('not a dict');
  const [left = [], right = []] = emitter.args(node.args);
  const [a, b] = [emitter.fn.hold(emitter.single(left)), emitter.fn.hold(emitter.single(right))];
  const into = newKeyed(emitter, shape, 'dict');
  const helper = mergeInto(emitter.module, shape);
  emitter.fn.emit(`(drop ${emitter.call(helper, into, a).text})`);
  return [emitter.call(helper, into, b)];
};

type SetPart = readonly ['left' | 'right', 'left' | 'right' | 'all', number];

/** Set algebra as runs over its operands: which side is walked, which it is tested against, with which answer. */
export const setAlgebra =
  (parts: readonly SetPart[]): OperationWriter =>
  (emitter, node) => {
    const shape = emitter.shapeOf(node);
    if (shape.kind !== 'set' && shape.kind !== 'frozenset') throw new TypeError('not a set');
    const [left = [], right = []] = emitter.args(node.args);
    const sides = {
      left: emitter.fn.hold(emitter.single(left)),
      right: emitter.fn.hold(emitter.single(right)),
      all: i32(0),
    };
    const set = newKeyed(emitter, shape, 'set');
    const helper = selectInto(emitter.module, shape.item);
    for (const [from, other, wanted] of parts) {
      const done = emitter.call(helper, set, sides[from], sides[other], i32(wanted));
      emitter.fn.emit(`(drop ${done.text})`);
    }
    return [set];
  };

/** Relations of sets by inclusion and size. */
export const setRelation =
  (answer: (inside: (a: Value, b: Value) => Value, a: Value, b: Value) => Value): OperationWriter =>
  (emitter, node) => {
    const shape = firstShape(emitter, node);
    if (shape.kind !== 'set' && shape.kind !== 'frozenset') throw new TypeError('not a set');
    const { item } = shape;
    const [left = [], right = []] = emitter.args(node.args);
    const [a, b] = [emitter.fn.hold(emitter.single(left)), emitter.fn.hold(emitter.single(right))];
    const inside = (p: Value, q: Value): Value => {
      const text = subset(emitter.module, item, 'a', 'b');
      return emitter.call(text.slice(0, text.indexOf('(')), p, q);
    };
    return [answer(inside, a, b)];
  };

export const fewer = (a: Value, b: Value): Value =>
  effect('i32.lt_u', 'i32', load('i32', a, 0), load('i32', b, 0));

export const both = (a: Value, b: Value): Value => pure('i32.and', 'i32', a, b);

export const disjoint: OperationWriter = (emitter, node) => {
  const shape = firstShape(emitter, node);
  if (shape.kind !== 'set' && shape.kind !== 'frozenset') throw new TypeError('not a set');
  const [left = [], right = []] = emitter.args(node.args);
  const [a, b] = [emitter.fn.hold(emitter.single(left)), emitter.fn.hold(emitter.single(right))];
  const common = emitter.fn.keep(emitter.call('dict_new', i32(entrySize(shape))), 'common');
  emitter.fn.emit(
    `(drop ${emitter.call(selectInto(emitter.module, shape.item), common, a, b, i32(1)).text})`,
  );
  return [not(load('i32', common, 0))];
};
