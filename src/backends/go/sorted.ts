import type { Sorted } from '../../language';
import { compareFunction } from './compare';
import { comprehension } from './comprehensions';
import type { Emitter } from './emitter';
import { asSlice, elementType } from './sources';
import { type GoExpr, giveBack, lambda, name, type Stmt } from './syntax';

/** `sorted(…)`: a stable sort of a copy. */
export function sortedExpr(g: Emitter, node: Sorted, block: Stmt[]): GoExpr {
  const { source, key } = node;
  const value = source.kind === 'comp' ? comprehension(g, source, block) : g.value(source, block);
  const items = asSlice(g, value, source.type, source.span);
  const element = elementType(source.type);
  if (key === null) {
    // Equal numbers and equal strings are the same: no need for a stable sort.
    const plain =
      element.kind === 'int' && !g.types.isBig(element)
        ? 'sortedInts'
        : element.kind === 'str'
          ? 'sortedStrings'
          : null;
    if (plain !== null) {
      const result = g.totalHelp(plain, items);
      return node.reverse ? g.totalHelp('reverse', result) : result;
    }
    const order = compareFunction(g, element, node.span);
    return g.totalHelp('sorted', items, direction(g, order, node.reverse));
  }
  const parameter = g.nameOf(key.parameter);
  const body = g.functionBody((statements) => {
    g.into(key.body, statements, { leaves: true, put: (inner, result) => inner.push(giveBack(result)) });
  });
  const by = lambda(
    [{ name: g.read.has(key.parameter.id) ? parameter : '_', type: g.goType(element, node.span) }],
    g.goType(key.body.type, node.span),
    body,
  );
  const order = compareFunction(g, key.body.type, node.span);
  return g.help('sortedBy', items, by, direction(g, order, node.reverse));
}

/** A reversed sort keeps the order of equals as well. */
function direction(g: Emitter, order: string, reverse: boolean): GoExpr {
  return reverse ? g.totalHelp('backwards', name(order)) : name(order);
}
