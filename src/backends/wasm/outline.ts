import { type Expr, some } from '../../language';
import { Emitter } from './emitter';
import { FunctionWriter, identifier, read, unique } from './function';
import { slotsOf } from './shape';
import { call, type Value, type Values } from './wat';

/** What deserves a function of its own: something is computed, and no variable of the program is set. */
export function isOutlined(node: Expr): boolean {
  if (node.kind === 'const' || node.kind === 'var' || node.kind === 'input') return false;
  return !some(node, (inner) => inner.kind === 'assign');
}

/** Writes an expression of one slot as a function of what it reads, and calls it. */
export function outline(emitter: Emitter, node: Expr, name: string): Value {
  const { bindings, inputs } = emitter.readsOf(node);
  const params: { name: string; type: Value['type'] }[] = [];
  const args: Value[] = [];
  const pass = (own: string, values: Values): Values =>
    values.map((value) => {
      const param = unique(identifier(own), (n) => params.some((p) => p.name === n));
      params.push({ name: param, type: value.type });
      args.push(value);
      return read(param, value.type);
    });
  const ownInputs = new Map(Array.from(inputs, ([input, values]) => [input, pass(input, values)]));
  const ownBindings = Array.from(bindings, ([id, values]) => ({ id, values: pass(nameOf(values), values) }));
  const fn = new FunctionWriter(emitter.module.functionName(name), params);
  const inner = new Emitter(emitter.program, emitter.settings, emitter.module, fn, ownInputs, emitter.notes);
  for (const { id, values } of ownBindings) inner.bindTo(id, values);
  const result = inner.expr(node);
  const [slot] = slotsOf(emitter.shapeOf(node));
  emitter.module.addFunction(fn.name, fn.finish(null, slot ?? 'i32', result));
  return call(fn.name, slot ?? 'i32', ...args);
}

/** The local that holds a value, as the parameter's name. */
function nameOf(values: Values): string {
  return /^\(local\.get \$(\w+)\)$/.exec(values[0]?.text ?? '')?.[1] ?? 'value';
}
