import type { Span } from '../../language';
import type { Emitter } from './emitter';
import { equal } from './equality';
import { order } from './order';
import { hasRepr, repr, textOf } from './repr';
import { type Shape, shapeKey, slotsOf, someShape } from './shape';
import { names } from './slots';
import { truth } from './truth';
import { type Comparison, compare, f64, i32, i64, load, not, pure, type Value, type Values } from './wat';

/** `a op b` for two values of one shape. */
export function compareValues(emitter: Emitter, op: Comparison, shape: Shape, a: Values, b: Values): Value {
  const slot = slotsOf(shape)[0];
  if (shape.kind === 'int' || shape.kind === 'bool' || shape.kind === 'float' || shape.kind === 'floatOrZero')
    return compare(op, emitter.single(a), emitter.single(b));
  const params: [string[], string[]] = [names('a', shape), names('b', shape)];
  if (slot === undefined) throw new TypeError('a shape has slots');
  if (op === 'eq' || op === 'ne') {
    const same = invoke(
      emitter,
      'equals',
      shape,
      shapeKey(shape),
      2,
      equal(emitter.module, shape, ...params),
      [...a, ...b],
    );
    return op === 'eq' ? same : not(same);
  }
  const sign = invoke(emitter, 'order', shape, shapeKey(shape), 2, order(emitter.module, shape, ...params), [
    ...a,
    ...b,
  ]);
  if (op === 'lt') return pure('i32.eq', 'i32', sign, i32(-1));
  if (op === 'gt') return pure('i32.eq', 'i32', sign, i32(1));
  if (op === 'le') return pure('i32.le_s', 'i32', sign, i32(0));
  return pure('i32.lt_u', 'i32', sign, i32(2));
}

export function truthOf(emitter: Emitter, shape: Shape, values: Values): Value {
  const value = emitter.single(values);
  switch (shape.kind) {
    case 'bool':
      return value;
    case 'int':
      return compare('ne', value, i64(0));
    case 'float':
    case 'floatOrZero':
      return compare('ne', value, f64(0));
    case 'str':
    case 'list':
    case 'sequence':
    case 'set':
    case 'frozenset':
    case 'dict':
    case 'bytes':
      return pure('i32.ne', 'i32', load('i32', value, 0), i32(0));
    default:
      return invoke(
        emitter,
        'truth',
        shape,
        shapeKey(shape),
        1,
        truth(emitter.module, shape, names('a', shape)),
        values,
      );
  }
}

/** `str(value)`. */
export function textOfValue(emitter: Emitter, shape: Shape, values: Values, span: Span): Value {
  if (shape.kind === 'str') return emitter.single(values);
  if (shape.kind !== 'optional' && shape.kind !== 'union') return reprOfValue(emitter, shape, values, span);
  requireRepr(emitter, shape, span);
  return invoke(
    emitter,
    'plain',
    shape,
    shapeKey(shape),
    1,
    textOf(emitter.module, shape, names('a', shape)),
    values,
  );
}

function requireRepr(emitter: Emitter, shape: Shape, span: Span): void {
  if (someShape(shape, (s) => !hasRepr(s)))
    emitter.refuse('unsupported-operation', span, 'Wasm writes no text for sets, bytes, ranges or records.');
}

export function reprOfValue(emitter: Emitter, shape: Shape, values: Values, span: Span): Value {
  requireRepr(emitter, shape, span);
  if (shape.kind === 'str') return emitter.call('str_repr', emitter.single(values), i32(0));
  return invoke(
    emitter,
    'text',
    shape,
    shapeKey(shape),
    1,
    repr(emitter.module, shape, names('a', shape)),
    values,
  );
}

/**
 * Calls what `text` (of `structures.ts`) says for slots named a0 …, b0 …: the helper behind it, or one made for the
 * shape.
 */
function invoke(
  emitter: Emitter,
  kind: string,
  shape: Shape,
  key: string,
  operands: 1 | 2,
  text: string,
  values: Values,
): Value {
  const params = operands === 1 ? names('a', shape) : [...names('a', shape), ...names('b', shape)];
  const direct = /^(\w+)\(([^()]*)\)$/.exec(text);
  if (direct?.[1] !== undefined && direct[2] === params.join(', ')) return emitter.call(direct[1], ...values);
  const slots = slotsOf(shape);
  const name = `${kind}_${key}`;
  emitter.module.define(name, () => {
    const list = params.map((p, i) => `${p}: ${slots[i % slots.length]}`).join(', ');
    return `fn ${name}(${list}): i32 { return ${text}; }`;
  });
  return emitter.call(name, ...values);
}
