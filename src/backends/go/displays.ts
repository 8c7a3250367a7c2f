import { type Display, type DisplayItem, type Expr, type Span, someType, type Type } from '../../language';
import type { Emitter } from './emitter';
import { pack } from './keys';
import { asSlice } from './sources';
import { call, composite, define, doIt, field, type GoExpr, name, type Stmt, totalCall } from './syntax';

/** A list, tuple, set or dict display. */
export function display(g: Emitter, node: Display, block: Stmt[]): GoExpr {
  const type = node.type;
  const go = g.goType(type, node.span);
  if (type.kind === 'dict') return dictDisplay(g, node.items, type, node, block);
  const plain = node.items.flatMap((item) => (item.kind === 'item' ? [item.value] : []));
  if (plain.length < node.items.length) return spreadDisplay(g, node, type, block);
  const values = g.values(plain, block);
  if (type.kind !== 'set')
    return composite(
      go,
      values.map((value) => ({ value })),
    );
  if (values.length === 0) return composite(go);
  if (hasFloat(type.element)) {
    const result = g.names.fresh('items');
    block.push(define(result, composite(go)));
    for (const value of values) block.push(addTo(g, name(result), value, type.element, node.span, block));
    return name(result);
  }
  const make = values.every((value) => value.kind === 'literal')
    ? `setOf[${g.types.key(type.element, node.span)}]`
    : 'setOf';
  return totalCall(make, ...values.map((value) => pack(g, value, type.element, node.span, block)));
}

export function hasFloat(type: Type): boolean {
  return someType(type, (t) => t.kind === 'float');
}

/** Puts an item into a set; of equal floats the first stays. */
export function addTo(g: Emitter, items: GoExpr, value: GoExpr, type: Type, span: Span, block: Stmt[]): Stmt {
  const key = pack(g, value, type, span, block);
  return doIt(hasFloat(type) ? g.totalHelp('addFirst', items, key) : call(field(items, 'Add'), key));
}

/** `[1, *xs, 2]`: parts that are joined. */
function spreadDisplay(g: Emitter, node: Display, type: Type, block: Stmt[]): GoExpr {
  const go = g.goType(type, node.span);
  if (type.kind === 'set') {
    const result = g.names.fresh('items');
    block.push(define(result, composite(go)));
    for (const item of node.items) {
      const value = g.value(itemValue(item), block);
      if (item.kind === 'item') block.push(addTo(g, name(result), value, type.element, node.span, block));
      else {
        const each = g.names.fresh('item');
        const source = asSlice(g, value, itemValue(item).type, item.value.span);
        const body: Stmt[] = [];
        body.push(addTo(g, name(result), name(each), type.element, node.span, body));
        block.push({ kind: 'range', key: null, value: each, source, body, loop: { label: null } });
      }
    }
    return name(result);
  }
  const values = g.values(node.items.map(itemValue), block);
  const lists = node.items.map((item, i) => {
    const value = values[i] ?? name('nil');
    if (item.kind === 'item') return composite(go, [{ value }]);
    return asSlice(g, value, item.value.type, item.value.span);
  });
  return g.totalHelp('concat', ...lists);
}

function itemValue(item: DisplayItem): Expr {
  return item.value;
}

function dictDisplay(
  g: Emitter,
  items: readonly DisplayItem[],
  type: Type & { kind: 'dict' },
  node: Display,
  block: Stmt[],
): GoExpr {
  const types = `[${g.types.key(type.key, node.span)}, ${g.goType(type.value, node.span)}]`;
  const make = totalCall(`NewDict${types}`);
  if (items.length === 0) return make;
  const result = g.names.fresh('entries');
  block.push(define(result, make));
  for (const item of items) {
    if (item.kind === 'entry') {
      const [key, value] = g.values([item.key, item.value], block, 'key');
      if (key === undefined || value === undefined) continue;
      block.push(doIt(call(field(name(result), 'Set'), pack(g, key, type.key, node.span, block), value)));
    } else {
      const value = g.value(item.value, block);
      block.push({
        kind: 'assign',
        targets: [name(result)],
        op: '=',
        values: [g.totalHelp('mergeDicts', name(result), value)],
      });
    }
  }
  return name(result);
}
