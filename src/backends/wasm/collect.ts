import {
  type Clause,
  type Collector,
  type Comp,
  deliveredSize,
  type Expr,
  type Lambda,
  type Type,
} from '../../language';
import { SequenceBuilder, storeAt } from './builder';
import type { Emitter } from './emitter';
import { read, readNow } from './function';
import { compareValues } from './generic';
import { bindPattern, eager, elementOf, iterate } from './iterate';
import { entryHelper, entrySize, type Keyed } from './keyed';
import { type Shape, sizeOfShape, slotsOf } from './shape';
import { add, compare, effect, f64, i32, i64, pure, sub, type Value, type Values, zero } from './wat';

/** Clauses as nested loops and tests, `inner` in the middle. */
export function runClauses(emitter: Emitter, clauses: readonly Clause[], inner: () => void): void {
  const [clause, ...rest] = clauses;
  if (clause === undefined) {
    inner();
    return;
  }
  const next = (): void => runClauses(emitter, rest, inner);
  if (clause.kind === 'let') {
    emitter.bind(clause.binding, emitter.expr(clause.value));
    next();
  } else if (clause.kind === 'if') {
    emitter.fn.branch(emitter.single(emitter.part(clause.test, 'keep')), next);
  } else {
    const element = elementOf(clause.source.type);
    const name = clause.pattern.kind === 'name' ? clause.pattern.binding.name : 'item';
    iterate(
      emitter,
      clause.source,
      (values) => {
        if (element !== null) bindPattern(emitter, clause.pattern, values, element, clause.span);
        next();
      },
      name,
    );
  }
}

/** A comprehension: its collector's variables, its loops, its result. */
export function collect(emitter: Emitter, node: Comp): Values {
  const { collector } = node;
  if ('start' in collector && collector.start !== null) eager(emitter, collector.start, 'The start');
  if ('fallback' in collector && collector.fallback !== null)
    eager(emitter, collector.fallback, 'The default');
  switch (collector.kind) {
    case 'list':
    case 'sequence':
    case 'generator':
      return [collectList(emitter, node, collector.element)];
    case 'set':
    case 'frozenset':
      return [collectSet(emitter, node, collector.element)];
    case 'dict':
      return [collectDict(emitter, node, collector)];
    case 'sum':
      return node.type.kind === 'float'
        ? [floatSum(emitter, node, collector)]
        : [intFold(emitter, node, collector)];
    case 'prod':
      return node.type.kind === 'float'
        ? [floatProduct(emitter, node, collector)]
        : [intFold(emitter, node, collector)];
    case 'any':
    case 'all':
      return [anyOrAll(emitter, node, collector.kind, collector.element)];
    case 'min':
    case 'max':
      return extreme(emitter, node, collector);
    case 'join':
      return [joinText(emitter, node, collector.separator, collector.element)];
    case 'first':
      return firstOf(emitter, node, collector.element, collector.fallback);
  }
}

function collectList(emitter: Emitter, node: Comp, element: Expr): Value {
  const builder = new SequenceBuilder(emitter, emitter.shapeOf(element));
  runClauses(emitter, node.clauses, () => builder.push(emitter.part(element, 'element')));
  return builder.finish();
}

/** A new, empty dict or set. */
export function newKeyed(emitter: Emitter, shape: Keyed, name: string): Value {
  return emitter.fn.keep(emitter.call('dict_new', i32(entrySize(shape))), name);
}

export function addToSet(emitter: Emitter, set: Value, item: Shape, values: Values): void {
  const helper = entryHelper(emitter.module, { kind: 'set', item });
  emitter.fn.emit(`(drop ${emitter.call(helper, set, ...values).text})`);
}

export function putInDict(
  emitter: Emitter,
  dict: Value,
  shape: Extract<Shape, { kind: 'dict' }>,
  key: Values,
  value: Values,
): void {
  const helper = entryHelper(emitter.module, shape);
  const values = emitter.fn.holdAll(value);
  const entry = emitter.fn.keep(emitter.call(helper, dict, ...key), 'entry');
  storeAt(emitter, shape.value, entry, 4 + sizeOfShape(shape.key), values);
}

function collectSet(emitter: Emitter, node: Comp, element: Expr): Value {
  const item = emitter.shapeOf(element);
  const set = newKeyed(emitter, { kind: 'set', item }, 'set');
  runClauses(emitter, node.clauses, () => addToSet(emitter, set, item, emitter.part(element, 'element')));
  return set;
}

function collectDict(emitter: Emitter, node: Comp, collector: Extract<Collector, { kind: 'dict' }>): Value {
  const shape = {
    kind: 'dict',
    key: emitter.shapeOf(collector.key),
    value: emitter.shapeOf(collector.value),
  } as const;
  const dict = newKeyed(emitter, shape, 'dict');
  runClauses(emitter, node.clauses, () => {
    const [key, value] = emitter.inOrder([
      () => emitter.part(collector.key, 'key'),
      () => emitter.part(collector.value, 'value'),
    ]);
    if (key !== undefined && value !== undefined) {
      // The key's loads and calls must come before the value's.
      const keys = emitter.fn.settle(key);
      putInDict(emitter, dict, shape, keys, value);
    }
  });
  return dict;
}

/** Sum or product of ints; exact, or reported when it leaves 64 bits. */
function intFold(
  emitter: Emitter,
  node: Comp,
  collector: Extract<Collector, { kind: 'sum' | 'prod' }>,
): Value {
  const { fn } = emitter;
  const isSum = collector.kind === 'sum';
  const total = fn.local(isSum ? 'sum' : 'product', 'i64');
  fn.set(total, collector.start === null ? i64(isSum ? 0 : 1) : emitter.one(collector.start));
  const checked = emitter.overflows(node.type) && !emitter.drops('overflow', node.span);
  runClauses(emitter, node.clauses, () => {
    const value = emitter.single(emitter.part(collector.element, 'element'));
    const now = readNow(total, 'i64');
    const next = checked
      ? emitter.call(isSum ? 'int_add' : 'int_mul', now, value)
      : pure(isSum ? 'i64.add' : 'i64.mul', 'i64', now, value);
    fn.set(total, next);
  });
  return read(total, 'i64');
}

/** Neumaier's compensated sum, as CPython's `sum` since 3.12 (Objects: `cs_add`, `cs_to_double`). */
function floatSum(emitter: Emitter, node: Comp, collector: Extract<Collector, { kind: 'sum' }>): Value {
  const { fn } = emitter;
  const orZero = node.type.kind === 'float' && node.type.orZero === true;
  const [sum, rest] = [fn.local('sum', 'f64'), fn.local('compensation', 'f64')];
  fn.set(sum, collector.start === null ? f64(0) : emitter.one(collector.start));
  fn.set(rest, f64(0));
  const some = orZero ? fn.local('some', 'i32') : null;
  if (some !== null) fn.set(some, i32(0));
  const [hi, lo] = [readNow(sum, 'f64'), readNow(rest, 'f64')];
  runClauses(emitter, node.clauses, () => {
    const x = fn.hold(emitter.single(emitter.part(collector.element, 'element')), 'term');
    const total = fn.keep(add(hi, x), 'total');
    const larger = pure('f64.ge', 'i32', pure('f64.abs', 'f64', hi), pure('f64.abs', 'f64', x));
    const kept = add(sub(hi, total), x);
    const swapped = add(sub(x, total), hi);
    fn.set(
      rest,
      add(lo, { type: 'f64', text: `(select ${kept.text} ${swapped.text} ${larger.text})`, stable: false }),
    );
    fn.set(sum, total);
    if (some !== null) fn.set(some, i32(1));
  });
  const finite = compare('eq', sub(lo, lo), f64(0));
  const corrected = `(if (result f64) ${pure('i32.and', 'i32', finite, compare('ne', lo, f64(0))).text} (then ${add(hi, lo).text}) (else ${hi.text}))`;
  const result = fn.keep({ type: 'f64', text: corrected, stable: false }, 'sum');
  if (some === null) return result;
  return {
    type: 'f64',
    text: `(select ${result.text} (f64.const -0) (local.get $${some}))`,
    stable: true,
  };
}

function floatProduct(emitter: Emitter, node: Comp, collector: Extract<Collector, { kind: 'prod' }>): Value {
  const { fn } = emitter;
  const orZero = node.type.kind === 'float' && node.type.orZero === true;
  if (orZero)
    return emitter.refuse(
      'unsupported-operation',
      node.span,
      'Wasm has no product that is an int when empty.',
    );
  const product = fn.local('product', 'f64');
  fn.set(product, collector.start === null ? f64(1) : emitter.one(collector.start));
  runClauses(emitter, node.clauses, () => {
    const x = emitter.single(emitter.part(collector.element, 'element'));
    fn.set(product, pure('f64.mul', 'f64', readNow(product, 'f64'), x));
  });
  return read(product, 'f64');
}

/** Opens a block that `leave` ends early. */
function leavable(emitter: Emitter, write: (leave: () => void) => void): void {
  const { fn } = emitter;
  const label = fn.label('found');
  const { statements } = fn.capture(() => write(() => fn.emit(`(br $${label})`)));
  fn.emit(`(block $${label}\n${statements.join('\n')})`);
}

function anyOrAll(emitter: Emitter, node: Comp, kind: 'any' | 'all', element: Expr): Value {
  const { fn } = emitter;
  const answer = fn.local(kind, 'i32');
  fn.set(answer, i32(kind === 'any' ? 0 : 1));
  leavable(emitter, (leave) => {
    runClauses(emitter, node.clauses, () => {
      const test = emitter.single(emitter.part(element, 'element'));
      fn.branch(kind === 'any' ? test : pure('i32.eqz', 'i32', test), () => {
        fn.set(answer, i32(kind === 'any' ? 1 : 0));
        leave();
      });
    });
  });
  return read(answer, 'i32');
}

function applyLambda(emitter: Emitter, lambda: Lambda, values: Values): Values {
  emitter.bind(lambda.parameter, values);
  return emitter.expr(lambda.body);
}

const LIMITS = { min: 2n ** 63n - 1n, max: -(2n ** 63n) } as const;

/** Equal ints are one value: no need to know whether there was one before, only whether there was any. */
function extremeInt(
  emitter: Emitter,
  node: Comp,
  collector: Extract<Collector, { kind: 'min' | 'max' }>,
): Values {
  const { fn } = emitter;
  const { kind, element, fallback } = collector;
  const certain = (deliveredSize(node).min ?? 0n) >= 1n;
  const best = fn.local(kind, 'i64');
  const some = certain ? null : fn.local('some', 'i32');
  fn.set(best, i64(LIMITS[kind]));
  if (some !== null) fn.set(some, i32(0));
  runClauses(emitter, node.clauses, () => {
    const item = fn.hold(emitter.single(emitter.part(element, 'element')), 'item');
    const now = readNow(best, 'i64');
    const better = compare(kind === 'min' ? 'lt' : 'gt', item, now);
    fn.set(best, { type: 'i64', text: `(select ${item.text} ${now.text} ${better.text})`, stable: false });
    if (some !== null) fn.set(some, i32(1));
  });
  if (some === null) return [read(best, 'i64')];
  if (fallback === null) {
    emitter.module.use('raise_ValueError');
    fn.branch(pure('i32.eqz', 'i32', readNow(some, 'i32')), () => fn.emit('(call $raise_ValueError)'));
    return [read(best, 'i64')];
  }
  return emitter.choose(
    readNow(some, 'i32'),
    () => emitter.convert([read(best, 'i64')], element.type, node.type, node.span),
    () => emitter.convert(emitter.expr(fallback), fallback.type, node.type, node.span),
    emitter.shapeOf(node),
  );
}

/** The first of equals, as Python's min and max: a later item wins only when strictly smaller (larger). */
function extreme(
  emitter: Emitter,
  node: Comp,
  collector: Extract<Collector, { kind: 'min' | 'max' }>,
): Values {
  if (collector.key === null && collector.element.type.kind === 'int')
    return extremeInt(emitter, node, collector);
  const { fn } = emitter;
  const shape = emitter.shapeOf(collector.element);
  const elementType: Type = collector.element.type;
  const keyExpr = collector.key?.body ?? null;
  const keyShape = keyExpr === null ? shape : emitter.shapeOf(keyExpr);
  const best = slotsOf(shape).map((type) => ({ name: fn.local(collector.kind, type), type }));
  const bestKey =
    keyExpr === null ? best : slotsOf(keyShape).map((type) => ({ name: fn.local('best_key', type), type }));
  const some = fn.local('some', 'i32');
  fn.set(some, i32(0));
  const assign = (locals: typeof best, values: Values): void =>
    locals.forEach((local, i) => {
      fn.set(local.name, values[i] ?? zero(local.type));
    });
  runClauses(emitter, node.clauses, () => {
    const item = fn.holdAll(emitter.part(collector.element, 'element'), 'item');
    const key = collector.key === null ? item : fn.holdAll(applyLambda(emitter, collector.key, item), 'key');
    const better = compareValues(
      emitter,
      collector.kind === 'min' ? 'lt' : 'gt',
      keyShape,
      key,
      emitter.readAll(bestKey),
    );
    const take = `(if (result i32) (local.get $${some}) (then ${better.text}) (else (i32.const 1)))`;
    fn.branch({ type: 'i32', text: take, stable: false }, () => {
      assign(best, item);
      if (bestKey !== best) assign(bestKey, key);
      fn.set(some, i32(1));
    });
  });
  const convertTo = (values: Values): Values => emitter.convert(values, elementType, node.type, node.span);
  if (collector.fallback !== null) {
    const fallback = collector.fallback;
    return emitter.choose(
      readNow(some, 'i32'),
      () => convertTo(emitter.readAll(best)),
      () => emitter.convert(emitter.expr(fallback), fallback.type, node.type, node.span),
      emitter.shapeOf(node),
    );
  }
  if ((deliveredSize(node).min ?? 0n) < 1n) {
    emitter.module.use('raise_ValueError');
    fn.branch(pure('i32.eqz', 'i32', readNow(some, 'i32')), () => fn.emit('(call $raise_ValueError)'));
  }
  return best.map((local) => read(local.name, local.type));
}

/** `separator.join(…)`: written piece by piece into one string. */
function joinText(emitter: Emitter, node: Comp, separator: Expr, element: Expr): Value {
  const { fn } = emitter;
  const between = fn.hold(emitter.one(separator), 'separator');
  const builder = new SequenceBuilder(emitter, { kind: 'int' }, 'text', 4);
  const some = fn.local('some', 'i32');
  fn.set(some, i32(0));
  const plain = separator.kind === 'const' && separator.value === '';
  runClauses(emitter, node.clauses, () => {
    const piece = fn.hold(emitter.single(emitter.part(element, 'element')), 'piece');
    if (!plain) {
      fn.branch(effect('i32.ne', 'i32', readNow(some, 'i32'), i32(0)), () => builder.append(between));
      fn.set(some, i32(1));
    }
    builder.append(piece);
  });
  return builder.finish();
}

/** `next(generator[, fallback])`. */
function firstOf(emitter: Emitter, node: Comp, element: Expr, fallback: Expr | null): Values {
  const { fn } = emitter;
  const mayStop = fallback === null && (deliveredSize(node).min ?? 0n) < 1n;
  const shape = emitter.shapeOf(node);
  const found = slotsOf(shape).map((type) => ({ name: fn.local('first', type), type }));
  const assign = (values: Values): void =>
    found.forEach((local, i) => {
      fn.set(local.name, values[i] ?? zero(local.type));
    });
  leavable(emitter, (leave) => {
    runClauses(emitter, node.clauses, () => {
      assign(emitter.convert(emitter.part(element, 'element'), element.type, node.type, node.span));
      leave();
    });
    if (fallback !== null)
      assign(emitter.convert(emitter.expr(fallback), fallback.type, node.type, node.span));
    if (mayStop) {
      emitter.module.use('raise_StopIteration');
      fn.emit('(call $raise_StopIteration)');
    }
  });
  return found.map((local) => read(local.name, local.type));
}
