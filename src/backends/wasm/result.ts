import type { Expr } from '../../language';
import { storeAt } from './builder';
import type { Emitter } from './emitter';
import { type Shape, sizeOfShape, slotsOf } from './shape';
import { i32, type Value, type Values } from './wat';

/** Ends a function with the value of an expression: one slot, or the address of several. */
export function addResult(emitter: Emitter, name: string, body: Expr, shape: Shape): void {
  const values = emitter.expr(body);
  const [single, ...more] = slotsOf(shape);
  const { fn, module } = emitter;
  if (more.length === 0) module.addFunction(name, fn.finish(name, single ?? 'i32', values));
  else module.addFunction(name, fn.finish(name, 'i32', [boxed(emitter, shape, values)]));
}

function boxed(emitter: Emitter, shape: Shape, values: Values): Value {
  const held = emitter.fn.settle(values);
  const place = emitter.fn.keep(emitter.call('alloc', i32(sizeOfShape(shape))), 'result');
  storeAt(emitter, shape, place, 0, held);
  return place;
}
