import type { Expr, Lambda, Pattern, Program, Type } from '../../language';
import { MOST, WORK_KINDS, type Work } from './kinds';
import { type Add, arithmetic, operation } from './operations';
import { filterShare } from './selectivity';
import {
  distinctOf,
  type Expected,
  either,
  highOf,
  lengthOf,
  lowOf,
  number,
  ofInput,
  ofType,
} from './values';

/**
 * How much of what one run of a program is expected to do, read off its tree: loops multiply, ranges are as long as
 * their bounds say at this size, filters let their share through. Means, not proofs.
 * @param size the data size n
 */
export function workOf({ body, inputs }: Program, size: number): Work {
  const work = Object.fromEntries(WORK_KINDS.map((kind) => [kind, 0])) as Work;
  const specs = new Map(inputs.map(({ name, type }) => [name, type]));
  const bound = new Map<number, Expected>();

  const add: Add = (kind, times) => {
    work[kind] = Math.min(MOST, work[kind] + Math.max(0, times));
  };

  function all(exprs: readonly Expr[], times: number): readonly Expected[] {
    return exprs.map((expr) => visit(expr, times));
  }

  function visit(expr: Expr, times: number): Expected {
    switch (expr.kind) {
      case 'const':
        return constant(expr.value);
      case 'var':
        return bound.get(expr.binding.id) ?? ofType(expr.type);
      case 'input':
        return expr.name === 'n' ? number(size, size) : ofInput(specs.get(expr.name) ?? expr.type, size);
      case 'op':
        return operation(expr, all(expr.args, times), times, add);
      case 'if': {
        visit(expr.test, times);
        add('tests', times);
        const share = filterShare(expr.test, estimate);
        return either(visit(expr.then, times * share), visit(expr.otherwise, times * (1 - share)));
      }
      case 'logic': {
        visit(expr.left, times);
        add('tests', times);
        const share = filterShare(expr.left, estimate);
        visit(expr.right, times * (expr.op === 'and' ? share : 1 - share));
        return number(0, 1);
      }
      case 'let':
      case 'assign': {
        const value = visit(expr.value, times);
        bound.set(expr.binding.id, value);
        return expr.kind === 'let' ? visit(expr.body, times) : value;
      }
      case 'convert': {
        const value = visit(expr.value, times);
        if (value.length !== undefined && expr.type.kind === 'list') add('scans', times * lengthOf(value));
        return value;
      }
      case 'display':
        return display(expr, times);
      case 'sorted': {
        const source = visit(expr.source, times);
        const length = lengthOf(source);
        if (expr.key) keyed(expr.key, source.item ?? {}, times * length);
        add('containers', times);
        add(
          isOrderedByNumbers(expr) ? 'comparisons' : 'orders',
          times * length * Math.log2(Math.max(2, length)),
        );
        add('items', times * length);
        return source;
      }
      case 'comp':
        return comprehension(expr, times);
    }
  }

  /** What a value is expected to be, without counting its work again. */
  function estimate(expr: Expr): Expected {
    const before = { ...work };
    const value = visit(expr, 1);
    Object.assign(work, before);
    return value;
  }

  function keyed({ parameter, body: key }: Lambda, item: Expected, times: number): void {
    bound.set(parameter.id, item);
    visit(key, times);
  }

  function bind(pattern: Pattern, item: Expected): void {
    if (pattern.kind === 'name') bound.set(pattern.binding.id, item);
    if (pattern.kind === 'tuple')
      for (const [i, inner] of pattern.items.entries()) bind(inner, item.items?.[i] ?? item.item ?? {});
  }

  function display(expr: Extract<Expr, { kind: 'display' }>, times: number): Expected {
    const values = expr.items.map((item) => {
      if (item.kind === 'entry') {
        visit(item.key, times);
        return visit(item.value, times);
      }
      return visit(item.value, times);
    });
    if (expr.of === 'tuple') {
      add('tuples', times);
      return { length: values.length, items: values };
    }
    const length = expr.items.reduce((sum, { kind }, i) => {
      return sum + (kind === 'spread' || kind === 'merge' ? lengthOf(values[i] ?? {}) : 1);
    }, 0);
    // What holds constants alone is made once, ahead of the loops.
    const made = expr.items.every((item) => item.kind === 'item' && item.value.kind === 'const') ? 1 : times;
    add('containers', made);
    add(expr.of === 'set' || expr.of === 'dict' ? 'inserts' : 'items', made * length);
    const isSpread = expr.items.some(({ kind }) => kind === 'spread' || kind === 'merge');
    const item = isSpread ? (values[0]?.item ?? {}) : values.reduce(either, values[0] ?? {});
    return { length, item, ...(expr.of === 'dict' ? { value: item } : {}) };
  }

  function comprehension(expr: Extract<Expr, { kind: 'comp' }>, outer: number): Expected {
    const { clauses, collector } = expr;
    let times = outer;
    // What stops at the first decisive element passes only a part.
    for (const [i, clause] of clauses.entries()) {
      if (clause.kind === 'for') {
        const source = visit(clause.source, times);
        const length = lengthOf(source);
        times = Math.min(MOST, times * passed(expr, i, length));
        add('rounds', times);
        if (clause.source.kind === 'op') {
          if (clause.source.op === 'range') add('steps', times);
          if (clause.source.op === 'zip' || clause.source.op === 'enumerate') add('pairs', times);
        }
        if (clause.source.type.kind === 'str') add('characters', times);
        bind(clause.pattern, source.item ?? {});
      } else if (clause.kind === 'if') {
        visit(clause.test, times);
        add('tests', times);
        times *= filterShare(clause.test, estimate);
      } else bound.set(clause.binding.id, visit(clause.value, times));
    }
    return collect(collector, expr.type, times, outer);
  }

  /** Items of a loop that are looked at before the collector has its answer. */
  function passed(expr: Extract<Expr, { kind: 'comp' }>, at: number, length: number): number {
    const { collector, clauses } = expr;
    if (collector.kind !== 'any' && collector.kind !== 'all' && collector.kind !== 'first') return length;
    if (clauses.findIndex(({ kind }) => kind === 'for') !== at) return length;
    const [clause] = clauses;
    if (clause?.kind === 'for') bind(clause.pattern, estimate(clause.source).item ?? {});
    const filters = clauses.reduce(
      (share, each) => (each.kind === 'if' ? share * filterShare(each.test, estimate) : share),
      1,
    );
    const own = collector.kind === 'first' ? 1 : filterShare(collector.element, estimate);
    const decisive = filters * (collector.kind === 'all' ? 1 - own : own);
    return Math.min(length, 1 / Math.max(decisive, 1e-9));
  }

  function collect(
    collector: Extract<Expr, { kind: 'comp' }>['collector'],
    type: Type,
    times: number,
    outer: number,
  ): Expected {
    const length = outer > 0 ? times / outer : 0;
    switch (collector.kind) {
      case 'list':
      case 'sequence': {
        add('containers', outer);
        add('items', times);
        return { length, item: visit(collector.element, times) };
      }
      case 'generator':
        return { length, item: visit(collector.element, times) };
      case 'set':
      case 'frozenset': {
        add('containers', outer);
        add('inserts', times);
        const item = visit(collector.element, times);
        return { length: distinctOf(item, length), item };
      }
      case 'dict': {
        add('containers', outer);
        add('inserts', times);
        const key = visit(collector.key, times);
        return { length: distinctOf(key, length), item: key, value: visit(collector.value, times) };
      }
      case 'sum':
      case 'prod': {
        if (collector.start) visit(collector.start, outer);
        const item = visit(collector.element, times);
        add('reductions', times);
        if (type.kind === 'float') add('sums', times);
        else arithmetic(collector.element.type, times, 'int', add);
        return number(lowOf(item) * length, highOf(item) * length);
      }
      case 'any':
      case 'all':
        visit(collector.element, times);
        add('tests', times);
        return number(0, 1);
      case 'min':
      case 'max': {
        const item = visit(collector.element, times);
        if (collector.key) keyed(collector.key, item, times);
        if (collector.fallback) visit(collector.fallback, outer);
        add('reductions', times);
        add('tests', times);
        return item;
      }
      case 'join': {
        visit(collector.separator, outer);
        const item = visit(collector.element, times);
        add('strings', outer);
        add('characters', times * (lengthOf(item) + 1));
        return { length: length * (lengthOf(item) + 1), item: { length: 1 } };
      }
      case 'first':
        if (collector.fallback) visit(collector.fallback, outer);
        return visit(collector.element, times);
    }
  }

  const answer = visit(body, 1);
  add('results', itemsOf(answer));
  return work;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

function isOrderedByNumbers({ key, type }: Extract<Expr, { kind: 'sorted' }>): boolean {
  const compared = key ? key.body.type : type.kind === 'list' ? type.element : type;
  return compared.kind === 'int' || compared.kind === 'float' || compared.kind === 'bool';
}

/** Items of an answer with what they hold. */
function itemsOf({ length, item, value, items }: Expected): number {
  if (items) return Math.max(1, sum(items.map(itemsOf)));
  if (length === undefined) return 1;
  return Math.min(MOST, length * ((item ? itemsOf(item) : 1) + (value ? itemsOf(value) : 0)));
}

function constant(value: Extract<Expr, { kind: 'const' }>['value']): Expected {
  if (typeof value === 'bigint' || typeof value === 'boolean') return number(Number(value), Number(value));
  if (typeof value === 'string') return { length: value.length, item: { length: 1 } };
  if (value === null) return {};
  return 'float' in value ? number(value.float, value.float) : { length: value.bytes.length };
}
