import { type Clause, type Comp, mayRaise, some, type Type } from '../../language';
import { code, type Fragment } from '../text';
import { decided, type Product, pipeline, plainProduct } from './chains';
import { blockOf, method, negated, P, paren, type Rx, rx, statement, suffixed } from './code';
import type { Emitter } from './emitter';
import { extremum, extremumLoop } from './extrema';
import { accumulated, floatFold, foldShape, intFold } from './folds';
import { loops } from './loops';
import { parallelised } from './parallel';
import { intShape } from './types';

/** A comprehension in the idiom of the mode; statement blocks where a chain can't say it. */
export function emitComp(e: Emitter, comp: Comp): Rx {
  const before = e.moving;
  e.moving = false;
  e.depth++;
  try {
    if (comp.clauses.some((c) => c.kind === 'for' && elementIsNever(c.source.type)))
      return ofNothing(e, comp);
    const threads = parallelised(e, comp);
    if (threads !== null) return threads;
    return (e.pipelines ? e.attempt(() => chained(e, comp)) : null) ?? looped(e, comp);
  } finally {
    e.moving = before;
    e.depth--;
  }
}

const elementIsNever = (type: Type): boolean => 'element' in type && type.element.kind === 'never';

/** The product of a collector: its element in the representation that the result asks for. */
export function productOf(e: Emitter, comp: Comp): Product {
  const { collector, type } = comp;
  switch (collector.kind) {
    case 'list':
    case 'sequence':
    case 'set':
    case 'frozenset':
    case 'generator': {
      const element = 'element' in type ? type.element : collector.element.type;
      const same = e.show(element, comp.span) === e.show(collector.element.type, comp.span);
      const print = () => suffixed(e.as(collector.element, element));
      return same ? { ...plainProduct(e, collector.element), print } : { print, parts: [collector.element] };
    }
    case 'dict': {
      const [key, value] =
        type.kind === 'dict' ? [type.key, type.value] : [collector.key.type, collector.value.type];
      return {
        print: () => entry(e, collector, key, value),
        parts: [collector.key, collector.value],
      };
    }
    case 'sum':
    case 'prod': {
      const { element } = collector;
      if (type.kind !== 'int') {
        // The sum of no floats is the int 0, held as -0.0: a zero that was added must not look like it.
        if (collector.kind === 'sum' && type.kind === 'float' && type.orZero)
          return { print: () => rx(code`${paren(e.value(element), P.add)} + 0.0`, P.add), parts: [element] };
        return plainProduct(e, element);
      }
      const { bits } = foldShape(comp);
      const same = element.type.kind === 'int' && intShape(element.type).bits === bits;
      const print = () => suffixed(e.int(element, bits));
      return same ? { print, parts: [element], same: element } : { print, parts: [element] };
    }
    default:
      return plainProduct(e, collector.element);
  }
}

/** `(key, value)`. What the value needs first may come before a key that can't raise. */
function entry(
  e: Emitter,
  { key, value }: Extract<Comp['collector'], { kind: 'dict' }>,
  k: Type,
  v: Type,
): Rx {
  const first = suffixed(e.as(key, k));
  const second = suffixed(e.as(value, v));
  const pair = (of: Rx): Rx => rx(code`(${first.code}, ${of.code})`);
  const { block } = second;
  if (block === undefined || mayRaise(key) || some(key, (node) => node.kind === 'assign'))
    return pair(second);
  return { ...pair(second), block: { statements: block.statements, value: pair(block.value) } };
}

export function chained(e: Emitter, comp: Comp): Rx | null {
  const { collector } = comp;
  if (collector.kind === 'any' || collector.kind === 'all')
    return decided(e, comp.clauses, collector.kind, collector.element);
  if (collector.kind === 'min' || collector.kind === 'max') {
    const items = pipeline(e, comp.clauses, productOf(e, comp), false);
    return items && extremum(e, comp, collector, items.iter);
  }
  const items = pipeline(e, comp.clauses, productOf(e, comp), false);
  return items && ended(e, comp, items.iter);
}

/** The end of a chain. */
export function ended(e: Emitter, comp: Comp, items: Rx): Rx {
  const { collector, type } = comp;
  switch (collector.kind) {
    case 'list':
    case 'sequence':
    case 'generator':
      return method(items, 'collect::<Vec<_>>()');
    case 'set':
    case 'frozenset':
    case 'dict':
      return method(items, `collect::<${container(e, comp)}>()`);
    case 'sum':
    case 'prod':
      return type.kind === 'int' ? intFold(e, comp, items) : floatFold(e, comp, items);
    case 'join': {
      const empty = collector.separator.kind === 'const' && collector.separator.value === '';
      if (empty) return method(items, 'collect::<String>()');
      return method(method(items, 'collect::<Vec<_>>()'), code`join(${e.borrow(collector.separator)})`);
    }
    case 'first': {
      const next = method(items, 'next()');
      if (collector.fallback === null) return method(next, 'expect("StopIteration")');
      return method(next, code`unwrap_or_else(|| ${e.as(collector.fallback, type).code})`);
    }
    default:
      return e.refuse('unsupported-operation', comp.span, 'The Rust backend has no such reduction.');
  }
}

/** `HashSet<_>`, `OrderedMap<_, _>` … */
function container(e: Emitter, comp: Comp): string {
  const shown = e.show(comp.type, comp.span).replace(/<.*/s, '');
  return shown.endsWith('Map') ? `${shown}<_, _>` : `${shown}<_>`;
}

/** The comprehension as statements: a mutable result, nested loops. */
export function looped(e: Emitter, comp: Comp): Rx {
  const { collector, type } = comp;
  switch (collector.kind) {
    case 'list':
    case 'sequence':
    case 'generator':
      return grown(
        e,
        comp,
        'items',
        `Vec::<${'element' in type ? e.show(type.element, comp.span) : '_'}>::new()`,
        (p) => wrapped(p.print(), 'push'),
      );
    case 'set':
    case 'frozenset':
      return grown(e, comp, 'items', `${e.show(type, comp.span).replace(/<.*/s, '')}::new()`, (p) =>
        wrapped(p.print(), 'insert'),
      );
    case 'dict':
      return grown(e, comp, 'map', `${e.show(type, comp.span).replace(/<.*/s, '')}::default()`, (p) => {
        // A pair is printed with its parentheses, which serve as those of the call.
        const pair = p.print();
        return { of: pair, call: (value) => code`insert${value.code}` };
      });
    case 'join': {
      const name = e.fresh('parts');
      const product = productOf(e, comp);
      const body = loops(e, comp.clauses, () =>
        statement(product.print(), (part) => code`${name}.push(${part.code});`),
      );
      return blockOf([
        `let mut ${name} = Vec::<String>::new();`,
        body,
        code`${name}.join(${e.borrow(collector.separator)})`,
      ]);
    }
    case 'sum':
    case 'prod':
      return accumulated(e, comp);
    case 'any':
    case 'all':
      return searched(e, comp);
    case 'first':
      return firstOf(e, comp);
    case 'min':
    case 'max':
      return extremumLoop(e, comp, collector);
  }
}

/** A method call around a value. */
interface Step {
  readonly of: Rx;
  readonly call: (value: Rx) => Fragment;
}

const wrapped = (of: Rx, name: string): Step => ({ of, call: (value) => code`${name}(${value.code})` });

function grown(e: Emitter, comp: Comp, wanted: string, start: string, step: (p: Product) => Step): Rx {
  const name = e.fresh(wanted);
  const product = productOf(e, comp);
  const body = loops(e, comp.clauses, () => {
    const { of, call } = step(product);
    return statement(of, (value) => code`${name}.${call(value)};`);
  });
  return blockOf([`let mut ${name} = ${start};`, body, name]);
}

/** `any` and `all` stop at the first decisive element. */
function searched(e: Emitter, comp: Comp): Rx {
  if (comp.collector.kind !== 'any' && comp.collector.kind !== 'all') return rx('()');
  const { kind, element } = comp.collector;
  const name = e.fresh('found');
  const label = labelOf(e, comp.clauses);
  const stop = label === null ? '' : ` '${label}`;
  const leave = comp.clauses.some((c) => c.kind === 'for') ? `\n    break${stop};` : '';
  const body = loops(
    e,
    comp.clauses,
    () => {
      return statement(e.value(element), (test) => {
        const decisive = kind === 'any' ? test : negated(test);
        return code`if ${decisive.code} {\n    ${name} = true;${leave}\n}`;
      });
    },
    label,
  );
  return blockOf([`let mut ${name} = false;`, body, kind === 'any' ? name : `!${name}`]);
}

function firstOf(e: Emitter, comp: Comp): Rx {
  if (comp.collector.kind !== 'first') return rx('()');
  const { element, fallback } = comp.collector;
  const name = e.fresh('first');
  const label = labelOf(e, comp.clauses);
  const leave = comp.clauses.some((c) => c.kind === 'for')
    ? `\nbreak${label === null ? '' : ` '${label}`};`
    : '';
  const body = loops(
    e,
    comp.clauses,
    () => code`${name} = Some(${suffixed(e.as(element, comp.type)).code});${leave}`,
    label,
  );
  const result =
    fallback === null
      ? code`${name}.expect("StopIteration")`
      : code`${name}.unwrap_or_else(|| ${e.as(fallback, comp.type).code})`;
  return blockOf([`let mut ${name} = None;`, body, result]);
}

const labelOf = (e: Emitter, clauses: readonly Clause[]): string | null =>
  clauses.filter((c) => c.kind === 'for').length > 1 ? e.fresh('search') : null;

/** The result over a source that is known to have no items: its body is never run. */
function ofNothing(e: Emitter, comp: Comp): Rx {
  const { collector, type } = comp;
  const nothing = (item: string) => rx(`std::iter::empty::<${item}>()`);
  switch (collector.kind) {
    case 'any':
      return rx('false');
    case 'all':
      return rx('true');
    case 'join':
      return rx('String::new()');
    case 'sum':
    case 'prod':
      if (type.kind === 'float')
        return collector.start === null || type.orZero
          ? rx(collector.kind === 'sum' ? '-0.0' : '1.0', P.unary)
          : e.value(collector.start);
      return collector.start === null
        ? { ...rx(collector.kind === 'sum' ? '0' : '1'), literal: 64 }
        : e.as(collector.start, type);
    case 'min':
    case 'max':
    case 'first':
      if (collector.fallback) return e.as(collector.fallback, type);
      return method(
        nothing(e.show(type, comp.span)),
        `next().expect("${collector.kind === 'first' ? 'StopIteration' : 'ValueError: no items'}")`,
      );
    case 'dict':
      return type.kind === 'dict'
        ? method(
            nothing(`(${e.show(type.key, comp.span)}, ${e.show(type.value, comp.span)})`),
            `collect::<${container(e, comp)}>()`,
          )
        : rx('()');
    default:
      return 'element' in type
        ? method(nothing(e.show(type.element, comp.span)), `collect::<${container(e, comp)}>()`)
        : rx('()');
  }
}
