import { type Expr, type Op, ownExceptions } from '../../language';
import type { Emitter } from './emitter';
import { compareValues, truthOf } from './generic';
import { elementOf, iterate } from './iterate';
import type { OperationTable, OperationWriter } from './operations';
import {
  both,
  dictMerge,
  disjoint,
  entryOf,
  fewer,
  get,
  getItem,
  getOr,
  setAlgebra,
  setRelation,
} from './operations-keyed';
import {
  concat,
  length,
  listCount,
  listIndex,
  positionHelper,
  recordGet,
  repeat,
  slice,
  subscript,
  tupleGet,
  unpack,
} from './operations-sequence';
import { type Shape, sameShape, sizeOfShape } from './shape';
import { compare, i32, i64, not, pure, type Value, type Values } from './wat';

export const must = <T>(value: T | undefined): T => {
  if (value === undefined) throw new TypeError('an operand is missing');
  return value;
};

export const firstShape = (emitter: Emitter, node: Op): Shape => emitter.shapeOf(must(node.args[0]));

const contains: OperationWriter = (emitter, node) => {
  const [container, item] = [must(node.args[0]), must(node.args[1])];
  if (container.type.kind === 'iterator') return [containedInIterator(emitter, container, item)];
  const shape = emitter.shapeOf(container);
  // Python evaluates the item first.
  const [given = [], holder = []] = emitter.args([item, container]);
  const value = emitter.fn.settle(given);
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
    const same = compareValues(emitter, 'eq', shape, values, wanted);
    fn.branch(same, () => fn.set(found, i32(1)));
  });
  return { type: 'i32', text: `(local.get $${found})`, stable: true };
}

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
          compareValues(emitter, op, shape, next, best),
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

/** An answer known without the value, which is still evaluated. */
function constantly(emitter: Emitter, values: Values, answer: boolean): Values {
  emitter.fn.discard(values);
  return [i32(answer ? 1 : 0)];
}

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
    if (some === none) return constantly(emitter, values, some);
    const held = emitter.fn.hold(tag);
    emitter.fn.discard(values.slice(1));
    return [some ? held : not(held)];
  }
  if (shape.kind !== 'union') return constantly(emitter, values, matches(shape));
  const held = emitter.fn.hold(tag);
  const tests = shape.members.flatMap((m, i) => (matches(m) ? [compare('eq', held, i32(i))] : []));
  emitter.fn.discard(values.slice(1));
  return [tests.length === 0 ? i32(0) : tests.reduce((a, b) => pure('i32.or', 'i32', a, b))];
};

const isNoneTest: OperationWriter = (emitter, node) => {
  const shape = firstShape(emitter, node);
  const [values = []] = emitter.args(node.args);
  const index = shape.kind === 'union' ? shape.members.findIndex((m) => m.kind === 'none') : -1;
  if (shape.kind !== 'optional' && index < 0) return constantly(emitter, values, shape.kind === 'none');
  const tag = emitter.fn.hold(emitter.single(values), 'tag');
  emitter.fn.discard(values.slice(1));
  return [shape.kind === 'optional' ? not(tag) : compare('eq', tag, i32(index))];
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
    return [compareValues(emitter, op, left, a, b)];
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
  truth: (emitter, node) => [truthOf(emitter, firstShape(emitter, node), emitter.args(node.args).flat())],
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
