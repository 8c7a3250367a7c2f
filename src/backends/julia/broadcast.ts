import { type Comp, type Expr, ownExceptions, some } from '../../language';
import { code, concat, type Fragment } from '../text';
import { source } from './comprehensions';
import type { Emitter } from './emitter';
import { isBig } from './types';

/** Operations that `@.` may spread over a vector: machine arithmetic and comparisons that can't raise. */
const ELEMENTWISE = new Set([
  'int.add',
  'int.sub',
  'int.mul',
  'int.pow',
  'int.neg',
  'int.abs',
  'int.and',
  'int.or',
  'int.xor',
  'int.mod',
  'int.floordiv',
  'float.add',
  'float.sub',
  'float.mul',
  'float.neg',
  'eq',
  'ne',
  'lt',
  'le',
  'gt',
  'ge',
  'not',
  'int.lshift',
  'int.rshift',
]);

/** Whole-vector statements, for one `for` over a range or list of numbers with simple tests; else null. */
export function broadcastStatements(emitter: Emitter, comp: Comp): Fragment | null {
  const [loop, ...tests] = comp.clauses;
  const { collector } = comp;
  if (
    loop?.kind !== 'for' ||
    loop.pattern.kind !== 'name' ||
    !(
      collector.kind === 'list' ||
      collector.kind === 'sum' ||
      collector.kind === 'any' ||
      collector.kind === 'all'
    )
  )
    return null;
  if (collector.kind === 'sum' && (comp.type.kind !== 'int' || isBig(comp.type) || collector.start))
    return null;
  const kind = loop.source.type.kind;
  if (kind !== 'range' && kind !== 'list') return null;
  const { element } = collector;
  const name = emitter.name(loop.pattern.binding);
  const { id } = loop.pattern.binding;
  const counts = collector.kind === 'sum' && element.kind === 'const' && element.value === 1n;
  const kept = (collector.kind === 'list' && element.kind === 'var') || counts;
  // Nothing to spread: the plain form says it better.
  if (kept && tests.length === 0) return null;
  if (!counts && !(isElementwise(element) && reads(element, id))) return null;
  // Arithmetic on a range may give a range again, where a list is wanted.
  const lazy = kind === 'range' && collector.kind === 'list' && tests.length === 0;
  const items = source(emitter, loop.source);
  const lines: Fragment[] = [code`${name} = ${lazy ? code`collect(${items})` : items}`];
  for (const test of tests) {
    if (test.kind !== 'if' || !isElementwise(test.test) || !reads(test.test, id)) return null;
    lines.push(code`${name} = ${name}[@. ${emitter.print(test.test)}]`);
  }
  const values = element.kind === 'var' ? code`${name}` : code`@. ${emitter.print(element)}`;
  if (counts) lines.push(code`length(${name})`);
  else lines.push(collector.kind === 'list' ? values : code`${collector.kind}(${values})`);
  return concat(lines.flatMap((line, i) => (i === 0 ? [line] : ['\n', line])));
}

function isElementwise(expr: Expr): boolean {
  if (expr.kind === 'const')
    return typeof expr.value === 'bigint'
      ? !isBig(expr.type)
      : typeof expr.value === 'object' && expr.value !== null && 'float' in expr.value;
  if (expr.kind === 'var' || expr.kind === 'input')
    return (expr.type.kind === 'int' && !isBig(expr.type)) || expr.type.kind === 'float';
  if (expr.kind !== 'op' || isBig(expr.type) || !ELEMENTWISE.has(expr.op)) return false;
  const [, second] = expr.args;
  const shifts = (expr.op === 'int.lshift' || expr.op === 'int.rshift') && second?.kind !== 'const';
  return ownExceptions(expr).length === 0 && !shifts && expr.args.every(isElementwise);
}

/** The loop variable is there: a constant element would not be spread. */
function reads(expr: Expr, id: number): boolean {
  return some(expr, (node) => node.kind === 'var' && node.binding.id === id);
}
