import { type Clause, type Comp, type Expr, mayRaise, type Pattern, type Span } from '../../language';
import { hasFloat } from './displays';
import type { Emitter } from './emitter';
import { narrow } from './folds';
import { needsPacking } from './keys';
import { bindPattern, isRead, single } from './patterns';
import { rangeArguments } from './ranges';
import { asSlice, elementType } from './sources';
import {
  binary,
  call,
  composite,
  doIt,
  field,
  type GoExpr,
  giveBack,
  integer,
  isStable,
  lambda,
  name,
  type Stmt,
  totalCall,
} from './syntax';

/**
 * A comprehension as a pipeline of `Filter`, `Map` and `FlatMap` over push iterators, which are as lazy as Python's
 * generators. Null where the pipeline has no word for some part: loops say it then.
 */
export function pipeline(g: Emitter, node: Comp, block: Stmt[]): GoExpr | null {
  if (!canPipe(node.clauses)) return null;
  const { collector } = node;
  switch (collector.kind) {
    case 'list':
    case 'sequence':
    case 'generator':
      return totalOr(node, call('Collect', sequence(g, node.clauses, collector.element, block)));
    case 'set':
    case 'frozenset':
      if (hasFloat(collector.element.type) || needsPacking(g, collector.element.type)) return null;
      g.goType(node.type, node.span);
      return totalOr(node, call('CollectSet', sequence(g, node.clauses, collector.element, block)));
    case 'any':
      return call('Any', sequence(g, node.clauses, collector.element, block));
    case 'all':
      return call('All', sequence(g, node.clauses, collector.element, block));
    case 'dict':
      return dictPipeline(g, node, block);
    case 'join': {
      const separator = g.value(collector.separator, block);
      const kept = isStable(separator) ? separator : g.keep(block, 'separator', separator);
      return call('strings.Join', call('Collect', sequence(g, node.clauses, collector.element, block)), kept);
    }
    case 'sum':
    case 'prod':
      return foldPipeline(g, node, block);
    default:
      return null;
  }
}

/** A collection whose parts can't panic may be computed at any time. */
function totalOr(node: Comp, value: GoExpr): GoExpr {
  return value.kind === 'call' && !mayRaise(node) ? { ...value, total: true } : value;
}

const LAZY_SOURCES: ReadonlySet<string> = new Set(['zip', 'enumerate', 'reversed']);

function canPipe(clauses: readonly Clause[]): boolean {
  return clauses.every((clause, i) => {
    if (clause.kind === 'let') return false;
    if (clause.kind === 'if') return i > 0;
    const { source } = clause;
    if (source.kind === 'comp' && source.collector.kind === 'generator') return canPipe(source.clauses);
    return !(source.kind === 'op' && LAZY_SOURCES.has(source.op)) && source.type.kind !== 'tuple';
  });
}

/** The elements of the clauses as a lazy sequence. */
function sequence(g: Emitter, clauses: readonly Clause[], element: Expr, block: Stmt[]): GoExpr {
  return stages(g, clauses, element.type, element.span, block, {
    isItself: (pattern) =>
      pattern.kind === 'name' && element.kind === 'var' && element.binding.id === pattern.binding.id,
    emit: (body) =>
      g.into(element, body, { leaves: true, put: (inner, value) => inner.push(giveBack(value)) }),
  });
}

interface Last {
  /** True when the element is what the innermost `for` gives. */
  isItself(pattern: Pattern): boolean;
  /** Emits statements that return the element. */
  emit(body: Stmt[]): void;
}

function stages(
  g: Emitter,
  clauses: readonly Clause[],
  type: Expr['type'],
  span: Span,
  block: Stmt[],
  last: Last,
): GoExpr {
  const [first, ...others] = clauses;
  if (first?.kind !== 'for')
    return g.refuse('unsupported-operation', span, 'A pipeline starts with a source.');
  let items = source(g, first.source, block);
  // A source is told at the filter that takes it; what a filter keeps has a name of its own.
  let filtered = false;
  const taken = (): GoExpr => (filtered ? g.keep(block, 'kept', items) : items);
  const item = elementType(first.source.type);
  const { pattern } = first;
  const parameter =
    pattern.kind === 'name' && isRead(g, pattern)
      ? g.nameOf(pattern.binding)
      : isRead(g, pattern)
        ? g.names.fresh('item')
        : '_';
  const stage = (result: string, emit: (body: Stmt[]) => void): GoExpr => {
    const body = g.functionBody((statements) => {
      if (pattern.kind === 'tuple')
        bindPattern(g, pattern, single(name(parameter), item), first.span, statements);
      emit(statements);
    });
    return lambda([{ name: parameter, type: g.goType(item, first.span) }], result, body);
  };
  const tests = others.findIndex((clause) => clause.kind !== 'if');
  const filters = tests < 0 ? others : others.slice(0, tests);
  for (const filter of filters) {
    if (filter.kind !== 'if') continue;
    const keep = stage('bool', (body) => body.push(giveBack(g.value(filter.test, body))));
    items = totalCall('Filter', taken(), keep);
    filtered = true;
  }
  const rest = tests < 0 ? [] : others.slice(tests);
  const go = g.goType(type, span);
  if (rest.length > 0) {
    const inner = stage(`Seq[${go}]`, (body) => body.push(giveBack(stages(g, rest, type, span, body, last))));
    return totalCall('FlatMap', taken(), inner);
  }
  if (last.isItself(pattern)) return items;
  return totalCall(
    'Map',
    taken(),
    stage(go, (body) => last.emit(body)),
  );
}

/** An iterable as a lazy sequence. Its own expression is evaluated at once, as Python does. */
function source(g: Emitter, node: Expr, block: Stmt[]): GoExpr {
  if (node.kind === 'comp' && node.collector.kind === 'generator')
    return sequence(g, node.clauses, node.collector.element, block);
  if (node.kind === 'op' && node.op === 'range') {
    const { start, stop, step, known } = rangeArguments(g, node, block);
    if (known !== null && known !== 0n) {
      const ends = [start, stop].map((end) => (isStable(end) ? end : g.keep(block, 'end', end)));
      return totalCall('Count', ...ends, step);
    }
    return totalCall('Each', g.keep(block, 'numbers', g.help('rangeOf', start, stop, step)));
  }
  const value = asSlice(g, g.value(node, block), node.type, node.span);
  return totalCall('Each', isStable(value) ? value : g.keep(block, 'items', value));
}

function dictPipeline(g: Emitter, node: Comp, block: Stmt[]): GoExpr | null {
  const { collector, type } = node;
  if (collector.kind !== 'dict' || type.kind !== 'dict' || hasFloat(type.key) || needsPacking(g, type.key))
    return null;
  g.goType(type, node.span);
  const entry: Expr['type'] = { kind: 'tuple', items: [type.key, type.value] };
  const go = g.goType(entry, node.span);
  const entries = stages(g, node.clauses, entry, node.span, block, {
    isItself: () => false,
    emit(body) {
      const values = g.values([collector.key, collector.value], body);
      body.push(
        giveBack(
          composite(
            go,
            values.map((value) => ({ value })),
          ),
        ),
      );
    },
  });
  return call('CollectDict', entries);
}

/** Sums and products as `Reduce`. */
function foldPipeline(g: Emitter, node: Comp, block: Stmt[]): GoExpr | null {
  const { collector, type } = node;
  if (collector.kind !== 'sum' && collector.kind !== 'prod') return null;
  const { element, start } = collector;
  const sum = collector.kind === 'sum';
  const float = type.kind === 'float';
  if (float && (!sum || type.orZero === true || start !== null)) return null;
  if (!float && g.types.isBig(type) && (!sum || start !== null || g.types.isBig(element.type))) return null;
  if (!float) g.noteWrap(type, node.span);
  const items = sequence(g, node.clauses, element, block);
  const total = g.names.fresh('total');
  const item = g.names.fresh('x');
  const itemType = g.goType(element.type, node.span);
  if (float || g.types.isBig(type)) {
    const accumulator = float ? 'floatSum' : 'wideSum';
    const add = lambda(
      [
        { name: total, type: accumulator },
        { name: item, type: itemType },
      ],
      accumulator,
      [doIt(call(field(name(total), 'add'), name(item))), giveBack(name(total))],
    );
    const folded = g.keep(block, 'sum', call('Reduce', items, composite(accumulator), add));
    return totalCall(field(folded, 'value'));
  }
  if (sum && !g.types.isBig(element.type)) {
    const added = call('Sum', items);
    if (start === null || (start.kind === 'const' && start.value === 0n)) return added;
    const from = narrow(g, g.value(start, block), start.type);
    return binary('+', from, added);
  }
  const from = start === null ? integer(sum ? 0 : 1) : narrow(g, g.value(start, block), start.type);
  const step = lambda(
    [
      { name: total, type: 'int' },
      { name: item, type: itemType },
    ],
    'int',
    [giveBack(binary(sum ? '+' : '*', name(total), narrow(g, name(item), element.type)))],
  );
  return call('Reduce', items, from.kind === 'literal' ? from : totalCall('int', from), step);
}
