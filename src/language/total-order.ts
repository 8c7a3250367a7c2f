import { exceptionsOf } from './analysis';
import type { Span } from './diagnostic';
import type { Binding, Clause, Expr, Lambda } from './ir';
import { requireIteration, requireOrder } from './iterate';
import { someType, type Type } from './types';

/**
 * Sorting a set, or taking its least item, gives the same whatever its order, as long as no two items compare as
 * equal. Items of a set differ; a key keeps them apart where it holds the item itself, or what tells it from others.
 *
 * @throws the refusal `unordered` where two items might tie, or where which exception comes first would be left open
 */
export function requireNoTies(source: Expr, key: Lambda | null, span: Span, what: string): void {
  const iteration = requireIteration(source);
  if (iteration.ordered) return;
  const proved = key === null ? differ(source, iteration.element) : differByKey(source, key);
  if (!proved) requireOrder(iteration, span, what);
}

/** Equal items are the same value, except that 1 equals 1.0 and 0.0 equals -0.0; a set holds only one of them. */
function differ(source: Expr, element: Type): boolean {
  if (!holdsFloat(element)) return true;
  return distinctPart(source) === 'whole' && (element.kind === 'tuple' || isNeverNan(source));
}

function differByKey(source: Expr, key: Lambda): boolean {
  const part = distinctPart(source);
  return (
    part !== null && !holdsFloat(key.body.type) && keepsApart(key, part) && exceptionsOf(key.body).size < 2
  );
}

const holdsFloat = (type: Type): boolean => someType(type, (t) => t.kind === 'float' || t.kind === 'union');

/** Which part of an item no other item has: the item itself (`'whole'`), or a position of a tuple. */
type Part = 'whole' | number;

function distinctPart(source: Expr): Part | null {
  if (source.kind === 'convert') return distinctPart(source.value);
  if (source.type.kind === 'set' || source.type.kind === 'dict') return 'whole';
  if (source.kind === 'op' && source.op === 'dict.keys') return 'whole';
  if (source.kind === 'op' && source.op === 'dict.items') return 0;
  if (source.kind !== 'comp') return null;
  const { collector, clauses } = source;
  if (collector.kind !== 'generator' && collector.kind !== 'list') return null;
  const walked = distinctBinding(clauses);
  if (walked === null) return null;
  const { element } = collector;
  if (isVariable(element, walked)) return 'whole';
  if (element.kind !== 'display' || element.of !== 'tuple') return null;
  const at = element.items.findIndex((item) => item.kind === 'item' && isVariable(item.value, walked));
  return at < 0 ? null : at;
}

/** The variable of the only `for`, where it walks what has no repeats. */
function distinctBinding(clauses: readonly Clause[]): Binding | null {
  const [walk, ...others] = clauses.filter((clause) => clause.kind === 'for');
  if (walk === undefined || others.length > 0) return null;
  const part = distinctPart(walk.source);
  const { pattern } = walk;
  if (part === 'whole') return pattern.kind === 'name' ? pattern.binding : null;
  const item = part !== null && pattern.kind === 'tuple' ? pattern.items[part] : undefined;
  return item?.kind === 'name' ? item.binding : null;
}

/** Whether the key of two items is equal only where the distinct part of both is. */
function keepsApart({ parameter, body }: Lambda, part: Part): boolean {
  const holds = (expr: Expr): boolean => {
    switch (expr.kind) {
      case 'var':
        return isVariable(expr, parameter);
      case 'display':
        return expr.of === 'tuple' && expr.items.some((item) => item.kind === 'item' && holds(item.value));
      case 'convert':
        return expr.type.kind !== 'float' && holds(expr.value);
      case 'let':
        return holds(expr.body);
      case 'op':
        return holdsThrough(expr, holds, parameter, part);
      default:
        return false;
    }
  };
  return holds(body);
}

function holdsThrough(
  expr: Extract<Expr, { kind: 'op' }>,
  holds: (expr: Expr) => boolean,
  parameter: Binding,
  part: Part,
): boolean {
  const [first, second] = expr.args;
  if (first === undefined) return false;
  switch (expr.op) {
    case 'tuple.get':
      return expr.options?.index === part && isVariable(first, parameter);
    case 'int.neg':
    case 'int.invert':
      return holds(first);
    case 'int.add':
    case 'int.sub':
    case 'int.xor':
      return (
        second !== undefined &&
        ((first.kind === 'const' && holds(second)) || (second.kind === 'const' && holds(first)))
      );
    case 'str':
    case 'repr':
      return (first.type.kind === 'int' || first.type.kind === 'str') && holds(first);
    default:
      return false;
  }
}

const isVariable = (expr: Expr, binding: Binding): boolean =>
  expr.kind === 'var' && expr.binding.id === binding.id;

/** Whether a set of floats certainly holds no NaN, which has no place in an order. */
function isNeverNan(set: Expr): boolean {
  if (set.kind === 'display')
    return set.items.every((item) => item.kind === 'item' && isFiniteConstant(item.value));
  if (set.kind === 'convert') return isNeverNan(set.value);
  if (set.kind === 'op' && set.op.startsWith('set.')) return set.args.every(isNeverNan);
  if (set.type.kind === 'set' && !holdsFloat(set.type.element)) return true;
  if (set.kind !== 'comp' || (set.collector.kind !== 'set' && set.collector.kind !== 'frozenset'))
    return false;
  const finite = set.clauses.flatMap((clause) => (clause.kind === 'for' ? finiteNames(clause) : []));
  const isFiniteLeaf = (expr: Expr): boolean =>
    isFiniteConstant(expr) || finite.some((binding) => isVariable(expr, binding));
  const { element } = set.collector;
  // One operation on finite numbers can reach infinity, but not NaN.
  return (
    isFiniteLeaf(element) ||
    (element.kind === 'op' && ONE_STEP.has(element.op) && element.args.every(isFiniteLeaf)) ||
    (element.kind === 'op' && element.op === 'int.truediv')
  );
}

const ONE_STEP: ReadonlySet<string> = new Set(['float.add', 'float.sub', 'float.mul', 'float.truediv']);

function isFiniteConstant(expr: Expr): boolean {
  if (expr.type.kind === 'int' || expr.type.kind === 'bool') return true;
  if (expr.kind === 'convert') return isFiniteConstant(expr.value);
  if (expr.kind !== 'const' || typeof expr.value !== 'object' || expr.value === null) return false;
  return 'float' in expr.value && Number.isFinite(expr.value.float);
}

function finiteNames({ pattern, source }: Extract<Clause, { kind: 'for' }>): Binding[] {
  const finite =
    source.kind === 'display' &&
    source.items.every((item) => item.kind === 'item' && isFiniteConstant(item.value));
  return finite && pattern.kind === 'name' ? [pattern.binding] : [];
}
