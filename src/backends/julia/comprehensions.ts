import {
  type Clause,
  type Comp,
  deliveredSize,
  type Expr,
  isSimple,
  type Lambda,
  type Pattern,
  type Sorted,
} from '../../language';
import { code, type Fragment, indent, joinCode, mark } from '../text';
import type { Emitter } from './emitter';
import { at, LEVEL, type Printed } from './printed';
import { isBig, juliaType, keyType } from './types';

/** Wider than this, a comprehension takes a line for each of its clauses. */
const WIDTH = 76;

/** `x for x in source if test`, to stand between brackets. */
export function generator(emitter: Emitter, clauses: readonly Clause[], element: Fragment): Fragment {
  const parts = [element, ...clauseTexts(emitter, clauses)];
  const line = joinCode(parts, ' ');
  if (line.text.length <= WIDTH && !line.text.includes('\n')) return line;
  return code`\n${indent(joinCode(parts, '\n'), '    ')}\n`;
}

/** Julia takes one `if` after each `for`: neighbours are joined by `&&`. */
function clauseTexts(emitter: Emitter, clauses: readonly Clause[]): Fragment[] {
  const texts: Fragment[] = [];
  let tests: Fragment[] = [];
  const flush = () => {
    if (tests.length > 0) texts.push(code`if ${joinCode(tests, ' && ')}`);
    tests = [];
  };
  clauses.forEach((clause) => {
    if (clause.kind === 'if') {
      tests.push(mark(emitter.print(clause.test, LEVEL.and), clause.span));
      return;
    }
    flush();
    if (clause.kind === 'for')
      texts.push(
        mark(code`for ${pattern(emitter, clause.pattern)} in ${source(emitter, clause.source)}`, clause.span),
      );
    else
      texts.push(
        mark(code`for ${emitter.name(clause.binding)} in (${emitter.print(clause.value)},)`, clause.span),
      );
  });
  flush();
  return texts;
}

export function pattern(emitter: Emitter, p: Pattern): string {
  if (p.kind === 'ignore') return '_';
  if (p.kind === 'name') return emitter.name(p.binding);
  return `(${p.items.map((item) => pattern(emitter, item)).join(', ')}${p.items.length === 1 ? ',' : ''})`;
}

/** What a `for` walks: strings by their characters as strings, dicts by their keys. */
export function source(emitter: Emitter, expr: Expr): Fragment {
  switch (expr.type.kind) {
    case 'str':
      emitter.use('chars');
      return code`chars(${emitter.print(expr)})`;
    case 'dict':
      return code`${emitter.print(expr, LEVEL.primary)}.keys`;
    case 'bytes':
      return code`Int.(${emitter.print(expr)})`;
    case 'tuple':
      return code`(${emitter.print(expr)})`;
    default:
      return emitter.print(expr, LEVEL.range);
  }
}

function lambda(emitter: Emitter, fn: Lambda): Fragment {
  const parameter = emitter.name(fn.parameter);
  const body = emitter.print(fn.body);
  const applied = /^([a-z]+)\((\w+)\)$/.exec(body.text);
  // `x -> length(x)` is `length`.
  return applied?.[1] && applied[2] === parameter ? code`${applied[1]}` : code`${parameter} -> ${body}`;
}

export function printSorted(emitter: Emitter, expr: Sorted): Fragment {
  if (expr.type.kind !== 'list') return emitter.unsupported(expr.span, 'This order');
  const compared = expr.key ? expr.key.body.type : expr.type.element;
  const { kind } = expr.source.type;
  const items =
    kind === 'list' || kind === 'sequence' || isArray(expr.source)
      ? emitter.print(expr.source)
      : code`collect(${source(emitter, expr.source)})`;
  const options: Fragment[] = [];
  if (compared.kind !== 'int' && compared.kind !== 'str' && compared.kind !== 'bool') {
    emitter.use('before');
    options.push(code`lt=before`);
  }
  if (expr.key) options.push(code`by=${lambda(emitter, expr.key)}`);
  if (expr.reverse) options.push(code`rev=true`);
  // Without a key, equal ints and texts can't be told apart: any algorithm will do.
  if (expr.key !== null || options.some(({ text }) => text === 'lt=before'))
    options.push(code`alg=MergeSort`);
  const line = joinCode([items, ...options], ', ');
  if (line.text.length <= WIDTH && !line.text.includes('\n')) return code`sort(${line})`;
  return code`sort(\n${indent(code`${items},\n${joinCode(options, ', ')}`, '    ')}\n)`;
}

/** Generators are printed as arrays. */
const isArray = (expr: Expr): boolean =>
  expr.kind === 'comp' && (expr.collector.kind === 'generator' || expr.collector.kind === 'list');

/** `x for x in xs`: the source itself. */
function identitySource(comp: Comp): Expr | null {
  const [only] = comp.clauses;
  if (
    comp.clauses.length !== 1 ||
    only?.kind !== 'for' ||
    only.pattern.kind !== 'name' ||
    comp.collector.kind === 'dict'
  )
    return null;
  const { element } = comp.collector;
  return element.kind === 'var' && element.binding.id === only.pattern.binding.id ? only.source : null;
}

export function printComp(emitter: Emitter, comp: Comp): Printed {
  const { collector, span } = comp;
  const identity = identitySource(comp);
  const items = (element: Expr): Fragment =>
    identity ? source(emitter, identity) : generator(emitter, comp.clauses, emitter.print(element, LEVEL.or));
  const gen = (element: Expr): Fragment => (identity ? items(element) : code`(${items(element)})`);
  switch (collector.kind) {
    case 'list':
    case 'sequence':
    case 'generator': {
      const type = juliaType(collector.element.type, span);
      return at(
        identity
          ? code`collect(${type}, ${items(collector.element)})`
          : code`${type}[${items(collector.element)}]`,
      );
    }
    case 'set':
    case 'frozenset':
      return at(code`Set{${keyType(collector.element.type, span)}}(${items(collector.element)})`);
    case 'dict': {
      emitter.use('todict');
      const pair = code`(${emitter.print(collector.key)}, ${emitter.print(collector.value)})`;
      return at(
        code`todict(${keyType(collector.key.type, span)}, ${juliaType(collector.value.type, span)}, (${generator(emitter, comp.clauses, pair)}))`,
      );
    }
    case 'sum':
      return at(printSum(emitter, comp, items(collector.element), gen(collector.element)));
    case 'prod': {
      if (collector.element.type.kind !== 'int') return emitter.unsupported(span, 'A product of floats');
      const one = isBig(comp.type) ? 'big(1)' : '1';
      return at(
        code`foldl(*, ${gen(collector.element)}; init=${collector.start ? (isBig(comp.type) ? emitter.big(collector.start) : emitter.print(collector.start)) : one})`,
      );
    }
    case 'any':
    case 'all':
      return at(code`${collector.kind}(${items(collector.element)})`);
    case 'min':
    case 'max': {
      emitter.use('extremum');
      const key = collector.key ? lambda(emitter, collector.key) : code`identity`;
      const empty = collector.fallback ? code`() -> ${emitter.print(collector.fallback)}` : code`noextremum`;
      return at(
        code`extremum(${key}, ${collector.kind === 'max' ? 'after' : 'before'}, ${gen(collector.element)}, ${empty})`,
      );
    }
    case 'join':
      if (collector.separator.type.kind === 'bytes') return emitter.unsupported(span, 'Joining bytes');
      return at(code`join(${gen(collector.element)}, ${emitter.print(collector.separator)})`);
    case 'first':
      if (collector.fallback && !isSimple(collector.fallback))
        return emitter.unsupported(span, 'A computed default of `next`');
      if (!collector.fallback && (deliveredSize(comp).min ?? 0n) < 1n)
        return emitter.unsupported(span, '`next` without a default');
      emitter.use('first_');
      return at(
        code`firstof(${gen(collector.element)}, ${collector.fallback ? emitter.print(collector.fallback) : 'nothing'})`,
      );
  }
}

/** @param alone the items as the only argument of a call; `items` beside others, in parentheses of their own */
function printSum(emitter: Emitter, comp: Comp, alone: Fragment, items: Fragment): Fragment {
  const { collector, type, span } = comp;
  if (collector.kind !== 'sum') return emitter.unsupported(span, 'This total');
  if (type.kind === 'float') {
    emitter.use(type.orZero ? 'floatsumorzero' : 'floatsum');
    if (type.orZero) return code`floatsumorzero(${alone})`;
    return collector.start
      ? code`floatsum(${items}, ${emitter.print(collector.start)})`
      : code`floatsum(${alone})`;
  }
  if (isBig(type))
    return code`foldl(+, ${items}; init=${collector.start ? emitter.big(collector.start) : code`big(0)`})`;
  return code`foldl(+, ${items}; init=${collector.start ? emitter.print(collector.start) : '0'})`;
}
