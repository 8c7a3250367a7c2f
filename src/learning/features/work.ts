import {
  contains,
  type Expr,
  fitsSafe,
  INT64,
  type Lambda,
  type Pattern,
  type Program,
  type Type,
} from '../../language';
import { filterShare } from './selectivity';
import {
  distinctOf,
  type Expected,
  either,
  highOf,
  lengthOf,
  lowOf,
  middleOf,
  number,
  ofField,
  ofInput,
  ofType,
} from './values';

/** Kinds of work that cost alike, and what one unit of each is. */
export const WORK = {
  rounds: 'steps of a loop',
  tests: 'truth tests, conditions, comparisons',
  int: 'additions, negations and bit operations on ints that fit a double',
  multiply: 'multiplications of ints',
  divide: 'integer divisions and remainders',
  long: 'operations on ints past 2^53',
  big: 'operations on ints past 2^63',
  float: 'additions and multiplications of floats',
  quotient: 'divisions of floats',
  math: 'calls of mathematical functions',
  strings: 'texts that are made',
  characters: 'characters that are read or written',
  digits: 'numbers turned into text or read from it',
  items: 'items put into lists',
  tuples: 'tuples and records that are made',
  reads: 'reads by index',
  fields: 'reads of a field of a record',
  inserts: 'entries put into sets and dicts',
  lookups: 'lookups in sets and dicts',
  scans: 'items passed by linear searches, copies and slices',
  comparisons: 'comparisons of sorting',
  reductions: 'items folded into a number',
  results: 'items of the answer',
} as const;
export type WorkKind = keyof typeof WORK;
export const WORK_KINDS = Object.keys(WORK) as readonly WorkKind[];

/** Units of work of one run, by kind. */
export type Work = Record<WorkKind, number>;

const MOST = 1e15;

/**
 * How much of what one run of a program is expected to do, read off its tree: loops multiply, ranges are as long as
 * their bounds say at this size, filters let their share through. Means, not proofs.
 * @param size the data size n
 */
export function workOf({ body, inputs }: Program, size: number): Work {
  const work = Object.fromEntries(WORK_KINDS.map((kind) => [kind, 0])) as Work;
  const specs = new Map(inputs.map(({ name, type }) => [name, type]));
  const bound = new Map<number, Expected>();

  const add = (kind: WorkKind, times: number): void => {
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
        return operation(expr, all(expr.args, times), times);
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
        add('comparisons', times * length * Math.log2(Math.max(2, length)));
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
    add(expr.of === 'set' || expr.of === 'dict' ? 'inserts' : 'items', times * length);
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
        add('items', times);
        return { length, item: visit(collector.element, times) };
      }
      case 'generator':
        return { length, item: visit(collector.element, times) };
      case 'set':
      case 'frozenset': {
        add('inserts', times);
        const item = visit(collector.element, times);
        return { length: distinctOf(item, length), item };
      }
      case 'dict': {
        add('inserts', times);
        const key = visit(collector.key, times);
        return { length: distinctOf(key, length), item: key, value: visit(collector.value, times) };
      }
      case 'sum':
      case 'prod': {
        if (collector.start) visit(collector.start, outer);
        const item = visit(collector.element, times);
        add('reductions', times);
        arithmetic(type, times, 'int');
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

  /** An operation on numbers costs by the representation of its result. */
  function arithmetic(type: Type, times: number, kind: 'int' | 'multiply' | 'divide'): void {
    if (type.kind === 'float') add(kind === 'divide' ? 'quotient' : 'float', times);
    else if (type.kind !== 'int' || fitsSafe(type)) add(kind, times);
    else add(contains(INT64, type.range) ? 'long' : 'big', times);
  }

  function operation(
    { op, args, type, options }: Extract<Expr, { kind: 'op' }>,
    values: readonly Expected[],
    times: number,
  ): Expected {
    const [a = {}, b = {}] = values;
    const length = lengthOf(a);
    switch (op) {
      case 'int.add':
      case 'float.add':
        arithmetic(type, times, 'int');
        return number(lowOf(a) + lowOf(b), highOf(a) + highOf(b));
      case 'int.sub':
      case 'float.sub':
        arithmetic(type, times, 'int');
        return number(lowOf(a) - highOf(b), highOf(a) - lowOf(b));
      case 'int.mul':
      case 'float.mul': {
        arithmetic(type, times, 'multiply');
        const products = [
          lowOf(a) * lowOf(b),
          lowOf(a) * highOf(b),
          highOf(a) * lowOf(b),
          highOf(a) * highOf(b),
        ];
        return number(Math.min(...products), Math.max(...products));
      }
      case 'int.mod':
      case 'int.floordiv': {
        arithmetic(args[0]?.type ?? type, times, 'divide');
        const by = Math.max(1, Math.abs(middleOf(b)));
        if (op === 'int.mod') return number(0, Math.min(highOf(a) < 0 ? by : highOf(a), by - 1));
        return number(lowOf(a) / by, highOf(a) / by);
      }
      case 'int.and': {
        arithmetic(type, times, 'int');
        const masks = values.filter((value) => lowOf(value) >= 0).map(highOf);
        return masks.length > 0 ? number(0, Math.min(...masks)) : either(a, b);
      }
      case 'int.rshift':
        arithmetic(type, times, 'int');
        return number(lowOf(a) / 2 ** middleOf(b), highOf(a) / 2 ** middleOf(b));
      case 'int.lshift':
        arithmetic(type, times, 'int');
        return number(lowOf(a) * 2 ** middleOf(b), Math.min(MOST, highOf(a) * 2 ** middleOf(b)));
      case 'int.neg':
      case 'float.neg':
        arithmetic(type, times, 'int');
        return number(-highOf(a), -lowOf(a));
      case 'int.abs':
      case 'float.abs':
        arithmetic(type, times, 'int');
        return number(lowOf(a) > 0 ? lowOf(a) : 0, Math.max(Math.abs(lowOf(a)), Math.abs(highOf(a))));
      case 'min':
      case 'max': {
        const fold = op === 'min' ? Math.min : Math.max;
        arithmetic(type, times * (values.length - 1), 'int');
        return number(fold(...values.map(lowOf)), fold(...values.map(highOf)));
      }
      case 'int.pow': {
        const exponent = Math.min(64, Math.max(1, highOf(b)));
        arithmetic(type, times * Math.log2(2 * exponent), 'multiply');
        return number(0, Math.min(MOST, Math.abs(highOf(a)) ** exponent));
      }
      case 'range': {
        const [start = {}, stop = {}, step = {}] = values;
        const stride = middleOf(step) || 1;
        const [from, to] = [middleOf(start), middleOf(stop)];
        const count = Math.max(0, (to - from) / stride);
        const least = stride > 0 ? lowOf(start) : lowOf(stop);
        const most = stride > 0 ? highOf(stop) : highOf(start);
        return { length: count, item: number(least, Math.max(least, most - 1)) };
      }
      case 'enumerate':
        return { length, item: { length: 2, items: [number(0, length), a.item ?? {}] } };
      case 'zip': {
        const least = Math.min(...values.map(lengthOf));
        return {
          length: least,
          item: { length: values.length, items: values.map(({ item }) => item ?? {}) },
        };
      }
      case 'reversed':
        return a;
      case 'dict.items':
        return { length, item: { length: 2, items: [a.item ?? {}, a.value ?? {}] } };
      case 'dict.keys':
        return { length, item: a.item ?? {} };
      case 'dict.values':
        return { length, item: a.value ?? {} };
      case 'record.get':
        add('fields', times);
        return ofField(type);
      case 'tuple.get':
        return a.items?.[options?.index ?? -1] ?? ofType(type);
      case 'math.isqrt':
      case 'math.sqrt':
        add('math', times);
        return number(Math.sqrt(Math.max(0, lowOf(a))), Math.sqrt(Math.max(0, highOf(a))));
      case 'index':
        add('reads', times);
        return a.item ?? a.value ?? ofType(type);
      case 'slice': {
        const [, from, to] = values;
        const start = args[1]?.type.kind === 'int' ? fromEnd(middleOf(from ?? {}), length) : 0;
        const stop = args[2]?.type.kind === 'int' ? fromEnd(middleOf(to ?? {}), length) : length;
        const kept = Math.max(0, Math.min(length, stop) - Math.min(length, start));
        add('scans', times * kept);
        return { ...a, length: kept };
      }
      case 'len':
        // Texts differ in length; of everything else the number of items is known.
        return args[0]?.type.kind === 'str' ? number(0, 2 * length) : number(length, length);
      case 'contains':
        if (isHashed(args[0])) add('lookups', times);
        else add('scans', (times * Math.max(1, length)) / 2);
        return number(0, 1);
      case 'dict.get':
      case 'dict.get_or':
      case 'dict.getitem':
        add('lookups', times);
        return a.value ?? ofType(type);
      case 'list.count':
      case 'list.index':
        add('scans', times * length);
        return number(0, length);
    }
    return byName(op, type, a, values, times);
  }

  /** Operations that cost alike by their families. */
  function byName(op: string, type: Type, a: Expected, values: readonly Expected[], times: number): Expected {
    const length = lengthOf(a);
    if (/^(compare|truth|is|logic|not|same)/.test(op) || /^(eq|ne|lt|le|gt|ge)$/.test(op)) {
      add('tests', times);
      if (a.length !== undefined) add('scans', times * Math.min(4, length));
    } else if (/truediv$/.test(op)) add('quotient', times);
    else if (/^int\.(from_str)|^float\.from_str/.test(op)) {
      add('digits', times);
      add('characters', times * length);
    } else if (
      op === 'str' ||
      op === 'repr' ||
      op === 'ascii' ||
      op === 'format' ||
      op.startsWith('str.of')
    ) {
      add('digits', times);
      add('strings', times);
      const made =
        a.length === undefined ? Math.max(1, Math.log10(Math.max(1, Math.abs(highOf(a))))) : length;
      add('characters', times * made);
      return { length: made, item: { length: 1 } };
    } else if (/^math\./.test(op) || op === 'float.pow') add('math', times);
    else if (/^int\./.test(op)) {
      arithmetic(type, times, 'int');
      return values.length === 2 ? either(...(values as [Expected, Expected])) : a;
    } else if (/^(float|round|min|max)/.test(op)) {
      arithmetic(type, times * Math.max(1, values.length - 1), 'int');
      return values.reduce(either, a);
    } else if (/^(str|bytes|chr|ord)/.test(op)) {
      const isText = type.kind === 'str' || type.kind === 'list' || type.kind === 'tuple';
      if (isText) add('strings', times * (type.kind === 'list' ? 1 + length / 6 : 1));
      add('characters', times * Math.max(1, length));
      if (type.kind === 'list') return { length: Math.max(1, length / 6), item: { length: 6 } };
      return isText ? { ...a, length } : ofType(type);
    } else if (/^set\./.test(op)) {
      add('lookups', times * length);
      add('inserts', times * length * 0.5);
      return a;
    } else if (/^(concat|repeat|list|unpack|dict)/.test(op)) {
      const total =
        op === 'repeat' ? length * Math.max(1, middleOf(values[1] ?? {})) : sum(values.map(lengthOf));
      if (type.kind === 'str') {
        add('strings', times);
        add('characters', times * total);
      } else add('items', times * total);
      return { ...a, length: total };
    } else add('tests', times);
    return ofType(type);
  }

  const answer = visit(body, 1);
  add('results', itemsOf(answer));
  return work;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

/** An index of Python's, which counts from the end when it is negative. */
const fromEnd = (index: number, length: number): number => (index < 0 ? Math.max(0, length + index) : index);

function isHashed(expr: Expr | undefined): boolean {
  return expr?.type.kind === 'set' || expr?.type.kind === 'dict' || expr?.type.kind === 'range';
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
