import { lengthOf } from './analysis';
import type { Ast, CallAst } from './ast';
import { constant, convert, generatorOf, op } from './build';
import { collect, walkable } from './collect';
import type { Context, Scope } from './context';
import { refuse, type Span } from './diagnostic';
import { elaborate, named, truth } from './elaborate';
import { dictCollector } from './elaborate-comprehension';
import { makeBytes, makeInt, makeStr, parsedFloat } from './elaborate-conversions';
import { formatWith, textOf } from './elaborate-format';
import { applyFunction, not } from './elaborate-functions';
import { asInt, binary, isIntLike, rangeOf, toFloat } from './elaborate-operators';
import { power } from './elaborate-power';
import { byMember, byMembers } from './elaborate-unions';
import { kindsOfTest } from './instance';
import { absolute, add, INT32, type Interval, includes, modulo, point } from './interval';
import type { Clause, Expr } from './ir';
import { filtered, requireIteration, requireOrder } from './iterate';
import { least, rangeType } from './range-type';
import { CHAR, FLOAT, int, iterator, list, NONE, showType, str, tuple } from './types';

/** A call whose positional arguments are elaborated; keywords are looked at by whoever knows them. */
export interface Call {
  readonly name: string;
  readonly args: readonly Expr[];
  readonly ast: CallAst;
  readonly scope: Scope;
  readonly context: Context;
  readonly span: Span;
  keyword(name: string): Ast | null;
  expectNoKeywords(): void;
  expectKeywords(...allowed: string[]): void;
  expectArity(min: number, max?: number): void;
}

type Builtin = (call: Call) => Expr;

/** A builtin with `min` to `max` positional arguments and no keywords. */
function plain(min: number, max: number, make: (call: Call, ...args: [Expr, ...Expr[]]) => Expr): Builtin {
  return (call) => {
    call.expectNoKeywords();
    call.expectArity(min, max);
    const [first, ...rest] = call.args;
    return first
      ? make(call, first, ...rest)
      : refuse('type-error', call.span, `\`${call.name}\` needs an argument.`, { exception: 'TypeError' });
  };
}

export const wrongType = (call: Call, value: Expr, wanted: string): never =>
  refuse('type-error', value.span, `\`${call.name}\` needs ${wanted}, not ${showType(value.type)}.`, {
    exception: 'TypeError',
  });

export const BUILTINS: Readonly<Record<string, Builtin>> = {
  range: plain(1, 3, makeRange),
  len: plain(1, 1, (call, value) => byMember(value, call.context, (x) => length(call, x))),
  abs: plain(1, 1, (call, value) =>
    byMember(value, call.context, (x) => {
      if (isIntLike(x.type)) return op(call.span, 'int.abs', int(absolute(rangeOf(x))), [asInt(x)]);
      return x.type.kind === 'float'
        ? op(call.span, 'float.abs', FLOAT, [convert(x, FLOAT)])
        : wrongType(call, x, 'a number');
    }),
  ),
  round: (call) => round(call),
  divmod: plain(2, 2, (call, a, b) => {
    if (!b) return wrongType(call, a, 'two numbers');
    return named(a, 'dividend', call.context, (x) =>
      named(b, 'divisor', call.context, (y) => {
        const items = [
          binary(call.span, '//', x, y, call.context),
          binary(call.span, '%', x, y, call.context),
        ];
        return {
          kind: 'display',
          of: 'tuple',
          span: call.span,
          type: tuple(items.map((i) => i.type)),
          items: items.map((value) => ({ kind: 'item', value })),
        };
      }),
    );
  }),
  pow: plain(2, 3, (call, base, exponent, modulus) => {
    if (!exponent) return wrongType(call, base, 'two numbers');
    if (!modulus)
      return byMembers(base, exponent, call.context, (x, y) =>
        isNumber(x) && isNumber(y)
          ? power(call.span, asInt(x), asInt(y), call.context)
          : wrongType(call, x, 'numbers'),
      );
    const [b, e, m] = [asInt(base), asInt(exponent), asInt(modulus)];
    if (b.type.kind !== 'int' || e.type.kind !== 'int' || m.type.kind !== 'int')
      return wrongType(call, base, 'ints');
    if (e.type.range.min === null || e.type.range.min < 0n)
      return refuse(
        'unknown-sign',
        exponent.span,
        'A negative exponent with a modulus asks for an inverse, which is not understood.',
      );
    return op(call.span, 'int.powmod', int(modulo({ min: null, max: null }, m.type.range)), [b, e, m]);
  }),
  int: (call) => makeInt(call),
  float: plain(1, 1, (call, value) =>
    byMember(value, call.context, (x) => {
      if (isNumber(x)) return toFloat(x);
      return x.type.kind === 'str' ? parsedFloat(call.span, x) : wrongType(call, x, 'a number or a string');
    }),
  ),
  str: (call) => makeStr(call),
  bool: (call) =>
    call.args.length === 0
      ? constant(call.span, false)
      : plain(1, 1, (c, x) => ({ ...truth(x), span: c.span }))(call),
  repr: plain(1, 1, (call, x) => textOf(call.span, x, 'repr')),
  ascii: plain(1, 1, (call, x) => textOf(call.span, x, 'ascii')),
  format: plain(1, 2, (call, x, spec) => {
    if (!spec) return textOf(call.span, x);
    if (spec.kind !== 'const' || typeof spec.value !== 'string')
      return refuse('unsupported-argument', spec.span, 'A format specification must be written out.');
    return spec.value === '' ? textOf(call.span, x) : formatWith(call.span, x, spec.value, call.context);
  }),
  chr: plain(1, 1, (call, x) =>
    isIntLike(x.type) ? op(call.span, 'chr', CHAR, [asInt(x)]) : wrongType(call, x, 'an int'),
  ),
  ord: plain(1, 1, (call, x) => {
    if (x.kind === 'const' && typeof x.value === 'string' && Array.from(x.value).length === 1)
      return constant(call.span, BigInt(x.value.codePointAt(0) ?? 0));
    return x.type.kind === 'str'
      ? op(call.span, 'ord', int({ min: 0n, max: 0x10ffffn }), [x])
      : wrongType(call, x, 'a string of one character');
  }),
  hex: plain(1, 1, (call, x) => inBase(call, 'hex', x)),
  oct: plain(1, 1, (call, x) => inBase(call, 'oct', x)),
  bin: plain(1, 1, (call, x) => inBase(call, 'bin', x)),
  bytes: (call) => makeBytes(call),
  enumerate: (call) => {
    call.expectKeywords('start');
    call.expectArity(1, 2);
    const [source, second] = call.args;
    if (!source)
      return refuse('type-error', call.span, '`enumerate` needs an iterable.', { exception: 'TypeError' });
    const startAst = call.keyword('start');
    const start = asInt(
      second ?? (startAst ? elaborate(startAst, call.scope, call.context) : constant(call.span, 0n)),
    );
    if (start.type.kind !== 'int') return wrongType(call, start, 'an int to start at');
    const iteration = requireIteration(source);
    requireOrder(iteration, call.span, 'Numbering');
    const from = start.type.range;
    const counts: Interval = {
      min: from.min,
      max:
        from.max === null
          ? null
          : // Nobody waits for more items than that.
            from.max +
            (iteration.size.max === null
              ? 2n ** 52n
              : iteration.size.max > 0n
                ? iteration.size.max - 1n
                : 0n),
    };
    return op(call.span, 'enumerate', iterator(tuple([int(counts), iteration.element]), iteration.size), [
      walkable(source, iteration),
      start,
    ]);
  },
  zip: (call) => {
    call.expectKeywords('strict');
    const iterations = call.args.map(requireIteration);
    for (const iteration of iterations) requireOrder(iteration, call.span, 'Pairing');
    const strictAst = call.keyword('strict');
    if (strictAst && strictAst.kind !== 'constant')
      return refuse('unsupported-argument', strictAst.span, '`strict` must be True or False, written out.');
    const strict = strictAst?.value === true;
    const size: Interval = {
      min: least(iterations.map((i) => i.size.min)) ?? 0n,
      max: least(iterations.map((i) => i.size.max).filter((m) => m !== null)),
    };
    if (call.args.length === 0)
      return {
        kind: 'display',
        of: 'list',
        span: call.span,
        type: list({ kind: 'never' }, point(0)),
        items: [],
      };
    const args = call.args.map((arg, i) => walkable(arg, iterations[i] ?? requireIteration(arg)));
    return op(
      call.span,
      'zip',
      iterator(tuple(iterations.map((i) => i.element)), size),
      args,
      strict ? { strict } : {},
    );
  },
  reversed: plain(1, 1, (call, x) => {
    const iteration = requireIteration(x);
    if (x.type.kind === 'iterator' || x.type.kind === 'set') return wrongType(call, x, 'a sequence');
    requireOrder(iteration, call.span, 'Reversing');
    return op(call.span, 'reversed', iterator(iteration.element, iteration.size), [walkable(x, iteration)]);
  }),
  map: (call) => mapped(call),
  filter: (call) => filterBy(call),
  isinstance: (call) => {
    const [value] = call.args;
    const kindsAst = call.ast.args[1];
    if (!value || !kindsAst)
      return refuse('type-error', call.span, '`isinstance` takes a value and a type.', {
        exception: 'TypeError',
      });
    return kindsOfTest(value, kindsAst, call.span);
  },
  'dict.fromkeys': plain(1, 2, (call, source, value) => {
    const common = value ?? constant(call.span, null);
    const built = collect(call.context, call.span, source, (element) => ({
      type: NONE,
      collector: { kind: 'dict', key: element, value: common },
    }));
    if (built.kind !== 'comp' || built.collector.kind !== 'dict') return built;
    return dictCollector(
      call.span,
      built.clauses,
      requireIteration(source).ordered,
      built.collector.key,
      built.collector.value,
    );
  }),
};

const isNumber = (x: Expr): boolean => isIntLike(x.type) || x.type.kind === 'float';

function makeRange(call: Call, ...args: readonly Expr[]): Expr {
  const numbers = args.map((arg) => (isIntLike(arg.type) ? asInt(arg) : wrongType(call, arg, 'ints')));
  const [first, second, third] = numbers;
  if (!first)
    return refuse('type-error', call.span, '`range` needs an argument.', { exception: 'TypeError' });
  const start = second ? first : constant(call.span, 0n);
  const stop = second ?? first;
  const step = third ?? constant(call.span, 1n);
  return op(call.span, 'range', rangeType(rangeOf(start), rangeOf(stop), rangeOf(step)), [start, stop, step]);
}

function length(call: Call, x: Expr): Expr {
  const unorderedBag =
    x.type.kind === 'iterator' &&
    !x.type.ordered &&
    call.ast.args[0]?.kind === 'comp' &&
    call.ast.args[0].of === 'list';
  if (unorderedBag) {
    return collect(call.context, call.span, x, (_, iteration) => ({
      type: int(iteration.size),
      collector: { kind: 'sum', element: constant(call.span, 1n), start: null },
    }));
  }
  if (x.type.kind === 'iterator' && x.kind === 'op' && x.op.startsWith('dict.') && x.args[0])
    return op(call.span, 'len', int(lengthOf(x.args[0].type)), [x.args[0]]);
  if (!['str', 'bytes', 'list', 'tuple', 'sequence', 'set', 'dict', 'range'].includes(x.type.kind))
    return wrongType(call, x, 'a container');
  if (x.type.kind === 'range' && x.type.size.max !== null && !includes(INT32, x.type.size.max))
    return refuse('may-overflow', call.span, 'Python int too large to convert to C ssize_t', {
      hint: 'The reference is a 32-bit build: a length is below 2^31.',
    });
  if (x.type.kind === 'tuple' && (x.kind === 'var' || x.kind === 'const'))
    return constant(call.span, BigInt(x.type.items.length));
  return op(call.span, 'len', int(lengthOf(x.type)), [x]);
}

function round(call: Call): Expr {
  call.expectKeywords('ndigits');
  call.expectArity(1, 2);
  const [x, second] = call.args;
  if (!x) return refuse('type-error', call.span, '`round` needs a number.', { exception: 'TypeError' });
  const digitsAst = call.keyword('ndigits');
  const digits = second ?? (digitsAst ? elaborate(digitsAst, call.scope, call.context) : null);
  return digits === null
    ? byMember(x, call.context, (number) => rounded(call, number, null))
    : byMembers(x, digits, call.context, (number, places) => rounded(call, number, places));
}

function rounded(call: Call, x: Expr, digits: Expr | null): Expr {
  if (!isNumber(x)) return wrongType(call, x, 'a number');
  if (digits === null || digits.type.kind === 'none')
    return isIntLike(x.type) ? asInt(x) : op(call.span, 'round.to_int', int(), [convert(x, FLOAT)]);
  if (!isIntLike(digits.type)) return wrongType(call, digits, 'a whole number of digits');
  if (isIntLike(x.type))
    return op(call.span, 'round.int_digits', int(add(rangeOf(x), { min: null, max: null })), [
      asInt(x),
      asInt(digits),
    ]);
  return op(call.span, 'round.float_digits', FLOAT, [convert(x, FLOAT), asInt(digits)]);
}

function inBase(call: Call, name: 'hex' | 'oct' | 'bin', x: Expr): Expr {
  return isIntLike(x.type)
    ? op(call.span, name, str({ min: 3n, max: null }), [asInt(x)])
    : wrongType(call, x, 'an int');
}

/** `map(f, xs, ys…)` is `(f(x, y…) for x, y… in zip(xs, ys…))`. */
function mapped(call: Call): Expr {
  call.expectNoKeywords();
  const fn = call.ast.args[0];
  const sources = call.args;
  if (!fn || sources.length === 0)
    return refuse('type-error', call.span, '`map` needs a function and at least one iterable.', {
      exception: 'TypeError',
    });
  const [single] = sources;
  if (sources.length === 1 && single) {
    const collected = collect(call.context, call.span, single, (element, iteration) => {
      const value = applyFunction(fn, [element], call.span, call.scope, call.context);
      return {
        type: iterator(value.type, iteration.size, iteration.ordered),
        collector: { kind: 'generator', element: value },
      };
    });
    return collected;
  }
  const zip = BUILTINS.zip;
  if (!zip) return refuse('unsupported-call', call.span, '`map` is not understood.');
  const pairs = zip(call);
  return collect(call.context, call.span, pairs, (element, iteration) => {
    const parts =
      element.type.kind === 'tuple'
        ? element.type.items.map((item, i) => op(call.span, 'tuple.get', item, [element], { index: i }))
        : [];
    const value = applyFunction(fn, parts, call.span, call.scope, call.context);
    return {
      type: iterator(value.type, iteration.size, iteration.ordered),
      collector: { kind: 'generator', element: value },
    };
  });
}

/** `filter(f, xs)` is `(x for x in xs if f(x))`; with None, `if x`. */
function filterBy(call: Call): Expr {
  call.expectNoKeywords();
  const fn = call.ast.args[0];
  const [source] = call.args;
  if (!fn || !source || call.args.length !== 1)
    return refuse('type-error', call.span, '`filter` takes a function and one iterable.', {
      exception: 'TypeError',
    });
  const iteration = requireIteration(source);
  const kept = call.context.bind('item', iteration.element);
  const read: Expr = { kind: 'var', span: source.span, binding: kept, type: kept.type };
  const test =
    fn.kind === 'constant' && fn.value === null
      ? truth(read)
      : truth(applyFunction(fn, [read], call.span, call.scope, call.context));
  const base = collect(call.context, call.span, source, (element) => ({
    type: iterator(element.type),
    collector: { kind: 'generator', element },
  }));
  if (base.kind !== 'comp' || base.collector.kind !== 'generator') return not(test);
  const element = base.collector.element;
  const lets: Clause[] = [{ kind: 'let', binding: kept, value: element, span: source.span }];
  const clauses: Clause[] = [...base.clauses, ...lets, { kind: 'if', test, span: fn.span }];
  const elementType = fn.kind === 'constant' && kept.type.kind === 'optional' ? kept.type.of : kept.type;
  const value: Expr =
    elementType === kept.type ? read : { kind: 'convert', span: read.span, value: read, type: elementType };
  return generatorOf(call.span, clauses, value, {
    kind: 'iterator',
    element: elementType,
    size: filtered(iteration.size),
    ordered: iteration.ordered,
  });
}
