import { type Display, type DisplayItem, type Expr, someType, type Type } from '../../language';
import type { Emitter } from './emitter';
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
    for (const value of values) block.push(doIt(g.help('addFirst', name(result), value)));
    return name(result);
  }
  const make = values.every((value) => value.kind === 'literal')
    ? `setOf[${g.goType(type.element, node.span)}]`
    : 'setOf';
  return totalCall(make, ...values);
}

export function hasFloat(type: Type): boolean {
  return someType(type, (t) => t.kind === 'float');
}

/** `[1, *xs, 2]`: parts that are joined. */
function spreadDisplay(g: Emitter, node: Display, type: Type, block: Stmt[]): GoExpr {
  const go = g.goType(type, node.span);
  if (type.kind === 'set') {
    const result = g.names.fresh('items');
    block.push(define(result, composite(go)));
    const add = hasFloat(type.element)
      ? (value: GoExpr) => g.help('addFirst', name(result), value)
      : (value: GoExpr) => call(field(name(result), 'Add'), value);
    for (const item of node.items) {
      const value = g.value(itemValue(item), block);
      if (item.kind === 'item') block.push(doIt(add(value)));
      else {
        const each = g.names.fresh('item');
        const source = asSlice(g, value, itemValue(item).type, item.value.span);
        block.push({
          kind: 'range',
          key: null,
          value: each,
          source,
          body: [doIt(add(name(each)))],
          loop: { label: null },
        });
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
  const types = `[${g.goType(type.key, node.span)}, ${g.goType(type.value, node.span)}]`;
  const make = totalCall(`NewDict${types}`);
  if (items.length === 0) return make;
  const result = g.names.fresh('entries');
  block.push(define(result, make));
  for (const item of items) {
    if (item.kind === 'entry') {
      const [key, value] = g.values([item.key, item.value], block);
      if (key === undefined || value === undefined) continue;
      block.push(doIt(call(field(name(result), 'Set'), dictKey(g, key, type.key), value)));
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

/** A key as a dict takes it: NaN is reported. */
export function dictKey(g: Emitter, key: GoExpr, type: Type): GoExpr {
  return hasFloat(type) ? g.help('checkKey', key) : key;
}
