import { type Clause, type Comp, type Expr, mayRaise } from '../../language';
import { collectorFor } from './collectors';
import type { Destination, Emitter } from './emitter';
import { parallel } from './parallel';
import { bindPattern, type Element, isRead, nameFor, single } from './patterns';
import { pipeline } from './pipeline';
import { prepare, type Source } from './sources';
import { both, define, type GoExpr, isStable, name, type Stmt, set, when } from './syntax';

/**
 * Emits a comprehension as nested loops around its collector, or as a pipeline of functions. With a destination, the
 * value goes there and the answer is of no use.
 */
export function comprehension(g: Emitter, node: Comp, block: Stmt[], to?: Destination): GoExpr {
  const split = g.settings.parallel > 1 && g.atTopLevel ? parallel(g, node, block) : null;
  if (split !== null) {
    to?.put(block, split);
    return split;
  }
  const piped = g.settings.mode === 'pipeline' ? pipeline(g, node, block) : null;
  if (piped !== null) {
    to?.put(block, piped);
    return piped;
  }
  checkEagerParts(g, node);
  const first = node.clauses[0];
  const source = first?.kind === 'for' ? prepare(g, first.source, block) : null;
  const simple = node.clauses.every(
    (clause, i) => clause.kind === 'let' || (clause.kind === 'for' && i === 0),
  );
  const collector = collectorFor(g, node, to?.leaves === true ? to : null);
  collector.setUp(block, simple ? (source?.size ?? null) : null);
  const outermost = g.loops.length;
  g.within(() => runClauses(g, node.clauses, source, block, (inner) => collector.each(inner, outermost)));
  const result = collector.finish(block);
  to?.put(block, result);
  return result;
}

/**
 * Python evaluates the first source before the start of a sum and the fallback of `next`. Both go before the loop
 * here, in the other order: that is refused where one could tell.
 */
function checkEagerParts(g: Emitter, node: Comp): void {
  const { collector, clauses } = node;
  const first = clauses[0];
  const eager =
    collector.kind === 'sum' || collector.kind === 'prod'
      ? collector.start
      : collector.kind === 'first' || collector.kind === 'min' || collector.kind === 'max'
        ? collector.fallback
        : null;
  if (eager === null || !mayRaise(eager)) return;
  if (first?.kind === 'for' && mayRaise(first.source))
    g.refuse(
      'lazy-error-order',
      eager.span,
      'Both this value and the first source may raise.',
      'Compute one of them elsewhere.',
    );
}

/** Nested loops and tests for the clauses, with `inner` in the middle. `source` is the first clause's, prepared. */
export function runClauses(
  g: Emitter,
  clauses: readonly Clause[],
  source: Source | null,
  block: Stmt[],
  inner: (block: Stmt[]) => void,
): void {
  const [clause, ...rest] = clauses;
  if (clause === undefined) {
    inner(block);
    return;
  }
  if (clause.kind === 'for') {
    const prepared = source ?? prepare(g, clause.source, block);
    prepared.loop(block, clause.pattern, null, (body, element) => {
      bindPattern(g, clause.pattern, element, clause.span, body);
      runClauses(g, rest, null, body, inner);
    });
  } else if (clause.kind === 'if') {
    const test = g.value(clause.test, block);
    const body: Stmt[] = [];
    runClauses(g, rest, null, body, inner);
    block.push(joinTests(test, body));
  } else {
    const value = g.value(clause.value, block);
    if (g.read.has(clause.binding.id))
      block.push(define(g.nameOf(clause.binding), g.typed(value, clause.value.type)));
    else if (!isStable(value)) block.push(set(name('_'), value));
    runClauses(g, rest, null, block, inner);
  }
}

/** `if a { if b { … } }` as `if a && b { … }`. */
function joinTests(test: GoExpr, body: readonly Stmt[]): Stmt {
  const [only] = body;
  if (body.length === 1 && only?.kind === 'if' && only.otherwise.length === 0)
    return when(both('&&', test, only.test), only.then);
  return when(test, body);
}

/** A generator as a source: its loops are opened in place, so that it stays lazy. */
export function fused(g: Emitter, node: Comp, block: Stmt[]): Source {
  const { clauses, collector } = node;
  if (collector.kind !== 'generator')
    return g.refuse('unsupported-operation', node.span, 'Only a generator can be walked lazily.');
  const first = clauses[0];
  const source = first?.kind === 'for' ? prepare(g, first.source, block) : null;
  return {
    size: null,
    loop(target, pattern, counter, body) {
      if (counter !== null) target.push(define(counter, { kind: 'literal', text: '0' }));
      runClauses(g, clauses, source, target, (inner) => {
        body(inner, elementOf(g, collector.element, pattern, inner));
        if (counter !== null) inner.push({ kind: 'step', target: name(counter), op: '++' });
      });
    },
  };
}

/** Evaluates the element of a generator here, also when nobody reads it. */
function elementOf(g: Emitter, element: Expr, pattern: Parameters<typeof isRead>[1], block: Stmt[]): Element {
  if (element.kind === 'display' && element.of === 'tuple' && pattern.kind === 'tuple') {
    const values = element.items.map((item) => item.value);
    const parts = g.values(values, block).map((value, i) => {
      const kept = isStable(value) ? value : g.keep(block, 'item', value);
      return single(kept, values[i]?.type ?? element.type);
    });
    return dropUnread(g, { kind: 'items', items: parts }, pattern, block);
  }
  const value = g.value(element, block);
  const own = nameFor(g, pattern, 'item');
  if (own === null) {
    if (!isStable(value)) block.push(set(name('_'), value));
    return single(value, element.type);
  }
  if (pattern.kind === 'name' || !isStable(value)) {
    if (value.kind === 'name' && value.name === own) return single(value, element.type);
    block.push(define(own, g.typed(value, element.type)));
    return single(name(own), element.type);
  }
  return single(value, element.type);
}

/** Go refuses names that nobody reads: those of unread items are read for nothing. */
function dropUnread(
  g: Emitter,
  element: Element & { kind: 'items' },
  pattern: Parameters<typeof isRead>[1] & { kind: 'tuple' },
  block: Stmt[],
): Element {
  element.items.forEach((item, i) => {
    const part = pattern.items[i];
    if (part !== undefined && !isRead(g, part) && item.kind === 'value' && item.value.kind === 'name')
      block.push(set(name('_'), item.value));
  });
  return element;
}
