import type { Op, OpName, Pattern } from '../../language';
import type { Emitter } from './emitter';
import { needsPacking, unpackAll } from './keys';
import type { Printer } from './operations';
import { whole } from './patterns';
import { rangeArguments } from './ranges';
import { elementType, prepare } from './sources';
import { call, field, type GoExpr, name, type Stmt, set } from './syntax';

/** An iterable as a value: a slice of its items. Loops do better, see `sources.ts`. */
const listed: Printer = (g, node, block) => {
  const source = prepare(g, node, block);
  const result = g.names.fresh('items');
  block.push({ kind: 'var', name: result, type: g.goType(node.type, node.span) });
  const item = g.names.fresh('item');
  const pattern: Pattern = {
    kind: 'name',
    binding: { id: g.names.own(item), name: item, type: elementType(node.type) },
  };
  source.loop(block, pattern, null, (inner, element) => {
    inner.push(set(name(result), call('append', name(result), whole(g, element, node.span))));
  });
  return name(result);
};

const numbers: Printer = (g, node, block) => {
  const { start, stop, step } = rangeArguments(g, node, block);
  return g.help('rangeOf', start, stop, step);
};

const reversed: Printer = (g, node, block) => {
  const [of] = node.args;
  if (of !== undefined && (of.type.kind === 'list' || of.type.kind === 'sequence'))
    return g.totalHelp('reverse', g.value(of, block));
  return listed(g, node, block);
};

function part(of: 'keys' | 'values'): Printer {
  return (g: Emitter, node: Op, block: Stmt[]): GoExpr => {
    const [dict] = g.values(node.args, block);
    if (dict === undefined) return g.refuse('unsupported-operation', node.span, 'A dict is needed here.');
    const type = node.args[0]?.type;
    if (of === 'keys' && type?.kind === 'dict') return unpackAll(g, field(dict, of), type.key, node.span);
    return field(dict, of);
  };
}

export const ITERABLE_OPERATIONS: Partial<Record<OpName, Printer>> = {
  range: numbers,
  zip: listed,
  enumerate: listed,
  reversed,
  'dict.items': (g, node, block) => {
    const type = node.args[0]?.type;
    if (type?.kind === 'dict' && needsPacking(g, type.key)) return listed(g, node, block);
    return g.totalHelp('dictItems', ...g.values(node.args, block));
  },
  'dict.keys': part('keys'),
  'dict.values': part('values'),
};
