import { deliveredSize, mayRaise } from './analysis';
import { constant, convert, op } from './build';
import { collect } from './collect';
import { Poisoned } from './context';
import { refuse, type Span } from './diagnostic';
import { elaborate, truth } from './elaborate';
import type { Call } from './elaborate-builtins';
import { bindSource, dictCollector } from './elaborate-comprehension';
import { dictOf, emptyDisplay, requireHashable } from './elaborate-displays';
import { flattened } from './elaborate-nested';
import { asInt } from './elaborate-operators';
import { extreme, sorted } from './elaborate-orderings';
import { byMember } from './elaborate-unions';
import {
  add,
  contains,
  hull,
  type Interval,
  maximum,
  multiply,
  NON_NEGATIVE,
  point,
  power,
  SAFE,
} from './interval';
import type { Collector, Comp, Expr } from './ir';
import { distinct, type Iteration, requireIteration, requireOrder } from './iterate';
import {
  BOOL,
  FLOAT,
  FLOAT_OR_ZERO,
  int,
  join,
  list,
  sequence,
  set,
  showType,
  str,
  type Type,
} from './types';

/** Builtins that walk one iterable into a collector. */
export const REDUCTIONS: Readonly<Record<string, (call: Call) => Expr>> = {
  list: (call) => container(call, 'list'),
  tuple: (call) => container(call, 'tuple'),
  set: (call) => container(call, 'set'),
  frozenset: (call) => container(call, 'frozenset'),
  dict: makeDict,
  sum: (call) => total(call, 'sum'),
  'math.prod': (call) => total(call, 'prod'),
  any: (call) => decide(call, 'any'),
  all: (call) => decide(call, 'all'),
  min: (call) => extreme(call, 'min'),
  max: (call) => extreme(call, 'max'),
  sorted,
  next: first,
};

export function callReduction(name: string, call: Call): Expr {
  const reduction = REDUCTIONS[name];
  return reduction
    ? reduction(call)
    : refuse('unsupported-call', call.span, `\`${name}\` is not understood.`);
}

function container(call: Call, of: 'list' | 'tuple' | 'set' | 'frozenset'): Expr {
  call.expectNoKeywords();
  call.expectArity(0, 1);
  const [source] = call.args;
  if (!source)
    return of === 'frozenset'
      ? convert(emptyDisplay('set', call.span), set({ kind: 'never' }, point(0), true))
      : emptyDisplay(of, call.span);
  if (of === 'tuple' && (source.type.kind === 'tuple' || source.type.kind === 'sequence')) return source;
  if (of === 'frozenset' && source.type.kind === 'set' && source.type.frozen) return source;
  return byMember(source, call.context, (items) =>
    collect(call.context, call.span, items, (element, iteration) =>
      containerOf(call, of, element, iteration),
    ),
  );
}

function containerOf(
  call: Call,
  of: 'list' | 'tuple' | 'set' | 'frozenset',
  element: Expr,
  iteration: Iteration,
): { type: Type; collector: Collector } {
  if (of === 'list' || of === 'tuple') {
    requireOrder(iteration, call.span, of === 'list' ? 'This list' : 'This tuple');
    if (of === 'list')
      return { type: list(element.type, iteration.size), collector: { kind: 'list', element } };
    return { type: sequence(element.type, iteration.size), collector: { kind: 'sequence', element } };
  }
  requireHashable(element.type, call.span);
  return {
    type: set(element.type, distinct(iteration.size), of === 'frozenset'),
    collector: { kind: of, element },
  };
}

function makeDict(call: Call): Expr {
  call.expectArity(0, 1);
  const entries = call.ast.keywords.map((k) => {
    if (k.name === null)
      return refuse('unsupported-argument', k.span, '`**` arguments are not understood.', {
        hint: 'Write {**a, …}.',
      });
    return {
      kind: 'entry' as const,
      key: constant(k.span, k.name),
      value: elaborate(k.value, call.scope, call.context),
    };
  });
  const [source] = call.args;
  if (!source) return dictOf(call.span, entries);
  const built = source.type.kind === 'dict' ? source : fromPairs(call, source);
  return entries.length === 0 ? built : dictOf(call.span, [{ kind: 'merge', value: built }, ...entries]);
}

function fromPairs(call: Call, source: Expr): Expr {
  const iteration = requireIteration(source);
  const pair = iteration.element;
  if (pair.kind === 'never') return emptyDisplay('dict', call.span);
  if (pair.kind === 'list' || pair.kind === 'sequence' || pair.kind === 'str')
    return unpackedPairs(call, source);
  if (pair.kind !== 'tuple' || pair.items.length !== 2) {
    return refuse('type-error', source.span, `dict(…) needs pairs, not ${showType(pair)}.`, {
      hint: 'Give it tuples of two: (key, value).',
    });
  }
  const [keyType, valueType] = pair.items;
  if (!keyType || !valueType) return refuse('type-error', source.span, 'dict(…) needs pairs.');
  const built = collect(call.context, call.span, source, (element) => {
    const parts = element.kind === 'display' ? element.items : [];
    const [k, v] = parts;
    const key =
      k?.kind === 'item' ? k.value : op(element.span, 'tuple.get', keyType, [element], { index: 0 });
    const value =
      v?.kind === 'item' ? v.value : op(element.span, 'tuple.get', valueType, [element], { index: 1 });
    return { type: { kind: 'never' }, collector: { kind: 'dict', key, value } };
  });
  if (built.kind !== 'comp' || built.collector.kind !== 'dict') return built;
  requireHashable(built.collector.key.type, call.span);
  return dictCollector(
    call.span,
    built.clauses,
    iteration.ordered,
    built.collector.key,
    built.collector.value,
  );
}

/** Pairs whose length is known only when they are met, such as `text.split('=')`: taken apart like `for k, v in …`. */
function unpackedPairs(call: Call, source: Expr): Expr {
  const { span } = source;
  const pair = { kind: 'tuple', items: [named('key', span), named('value', span)], span } as const;
  const { clauses, names, ordered } = bindSource(pair, source, span, call.context, true);
  const [key, value] = names;
  if (!key || !value) throw new Poisoned();
  requireHashable(key[1].type, call.span);
  return dictCollector(call.span, clauses, ordered, key[1], value[1]);
}

const named = (name: string, span: Span) => ({ kind: 'name', name, span }) as const;

function total(call: Call, kind: 'sum' | 'prod'): Expr {
  call.expectKeywords('start');
  call.expectArity(1, kind === 'sum' ? 2 : 1);
  const [source, second] = call.args;
  if (!source) return refuse('type-error', call.span, `\`${kind}\` needs something to add.`);
  const startAst = call.keyword('start');
  const start = second ?? (startAst ? elaborate(startAst, call.scope, call.context) : null);
  const joined = start && kind === 'sum' ? concatenated(call, source, start) : null;
  if (joined) return joined;
  const nothing = requireIteration(source).element.kind === 'never' && !mayRaise(source);
  if (nothing && isNumeric(start)) return start ?? constant(call.span, kind === 'sum' ? 0n : 1n);
  return collect(call.context, call.span, source, (element, iteration) =>
    totalOf(call, kind, element, iteration, start),
  );
}

const isNumeric = (start: Expr | null): boolean =>
  start === null || ['int', 'bool', 'float'].includes(start.type.kind);

function totalOf(
  call: Call,
  kind: 'sum' | 'prod',
  element: Expr,
  iteration: Iteration,
  start: Expr | null,
): { type: Type; collector: Collector } {
  const type = element.type;
  const zero = int(point(kind === 'sum' ? 0 : 1));
  if (start && !isNumeric(start))
    return refuse(
      'type-error',
      call.span,
      `\`${kind}\` can't add ${showType(type)} to ${showType(start.type)}.`,
      { exception: 'TypeError', hint: 'Use a nested comprehension to flatten.' },
    );
  if (type.kind === 'never')
    return {
      type: start?.type ?? zero,
      collector: { kind, element: convert(constant(call.span, 0n), start?.type ?? zero), start },
    };
  if (type.kind === 'int' || type.kind === 'bool') {
    const value = asInt(element);
    const from = start ? asInt(start) : null;
    const range = totalRange(kind, value.type, iteration.size, from?.type.kind === 'int' ? from.type : zero);
    if (from && from.type.kind === 'float') {
      const exact = contains(SAFE, range) && kind === 'sum' && isWhole(from);
      if (exact) return { type: FLOAT, collector: { kind, element: convert(value, FLOAT), start: from } };
      return refuse(
        'mixed-types',
        call.span,
        'Ints added to a float total are rounded in a way of their own.',
        {
          hint: 'Convert each one: float(x).',
        },
      );
    }
    return { type: int(range), collector: { kind, element: value, start: from } };
  }
  if (type.kind === 'float') {
    requireOrder(iteration, call.span, 'The rounding of this float total');
    const certain = (iteration.size.min ?? 0n) > 0n || start?.type.kind === 'float';
    if (!certain && start && !(start.kind === 'const' && start.value === 0n))
      return refuse('empty-sum', call.span, 'An empty total would be an int, another one a float.', {
        hint: 'Start it at a float: 0.0.',
      });
    if (!certain && kind === 'prod')
      return refuse('empty-sum', call.span, 'An empty product is the int 1, another one a float.', {
        hint: 'Start it at a float: math.prod(…, start=1.0).',
      });
    return {
      type: certain ? FLOAT : FLOAT_OR_ZERO,
      collector: { kind, element, start: start && certain ? convert(asInt(start), FLOAT) : null },
    };
  }
  return refuse('type-error', element.span, `\`${kind}\` adds numbers, not ${showType(type)}.`, {
    exception: 'TypeError',
    hint: type.kind === 'str' ? "Use ''.join(…)." : 'Convert each element to a number.',
  });
}

/** What `sum` concatenates: lists onto `[]`, tuples onto `()`; null for numbers. */
function concatenated(call: Call, source: Expr, start: Expr): Expr | null {
  const row = requireIteration(source).element;
  if (start.kind !== 'display' || start.items.length > 0) return null;
  const { span, context } = call;
  if (start.of === 'list' && row.kind === 'list') return flattened('list', source, span, context, list);
  if (start.of === 'tuple' && (row.kind === 'tuple' || row.kind === 'sequence'))
    return flattened('sequence', source, span, context, sequence);
  return null;
}

function isWhole(value: Expr): boolean {
  return (
    value.kind === 'const' &&
    value.value !== null &&
    typeof value.value === 'object' &&
    'float' in value.value &&
    Number.isSafeInteger(value.value.float)
  );
}

function totalRange(kind: 'sum' | 'prod', type: Type, size: Interval, start: Type): Interval {
  const element = type.kind === 'int' ? type.range : point(0);
  const from = start.kind === 'int' ? start.range : point(0);
  if (kind === 'sum') return hull(from, add(from, multiply(element, hull(point(0), size))));
  if (size.max === null || size.max > 1000n)
    return element.min !== null && element.min >= 0n && from.min !== null && from.min >= 0n
      ? NON_NEGATIVE
      : { min: null, max: null };
  const magnitude = maximum(element, {
    min: element.min === null ? null : -element.min,
    max: element.min === null ? null : -element.min,
  }).max;
  const bound =
    magnitude === null ? null : power(point(magnitude < 1n ? 1n : magnitude), point(size.max)).max;
  return multiply(from, {
    min: bound === null ? null : element.min !== null && element.min >= 0n ? 0n : -bound,
    max: bound,
  });
}

function decide(call: Call, kind: 'any' | 'all'): Expr {
  call.expectNoKeywords();
  call.expectArity(1);
  const [source] = call.args;
  if (!source) return refuse('type-error', call.span, `\`${kind}\` needs an iterable.`);
  return collect(call.context, call.span, source, (element, iteration) => {
    const test = truth(element);
    if (!iteration.ordered && (mayRaise(test) || mayRaise(source)))
      requireOrder(iteration, call.span, 'Which element is met first');
    return { type: BOOL, collector: { kind, element: test } };
  });
}

/** `next(generator, default)`. */
function first(call: Call): Expr {
  call.expectNoKeywords();
  call.expectArity(1, 2);
  const [source, fallback] = call.args;
  if (source?.type.kind !== 'iterator')
    return refuse('type-error', call.span, '`next` needs a generator.', {
      exception: 'TypeError',
      hint: 'Write next((x for x in …), default).',
    });
  const iteration = requireIteration(source);
  requireOrder(iteration, call.span, 'The first element');
  if (!fallback && (source.kind !== 'comp' || (call.context.caught && mayBeEmpty(source))))
    return refuse(
      'unsupported-argument',
      call.span,
      '`next` without a default stops whoever walks this when nothing is left.',
      { hint: 'Give a default: next(…, None).' },
    );
  return collect(call.context, call.span, source, (element) => {
    const type = fallback ? join(element.type, fallback.type) : element.type;
    return {
      type,
      collector: {
        kind: 'first',
        element: convert(element, type),
        fallback: fallback ? convert(fallback, type) : null,
      },
    };
  });
}

/** `separator.join(iterable)` */
export function joined(call: Call, separator: Expr): Expr {
  call.expectNoKeywords();
  call.expectArity(1);
  const [source] = call.args;
  if (!source) return refuse('type-error', call.span, '`join` needs an iterable.');
  return collect(call.context, call.span, source, (element, iteration) => {
    requireOrder(iteration, call.span, 'This text');
    if (element.type.kind === 'never')
      return {
        type: str(point(0)),
        collector: { kind: 'join', separator, element: constant(call.span, '') },
      };
    if (element.type.kind !== 'str')
      return refuse('type-error', element.span, `\`join\` needs strings, not ${showType(element.type)}.`, {
        exception: 'TypeError',
        hint: 'Wrap each element in str(…).',
      });
    const gaps = maximum(add(iteration.size, point(-1)), point(0));
    const gap = separator.type.kind === 'str' ? separator.type.size : NON_NEGATIVE;
    return {
      type: str(add(multiply(element.type.size, iteration.size), multiply(gap, gaps))),
      collector: { kind: 'join', separator, element },
    };
  });
}

const mayBeEmpty = (source: Comp): boolean => (deliveredSize(source).min ?? 0n) < 1n;
