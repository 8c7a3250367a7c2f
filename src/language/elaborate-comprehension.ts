import { deliveredSize } from './analysis';
import type { ClauseAst, CompAst, TargetAst } from './ast';
import { comprehension, constant, convert, isSimple, op, variable } from './build';
import { type Context, type Local, Poisoned, type Scope } from './context';
import { refuse, type Span } from './diagnostic';
import { elaborate, elaborateTest } from './elaborate';
import { requireHashable } from './elaborate-displays';
import { narrowToPosition } from './elaborate-subscripts';
import { add, NON_NEGATIVE } from './interval';
import type { Clause, Comp, Expr, Pattern } from './ir';
import { distinct, type Iteration, iterationOf, requireIteration, requireOrder } from './iterate';
import { narrowings } from './narrow';
import { dict, int, iterator, join, list, NEVER, set, type Type } from './types';

/** Clauses with the scope that holds after them. */
export interface Elaborated {
  readonly clauses: readonly Clause[];
  readonly scope: Scope;
  readonly ordered: boolean;
  /** An error in a clause is reported; what stands in it is looked at all the same. */
  readonly failed: boolean;
}

export function elaborateComprehension(ast: CompAst, scope: Scope, context: Context): Expr {
  const elaborated = () => {
    const inner = elaborateClauses(ast.clauses, scope, context);
    return ast.of === 'dict'
      ? dictComprehension(ast, inner, context)
      : plainComprehension(ast, inner, context);
  };
  const within = ast.of === 'generator' ? () => context.catching(elaborated) : elaborated;
  return context.maybe(within, walrusTargets(ast));
}

/** Names that `:=` sets anywhere inside. */
function walrusTargets(part: unknown): string[] {
  if (Array.isArray(part)) return part.flatMap(walrusTargets);
  if (typeof part !== 'object' || part === null) return [];
  const own = 'kind' in part && part.kind === 'walrus' && 'target' in part ? targetName(part.target) : [];
  return [...own, ...Object.values(part).flatMap(walrusTargets)];
}

function targetName(target: unknown): string[] {
  return typeof target === 'object' && target !== null && 'name' in target && typeof target.name === 'string'
    ? [target.name]
    : [];
}

function plainComprehension(ast: CompAst, inner: Elaborated, context: Context): Expr {
  const [element] = context.all([() => elaborate(ast.element, inner.scope, context)]);
  if (!element || inner.failed) throw new Poisoned();
  const shape = comprehension(ast.span, element.type, inner.clauses, { kind: 'generator', element });
  const size = deliveredSize(shape as Comp);
  if (ast.of === 'set') {
    requireHashable(element.type, ast.element.span);
    return comprehension(ast.span, set(element.type, distinct(size)), inner.clauses, {
      kind: 'set',
      element,
    });
  }
  if (ast.of === 'generator')
    return comprehension(ast.span, iterator(element.type, size, inner.ordered), inner.clauses, {
      kind: 'generator',
      element,
    });
  requireOrder({ element: element.type, size, ordered: inner.ordered }, ast.span, 'This list');
  return comprehension(ast.span, list(element.type, size), inner.clauses, { kind: 'list', element });
}

/**
 * A list comprehension whose consumer does not look at its order (`sorted`, `len`, `set`, `sum` of ints …) may walk
 * a set: it is handed over as a generator.
 */
export function elaborateBag(ast: CompAst, scope: Scope, context: Context): Expr {
  if (ast.of !== 'list') return elaborateComprehension(ast, scope, context);
  return context.maybe(() => {
    const inner = elaborateClauses(ast.clauses, scope, context);
    if (inner.ordered) return plainComprehension(ast, inner, context);
    return plainComprehension({ ...ast, of: 'generator' }, inner, context);
  }, walrusTargets(ast));
}

function dictComprehension(ast: CompAst, inner: Elaborated, context: Context): Expr {
  const valueAst = ast.value;
  if (valueAst === null) throw new Poisoned();
  const [key, value] = context.all([
    () => elaborate(ast.element, inner.scope, context),
    () => elaborate(valueAst, inner.scope, context),
  ]);
  if (!key || !value || inner.failed) throw new Poisoned();
  requireHashable(key.type, ast.element.span);
  return dictCollector(ast.span, inner.clauses, inner.ordered, key, value);
}

/** A dict built from clauses. From an unordered source only where each key certainly comes once. */
export function dictCollector(
  span: Span,
  clauses: readonly Clause[],
  ordered: boolean,
  key: Expr,
  value: Expr,
): Expr {
  const size = deliveredSize(comprehension(span, key.type, clauses, { kind: 'dict', key, value }) as Comp);
  if (!ordered && !keysAreDistinct(clauses, key)) {
    refuse(
      'unordered',
      span,
      'Which value a repeated key keeps depends on the order of a set, which Python leaves open.',
      { hint: 'Wrap the set in sorted(…).' },
    );
  }
  return comprehension(span, dict(key.type, value.type, distinct(size), ordered), clauses, {
    kind: 'dict',
    key,
    value,
  });
}

/** `{k: … for k in set}`: the key is the loop variable of the only `for`, and sets have no repeats. */
function keysAreDistinct(clauses: readonly Clause[], key: Expr): boolean {
  const fors = clauses.filter((c) => c.kind === 'for');
  const [only] = fors;
  return (
    fors.length === 1 &&
    only?.kind === 'for' &&
    only.pattern.kind === 'name' &&
    key.kind === 'var' &&
    key.binding.id === only.pattern.binding.id &&
    (only.source.type.kind === 'set' || only.source.type.kind === 'dict')
  );
}

/** Elaborates clauses left to right. An error in one leaves its names poisoned and goes on, so that all are reported. */
export function elaborateClauses(asts: readonly ClauseAst[], outer: Scope, context: Context): Elaborated {
  let scope = outer;
  let ordered = true;
  let failed = false;
  const clauses: Clause[] = [];
  // Only the first source is evaluated outside; from there on every target is local, bound or not.
  const unbound = asts
    .flatMap((ast) => (ast.kind === 'for' ? targetNames(ast.target) : []))
    .map((name): [string, Local] => [name, 'unbound']);
  asts.forEach((ast, index) => {
    const done = context.attempt(() => {
      if (ast.kind === 'if') {
        const test = elaborateTest(ast.test, scope, context);
        clauses.push({ kind: 'if', test, span: ast.span });
        scope = scope.with(narrowings(ast.test, test, scope, true));
        return true;
      }
      const source = elaborate(ast.source, scope, context);
      const bound = bindSource(ast.target, source, ast.span, context, clauses.length === 0);
      clauses.push(...bound.clauses);
      scope = (index === 0 ? scope.with(unbound) : scope).with(bound.names);
      ordered &&= bound.ordered;
      return true;
    });
    if (done === null) {
      failed = true;
      if (ast.kind === 'for')
        scope = scope.with(targetNames(ast.target).map((name): [string, Local] => [name, null]));
    }
  });
  return { clauses, scope, ordered, failed };
}

function targetNames(target: TargetAst): string[] {
  return target.kind === 'tuple' ? target.items.flatMap(targetNames) : [target.name];
}

interface Bound {
  readonly clauses: readonly Clause[];
  readonly names: readonly (readonly [string, Expr])[];
}

/** `for target in source`. A generator source hands over its clauses; its element is bound by `let`. */
export function bindSource(
  target: TargetAst,
  source: Expr,
  span: Span,
  context: Context,
  first: boolean,
): Bound & { readonly ordered: boolean } {
  const iteration: Iteration = requireIteration(source);
  if (source.kind === 'comp' && source.collector.kind === 'generator') {
    const bound = bindValue(target, source.collector.element, context);
    return { clauses: [...source.clauses, ...bound.clauses], names: bound.names, ordered: iteration.ordered };
  }
  const walked =
    source.type.kind === 'tuple' ? convert(source, list(iteration.element, iteration.size)) : source;
  const [single] = walked.kind === 'display' && walked.of === 'list' ? walked.items : [];
  if (
    !first &&
    walked.kind === 'display' &&
    walked.items.length === 1 &&
    single?.kind === 'item' &&
    walked.of === 'list' &&
    target.kind === 'name'
  ) {
    const bound = bindValue(target, single.value, context);
    return { clauses: bound.clauses, names: bound.names, ordered: true };
  }
  const { pattern, clauses, names } = bindPattern(target, iteration.element, context);
  return {
    clauses: [{ kind: 'for', pattern, source: walked, span }, ...clauses],
    names,
    ordered: iteration.ordered,
  };
}

/** Binds a value that is computed once: a display is taken apart item by item. */
function bindValue(target: TargetAst, value: Expr, context: Context): Bound {
  if (
    target.kind === 'tuple' &&
    value.kind === 'display' &&
    value.of === 'tuple' &&
    value.items.length === target.items.length &&
    target.items.every((t) => t.kind !== 'starred')
  ) {
    const parts = target.items.map((item, i) => {
      const part = value.items[i];
      if (!part) throw new Poisoned();
      return bindValue(item, part.value, context);
    });
    return { clauses: parts.flatMap((p) => p.clauses), names: parts.flatMap((p) => p.names) };
  }
  if (target.kind === 'name') {
    if ((value.kind === 'const' && isSimple(value)) || value.kind === 'var')
      return { clauses: [], names: [[target.name, value]] };
    const binding = context.bind(target.name, value.type);
    return {
      clauses: [{ kind: 'let', binding, value, span: value.span }],
      names: [[target.name, variable(target.span, binding)]],
    };
  }
  const binding = context.bind('item', value.type);
  const inner = unpackInto(target, variable(value.span, binding), context);
  return {
    clauses: [{ kind: 'let', binding, value, span: value.span }, ...inner.clauses],
    names: inner.names,
  };
}

function bindPattern(target: TargetAst, type: Type, context: Context): Bound & { readonly pattern: Pattern } {
  if (target.kind === 'name') {
    const binding = context.bind(target.name, type);
    return {
      pattern: { kind: 'name', binding },
      clauses: [],
      names: [[target.name, variable(target.span, binding)]],
    };
  }
  if (
    target.kind === 'tuple' &&
    type.kind === 'tuple' &&
    type.items.length === target.items.length &&
    target.items.every((t) => t.kind !== 'starred')
  ) {
    const parts = target.items.map((item, i) => bindPattern(item, type.items[i] ?? type, context));
    return {
      pattern: { kind: 'tuple', items: parts.map((p) => p.pattern) },
      clauses: parts.flatMap((p) => p.clauses),
      names: parts.flatMap((p) => p.names),
    };
  }
  const binding = context.bind('item', type);
  const inner = unpackInto(target, variable(target.span, binding), context);
  return { pattern: { kind: 'name', binding }, clauses: inner.clauses, names: inner.names };
}

/** Takes a named value apart with `let` clauses; lengths that aren't proved are checked by `unpack`. */
function unpackInto(target: TargetAst, value: Expr, context: Context): Bound {
  const items = target.kind === 'tuple' ? target.items : [target];
  const starAt = items.findIndex((item) => item.kind === 'starred');
  if (value.type.kind === 'tuple') return unpackTuple(items, starAt, value, context);
  const iteration = iterationOf(value.type);
  if (iteration === null)
    return refuse('type-error', target.span, "This value can't be unpacked.", { exception: 'TypeError' });
  requireOrder(iteration, target.span, 'Unpacking');
  const arity = starAt < 0 ? items.length : items.length - 1;
  const parts = context.bind(
    'parts',
    list(
      iteration.element,
      starAt < 0
        ? { min: BigInt(arity), max: BigInt(arity) }
        : add(NON_NEGATIVE, { min: BigInt(arity), max: BigInt(arity) }),
    ),
  );
  const read = variable(target.span, parts);
  const unpack = op(
    target.span,
    'unpack',
    parts.type,
    [value],
    starAt < 0 ? { arity } : { arity, star: true },
  );
  const clauses: Clause[] = [{ kind: 'let', binding: parts, value: unpack, span: target.span }];
  const names: (readonly [string, Expr])[] = [];
  const index = (at: number) => constant(target.span, BigInt(at));
  items.forEach((item, i) => {
    const after = items.length - 1 - i;
    const part =
      i === starAt
        ? op(item.span, 'slice', list(iteration.element), [
            read,
            index(i),
            after === 0 ? constant(item.span, null) : index(-after),
            constant(item.span, null),
          ])
        : narrowToPosition(
            op(item.span, 'index', iteration.element, [
              read,
              starAt >= 0 && i > starAt ? index(-after - 1) : index(i),
            ]),
            value.type,
            starAt >= 0 && i > starAt ? -after - 1 : i,
          );
    const bound = bindValue(
      item.kind === 'starred' ? { kind: 'name', name: item.name, span: item.span } : item,
      part,
      context,
    );
    clauses.push(...bound.clauses);
    names.push(...bound.names);
  });
  return { clauses, names };
}

function unpackTuple(items: readonly TargetAst[], starAt: number, value: Expr, context: Context): Bound {
  if (value.type.kind !== 'tuple') throw new Poisoned();
  const types = value.type.items;
  const starred = types.length - items.length + 1;
  if (starAt < 0 ? types.length !== items.length : starred < 0) {
    return refuse(
      'type-error',
      value.span,
      `${types.length} values can't be unpacked into ${items.length} names.`,
      { exception: 'ValueError' },
    );
  }
  const get = (at: number) => op(value.span, 'tuple.get', types[at] ?? int(), [value], { index: at });
  const clauses: Clause[] = [];
  const names: (readonly [string, Expr])[] = [];
  items.forEach((item, i) => {
    if (item.kind === 'starred') {
      const rest = Array.from({ length: starred }, (_, k) => get(i + k));
      const element = rest.map((r) => r.type).reduce(join, NEVER);
      const value: Expr = {
        kind: 'display',
        of: 'list',
        span: item.span,
        type: list(element, { min: BigInt(starred), max: BigInt(starred) }),
        items: rest.map((r) => ({ kind: 'item', value: convert(r, element) })),
      };
      const bound = bindValue({ kind: 'name', name: item.name, span: item.span }, value, context);
      clauses.push(...bound.clauses);
      names.push(...bound.names);
      return;
    }
    const at = starAt >= 0 && i > starAt ? i + starred - 1 : i;
    const bound = bindValue(item, get(at), context);
    clauses.push(...bound.clauses);
    names.push(...bound.names);
  });
  return { clauses, names };
}
