import { type Expr, type Op, ownExceptions, type Type } from '../../language';
import { loadAt } from './builder';
import { newKeyed } from './collect';
import type { Emitter } from './emitter';
import { elementOf, iterate } from './iterate';
import type { OperationTable, OperationWriter } from './operations';
import { itemSize, type Shape, sameShape, shapeKey, sizeOfShape, slotsOf } from './shape';
import {
  entrySize,
  equal,
  type Keyed,
  lookup,
  mergeInto,
  names,
  parameters,
  selectInto,
  subset,
} from './structures';
import {
  add,
  compare,
  effect,
  extend,
  i32,
  i64,
  load,
  mul,
  not,
  pure,
  type Value,
  type Values,
  wrap,
} from './wat';

const must = <T>(value: T | undefined): T => {
  if (value === undefined) throw new TypeError('an operand is missing');
  return value;
};

const firstShape = (emitter: Emitter, node: Op): Shape => emitter.shapeOf(must(node.args[0]));

const length: OperationWriter = (emitter, node) => {
  const shape = firstShape(emitter, node);
  const values = must(emitter.args(node.args)[0]);
  if (shape.kind === 'range') return [emitter.call('range_length', ...values)];
  if (shape.kind === 'tuple') return [i64(shape.items.length)];
  return [extend(load('i32', emitter.single(values), 0))];
};

const subscript: OperationWriter = (emitter, node) => {
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
const tupleGet: OperationWriter = (emitter, node) => {
  const shape = firstShape(emitter, node);
  const values = emitter.fn.settle(must(emitter.args(node.args)[0]));
  return part(shape, values, node.options?.index ?? 0);
};

const recordGet: OperationWriter = (emitter, node) => {
  const shape = firstShape(emitter, node);
  if (shape.kind !== 'record') throw new TypeError('not a record');
  const values = emitter.fn.settle(must(emitter.args(node.args)[0]));
  return part(shape, values, shape.names.indexOf(node.options?.field ?? ''));
};

const isNone = (node: Expr | undefined): boolean => node === undefined || node.type.kind === 'none';
const LOWEST = i64(-(2n ** 63n));
const HIGHEST = i64(2n ** 63n - 1n);

const slice: OperationWriter = (emitter, node) => {
  const shape = firstShape(emitter, node);
  const size = itemSize(shape);
  if (size === 0) return emitter.refuse('unsupported-type', node.span, `Wasm can't slice a ${shape.kind}.`);
  const values = emitter.args(node.args).map((v) => emitter.single(v));
  const list = must(values[0]);
  const [, start, stop, step] = node.args.map((arg, i) => (isNone(arg) ? null : must(values[i])));
  if (step === null || step === undefined)
    return [emitter.call('slice', list, start ?? i64(0), stop ?? HIGHEST, i32(size))];
  const by = emitter.fn.hold(step, 'step');
  const backwards = compare('lt', by, i64(0));
  const either = (a: Value, b: Value): Value => ({
    type: 'i64',
    text: `(select ${a.text} ${b.text} ${backwards.text})`,
    stable: true,
  });
  const from = start ?? either(HIGHEST, i64(0));
  const to = stop ?? either(LOWEST, HIGHEST);
  return [emitter.call('slice_step', list, from, to, by, i32(size))];
};

const concat: OperationWriter = (emitter, node) => {
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

const repeat: OperationWriter = (emitter, node) => {
  const shape = emitter.shapeOf(node);
  const [list = [], count = []] = emitter.args(node.args);
  if (itemSize(shape) === 0)
    return emitter.refuse('unsupported-type', node.span, `Wasm can't repeat a ${shape.kind} here.`);
  return [emitter.call('repeat', emitter.single(list), emitter.single(count), i32(itemSize(shape)))];
};

const unpack: OperationWriter = (emitter, node) => {
  const source = must(node.args[0]);
  const shape = emitter.shapeOf(node);
  const item: Shape = 'item' in shape ? shape.item : { kind: 'never' };
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
function positionHelper(emitter: Emitter, item: Shape, size: number): string {
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

const contains: OperationWriter = (emitter, node) => {
  const [container, item] = [must(node.args[0]), must(node.args[1])];
  if (container.type.kind === 'iterator') return [containedInIterator(emitter, container, item)];
  const shape = emitter.shapeOf(container);
  const [holder = [], value = []] = emitter.args(node.args);
  switch (shape.kind) {
    case 'range':
      return [emitter.call('range_contains', ...holder, ...value)];
    case 'str':
      return [emitter.call('str_contains', ...holder, ...value)];
    case 'list':
    case 'sequence': {
      const helper = positionHelper(emitter, shape.item, sizeOfShape(shape.item));
      return [compare('ge', emitter.call(helper, emitter.single(holder), i32(0), ...value), i32(0))];
    }
    case 'set':
    case 'frozenset':
    case 'dict':
      return [pure('i32.ne', 'i32', entryOf(emitter, shape, emitter.single(holder), value), i32(0))];
    default:
      return emitter.refuse('unsupported-type', node.span, `Wasm has no \`in\` for a ${shape.kind} here.`);
  }
};

function containedInIterator(emitter: Emitter, container: Expr, item: Expr): Value {
  const { fn } = emitter;
  const element = elementOf(container.type);
  if (element === null) throw new TypeError('an iterator has elements');
  const shape = emitter.shape(element, container.span);
  if (container.kind === 'comp')
    return emitter.refuse(
      'unsupported-operation',
      container.span,
      'Wasm tests membership in containers, not in generators.',
    );
  const wanted = fn.holdAll(emitter.expr(item), 'wanted');
  const found = fn.local('found', 'i32');
  fn.set(found, i32(0));
  iterate(emitter, container, (values) => {
    const same = emitter.comparison('eq', shape, values, wanted);
    fn.branch(same, () => fn.set(found, i32(1)));
  });
  return { type: 'i32', text: `(local.get $${found})`, stable: true };
}

/** Address of a key's entry or 0. */
function entryOf(emitter: Emitter, shape: Keyed, dict: Value, key: Values): Value {
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

const getItem: OperationWriter = (emitter, node) => {
  const { shape } = dictParts(emitter, node);
  const [dict = [], key = []] = emitter.args(node.args);
  const entry = emitter.fn.keep(entryOf(emitter, shape, emitter.single(dict), key), 'entry');
  emitter.module.use('raise_KeyError');
  emitter.fn.branch(not(entry), () => emitter.fn.emit('(call $raise_KeyError)'));
  return valuesAt(shape, entry);
};

const get: OperationWriter = (emitter, node) => {
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

const getOr: OperationWriter = (emitter, node) => {
  const { shape, type } = dictParts(emitter, node);
  const [dict = [], key = [], fallback = []] = emitter.args(node.args);
  const held = emitter.fn.holdAll(fallback, 'fallback');
  const entry = emitter.fn.keep(entryOf(emitter, shape, emitter.single(dict), key), 'entry');
  const fallbackType = must(node.args[2]).type;
  return emitter.choose(
    entry,
    () => emitter.convert(valuesAt(shape, entry), type, node.type, node.span),
    () => emitter.convert(held, fallbackType, node.type, node.span),
    emitter.shapeOf(node),
  );
};

const dictMerge: OperationWriter = (emitter, node) => {
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
const setAlgebra =
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
const setRelation =
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

const fewer = (a: Value, b: Value): Value => effect('i32.lt_u', 'i32', load('i32', a, 0), load('i32', b, 0));
const both = (a: Value, b: Value): Value => pure('i32.and', 'i32', a, b);

const disjoint: OperationWriter = (emitter, node) => {
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

const range: OperationWriter = (emitter, node) => {
  const values = emitter.args(node.args).map((v) => emitter.single(v));
  const [start = i64(0), stop = i64(0), step = i64(1)] = values;
  if (ownExceptions(node).length === 0) return [start, stop, step];
  const [from = start, to = stop, by = step] = emitter.fn.holdAll([start, stop, step], 'range');
  emitter.module.use('raise_ValueError');
  emitter.fn.branch(pure('i64.eqz', 'i32', by), () => emitter.fn.emit('(call $raise_ValueError)'));
  return [from, to, by];
};

/** n-ary min and max: the first of equals. */
const extremeOf =
  (op: 'lt' | 'gt'): OperationWriter =>
  (emitter, node) => {
    const shape = emitter.shapeOf(node);
    const operands = emitter.args(node.args).map((v) => emitter.fn.holdAll(v));
    return operands.reduce((best, next) =>
      emitter.fn.holdAll(
        emitter.choose(
          emitter.comparison(op, shape, next, best),
          () => next,
          () => best,
          shape,
        ),
        'best',
      ),
    );
  };

const KINDS: Readonly<Record<string, readonly string[]>> = {
  sequence: ['tuple', 'sequence'],
  tuple: ['tuple', 'sequence'],
};

const isInstance: OperationWriter = (emitter, node) => {
  const shape = firstShape(emitter, node);
  const [values = []] = emitter.args(node.args);
  const kinds = node.options?.kinds ?? [];
  const matches = (s: Shape): boolean => {
    if (s.kind === 'floatOrZero' || s.kind === 'set' || s.kind === 'frozenset')
      return emitter.refuse('unsupported-operation', node.span, `Wasm can't tell a ${s.kind} apart here.`);
    return kinds.some((k) => k === s.kind || (KINDS[k] ?? []).includes(s.kind));
  };
  const tag = emitter.single(values);
  if (shape.kind === 'optional') {
    const [some, none] = [matches(shape.of), kinds.includes('none')];
    if (some === none) return [i32(some ? 1 : 0)];
    return [some ? tag : not(tag)];
  }
  if (shape.kind !== 'union') return [i32(matches(shape) ? 1 : 0)];
  const held = emitter.fn.hold(tag);
  const tests = shape.members.flatMap((m, i) => (matches(m) ? [compare('eq', held, i32(i))] : []));
  return [tests.length === 0 ? i32(0) : tests.reduce((a, b) => pure('i32.or', 'i32', a, b))];
};

const isNoneTest: OperationWriter = (emitter, node) => {
  const shape = firstShape(emitter, node);
  const [values = []] = emitter.args(node.args);
  const tag = emitter.single(values);
  if (shape.kind === 'none') return [i32(1)];
  if (shape.kind === 'optional') return [not(tag)];
  const index = shape.kind === 'union' ? shape.members.findIndex((m) => m.kind === 'none') : -1;
  return [index < 0 ? i32(0) : compare('eq', tag, i32(index))];
};

const comparison =
  (op: 'eq' | 'ne' | 'lt' | 'le' | 'gt' | 'ge'): OperationWriter =>
  (emitter, node) => {
    const [a = [], b = []] = emitter.args(node.args);
    const [left, right] = [firstShape(emitter, node), emitter.shapeOf(must(node.args[1]))];
    if (!sameShape(left, right))
      return emitter.refuse(
        'unsupported-type',
        node.span,
        `Wasm can't compare a ${left.kind} with a ${right.kind}.`,
      );
    return [emitter.comparison(op, left, a, b)];
  };

const listIndex: OperationWriter = (emitter, node) => {
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

const listCount: OperationWriter = (emitter, node) => {
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

export const CONTAINER_OPERATIONS: OperationTable = {
  eq: comparison('eq'),
  ne: comparison('ne'),
  lt: comparison('lt'),
  le: comparison('le'),
  gt: comparison('gt'),
  ge: comparison('ge'),
  is_none: isNoneTest,
  is_not_none: (emitter, node) => [not(emitter.single(isNoneTest(emitter, node)))],
  not: (emitter, node) => [not(emitter.single(emitter.args(node.args).flat()))],
  truth: (emitter, node) => [emitter.truth(firstShape(emitter, node), emitter.args(node.args).flat())],
  contains,
  len: length,
  index: subscript,
  'tuple.get': tupleGet,
  'record.get': recordGet,
  slice,
  concat,
  repeat,
  unpack,
  'list.index': listIndex,
  'list.count': listCount,
  'dict.getitem': getItem,
  'dict.get': get,
  'dict.get_or': getOr,
  'dict.merge': dictMerge,
  'set.union': setAlgebra([
    ['left', 'all', 1],
    ['right', 'all', 1],
  ]),
  'set.intersection': setAlgebra([['left', 'right', 1]]),
  'set.difference': setAlgebra([['left', 'right', 0]]),
  'set.symmetric_difference': setAlgebra([
    ['left', 'right', 0],
    ['right', 'left', 0],
  ]),
  'set.issubset': setRelation((inside, a, b) => inside(a, b)),
  'set.issuperset': setRelation((inside, a, b) => inside(b, a)),
  'set.lt': setRelation((inside, a, b) => both(inside(a, b), fewer(a, b))),
  'set.gt': setRelation((inside, a, b) => both(inside(b, a), fewer(b, a))),
  'set.isdisjoint': disjoint,
  range,
  min: extremeOf('lt'),
  max: extremeOf('gt'),
  isinstance: isInstance,
};
