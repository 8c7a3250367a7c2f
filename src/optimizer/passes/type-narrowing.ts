import {
  add,
  type Binding,
  type Clause,
  type Collector,
  type Comp,
  convert,
  deliveredSize,
  type Expr,
  hull,
  INT_RANGES,
  type Interval,
  int,
  maximum,
  meet,
  minimum,
  multiply,
  type Op,
  point,
  rangeType,
  sameInterval,
  type Type,
} from '../../language';
import type { Pass } from '../pass';
import { mapSame } from '../rewriting';

/** Propagates tightened loop bounds into the intervals of ints, so that backends choose smaller machine types and drop checks. */
export const typeNarrowing: Pass = {
  id: 'type-narrowing',
  title: 'Type narrowing',
  precondition: 'The interval of an int follows from what it is computed from.',
  parameters: [],
  apply: (body) => convert(narrow(body, new Map()), body.type),
};

type Environment = Map<number, Binding>;

const COMPARISONS = new Set(['eq', 'ne', 'lt', 'le', 'gt', 'ge', 'truth', 'not']);

/** The same value with int types as tight as what is inside allows; other types stay as they are. */
function narrow(expr: Expr, env: Environment): Expr {
  switch (expr.kind) {
    case 'var': {
      const binding = env.get(expr.binding.id);
      return binding ? { ...expr, binding, type: binding.type } : expr;
    }
    case 'op':
      return narrowOp(expr, env);
    case 'let': {
      const value = narrow(expr.value, env);
      const binding = rebind(expr.binding, value.type, env);
      const kept = binding === expr.binding ? convert(value, expr.binding.type) : value;
      const body = keep(expr.body, env);
      return kept === expr.value && body === expr.body ? expr : { ...expr, binding, value: kept, body };
    }
    case 'comp':
      return narrowComp(expr, env);
    default:
      return mapSame(expr, (child) => keep(child, env));
  }
}

/** Narrowed inside, converted back to its own type at the top. */
function keep(expr: Expr, env: Environment): Expr {
  return convert(narrow(expr, env), expr.type);
}

function narrowOp(node: Op, env: Environment): Expr {
  const rule = INT_RANGES[node.op];
  if (rule && node.type.kind === 'int') {
    const args = mapArgs(node, (arg) => narrow(arg, env));
    const [a, b] = args.map(rangeOf);
    return typed(node, args, rule(a ?? point(0), b ?? point(0)));
  }
  if ((node.op === 'min' || node.op === 'max') && node.type.kind === 'int') {
    const args = mapArgs(node, (arg) => narrow(arg, env));
    return typed(node, args, args.map(rangeOf).reduce(node.op === 'min' ? minimum : maximum));
  }
  if (node.op === 'range') {
    const args = mapArgs(node, (arg) => narrow(arg, env));
    const [start, stop, step] = args.map(rangeOf);
    const type = start && stop && step ? rangeType(start, stop, step) : node.type;
    return args === node.args && sameRange(type, node.type) ? node : { ...node, args, type };
  }
  if (
    COMPARISONS.has(node.op) &&
    node.args.every((arg) => arg.type.kind === 'int' || arg.type.kind === 'bool')
  ) {
    const args = mapArgs(node, (arg) => narrow(arg, env));
    return args === node.args ? node : { ...node, args };
  }
  return mapSame(node, (child) => keep(child, env));
}

function sameRange(a: Type, b: Type): boolean {
  return (
    a.kind === 'range' && b.kind === 'range' && sameInterval(a.range, b.range) && sameInterval(a.size, b.size)
  );
}

function mapArgs(node: Op, change: (arg: Expr) => Expr): readonly Expr[] {
  const args = node.args.map(change);
  return args.every((arg, i) => arg === node.args[i]) ? node.args : args;
}

function typed(node: Op, args: readonly Expr[], range: Interval): Expr {
  const tight = node.type.kind === 'int' ? (meet(node.type.range, range) ?? node.type.range) : range;
  const same = args === node.args && node.type.kind === 'int' && sameInterval(node.type.range, tight);
  return same ? node : { ...node, args, type: int(tight) };
}

const rangeOf = (expr: Expr): Interval =>
  expr.type.kind === 'int'
    ? expr.type.range
    : expr.type.kind === 'bool'
      ? { min: 0n, max: 1n }
      : { min: null, max: null };

/** The binding with the type of a tighter int, remembered for its reads. */
function rebind(binding: Binding, type: Type, env: Environment): Binding {
  if (binding.type.kind !== 'int' || type.kind !== 'int') return binding;
  const tight = meet(binding.type.range, type.range) ?? binding.type.range;
  if (sameInterval(tight, binding.type.range)) return binding;
  const tighter = { ...binding, type: int(tight) };
  env.set(binding.id, tighter);
  return tighter;
}

function narrowComp(comp: Comp, env: Environment): Expr {
  const clauses = comp.clauses.map((clause): Clause => {
    if (clause.kind === 'if') {
      const test = keep(clause.test, env);
      return test === clause.test ? clause : { ...clause, test };
    }
    if (clause.kind === 'let') {
      const value = narrow(clause.value, env);
      const binding = rebind(clause.binding, value.type, env);
      const kept = binding === clause.binding ? convert(value, clause.binding.type) : value;
      return kept === clause.value ? clause : { ...clause, binding, value: kept };
    }
    const isRange = clause.source.kind === 'op' && clause.source.op === 'range';
    const source = isRange ? narrow(clause.source, env) : keep(clause.source, env);
    if (source.type.kind !== 'range' || clause.pattern.kind !== 'name')
      return source === clause.source ? clause : { ...clause, source };
    const binding = rebind(clause.pattern.binding, int(source.type.range), env);
    return source === clause.source && binding === clause.pattern.binding
      ? clause
      : { ...clause, source, pattern: { kind: 'name', binding } };
  });
  const { collector } = comp;
  if ((collector.kind === 'sum' || collector.kind === 'prod') && collector.element.type.kind === 'int')
    return narrowTotal(comp, clauses, collector, env);
  const holder = mapSame({ ...comp, clauses: [] }, (child) => keep(child, env));
  const next = holder.kind === 'comp' ? holder.collector : collector;
  const same = clauses.every((c, i) => c === comp.clauses[i]) && next === collector;
  return same ? comp : { ...comp, clauses, collector: next };
}

function narrowTotal(
  comp: Comp,
  clauses: readonly Clause[],
  collector: Extract<Collector, { kind: 'sum' | 'prod' }>,
  env: Environment,
): Expr {
  const element = narrow(collector.element, env);
  const start = collector.start && narrow(collector.start, env);
  const same =
    clauses.every((c, i) => c === comp.clauses[i]) &&
    element === collector.element &&
    start === collector.start;
  const next: Comp = same ? comp : { ...comp, clauses, collector: { ...collector, element, start } };
  if (collector.kind === 'prod' || next.type.kind !== 'int' || element.type.kind !== 'int') return next;
  const from = start ? rangeOf(start) : point(0);
  const total = hull(from, add(from, multiply(element.type.range, hull(point(0), deliveredSize(next)))));
  const tight = meet(next.type.range, total) ?? next.type.range;
  return sameInterval(tight, next.type.range) ? next : { ...next, type: int(tight) };
}
