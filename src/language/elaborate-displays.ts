import type { Ast } from './ast';
import { convert } from './build';
import { collect } from './collect';
import type { Context, Scope } from './context';
import { Poisoned } from './context';
import { refuse, type Span } from './diagnostic';
import { elaborate } from './elaborate';
import { add, type Interval, point } from './interval';
import type { DisplayItem, Expr } from './ir';
import { distinct, requireIteration, requireOrder } from './iterate';
import {
  type DictType,
  dict,
  join,
  joinColumns,
  type ListType,
  list,
  NEVER,
  sequence,
  set,
  showType,
  type Type,
  tuple,
  withColumns,
  withPositions,
} from './types';

/** Lists beyond this length are data, not rows. */
const LONGEST_ROW = 16;

type Displays = Extract<Ast, { kind: 'list' | 'tuple' | 'set' | 'dict' }>;

export function elaborateDisplay(ast: Displays, scope: Scope, context: Context): Expr {
  if (ast.kind === 'dict') return dictDisplay(ast, scope, context);
  const items = context.all(
    ast.items.map((item) => (): DisplayItem => {
      if (item.kind !== 'starred') return { kind: 'item', value: elaborate(item, scope, context) };
      const value = elaborate(item.value, scope, context);
      if (ast.kind !== 'set') requireOrder(requireIteration(value), item.span, 'This display');
      return { kind: 'spread', value };
    }),
  );
  return display(ast.kind, ast.span, items, context);
}

/** A display of elaborated items; spreads of known arity are laid out, one lone spread becomes a comprehension. */
export function display(
  of: 'list' | 'tuple' | 'set',
  span: Span,
  given: readonly DisplayItem[],
  context: Context,
): Expr {
  const items = given.flatMap(layOut);
  if (of === 'tuple' && items.every((item) => item.kind === 'item')) {
    return { kind: 'display', of: 'tuple', span, type: tuple(items.map((item) => item.value.type)), items };
  }
  const [only] = items;
  if (items.length === 1 && only?.kind === 'spread') return spreadInto(of, span, only.value, context);
  const element = items.reduce<Type>(
    (type, item) =>
      join(type, item.kind === 'spread' ? requireIteration(item.value).element : item.value.type),
    NEVER,
  );
  const size = items.reduce<Interval>(
    (total, item) => add(total, item.kind === 'spread' ? requireIteration(item.value).size : point(1)),
    point(0),
  );
  if (of === 'set') requireHashable(element, span);
  const converted = items.map((item): DisplayItem => {
    if (item.kind === 'spread') return { kind: 'spread', value: toList(item.value, element, context) };
    return { kind: 'item', value: convert(item.value, element) };
  });
  if (of === 'list') {
    const type = withPositions(list(element, size), positionsOf(items, element));
    return { kind: 'display', of, span, type, items: converted };
  }
  if (of === 'tuple')
    return { kind: 'display', of: 'sequence', span, type: sequence(element, size), items: converted };
  return { kind: 'display', of, span, type: set(element, distinct(size)), items: converted };
}

/** Of a row that mixes types, what stands at each position. */
function positionsOf(items: readonly DisplayItem[], element: Type): ListType['positions'] {
  if (element.kind !== 'union' || items.length > LONGEST_ROW) return undefined;
  const types = items.flatMap((item) => (item.kind === 'item' ? [item.value.type] : []));
  return types.length === items.length ? types : undefined;
}

function layOut(item: DisplayItem): readonly DisplayItem[] {
  if (item.kind !== 'spread') return [item];
  if (
    item.value.kind === 'display' &&
    item.value.items.every((i) => i.kind === 'item') &&
    item.value.of !== 'set'
  )
    return item.value.items;
  return [item];
}

function spreadInto(of: 'list' | 'tuple' | 'set', span: Span, source: Expr, context: Context): Expr {
  const kinds = { list: 'list', tuple: 'sequence', set: 'set' } as const;
  return collect(context, span, source, (element, iteration) => {
    if (of === 'set') requireHashable(element.type, span);
    const type =
      of === 'list'
        ? list(element.type, iteration.size)
        : of === 'tuple'
          ? sequence(element.type, iteration.size)
          : set(element.type, distinct(iteration.size));
    return { type, collector: { kind: kinds[of], element } };
  });
}

/** Any ordered iterable as a list with this element type. */
export function toList(value: Expr, element: Type, context: Context): Expr {
  if (value.type.kind === 'list') return convert(value, list(element, value.type.size));
  return collect(context, value.span, value, (item, iteration) => ({
    type: list(element, iteration.size),
    collector: { kind: 'list', element: convert(item, element) },
  }));
}

export function requireHashable(type: Type, span: Span): void {
  if (isHashable(type)) return;
  refuse('type-error', span, `${showType(type)} can't be a set item or a dict key.`, {
    exception: 'TypeError',
    hint: 'Use a tuple or a frozenset.',
  });
}

function isHashable(type: Type): boolean {
  switch (type.kind) {
    case 'list':
    case 'dict':
    case 'record':
    case 'iterator':
      return false;
    case 'set':
      return type.frozen;
    case 'tuple':
      return type.items.every(isHashable);
    case 'sequence':
      return isHashable(type.element);
    case 'optional':
      return isHashable(type.of);
    case 'union':
      return type.members.every(isHashable);
    default:
      return true;
  }
}

function dictDisplay(ast: Extract<Ast, { kind: 'dict' }>, scope: Scope, context: Context): Expr {
  const items = context.all(
    ast.entries.map((entry) => (): DisplayItem => {
      if (entry.key === null) {
        const value = elaborate(entry.value, scope, context);
        if (value.type.kind !== 'dict')
          return refuse('type-error', entry.value.span, '`**` needs a dict here.', {
            exception: 'TypeError',
          });
        return { kind: 'merge', value };
      }
      const keyAst = entry.key;
      const [key, value] = context.all([
        () => elaborate(keyAst, scope, context),
        () => elaborate(entry.value, scope, context),
      ]);
      if (!key || !value) throw new Poisoned();
      return { kind: 'entry', key, value };
    }),
  );
  return dictOf(ast.span, items);
}

export function dictOf(span: Span, items: readonly DisplayItem[]): Expr {
  let key: Type = NEVER;
  let value: Type = NEVER;
  let ordered = true;
  let size: Interval = point(0);
  for (const item of items) {
    if (item.kind === 'entry') {
      key = join(key, item.key.type);
      value = join(value, item.value.type);
      size = add(size, point(1));
    } else if (item.value.type.kind === 'dict') {
      key = join(key, item.value.type.key);
      value = join(value, item.value.type.value);
      size = add(size, item.value.type.size);
      ordered &&= item.value.type.ordered;
    }
  }
  requireHashable(key, span);
  const converted = items.map((item): DisplayItem => {
    if (item.kind === 'entry')
      return { kind: 'entry', key: convert(item.key, key), value: convert(item.value, value) };
    return item.value.type.kind === 'dict'
      ? { ...item, value: convert(item.value, { ...item.value.type, key, value }) }
      : item;
  });
  return {
    kind: 'display',
    of: 'dict',
    span,
    type: withColumns(dict(key, value, distinctKeys(items, size), ordered), columnsOf(items)),
    items: converted,
  };
}

/** What each key holds, where all of them are written out. */
function columnsOf(items: readonly DisplayItem[]): DictType['columns'] {
  let columns = new Map<string, Type>();
  for (const item of items) {
    if (item.kind !== 'entry') {
      const merged = item.value.type.kind === 'dict' && joinColumns(columns, item.value.type.columns);
      if (!merged) return undefined;
      columns = new Map(merged);
    } else if (item.key.kind === 'const' && typeof item.key.value === 'string')
      columns.set(item.key.value, item.value.type);
    else return undefined;
  }
  return columns;
}

/** Constant keys that all differ are counted exactly. */
function distinctKeys(items: readonly DisplayItem[], size: Interval): Interval {
  const texts = items.map((item) =>
    item.kind === 'entry' &&
    item.key.kind === 'const' &&
    (typeof item.key.value === 'string' || typeof item.key.value === 'bigint')
      ? `${typeof item.key.value} ${item.key.value}`
      : null,
  );
  return texts.every((t) => t !== null) && new Set(texts).size === texts.length ? size : distinct(size);
}

export function emptyDisplay(of: 'list' | 'tuple' | 'set' | 'dict', span: Span): Expr {
  if (of === 'dict') return dictOf(span, []);
  const type = of === 'list' ? list(NEVER, point(0)) : of === 'tuple' ? tuple([]) : set(NEVER, point(0));
  return { kind: 'display', of, span, type, items: [] };
}
