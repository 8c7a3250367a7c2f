import {
  type Binding,
  type Clause,
  type Collector,
  type Comp,
  type Expr,
  someType,
  type Type,
} from '../../language';
import { chunk, whyWhole } from './chunks';
import { type Collecting, collectorFor } from './collectors';
import { comprehension, runClauses } from './comprehensions';
import { asBig } from './convert';
import type { Emitter } from './emitter';
import { extremeCollector, narrow } from './folds';
import {
  binary,
  call,
  composite,
  define,
  doIt,
  field,
  type GoExpr,
  giveBack,
  integer,
  lambda,
  name,
  type Stmt,
  spreadCall,
  totalCall,
} from './syntax';

/** Collectors whose chunks are put together by themselves; the others get the list of their elements first. */
const MERGED: ReadonlySet<string> = new Set([
  'list',
  'sequence',
  'generator',
  'set',
  'frozenset',
  'dict',
  'sum',
  'prod',
]);
const SEARCHES: ReadonlySet<string> = new Set(['any', 'all', 'first']);

/**
 * A comprehension over goroutines, one for each chunk of the outermost source. The results are in order, and of several
 * exceptions the first in order is the one that is passed on. Null, with a note, where this is not possible.
 */
export function parallel(g: Emitter, node: Comp, block: Stmt[]): GoExpr | null {
  const reason = obstacle(g, node);
  if (reason !== null) {
    g.note('not-parallel', node.span, reason);
    return null;
  }
  const { collector } = node;
  if (
    (collector.kind === 'min' || collector.kind === 'max') &&
    !someType(node.type, (t) => t.kind === 'float')
  )
    return extremeOfExtremes(g, node, collector, block);
  const exact = collector.kind !== 'sum' && collector.kind !== 'prod' ? true : node.type.kind === 'int';
  if (MERGED.has(collector.kind) && exact) return merged(g, node, block);
  return listedFirst(g, node, block);
}

function obstacle(g: Emitter, node: Comp): string | null {
  if (g.program.variables.length > 0) return 'An assignment makes one iteration depend on another.';
  if (SEARCHES.has(node.collector.kind)) return 'A search stops at the first hit, which chunks could not do.';
  const first = node.clauses[0];
  if (first?.kind !== 'for') return 'There is no loop to split.';
  return whyWhole(g, first.source);
}

/** The least or greatest of every chunk, and then of those. Not for floats, where NaN makes the order matter. */
function extremeOfExtremes(
  g: Emitter,
  node: Comp,
  collector: Collector & { kind: 'min' | 'max' },
  block: Stmt[],
): GoExpr {
  const { element } = collector;
  const list: Type = { kind: 'list', element: element.type, size: { min: 0n, max: null } };
  const go = g.goType(list, node.span);
  const local: Comp = { ...node, type: list, collector: { ...collector, fallback: null } };
  const collect = (): Collecting => {
    const chosen = extremeCollector(g, local, { ...collector, fallback: null }, [giveBack(name('nil'))]);
    return { ...chosen, finish: (body) => composite(go, [{ value: chosen.finish(body) }]) };
  };
  const elements = spreadCall('concat', chunks(g, local, collect, block));
  return foldOver(g, node, { ...collector, element }, elements, block);
}

/** Folds that are kept in order: the elements in parallel, the fold after that. */
function listedFirst(g: Emitter, node: Comp, block: Stmt[]): GoExpr | null {
  const { collector } = node;
  if (!('element' in collector)) return null;
  const { element } = collector;
  const list: Type = { kind: 'list', element: element.type, size: { min: 0n, max: null } };
  const elements = merged(g, { ...node, type: list, collector: { kind: 'list', element } }, block);
  return foldOver(g, node, collector, elements, block);
}

/** The collector of a comprehension over the list of its elements. */
function foldOver(
  g: Emitter,
  node: Comp,
  collector: Exclude<Collector, { kind: 'dict' }>,
  elements: GoExpr,
  block: Stmt[],
): GoExpr {
  const { element } = collector;
  const list: Type = { kind: 'list', element: element.type, size: { min: 0n, max: null } };
  const source = ownVariable(g, g.keep(block, 'elements', elements), list, node);
  const item = g.names.fresh('element');
  const binding: Binding = { id: g.names.own(item), name: item, type: element.type };
  const read: Expr = { kind: 'var', span: element.span, type: element.type, binding };
  const clause: Clause = { kind: 'for', pattern: { kind: 'name', binding }, source, span: node.span };
  const fold: Comp = { ...node, clauses: [clause], collector: { ...collector, element: read } };
  return g.within(() => comprehension(g, fold, block));
}

/** A Go name as a variable of the IR. */
function ownVariable(g: Emitter, value: GoExpr, type: Type, node: Comp): Expr {
  const text = value.kind === 'name' ? value.name : '_';
  const binding: Binding = { id: g.names.own(text), name: text, type };
  return { kind: 'var', span: node.span, type, binding };
}

/** A fold of every chunk, put together in order. */
function merged(g: Emitter, node: Comp, block: Stmt[]): GoExpr {
  const { collector } = node;
  const fold = collector.kind === 'sum' || collector.kind === 'prod' ? collector : null;
  const start = fold?.start === undefined || fold.start === null ? null : g.value(fold.start, block);
  const part: Comp = fold === null ? node : { ...node, collector: { ...fold, start: null } };
  const parts = chunks(g, part, () => collectorFor(g, part, null), block);
  switch (collector.kind) {
    case 'set':
    case 'frozenset':
      return g.totalHelp('unionAll', parts);
    case 'dict':
      return spreadCall('mergeDicts', parts);
    case 'sum':
    case 'prod':
      return foldParts(g, node, parts, start, fold?.start?.type ?? node.type, block);
    default:
      return spreadCall('concat', parts);
  }
}

/** Runs a collector over every chunk of the outermost source, each in a goroutine; names the list of the results. */
function chunks(g: Emitter, node: Comp, collect: () => Collecting, block: Stmt[]): GoExpr {
  const first = node.clauses[0];
  if (first?.kind !== 'for')
    return g.refuse('unsupported-operation', node.span, 'There is no loop to split.');
  const low = g.names.fresh('low');
  const high = g.names.fresh('high');
  const { size, source } = chunk(g, first.source, low, high, block);
  const known = node.clauses.length === 1 ? binary('-', name(high), name(low)) : null;
  const body = g.functionBody((statements) => {
    const collecting = collect();
    collecting.setUp(statements, known);
    runClauses(g, node.clauses, source, statements, (inner) => collecting.each(inner, 0));
    statements.push(giveBack(collecting.finish(statements)));
  });
  const work = lambda([{ name: `${low}, ${high}`, type: 'int' }], g.goType(node.type, node.span), body);
  return g.keep(block, 'parts', call('inParallel', size, integer(g.settings.parallel), work));
}

function foldParts(
  g: Emitter,
  node: Comp,
  parts: GoExpr,
  start: GoExpr | null,
  startType: Type,
  block: Stmt[],
): GoExpr {
  const sum = node.collector.kind === 'sum';
  const total = name(g.names.fresh('total'));
  const part = g.names.fresh('part');
  const big = g.types.isBig(node.type);
  const neutral = integer(sum ? 0 : 1);
  const from = big
    ? totalCall('big.NewInt', neutral)
    : start === null
      ? neutral
      : narrow(g, start, startType);
  block.push(define(total.kind === 'name' ? total.name : '_', from));
  const add = (value: GoExpr): Stmt =>
    big
      ? doIt(call(field(total, sum ? 'Add' : 'Mul'), total, value))
      : { kind: 'assign', targets: [total], op: sum ? '+=' : '*=', values: [value] };
  if (big && start !== null) block.push(add(asBig(g, start, startType)));
  block.push({
    kind: 'range',
    key: null,
    value: part,
    source: parts,
    body: [add(name(part))],
    loop: { label: null },
  });
  return total;
}
