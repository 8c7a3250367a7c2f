import { type Clause, type Expr, readBindings } from '../../language';
import { code, type Fragment } from '../text';
import { block, closureBody, method, type Rx, suffixed, valueBlock } from './code';
import type { Emitter } from './emitter';
import { letStatement } from './expressions';
import { peeking, type Shape, taking } from './shapes';
import { walkSource } from './sources';
import { isCopy } from './types';

/** An iterator chain over the clauses of a comprehension. */
export interface Pipeline {
  readonly iter: Rx;
  /** Whether it borrows nothing from the block it is made in. */
  readonly free: boolean;
}

/** What the last closure of a chain prints. */
export interface Product {
  print(): Rx;
  /** What it reads. */
  readonly parts: readonly Expr[];
  /** The variable whose value is the element as it stands: then no `map` is needed. */
  readonly same?: Expr;
}

/** The element as an owned value of its own type. */
export const plainProduct = (e: Emitter, element: Expr): Product => ({
  print: () => suffixed(e.value(element)),
  parts: [element],
  same: element,
});

/**
 * Prints clauses as `source.filter(…).flat_map(…).map(…)`. Null where a chain would not compile or not read well: a
 * closure that outlives its scope would have to own a variable that others still read.
 * @param moving whether the iterator leaves the block it is made in
 */
export function pipeline(
  e: Emitter,
  clauses: readonly Clause[],
  element: Expr | Product,
  moving: boolean,
): Pipeline | null {
  const product = 'kind' in element ? plainProduct(e, element) : element;
  const opened = open(e, clauses, moving);
  if (opened === null) return null;
  const { iter, shape, rest, free } = opened;
  const [clause] = clauses;
  if (clause?.kind !== 'for') return null;
  if (moving && capturesOwned(e, rest, product.parts)) return null;
  const lead = moving ? 'move ' : '';
  const forAt = rest.findIndex((c) => c.kind === 'for');
  if (forAt >= 0) {
    const lets = rest.slice(0, forAt);
    if (lets.some((c) => c.kind !== 'let')) return null;
    const pattern = taking(e, clause.pattern, shape);
    const statements = letStatements(e, lets);
    const inner = within(e, true, () => pipeline(e, rest.slice(forAt), element, true));
    if (inner === null) return null;
    const body = statements.length === 0 ? inner.iter.code : block([...statements, inner.iter.code]);
    return { iter: method(iter, code`flat_map(${lead}|${pattern}| ${body})`), free };
  }
  if (rest.length === 0 && isPatternVariable(clause, product.same, shape)) return { iter, free };
  const pattern = taking(e, clause.pattern, shape);
  if (rest.some((c) => c.kind === 'if')) {
    return { iter: method(iter, code`filter_map(${lead}|${pattern}| ${selected(e, rest, product)})`), free };
  }
  const statements = letStatements(e, rest);
  const value = product.print();
  if (value.code.text === `${pattern.text}.clone()` && statements.length === 0 && isReference(shape))
    return { iter: method(iter, 'cloned()'), free };
  const body = statements.length === 0 ? closureBody(value) : closureBody(valueBlock(statements, value));
  return { iter: method(iter, code`map(${lead}|${pattern}| ${body})`), free };
}

/** Ends a chain with a closure that gets each element, such as `any(|x| …)`, nested for nested clauses. */
export function decided(e: Emitter, clauses: readonly Clause[], name: 'any' | 'all', test: Expr): Rx | null {
  const opened = open(e, clauses, false);
  const [clause] = clauses;
  if (opened === null || clause?.kind !== 'for') return null;
  const { iter, shape, rest } = opened;
  const forAt = rest.findIndex((c) => c.kind === 'for');
  const lets = forAt < 0 ? rest : rest.slice(0, forAt);
  if (lets.some((c) => c.kind !== 'let')) return null;
  const pattern = taking(e, clause.pattern, shape);
  const statements = letStatements(e, lets);
  const value = forAt < 0 ? e.value(test) : decided(e, rest.slice(forAt), name, test);
  if (value === null) return null;
  const body = statements.length === 0 ? value.code : block([...statements, value.code]);
  return method(iter, code`${name}(|${pattern}| ${body})`);
}

interface Opened {
  readonly iter: Rx;
  readonly shape: Shape;
  readonly rest: readonly Clause[];
  readonly free: boolean;
}

/** The source of the first `for` and the filters that follow it. */
function open(e: Emitter, clauses: readonly Clause[], moving: boolean): Opened | null {
  const [clause] = clauses;
  if (clause?.kind !== 'for') return null;
  const { pattern } = clause;
  const walked = within(e, moving, () => walkSource(e, clause.source));
  if (moving && !walked.free) return null;
  const names = pattern.kind === 'name' && (walked.shape.kind === 'zip' || isCopyReference(walked.shape));
  const walk = names ? walked.owned() : walked;
  let iter = walk.iter;
  let at = 1;
  for (let next = clauses[at]; next?.kind === 'if'; next = clauses[++at]) {
    if (moving && capturesOwned(e, [next], [])) return null;
    const peek = peeking(e, pattern, walk.shape);
    const test = e.value(next.test).code;
    iter = method(iter, code`filter(${moving ? 'move ' : ''}|${peek}| ${test})`);
  }
  return { iter, shape: walk.shape, rest: clauses.slice(at), free: walk.free };
}

const isReference = (shape: Shape): boolean => shape.kind === 'item' && shape.own === 'ref';

const isCopyReference = (shape: Shape): boolean =>
  shape.kind === 'item' && shape.own === 'ref' && isCopy(shape.type);

function letStatements(e: Emitter, lets: readonly Clause[]): Fragment[] {
  return lets.flatMap((c) => (c.kind === 'let' ? [letStatement(e, c)] : []));
}

/** `if test { Some(element) } else { None }` with the bindings between. */
function selected(e: Emitter, clauses: readonly Clause[], product: Product): Fragment {
  const [clause, ...rest] = clauses;
  if (clause === undefined) return code`Some(${product.print().code})`;
  if (clause.kind === 'let') {
    const statements: Fragment[] = [letStatement(e, clause)];
    let at = 0;
    for (let next = rest[at]; next?.kind === 'let'; next = rest[++at]) statements.push(letStatement(e, next));
    return block([...statements, selected(e, rest.slice(at), product)]);
  }
  const test = clause.kind === 'if' ? e.value(clause.test).code : code`true`;
  const chosen = selected(e, rest, product);
  return code`if ${test} ${block([chosen])} else ${block(['None'])}`;
}

function within<T>(e: Emitter, moving: boolean, print: () => T): T {
  const before = e.moving;
  e.moving = moving;
  try {
    return print();
  } finally {
    e.moving = before;
  }
}

/** Whether the clauses read a variable of an outer scope that owns its value and is not `Copy`. */
export function capturesOwned(e: Emitter, clauses: readonly Clause[], parts: readonly Expr[]): boolean {
  const exprs = clauses.map((c) => (c.kind === 'for' ? c.source : c.kind === 'if' ? c.test : c.value));
  return [...exprs, ...parts].some((expr) => [...readBindings(expr)].some((id) => e.ownOf(id) === 'place'));
}

/** Whether the element is the variable of the clause, held as an owned value. */
function isPatternVariable(clause: Clause, element: Expr | undefined, shape: Shape): boolean {
  return (
    clause.kind === 'for' &&
    clause.pattern.kind === 'name' &&
    element?.kind === 'var' &&
    element.binding.id === clause.pattern.binding.id &&
    shape.kind === 'item' &&
    (shape.own === 'value' || shape.own === 'place')
  );
}
