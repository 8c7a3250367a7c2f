import type { Convert, Expr, Type } from '../../language';
import type { Emitter } from './emitter';
import { type Term, term } from './term';

/** A change of representation; widths of ints and NULLs are SQL's own business. */
export function printConvert(emitter: Emitter, node: Convert): Term {
  emitter.supported(node.type, node.span);
  const value = emitter.print(node.value);
  const from = node.value.type;
  const to = node.type.kind === 'optional' ? node.type.of : node.type;
  if (from.kind === 'bool' && to.kind === 'int')
    return boolConstant(node.value) ?? emitter.dialect.boolToInt(value);
  if (to.kind === 'float' && (from.kind === 'int' || from.kind === 'bool')) {
    const int = from.kind === 'bool' ? emitter.dialect.boolToInt(value) : value;
    if (int.shape.kind === 'int' && int.shape.bits > 64) {
      emitter.refuse(
        'may-overflow',
        node.span,
        'An int this wide is not rounded to a float as Python rounds it.',
      );
    }
    return emitter.toFloat(int, from);
  }
  if (needsElementwise(from, to)) {
    emitter.refuse(
      'unsupported-operation',
      node.span,
      'Items change their representation here.',
      'Convert each item in a comprehension.',
    );
  }
  return from.kind === 'tuple' && (to.kind === 'list' || to.kind === 'sequence')
    ? tupleAsList(emitter, node.value, value)
    : value;
}

function tupleAsList(emitter: Emitter, expr: Expr, value: Term): Term {
  if (expr.kind === 'display') {
    const items = expr.items.map((item) => emitter.print(item.kind === 'entry' ? item.key : item.value));
    return emitter.listOfItems(items, expr.span);
  }
  const shapes = value.shape.kind === 'tuple' ? value.shape.items : [];
  const items = shapes.map((_, i) => emitter.item(value, i));
  return emitter.listOfItems(items, expr.span);
}

/** True when a conversion must change every item of a container, which SQL's own coercions don't do. */
function needsElementwise(from: Type, to: Type): boolean {
  switch (to.kind) {
    case 'list':
    case 'sequence':
    case 'set':
    case 'iterator':
      if (from.kind === 'tuple') return from.items.some((item) => changes(item, to.element));
      return 'element' in from && changes(from.element, to.element);
    case 'dict':
      return from.kind === 'dict' && (changes(from.key, to.key) || changes(from.value, to.value));
    case 'tuple':
      return from.kind === 'tuple' && from.items.some((item, i) => changes(item, to.items[i] ?? item));
    default:
      return false;
  }
}

/** Widths of ints and NULLs are SQL's business; a change of kind is ours. */
function changes(from: Type, to: Type): boolean {
  const bare = to.kind === 'optional' ? to.of : to;
  if (from.kind === 'never' || from.kind === 'none') return false;
  const source = from.kind === 'optional' ? from.of : from;
  if (source.kind !== bare.kind) return true;
  return needsElementwise(source, bare);
}

function boolConstant(expr: Expr): Term | null {
  if (expr.kind !== 'const' || typeof expr.value !== 'boolean') return null;
  return term({ kind: 'int', bits: 32 })`${expr.value ? 1 : 0}`;
}
