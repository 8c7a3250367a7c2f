import type { Expr, Op } from '../../language';
import type { Context } from './context';
import { nth } from './operations-table';

/**
 * Indices that need no check: `i` of `for i in range(len(xs))`, and `i % len(xs)`, are positions of `xs`. Values
 * never change, so a fact about a variable holds wherever it can be read.
 */

/** What names a container, or null when it isn't a plain name. */
function containerKey(cx: Context, expr: Expr): string | null {
  if (expr.kind === 'input') return `input ${expr.name}`;
  return expr.kind === 'var' && !cx.mutable.has(expr.binding.id) ? `var ${expr.binding.id}` : null;
}

/** The container whose length an expression can't exceed. */
function lengthBound(cx: Context, expr: Expr): string | null {
  if (expr.kind === 'convert') return lengthBound(cx, expr.value);
  if (expr.kind !== 'op') return null;
  if (expr.op === 'len') return containerKey(cx, nth(expr.args, 0));
  if (expr.op !== 'int.sub') return null;
  const { type } = nth(expr.args, 1);
  return type.kind === 'int' && (type.range.min ?? -1n) >= 0n ? lengthBound(cx, nth(expr.args, 0)) : null;
}

/** Learns from the range that a variable walks. */
export function learnBound(cx: Context, range: Op, id: number): void {
  const { type } = nth(range.args, 0);
  if (type.kind !== 'int' || (type.range.min ?? -1n) < 0n) return;
  const step = nth(range.args, 2).type;
  if (step.kind !== 'int' || (step.range.min ?? 0n) < 1n) return;
  const key = lengthBound(cx, nth(range.args, 1));
  if (key !== null) cx.positions.set(id, key);
}

/** True when an index is proved to be a position of the container. */
export function isPosition(cx: Context, index: Expr, container: Expr): boolean {
  const key = containerKey(cx, container);
  if (key === null) return false;
  if (index.kind === 'convert') return isPosition(cx, index.value, container);
  if (index.kind === 'var') return cx.positions.get(index.binding.id) === key;
  return (
    index.kind === 'op' &&
    index.op === 'int.mod' &&
    isLength(index.args[1], (expr) => containerKey(cx, expr) === key)
  );
}

function isLength(expr: Expr | undefined, isContainer: (expr: Expr) => boolean): boolean {
  if (expr?.kind === 'convert') return isLength(expr.value, isContainer);
  return expr?.kind === 'op' && expr.op === 'len' && isContainer(nth(expr.args, 0));
}
