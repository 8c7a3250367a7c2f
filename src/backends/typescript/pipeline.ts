import {
  type Clause,
  type Comp,
  childrenOf,
  clauseExpr,
  deliveredSize,
  type Expr,
  fitsSafe,
  mayRaise,
  ownExceptions,
  type Pattern,
  readBindings,
  some,
  someType,
  type Type,
} from '../../language';
import { code } from '../text';
import { Block } from './block';
import type { Context } from './context';
import { listOf } from './cursors';
import { typed } from './erase';
import { elementType, patternText } from './patterns';
import { binary, call, member, method, type Printed, simple, wrap } from './print';
import { newMap, newSet, not } from './values';

/**
 * A comprehension as a chain of `filter`, `map`, `flatMap`, `reduce`, `some` and `every`; null where only loops keep
 * Python's order of evaluation, or where a chain would be no clearer.
 */
export function pipeline(cx: Context, comp: Comp, out: Block): Printed | null {
  const { collector } = comp;
  if (!chainable(comp)) return null;
  if (collector.kind === 'any' || collector.kind === 'all') {
    return decide(cx, comp.clauses, collector.element, collector.kind === 'any', out);
  }
  if (exceptionsOf(comp).size > 1) return null;
  switch (collector.kind) {
    case 'list':
    case 'sequence':
      return chain(cx, comp.clauses, collector.element, out);
    case 'set':
    case 'frozenset':
      return comp.type.kind === 'set'
        ? newSet(cx, comp.type.element, chain(cx, comp.clauses, collector.element, out), comp.span)
        : null;
    case 'dict':
      return comp.type.kind === 'dict' ? entries(cx, comp, collector.key, collector.value, out) : null;
    case 'join': {
      if (!isFree(collector.separator)) return null;
      const separator = cx.expression(collector.separator, out);
      return method(chain(cx, comp.clauses, collector.element, out), 'join', separator);
    }
    case 'sum':
      return collector.start === null ? total(cx, comp, collector.element, out) : null;
    default:
      return null;
  }
}

/** Loops and tests only, over sources that may be read to their end before the first step. */
function chainable(comp: Comp): boolean {
  return (
    comp.clauses.every(
      (clause) =>
        clause.kind === 'if' ||
        (clause.kind === 'for' &&
          elementType(clause.source.type).kind !== 'never' &&
          !(clause.source.type.kind === 'iterator' && mayRaise(clause.source))),
    ) && !some(comp, (node) => node.kind === 'assign')
  );
}

/** Stages run one after the other: with exceptions of two kinds, another one might come first. */
function exceptionsOf(expr: Expr): ReadonlySet<string> {
  const names = new Set<string>(ownExceptions(expr));
  for (const child of childrenOf(expr)) for (const name of exceptionsOf(child)) names.add(name);
  return names;
}

const isFree = (expr: Expr): boolean => expr.kind === 'const' || expr.kind === 'var' || expr.kind === 'input';

/** The `for` at the head, the tests that follow it, and the rest. */
interface Stage {
  readonly source: Expr;
  readonly pattern: Pattern;
  readonly tests: readonly Expr[];
  readonly rest: readonly Clause[];
}

function stageOf(clauses: readonly Clause[]): Stage | null {
  const [head, ...others] = clauses;
  if (head?.kind !== 'for') return null;
  const end = others.findIndex((clause) => clause.kind === 'for');
  const own = end < 0 ? others : others.slice(0, end);
  const tests = own.flatMap((clause) => (clause.kind === 'if' ? [clause.test] : []));
  return { source: head.source, pattern: head.pattern, tests, rest: end < 0 ? [] : others.slice(end) };
}

/** The array of what `element` is for every round of the clauses. */
function chain(cx: Context, clauses: readonly Clause[], element: Expr, out: Block): Printed {
  const stage = stageOf(clauses);
  if (stage === null) return wrapped(cx, clauses, element, out);
  if (stage.rest.length > 0) {
    const inner = arrow(cx, stage, restOf(stage, element), (block) => chain(cx, stage.rest, element, block));
    return method(filtered(cx, stage, out), 'flatMap', inner);
  }
  if (stage.tests.length === 0 && isCount(stage)) {
    const length = cx.expression(countOf(stage), out);
    const name = stage.pattern.kind === 'name' ? cx.nameOf(stage.pattern.binding) : null;
    if (stage.pattern.kind === 'name') cx.clean.add(stage.pattern.binding.id);
    const head = `${name === null ? '()' : `(_, ${name})`}${returns(cx, element.type)}`;
    const body = cx.lambda(head, (block) => cx.expression(element, block));
    return call('Array.from', simple(code`{ length: ${length.code} }`), body);
  }
  const items = filtered(cx, stage, out);
  const same =
    element.kind === 'var' &&
    stage.pattern.kind === 'name' &&
    element.binding.id === stage.pattern.binding.id;
  return same
    ? items
    : method(
        items,
        'map',
        arrow(cx, stage, [element], (block) => cx.expression(element, block), element.type),
      );
}

/** Tests before the first `for`: one round or none. */
function wrapped(cx: Context, clauses: readonly Clause[], element: Expr, out: Block): Printed {
  const [head, ...rest] = clauses;
  if (head === undefined) return simple(code`[${cx.expression(element, out).code}]`);
  const test = head.kind === 'if' ? cx.expression(head.test, out) : simple('true');
  const block = new Block();
  const then = chain(cx, rest, element, block);
  return simple(code`(${wrap(test, 3)} ? ${wrap(then, 2)} : [])`);
}

/** `range(n)` from 0 in steps of 1. */
function isCount({ source, pattern }: Stage): boolean {
  if (source.kind !== 'op' || source.op !== 'range' || pattern.kind === 'tuple') return false;
  const [start, stop, step] = source.args;
  const is = (expr: Expr | undefined, value: bigint): boolean =>
    expr?.kind === 'const' && expr.value === value;
  return is(start, 0n) && is(step, 1n) && stop?.type.kind === 'int' && fitsSafe(stop.type);
}

const countOf = ({ source }: Stage): Expr => (source.kind === 'op' ? (source.args[1] ?? source) : source);

/** The source as an array, without what the tests reject. */
function filtered(cx: Context, stage: Stage, out: Block): Printed {
  const value = arrayOf(cx, stage.source, out);
  if (stage.tests.length === 0) return value;
  return method(
    value,
    'filter',
    arrow(cx, stage, stage.tests, (block) => conjunction(cx, stage.tests, block)),
  );
}

/** A source as an array; bytes too, whose own `map` would make bytes. */
function arrayOf(cx: Context, source: Expr, out: Block): Printed {
  const { value } = listOf(cx, source, out);
  return source.type.kind === 'bytes' ? call('Array.from', value) : value;
}

/** Tests in a row, as one condition. */
function conjunction(cx: Context, tests: readonly Expr[], out: Block): Printed {
  const [first, ...rest] = tests;
  if (first === undefined) return simple('true');
  const whole = rest.reduce<Expr>(
    (left, right) => ({ kind: 'logic', op: 'and', left, right, span: right.span, type: right.type }),
    first,
  );
  return cx.expression(whole, out);
}

/** `(pattern) => body`, with the names of the pattern that the body reads. */
function arrow(
  cx: Context,
  stage: Stage,
  reads: readonly Expr[],
  body: (out: Block) => Printed,
  type?: Type,
): Printed {
  const ids = new Set(reads.flatMap((expr) => [...readBindings(expr)]));
  const pattern = onlyRead(stage.pattern, ids);
  const parameter =
    pattern.kind === 'ignore' ? '()' : `(${patternText(cx, pattern, elementType(stage.source.type))})`;
  return cx.lambda(parameter + (type ? returns(cx, type) : ''), body);
}

/** The pattern without names that nobody reads. */
function onlyRead(pattern: Pattern, ids: ReadonlySet<number>): Pattern {
  if (pattern.kind === 'name') return ids.has(pattern.binding.id) ? pattern : { kind: 'ignore' };
  if (pattern.kind === 'ignore') return pattern;
  const items = pattern.items.map((item) => onlyRead(item, ids));
  return items.every((item) => item.kind === 'ignore') ? { kind: 'ignore' } : { kind: 'tuple', items };
}

/** What the rest of the chain evaluates. */
const restOf = (stage: Stage, element: Expr): readonly Expr[] => [...stage.rest.map(clauseExpr), element];

/** A return type, where the checker would infer a wider one. */
const returns = (cx: Context, type: Type): string =>
  someType(type, (t) => t.kind === 'tuple' || t.kind === 'union' || t.kind === 'optional')
    ? typed(`: ${cx.typeText(type)}`)
    : '';

/** `some` and `every`, one inside the other: they stop at the first decisive element. */
function decide(
  cx: Context,
  clauses: readonly Clause[],
  element: Expr,
  any: boolean,
  out: Block,
): Printed | null {
  const stage = stageOf(clauses);
  if (stage === null) return null;
  const value = arrayOf(cx, stage.source, out);
  let possible = true;
  const body = arrow(cx, stage, [...stage.tests, ...restOf(stage, element)], (block) => {
    const inner = new Block();
    const verdict =
      stage.rest.length > 0 ? decide(cx, stage.rest, element, any, inner) : cx.expression(element, inner);
    if (verdict === null || (!inner.empty && stage.tests.length > 0)) {
      possible = false;
      return simple('true');
    }
    if (stage.tests.length === 0) {
      block.append(inner);
      return verdict;
    }
    const test = conjunction(cx, stage.tests, block);
    return any ? binary('&&', test, verdict) : binary('||', not(test), verdict);
  });
  return possible ? method(value, any ? 'some' : 'every', body) : null;
}

function entries(cx: Context, comp: Comp, key: Expr, value: Expr, out: Block): Printed | null {
  if (comp.type.kind !== 'dict') return null;
  const pair: Expr = {
    kind: 'display',
    of: 'tuple',
    span: comp.span,
    type: { kind: 'tuple', items: [comp.type.key, comp.type.value] },
    items: [
      { kind: 'item', value: key },
      { kind: 'item', value },
    ],
  };
  return newMap(cx, comp.type, chain(cx, comp.clauses, pair, out), comp.span);
}

/** Chains keep every item of a range: a loop is better where there may be more than memory takes. */
function isStorable(comp: Comp): boolean {
  if (comp.clauses.every((clause) => clause.kind !== 'for' || clause.source.type.kind !== 'range'))
    return true;
  const { max } = deliveredSize(comp);
  return max !== null && max <= 2n ** 26n;
}

/** A sum of ints that stays exact as a number, or of BigInts; of floats through the compensated sum. */
function total(cx: Context, comp: Comp, element: Expr, out: Block): Printed | null {
  const { type } = comp;
  if (type.kind === 'float') {
    return type.orZero ? null : cx.help('sumFloats', chain(cx, comp.clauses, element, out));
  }
  const big = cx.isBig(type);
  if (big && !cx.isBig(element.type))
    return isStorable(comp) ? cx.help('sumIntegers', chain(cx, comp.clauses, element, out)) : null;
  const stage = stageOf(comp.clauses);
  if (stage !== null && stage.rest.length === 0 && element.kind === 'const' && element.value === 1n) {
    return { ...member(filtered(cx, stage, out), 'length'), clean: true };
  }
  const items = chain(cx, comp.clauses, element, out);
  const [sum, item] = [cx.names.fresh('total'), cx.names.fresh('item')];
  const add = cx.lambda(`(${sum}, ${item})`, () => binary('+', simple(sum), simple(item)));
  return method(items, 'reduce', add, big ? '0n' : '0');
}
