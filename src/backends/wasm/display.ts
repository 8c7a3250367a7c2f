import type { Display, Expr } from '../../language';
import { SequenceBuilder } from './builder';
import { addToSet, newKeyed, putInDict } from './collect';
import { exactSequence } from './convert';
import type { Emitter } from './emitter';
import { iterate } from './iterate';
import { mergeInto } from './keyed';
import { type Shape, scalarSize, sizeOfShape } from './shape';
import { constantOfValue, i32, type Value, type Values } from './wat';

/** A list, tuple, set or dict display. */
export function display(emitter: Emitter, node: Display): Values {
  const shape = emitter.shapeOf(node);
  switch (node.of) {
    case 'tuple': {
      const values = emitter.args(node.items.flatMap((item) => ('value' in item ? [item.value] : []))).flat();
      return values.length === 0 ? [i32(0)] : values;
    }
    case 'list':
    case 'sequence':
      return [sequenceDisplay(emitter, node, 'item' in shape ? shape.item : { kind: 'never' })];
    case 'set': {
      const item: Shape = 'item' in shape ? shape.item : { kind: 'never' };
      const set = newKeyed(emitter, { kind: 'set', item }, 'set');
      for (const entry of node.items) {
        if (entry.kind === 'item') addToSet(emitter, set, item, emitter.expr(entry.value));
        else if (entry.kind === 'spread')
          iterate(emitter, entry.value, (values) => addToSet(emitter, set, item, values));
      }
      return [set];
    }
    case 'dict': {
      if (shape.kind !== 'dict') throw new TypeError('a dict display has a dict type');
      const dict = newKeyed(emitter, shape, 'dict');
      for (const entry of node.items) {
        if (entry.kind === 'entry') {
          const [key, value] = emitter.args([entry.key, entry.value]);
          if (key !== undefined && value !== undefined)
            putInDict(emitter, dict, shape, emitter.fn.settle(key), value);
        } else if (entry.kind === 'merge') {
          const other = emitter.one(entry.value);
          emitter.fn.emit(`(drop ${emitter.call(mergeInto(emitter.module, shape), dict, other).text})`);
        }
      }
      return [dict];
    }
  }
}

function sequenceDisplay(emitter: Emitter, node: Display, item: Shape): Value {
  const plain = node.items.flatMap((entry) => (entry.kind === 'item' ? [entry.value] : []));
  if (plain.length === node.items.length) {
    const constant = staticSequence(emitter, plain, item);
    if (constant !== null) return constant;
    return exactSequence(emitter, item, plain.length, emitter.args(plain).flat());
  }
  const builder = new SequenceBuilder(emitter, item);
  for (const entry of node.items) {
    if (entry.kind === 'item') builder.push(emitter.expr(entry.value));
    else if (entry.kind === 'spread') iterate(emitter, entry.value, (values) => builder.push(values));
  }
  return builder.finish();
}

/** A display of constants becomes static data. */
function staticSequence(emitter: Emitter, items: readonly Expr[], item: Shape): Value | null {
  const { statements, result } = emitter.fn.capture(() =>
    items.map((e) => (isConstant(e) ? emitter.expr(e) : null)),
  );
  if (statements.length > 0) return null;
  const size = sizeOfShape(item);
  const bytes = new Uint8Array(8 + items.length * size);
  const view = new DataView(bytes.buffer);
  view.setInt32(0, items.length, true);
  let at = 8;
  for (const values of result) {
    if (values === null) return null;
    for (const value of values) {
      if (!writeConstant(view, at, value)) return null;
      at += scalarSize(value.type);
    }
  }
  return i32(emitter.module.place(bytes));
}

function isConstant(expr: Expr): boolean {
  if (expr.kind === 'const') return true;
  if (expr.kind === 'convert') return isConstant(expr.value);
  return (
    expr.kind === 'display' &&
    expr.of === 'tuple' &&
    expr.items.every((i) => i.kind === 'item' && isConstant(i.value))
  );
}

function writeConstant(view: DataView, at: number, value: Value): boolean {
  const integer = constantOfValue(value);
  if (integer !== null && value.type === 'i32') view.setInt32(at, Number(integer), true);
  else if (integer !== null && value.type === 'i64') view.setBigInt64(at, integer, true);
  else {
    const text = /^\(f64\.const ([^()]*)\)$/.exec(value.text)?.[1];
    if (text === undefined) return false;
    view.setFloat64(
      at,
      text === 'nan' ? Number.NaN : text === 'inf' ? Infinity : text === '-inf' ? -Infinity : Number(text),
      true,
    );
  }
  return true;
}
