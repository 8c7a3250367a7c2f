import { type Expr, type Op, someType, type Type } from '../../language';
import type { Emitter } from './emitter';
import { needsPacking } from './keys';
import { type Element, nameFor, single } from './patterns';
import { rangeArguments } from './ranges';
import { asSlice, elementType, inLoop, type Source } from './sources';
import {
  binary,
  define,
  field,
  type GoExpr,
  index,
  integer,
  isStable,
  name,
  type Stmt,
  set,
  slice,
  totalCall,
  when,
} from './syntax';

const PAIRED: ReadonlySet<string> = new Set(['zip', 'enumerate', 'reversed', 'dict.items']);

/** Why a source can't be split into chunks, or null. */
export function whyWhole(g: Emitter, source: Expr): string | null {
  if (source.kind === 'comp' && source.collector.kind === 'generator')
    return 'A generator can not be split into chunks.';
  if (source.kind === 'op' && source.op === 'range')
    return source.args[2]?.kind === 'const' ? null : 'The step of this range is not written out.';
  if (source.kind === 'op' && PAIRED.has(source.op)) {
    if (someType(source.type, (t) => source.op === 'enumerate' && g.types.isBig(t)))
      return 'The numbers of this enumerate may lie beyond 64 bits.';
    const plain = source.args.every((arg) => arg.type.kind !== 'iterator' && arg.type.kind !== 'set');
    const [dict] = source.args;
    const packed = dict?.type.kind === 'dict' && needsPacking(g, dict.type.key);
    return plain && !packed && source.options?.strict !== true
      ? null
      : 'Only ranges and lists are split into chunks.';
  }
  const kinds = ['list', 'sequence', 'iterator', 'str', 'bytes', 'set', 'dict', 'range'];
  return kinds.includes(source.type.kind) ? null : 'Only ranges and lists are split into chunks.';
}

/** A source of which a part is looped over: the items from `low` up to `high`. */
export interface Chunked {
  readonly size: GoExpr;
  readonly source: Source;
}

/** The number of items of a source, and the source of the items between two places. */
export function chunk(g: Emitter, source: Expr, low: string, high: string, block: Stmt[]): Chunked {
  if (source.kind === 'op' && source.op === 'range') return rangeChunk(g, source, low, high, block);
  if (source.kind === 'op' && PAIRED.has(source.op)) return pairedChunk(g, source, low, high, block);
  const value = asSlice(g, g.value(source, block), source.type, source.span);
  const items = g.keep(block, 'items', value);
  const element = elementType(source.type);
  return {
    size: totalCall('len', items),
    source: {
      size: null,
      loop(target, pattern, _counter, body) {
        const item = nameFor(g, pattern, 'item');
        const { loop, body: inner } = inLoop(g, (_, statements) =>
          body(statements, single(name(item ?? '_'), element)),
        );
        target.push({
          kind: 'range',
          key: null,
          value: item,
          source: slice(items, name(low), name(high)),
          body: inner,
          loop,
        });
      },
    },
  };
}

/** The elements of `zip`, `enumerate`, `reversed` and `items` by their place. */
function pairedChunk(g: Emitter, source: Op, low: string, high: string, block: Stmt[]): Chunked {
  const { size, at, counts } = byPlace(g, source, block);
  return {
    size,
    source: {
      size: null,
      loop(target, pattern, _counter, body) {
        const [first] = pattern.kind === 'tuple' ? pattern.items : [];
        const i = (counts && first !== undefined && nameFor(g, first, 'i')) || g.names.fresh('i');
        const { loop, body: inner } = inLoop(g, (_, statements) => body(statements, at(name(i))));
        target.push({
          kind: 'for',
          init: define(i, name(low)),
          test: binary('<', name(i), name(high)),
          post: { kind: 'step', target: name(i), op: '++' },
          body: inner,
          loop,
        });
      },
    },
  };
}

interface ByPlace {
  readonly size: GoExpr;
  at(place: GoExpr): Element;
  /** True when the first item of every element is the place itself. */
  readonly counts?: boolean;
}

function byPlace(g: Emitter, source: Op, block: Stmt[]): ByPlace {
  const [first] = source.args;
  if (source.op === 'dict.items' && first?.type.kind === 'dict') {
    const { key, value } = first.type;
    const dict = g.keep(block, 'entries', g.value(first, block));
    const part = (which: string, i: GoExpr, type: Type): Element =>
      single(index(field(dict, which), i), type);
    return {
      size: totalCall('len', field(dict, 'keys')),
      at: (i) => ({ kind: 'items', items: [part('keys', i, key), part('values', i, value)] }),
    };
  }
  const enumerates = source.op === 'enumerate';
  const lists = (enumerates ? source.args.slice(0, 1) : source.args).map((arg) => ({
    items: g.keep(block, 'items', asSlice(g, g.value(arg, block), arg.type, arg.span)),
    type: elementType(arg.type),
  }));
  const item = (list: (typeof lists)[number], i: GoExpr): Element => single(index(list.items, i), list.type);
  const [only, ...others] = lists;
  if (only === undefined) return g.refuse('unsupported-operation', source.span, 'There is nothing to split.');
  if (source.op === 'reversed') {
    const last = binary('-', totalCall('len', only.items), integer(1));
    return { size: totalCall('len', only.items), at: (i) => item(only, binary('-', last, i)) };
  }
  if (enumerates) {
    const startNode = source.args[1];
    const start = startNode === undefined ? integer(0) : g.keep(block, 'start', g.value(startNode, block));
    const number: Type = { kind: 'int', range: { min: -(2n ** 63n), max: 2n ** 63n - 1n } };
    const zero = start.kind === 'literal' && start.text === '0';
    return {
      size: totalCall('len', only.items),
      counts: zero,
      at: (i) => ({
        kind: 'items',
        items: [single(zero ? i : binary('+', start, i), number), item(only, i)],
      }),
    };
  }
  const size = g.names.fresh('size');
  block.push(define(size, totalCall('len', only.items)));
  for (const other of others) {
    const length = totalCall('len', other.items);
    block.push(when(binary('<', length, name(size)), [set(name(size), length)]));
  }
  return { size: name(size), at: (i) => ({ kind: 'items', items: lists.map((list) => item(list, i)) }) };
}

function rangeChunk(
  g: Emitter,
  source: Expr & { kind: 'op' },
  low: string,
  high: string,
  block: Stmt[],
): Chunked {
  const { start, stop, step, known } = rangeArguments(g, source, block);
  const first = isStable(start) ? start : g.keep(block, 'start', start);
  const plain = first.kind === 'literal' && first.text === '0' && known === 1n;
  const element = elementType(source.type);
  return {
    size: plain ? stop : g.help('rangeSize', first, stop, step),
    source: {
      size: null,
      loop(target, pattern, _counter, body) {
        const item = nameFor(g, pattern, 'i') ?? g.names.fresh('i');
        const place = plain ? item : g.names.fresh('k');
        const { loop, body: inner } = inLoop(g, (_, statements) => {
          if (!plain) {
            const offset = known === 1n ? name(place) : binary('*', name(place), step);
            statements.push(
              define(
                item,
                first.kind === 'literal' && first.text === '0' ? offset : binary('+', first, offset),
              ),
            );
          }
          body(statements, single(name(item), element));
        });
        target.push({
          kind: 'for',
          init: define(place, name(low)),
          test: binary('<', name(place), name(high)),
          post: { kind: 'step', target: name(place), op: '++' },
          body: inner,
          loop,
        });
      },
    },
  };
}
