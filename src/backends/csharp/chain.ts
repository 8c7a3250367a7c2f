import type { Binding, Type } from '../../language';
import {
  type Clause,
  type Comp,
  type Expr,
  mayRaise,
  type Pattern,
  readBindings,
  some,
} from '../../language';
import { code, joinCode } from '../text';
import type { Block } from './block';
import type { Context } from './context';
import { convertValue } from './convert';
import { KEYWORDS } from './names';
import { atom, method, type Printed, simple, wide } from './print';
import { query } from './query';
import { elementType, paired, walked } from './sources';

/** A LINQ chain before its last step: `map` says what each item becomes, null when the items are the elements. */
export interface Items {
  readonly iter: Printed;
  readonly map: { readonly parameter: string; readonly print: (expr: Expr, out: Block) => Printed } | null;
}

/** What the innermost loop delivers. */
export interface Delivered {
  readonly exprs: readonly Expr[];
  /** The element in the representation that the result asks for. */
  readonly print: (out: Block) => Printed;
}

/** What nested loops become: flattened, or decided one inside the other. */
type Nesting = 'SelectMany' | 'Any' | 'All';

interface Level {
  readonly iter: Printed;
  readonly parameter: string;
  readonly scope: readonly Binding[];
}

/** A generator as a lazy `IEnumerable<T>`. */
export function items(cx: Context, comp: Comp, out: Block): Printed {
  const element = comp.collector.kind === 'dict' ? null : comp.collector.element;
  if (element === null) return simple('null');
  const target = elementType(comp.type);
  return elements(cx, comp, out, { exprs: [element], print: (inner) => as(cx, element, target, inner) });
}

/** An expression in the representation of another type. */
export function as(cx: Context, expr: Expr, type: Type, out: Block): Printed {
  return convertValue(cx, cx.expression(expr, out), expr.type, type, expr.span, out);
}

/** All elements of a comprehension as one `IEnumerable<T>`. */
export function elements(cx: Context, comp: Comp, out: Block, delivered: Delivered): Printed {
  if (cx.settings.mode === 'query') {
    const asQuery = cx.attempt(() => query(cx, comp, out, delivered));
    if (asQuery !== null) return asQuery;
  }
  const last = flat(cx, comp, out, delivered, 'SelectMany');
  return last.parameter === null ? last.iter : selected(cx, last.iter, last.parameter, delivered);
}

/** `Any`, `All`, `Sum` … take the last step as their own lambda. */
export function folded(cx: Context, comp: Comp, out: Block, delivered: Delivered, name: string): Printed {
  const decides = name === 'Any' || name === 'All';
  // A query has no word for `any`: over a plain source the method says it all.
  if (cx.settings.mode === 'query' && !(decides && comp.clauses.length === 1)) {
    const asQuery = cx.attempt(() => query(cx, comp, out, delivered));
    if (asQuery !== null) {
      const found = cx.names.fresh('holds');
      return decides ? method(asQuery, name, `${found} => ${found}`) : method(asQuery, name);
    }
  }
  const nesting = decides ? name : 'SelectMany';
  const last = flat(cx, comp, out, delivered, nesting);
  if (last.parameter === null) return nesting === 'SelectMany' ? method(last.iter, name) : last.iter;
  const body = cx.lambda(last.parameter, delivered.print);
  const identity = body.code.text === `${last.parameter} => ${last.parameter}`;
  return identity && nesting === 'SelectMany' ? method(last.iter, name) : method(last.iter, name, body);
}

/** The chain with its last parameter, for steps that want a lambda of their own. Null in query mode. */
export function lastStep(
  cx: Context,
  comp: Comp,
  out: Block,
  delivered: Delivered,
): { iter: Printed; parameter: string | null } {
  if (cx.settings.mode === 'query') {
    const asQuery = cx.attempt(() => query(cx, comp, out, delivered));
    if (asQuery !== null) return { iter: asQuery, parameter: null };
  }
  return flat(cx, comp, out, delivered, 'SelectMany');
}

function selected(cx: Context, iter: Printed, parameter: string, delivered: Delivered): Printed {
  const body = cx.lambda(parameter, delivered.print);
  return body.code.text === `${parameter} => ${parameter}` ? iter : method(iter, 'Select', body);
}

/** `parameter` is null when the loops were nested: the items are the elements then. */
function flat(
  cx: Context,
  comp: Comp,
  out: Block,
  delivered: Delivered,
  nesting: Nesting,
): { iter: Printed; parameter: string | null } {
  const [first, ...rest] = comp.clauses;
  if (first?.kind !== 'for') return { iter: simple('null'), parameter: null };
  const named = walkedAs(cx, first.source, first.pattern, out);
  const level = { ...named, iter: parallelSource(cx, comp, named.iter) };
  return steps(cx, rest, level, delivered, nesting);
}

function steps(
  cx: Context,
  clauses: readonly Clause[],
  level: Level,
  delivered: Delivered,
  nesting: Nesting,
): { iter: Printed; parameter: string | null } {
  const [clause, ...rest] = clauses;
  if (clause === undefined) return level;
  const { iter, parameter } = level;
  if (clause.kind === 'if') {
    const test = cx.lambda(parameter, (out) => cx.expression(clause.test, out));
    return steps(cx, rest, { ...level, iter: method(iter, 'Where', test) }, delivered, nesting);
  }
  if (clause.kind === 'let')
    return steps(cx, rest, named(cx, clause, rest, level, delivered), delivered, nesting);
  const inner = cx.lambda(parameter, (out) => {
    const next = walkedAs(cx, clause.source, clause.pattern, out);
    const last = steps(cx, rest, next, delivered, nesting);
    if (last.parameter === null) return last.iter;
    return nesting === 'SelectMany'
      ? selected(cx, last.iter, last.parameter, delivered)
      : method(last.iter, nesting, cx.lambda(last.parameter, delivered.print));
  });
  return { iter: method(iter, nesting, inner), parameter: null };
}

/** A name in the middle of a chain: an anonymous row carries what is still needed, or the value takes the item's place. */
function named(
  cx: Context,
  clause: Extract<Clause, { kind: 'let' }>,
  rest: readonly Clause[],
  level: Level,
  delivered: Delivered,
): Level {
  const { binding } = clause;
  const later = new Set<number>();
  for (const expr of [...rest.map(clauseExpression), ...delivered.exprs])
    for (const id of readBindings(expr)) later.add(id);
  const kept = level.scope.filter((b) => later.has(b.id));
  if (kept.length === 0) {
    const value = cx.lambda(level.parameter, (out) => cx.expression(clause.value, out));
    return { iter: method(level.iter, 'Select', value), parameter: cx.nameOf(binding), scope: [binding] };
  }
  const row = cx.names.fresh('row');
  const value = cx.lambda(level.parameter, (out) => {
    const fields = kept.map((b) => {
      const path = cx.nameOf(b);
      return /^@?\w+$/.test(path) ? code`${path}` : code`${fieldOf(b)} = ${path}`;
    });
    const own = cx.expression(clause.value, out);
    return atom(code`new { ${joinCode([...fields, code`${fieldOf(binding)} = ${wide(own).code}`], ', ')} }`);
  });
  for (const b of kept) {
    const path = cx.nameOf(b);
    cx.alias(b, `${row}.${/^@?\w+$/.test(path) ? path : fieldOf(b)}`);
  }
  cx.alias(binding, `${row}.${fieldOf(binding)}`);
  return { iter: method(level.iter, 'Select', value), parameter: row, scope: [...kept, binding] };
}

const fieldOf = ({ id, name }: Binding): string =>
  KEYWORDS.has(name) ? `@${name}` : /^[A-Za-z_]\w*$/.test(name) ? name : `item${id}`;

const clauseExpression = (clause: Clause): Expr =>
  clause.kind === 'for' ? clause.source : clause.kind === 'if' ? clause.test : clause.value;

/** Starts a loop over a source: its parameter, and what the pattern names in it. */
export function walkedAs(cx: Context, source: Expr, pattern: Pattern, out: Block): Level {
  const scope: Binding[] = [];
  if (source.kind === 'op' && pattern.kind === 'tuple') {
    if (source.op === 'dict.items' && source.args[0] && pattern.items.length === 2) {
      const iter = cx.expression(source.args[0], out);
      const entry = cx.names.fresh('entry');
      pattern.items.forEach((item, i) => {
        alias(cx, item, `${entry}.${i === 0 ? 'Key' : 'Value'}`, scope);
      });
      return { iter, parameter: entry, scope };
    }
    if (
      source.op === 'enumerate' ||
      (source.op === 'zip' && pattern.items.length === 2 && source.options?.strict !== true)
    ) {
      const fields = pattern.items.map((item) =>
        item.kind === 'name' ? cx.names.of(item.binding) : cx.names.fresh('item'),
      );
      const iter = paired(cx, source, fields, out);
      const parameter = cx.names.fresh('pair');
      pattern.items.forEach((item, i) => {
        alias(cx, item, `${parameter}.${fields[i]}`, scope);
      });
      return { iter, parameter, scope };
    }
  }
  const iter = walked(cx, source, out);
  return { iter, parameter: bindPattern(cx, pattern, scope), scope };
}

/** The parameter of a lambda or loop whose names are read through it. */
function bindPattern(cx: Context, pattern: Pattern, scope: Binding[]): string {
  if (pattern.kind === 'ignore') return cx.names.fresh('_');
  if (pattern.kind === 'name') {
    scope.push(pattern.binding);
    return cx.names.of(pattern.binding);
  }
  const parameter = cx.names.fresh(pattern.items.length === 2 ? 'pair' : 'items');
  alias(cx, pattern, parameter, scope);
  return parameter;
}

function alias(cx: Context, pattern: Pattern, path: string, scope: Binding[]): void {
  if (pattern.kind === 'name') {
    scope.push(pattern.binding);
    cx.alias(pattern.binding, path);
  } else if (pattern.kind === 'tuple') {
    pattern.items.forEach((item, i) => {
      alias(cx, item, `${path}.Item${i + 1}`, scope);
    });
  }
}

/** PLINQ over the outermost loop, where that can't change which exception is met first. */
function parallelSource(cx: Context, comp: Comp, source: Printed): Printed {
  if (cx.settings.parallel <= 1) return source;
  const reason = sequentialReason(comp);
  if (reason !== null) {
    cx.note('not-parallel', comp.span, reason, 'info');
    return source;
  }
  return method(
    method(method(source, 'AsParallel'), 'AsOrdered'),
    'WithDegreeOfParallelism',
    String(cx.settings.parallel),
  );
}

function sequentialReason(comp: Comp): string | null {
  const parts = comp.clauses.map(clauseExpression);
  const [, ...inner] = parts;
  const exprs =
    comp.collector.kind === 'dict' ? [comp.collector.key, comp.collector.value] : [comp.collector.element];
  const body = [...inner, ...exprs];
  if (comp.collector.kind === 'generator') return 'A generator hands out its items one after the other.';
  if (body.some((e) => some(e, (node) => node.kind === 'assign')))
    return 'A variable set inside the loop needs its order.';
  if (body.some(mayRaise)) return 'The first exception decides, so the items are taken in order.';
  return null;
}
