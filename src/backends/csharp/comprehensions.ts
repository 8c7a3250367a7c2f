import {
  type Collector,
  type Comp,
  contains,
  deliveredSize,
  type Expr,
  mayRaise,
  type Type,
} from '../../language';
import { code } from '../text';
import type { Block } from './block';
import { as, type Delivered, elements, folded, items, lastStep } from './chain';
import type { Context } from './context';
import { convertValue } from './convert';
import { arrayLength, requireKey } from './expressions';
import { comparerOf, orderOf } from './keys';
import { intLiteral } from './literals';
import { looped } from './loops';
import { atom, binary, call, cast, method, type Printed, simple, slot, wide } from './print';
import { isBig, isStruct } from './types';

/** Prints a comprehension. Statements that it needs go to `out`. */
export function comprehension(cx: Context, comp: Comp, out: Block): Printed {
  const empty = comp.clauses.findIndex((c) => c.kind === 'for' && elementIsNever(c.source.type));
  if (empty === 0) return ofNothing(cx, comp, out);
  if (empty > 0)
    cx.refuse(
      'unsupported-operation',
      comp.span,
      'An inner loop over an empty display has no element type in C#.',
      'Give it an item.',
    );
  if (cx.settings.mode === 'loops') {
    const statements = cx.attempt(() => looped(cx, comp, out));
    if (statements !== null) return statements;
  }
  return COLLECTORS[comp.collector.kind](cx, comp, out);
}

const elementIsNever = (type: Type): boolean => 'element' in type && type.element.kind === 'never';

type Print = (cx: Context, comp: Comp, out: Block) => Printed;

/** The result over a source that is known to have no items: its body is never run. */
function ofNothing(cx: Context, comp: Comp, out: Block): Printed {
  const { collector, type } = comp;
  const text = cx.typeText(type, comp.span);
  switch (collector.kind) {
    case 'any':
      return simple('false');
    case 'all':
      return simple('true');
    case 'join':
      return simple('""');
    case 'sum':
    case 'prod':
      if (collector.start !== null) return as(cx, collector.start, type, out);
      return collector.kind === 'sum' ? intLiteral(0n) : intLiteral(1n);
    case 'min':
    case 'max':
      if (collector.fallback !== null) return as(cx, collector.fallback, type, out);
      cx.use('Raise');
      return atom(`Raise<${text}>(new ArgumentException("${collector.kind}() iterable argument is empty"))`);
    case 'first':
      return collector.fallback === null
        ? cx.refuse(
            'unsupported-operation',
            comp.span,
            'next() of nothing raises StopIteration.',
            'Give it a default.',
          )
        : as(cx, collector.fallback, type, out);
    case 'generator':
      return atom(
        `Enumerable.Empty<${'element' in type ? cx.typeText(type.element, comp.span) : 'object'}>()`,
      );
    case 'sequence':
      return atom(
        `new ${arrayLength('element' in type ? cx.typeText(type.element, comp.span) : 'object', '0')}`,
      );
    case 'list':
      return atom(`new ${text}()`);
    default: {
      const key = type.kind === 'dict' ? type.key : 'element' in type ? type.element : type;
      return atom(`new ${text}(${comparerOf(cx, key)})`);
    }
  }
}

/** The elements in the representation of the result's. */
function delivered(cx: Context, element: Expr, target: Type): Delivered {
  return { exprs: [element], print: (out) => wide(as(cx, element, target, out)) };
}

const elementOf = (comp: Comp): Expr =>
  comp.collector.kind === 'dict' ? comp.collector.value : comp.collector.element;

const targetOf = (comp: Comp): Type => ('element' in comp.type ? comp.type.element : elementOf(comp).type);

const collected =
  (ending: 'ToList' | 'ToArray'): Print =>
  (cx, comp, out) =>
    method(elements(cx, comp, out, delivered(cx, elementOf(comp), targetOf(comp))), ending);

const COLLECTORS: Readonly<Record<Collector['kind'], Print>> = {
  list: collected('ToList'),
  sequence: collected('ToArray'),
  set: asSet,
  frozenset: asSet,
  generator: items,
  dict: asDictionary,
  sum,
  prod: product,
  any: (cx, comp, out) => folded(cx, comp, out, delivered(cx, elementOf(comp), elementOf(comp).type), 'Any'),
  all: (cx, comp, out) => folded(cx, comp, out, delivered(cx, elementOf(comp), elementOf(comp).type), 'All'),
  min: extreme,
  max: extreme,
  join: (cx, comp, out) => {
    const { collector } = comp;
    if (collector.kind !== 'join') return simple('""');
    if (comp.type.kind === 'bytes')
      return cx.refuse(
        'unsupported-operation',
        comp.span,
        'Bytes are not joined in C#.',
        'Join lists of ints first.',
      );
    const separator = cx.expression(collector.separator, out);
    const kept = separator.simple ? separator : cx.stable(separator, out, 'separator');
    return call(
      'string.Join',
      kept,
      elements(cx, comp, out, delivered(cx, collector.element, collector.element.type)),
    );
  },
  first,
};

function asSet(cx: Context, comp: Comp, out: Block): Printed {
  const all = elements(cx, comp, out, delivered(cx, elementOf(comp), targetOf(comp)));
  const comparer = comparerOf(cx, targetOf(comp));
  return atom(
    code`new ${cx.typeText(comp.type, comp.span)}(${slot(all)}${comparer === '' ? '' : `, ${comparer}`})`,
  );
}

function asDictionary(cx: Context, comp: Comp, out: Block): Printed {
  const { collector, type } = comp;
  if (collector.kind !== 'dict' || type.kind !== 'dict') return simple('null');
  requireKey(cx, type.key, comp);
  const key = (inner: Block): Printed => wide(as(cx, collector.key, type.key, inner));
  const value = (inner: Block): Printed => wide(as(cx, collector.value, type.value, inner));
  const pair: Delivered = {
    exprs: [collector.key, collector.value],
    print: (inner) => {
      const before = as(cx, collector.key, type.key, inner);
      return atom(code`(Key: ${before.code}, Value: ${value(inner).code})`);
    },
  };
  const last = lastStep(cx, comp, out, pair);
  const comparer = comparerOf(cx, type.key);
  cx.use('ToMap');
  const more = comparer === '' ? [] : [comparer];
  if (last.parameter === null) {
    const name = cx.names.fresh('entry');
    return method(last.iter, 'ToMap', `${name} => ${name}.Key`, `${name} => ${name}.Value`, ...more);
  }
  return method(
    last.iter,
    'ToMap',
    cx.lambda(last.parameter, key),
    cx.lambda(last.parameter, value),
    ...more,
  );
}

function sum(cx: Context, comp: Comp, out: Block): Printed {
  const { collector, type } = comp;
  if (collector.kind !== 'sum') return simple('0');
  const { element } = collector;
  if (type.kind === 'float') return floatSum(cx, comp, collector, out);
  const start = startOf(cx, collector.start, out);
  if (isBig(type) || isBig(element.type)) {
    const total = aggregated(cx, comp, element, out, start ?? simple('BigInteger.Zero'), 'total', '+');
    return isBig(type) ? total : cast('long', total);
  }
  // LINQ's own Sum reports an overflow.
  if (cx.wraps(type) || cx.wraps(element.type))
    return fold(cx, comp, element, out, start ?? simple('0L'), 'total', '+');
  const counts = element.kind === 'const' && element.value === 1n;
  const last = counts ? lastStep(cx, comp, out, delivered(cx, element, element.type)) : null;
  const total =
    last !== null
      ? method(last.iter, 'LongCount')
      : folded(cx, comp, out, delivered(cx, element, element.type), 'Sum');
  return start === null || start.narrow?.text === '0' ? total : binary('+', start, total);
}

function startOf(cx: Context, start: Expr | null, out: Block): Printed | null {
  return start === null ? null : cx.stable(cx.expression(start, out), out, 'start');
}

/** A fold over BigInteger. */
function aggregated(
  cx: Context,
  comp: Comp,
  element: Expr,
  out: Block,
  start: Printed,
  name: string,
  operator: string,
): Printed {
  const seed = isBigText(start) ? start : cast('BigInteger', start);
  const last = lastStep(cx, comp, out, {
    exprs: [element],
    print: (inner) => wide(cx.expression(element, inner)),
  });
  const running = cx.names.fresh(name);
  const iter =
    cx.settings.parallel > 1 && last.iter.code.text.includes('.AsParallel()')
      ? method(last.iter, 'AsSequential')
      : last.iter;
  const parameter = last.parameter ?? cx.names.fresh('item');
  const step = cx.lambda(`(${running}, ${parameter})`, (inner) =>
    binary(
      operator,
      simple(running),
      last.parameter === null ? simple(parameter) : cx.expression(element, inner),
    ),
  );
  return method(iter, 'Aggregate', wide(seed), step);
}

const isBigText = (value: Printed): boolean => /^(BigInteger\.|\(BigInteger\))/.test(value.code.text);

function floatSum(
  cx: Context,
  comp: Comp,
  collector: Extract<Collector, { kind: 'sum' }>,
  out: Block,
): Printed {
  const start =
    collector.start === null
      ? null
      : convertValue(
          cx,
          cx.expression(collector.start, out),
          collector.start.type,
          { kind: 'float' },
          comp.span,
          out,
        );
  const kept = start === null ? null : cx.stable(start, out, 'start');
  const all = elements(cx, comp, out, delivered(cx, collector.element, collector.element.type));
  const orZero = comp.type.kind === 'float' && comp.type.orZero === true;
  if (orZero) return method(all, cx.use('CompensatedSumOrNothing'));
  cx.use('CompensatedSum');
  return method(all, 'CompensatedSum', ...(kept === null || kept.code.text === '0.0' ? [] : [kept]));
}

/** Partial products stay within the result only where no factor is zero. */
function product(cx: Context, comp: Comp, out: Block): Printed {
  const { collector, type } = comp;
  if (collector.kind !== 'prod') return simple('1');
  const { element } = collector;
  const start = startOf(cx, collector.start, out);
  if (type.kind === 'float') {
    const seed =
      start === null
        ? simple('1.0')
        : convertValue(cx, start, collector.start?.type ?? type, type, comp.span, out);
    return fold(cx, comp, element, out, seed, 'product', '*');
  }
  const small =
    !isBig(type) &&
    element.type.kind === 'int' &&
    contains({ min: 1n, max: 2n ** 63n - 1n }, element.type.range);
  if (small || cx.wraps(type) || cx.wraps(element.type))
    return fold(cx, comp, element, out, start ?? simple('1L'), 'product', '*');
  const total = aggregated(cx, comp, element, out, start ?? simple('BigInteger.One'), 'product', '*');
  return isBig(type) ? total : cast('long', total);
}

function fold(
  cx: Context,
  comp: Comp,
  element: Expr,
  out: Block,
  seed: Printed,
  name: string,
  operator: string,
): Printed {
  const last = lastStep(cx, comp, out, {
    exprs: [element],
    print: (inner) => wide(cx.expression(element, inner)),
  });
  const running = cx.names.fresh(name);
  const iter = last.iter.code.text.includes('.AsParallel()') ? method(last.iter, 'AsSequential') : last.iter;
  const parameter = last.parameter ?? cx.names.fresh('item');
  const step = cx.lambda(`(${running}, ${parameter})`, (inner) =>
    binary(
      operator,
      simple(running),
      last.parameter === null ? simple(parameter) : cx.expression(element, inner),
    ),
  );
  return method(iter, 'Aggregate', wide(seed), step);
}

function extreme(cx: Context, comp: Comp, out: Block): Printed {
  const { collector, type } = comp;
  if (collector.kind !== 'min' && collector.kind !== 'max') return simple('0');
  const { element, key, fallback } = collector;
  const name = collector.kind === 'min' ? 'Min' : 'Max';
  const otherwise = fallback === null ? null : as(cx, fallback, type, out);
  const kept =
    otherwise === null
      ? null
      : mayRaise(fallback ?? element)
        ? cx.stable(otherwise, out, 'fallback')
        : otherwise;
  if (key === null && kept === null && element.type.kind === 'int') {
    const plain = folded(cx, comp, out, delivered(cx, element, element.type), name);
    return convertValue(cx, plain, element.type, type, comp.span, out);
  }
  if (key !== null && cx.typeText(element.type, comp.span) !== cx.typeText(type, comp.span))
    cx.refuse(
      'unsupported-operation',
      comp.span,
      'A key beside such a default has no form in C#.',
      'Give a default of the same type.',
    );
  const all = elements(cx, comp, out, delivered(cx, element, key === null ? type : element.type));
  const ranked = key === null ? type : key.body.type;
  const order = orderFor(cx, ranked, comp);
  const parameter = key === null ? cx.names.fresh('item') : cx.nameOf(key.parameter);
  const by =
    key === null
      ? simple(`${parameter} => ${parameter}`)
      : cx.lambda(parameter, (inner) => wide(cx.expression(key.body, inner)));
  cx.use(name === 'Min' ? 'MinBy' : 'MaxBy');
  const iter = kept === null ? all : method(all, 'DefaultIfEmpty', wide(kept));
  if (kept !== null && key !== null) {
    // The key is not asked of the default.
    return method(all, `${name}By`, by, order, wide(kept));
  }
  return method(iter, `${name}By`, by, order);
}

function orderFor(cx: Context, type: Type, comp: Comp): string {
  const inner = type.kind === 'optional' ? type.of : type;
  const order =
    inner.kind === type.kind ? orderOf(cx, type, comp.span) : nullableOrder(cx, type, inner, comp);
  return order === '' ? `Comparer<${cx.typeText(type, comp.span)}>.Default` : order;
}

function nullableOrder(cx: Context, type: Type, inner: Type, comp: Comp): string {
  orderOf(cx, inner, comp.span);
  return isStruct(inner)
    ? `${cx.use('ValueOrder')}<${cx.typeText(type, comp.span)}>.Default`
    : orderOf(cx, inner, comp.span);
}

function first(cx: Context, comp: Comp, out: Block): Printed {
  const { collector, type } = comp;
  if (collector.kind !== 'first') return simple('null');
  const { element, fallback } = collector;
  const sure = (deliveredSize(comp).min ?? 0n) > 0n;
  if (fallback === null && !sure)
    cx.refuse(
      'unsupported-operation',
      comp.span,
      'next() without a default may raise StopIteration.',
      'Give it a default.',
    );
  const otherwise = fallback === null ? null : as(cx, fallback, type, out);
  const kept =
    otherwise === null ? null : otherwise.simple ? otherwise : cx.stable(otherwise, out, 'fallback');
  const all = elements(cx, comp, out, delivered(cx, element, type));
  return kept === null
    ? method(all, 'First')
    : method(method(all, 'DefaultIfEmpty', atom(slot(wide(kept)))), 'First');
}
