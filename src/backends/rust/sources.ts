import {
  asSequence,
  constantOf,
  type Display,
  type Expr,
  int,
  mayRaise,
  type Op,
  type Type,
} from '../../language';
import { code, type Fragment, joinCode } from '../text';
import { taken } from './adapt';
import { pipeline } from './chains';
import {
  chain,
  charLiteral,
  isWellFormed,
  method,
  P,
  paren,
  type Rx,
  receiver,
  rx,
  stringLiteral,
  suffixed,
} from './code';
import type { Emitter } from './emitter';
import { rangeSource } from './ranges';
import { itemShape, needsOwning, owning, type Shape } from './shapes';
import { intShape, isCopy } from './types';

/** A way of walking a value. */
export class Walk {
  constructor(
    /** A Rust iterator. */
    readonly iter: Rx,
    readonly shape: Shape,
    readonly type: Type,
    /** Whether the iterator may leave the block it is made in: it borrows nothing that lives there. */
    readonly free: boolean,
    /** What a `for` statement walks, where that is shorter than the iterator. */
    readonly loop: Rx = iter,
  ) {}

  get looped(): Fragment {
    return this.loop.code;
  }

  /** The iterator over owned values. */
  owned(): Walk {
    if (!needsOwning(this.shape)) return this;
    const iter =
      this.shape.kind === 'item' && this.shape.own === 'ref'
        ? method(this.iter, isCopy(this.shape.type) ? 'copied()' : 'cloned()')
        : this.shape.kind === 'item' && (this.shape.own === 'str' || this.shape.own === 'char')
          ? method(this.iter, 'map(|s| s.to_string())')
          : method(this.iter, code`map(${owning(this.shape)})`);
    return new Walk(iter, itemShape('value', this.type), this.type, this.free);
  }

  values(): Fragment {
    return this.owned().iter.code;
  }
}

/** Anything iterable as a source of `for`, of `zip`, of a conversion. */
export function walkSource(e: Emitter, source: Expr): Walk {
  if (source.kind === 'op') {
    const special = OPERATION_SOURCES[source.op]?.(e, source);
    if (special) return special;
  }
  if (source.kind === 'comp' && source.collector.kind === 'generator') {
    const type = source.collector.element.type;
    const lazy = e.pipelines ? pipeline(e, source.clauses, source.collector.element, e.moving) : null;
    if (lazy) return new Walk(lazy.iter, itemShape('value', type), type, !e.moving || lazy.free);
  }
  if (source.kind === 'display' && (source.of === 'list' || source.of === 'sequence')) {
    const array = displaySource(e, source);
    if (array) return array;
  }
  return walkValue(e, source);
}

/** `[1, 2, 3]` is walked as an array. */
function displaySource(e: Emitter, source: Display): Walk | null {
  if (source.items.length === 0 || !source.items.every((item) => item.kind === 'item')) return null;
  if (source.type.kind !== 'list' && source.type.kind !== 'sequence') return null;
  const { element } = source.type;
  if (element.kind === 'str' && source.items.every((item) => item.value.kind === 'const')) {
    const array = rx(
      code`[${joinCode(
        source.items.map((item) => e.expr(item.value).code),
        ', ',
      )}]`,
    );
    return new Walk(method(array, 'into_iter()'), itemShape('str', element), element, true, array);
  }
  const items = source.items.map((item, i) => {
    const printed = e.as(item.value, element);
    return i === 0 ? suffixed(printed).code : printed.code;
  });
  const array = rx(code`[${joinCode(items, ', ')}]`);
  return new Walk(method(array, 'into_iter()'), itemShape('value', element), element, true, array);
}

function walkValue(e: Emitter, source: Expr): Walk {
  const { type } = source;
  const r = e.expr(source);
  const held = r.own === 'ref' || r.own === 'slice' || r.own === 'str';
  switch (type.kind) {
    case 'str': {
      const chars = r.own === 'char' ? rx(code`std::iter::once(${r.code})`) : method(r, 'chars()');
      return new Walk(
        chars,
        itemShape('char', { kind: 'str', size: { min: 1n, max: 1n } }),
        type,
        held || r.own === 'char',
      );
    }
    case 'range': {
      const item = int(type.range);
      return new Walk(r, itemShape('value', item), item, true);
    }
    case 'bytes': {
      const item: Type = { kind: 'int', range: { min: 0n, max: 255n } };
      const iter =
        r.own === 'value'
          ? chain(r, ['into_iter()', 'map(i64::from)'])
          : chain(r, ['iter()', 'map(|&b| i64::from(b))']);
      return new Walk(iter, itemShape('value', item), item, held || r.own === 'value');
    }
    case 'list':
    case 'sequence':
    case 'iterator':
    case 'set': {
      const { element } = type;
      if (r.own === 'value')
        return new Walk(method(r, 'into_iter()'), itemShape('value', element), element, true, r);
      const loop = r.own === 'place' ? rx(code`&${paren(r, P.unary)}`, P.unary) : r;
      return new Walk(method(r, 'iter()'), itemShape('ref', element), element, held, loop);
    }
    case 'dict': {
      if (r.own === 'value') {
        return new Walk(
          chain(r, ['into_iter()', 'map(|(key, _)| key)']),
          itemShape('value', type.key),
          type.key,
          true,
        );
      }
      return new Walk(method(r, 'keys()'), itemShape('ref', type.key), type.key, held);
    }
    case 'tuple': {
      const { element } = asSequence(type);
      const array = taken(
        e,
        r,
        source,
        type.items,
        () => element,
        (parts) => rx(code`[${joinCode(parts, ', ')}]`),
      );
      return new Walk(method(array, 'into_iter()'), itemShape('value', element), element, true, array);
    }
    default:
      return e.refuse(
        'unsupported-type',
        source.span,
        "The Rust backend can't walk this value.",
        'Make it a list.',
      );
  }
}

type SourcePrinter = (e: Emitter, node: Op) => Walk | null;

const OPERATION_SOURCES: Partial<Record<Op['op'], SourcePrinter>> = {
  range: (e, node) => rangeWalk(e, node, false),
  enumerate: (e, node) => {
    const [source, start] = node.args;
    if (source === undefined || start === undefined || node.type.kind !== 'iterator') return null;
    const counter = node.type.element.kind === 'tuple' ? node.type.element.items[0] : undefined;
    if (counter?.kind !== 'int') return null;
    const inner = walkSource(e, source);
    const bits = intShape(counter).bits;
    const first = suffixed(e.int(start, bits));
    const count: Shape = itemShape('value', counter);
    return new Walk(
      rx(code`(${paren(first, P.add)}..).zip(${zipped(inner)})`),
      { kind: 'zip', items: [count, inner.shape] },
      node.type.element,
      inner.free,
    );
  },
  zip: (e, node) => {
    if (node.type.kind !== 'iterator') return null;
    if (node.options?.strict === true && !sameConstantSize(node))
      return e.refuse(
        'unsupported-operation',
        node.span,
        'The Rust backend has no zip(…, strict=True).',
        'Leave strict out.',
      );
    if (node.args.length > 1 && node.args.some((arg) => arg.type.kind === 'iterator' && mayRaise(arg)))
      return e.refuse(
        'lazy-error-order',
        node.span,
        'A generator that can raise: how far Rust runs it beside a shorter one is not told.',
      );
    const walks = node.args.map((arg) => walkSource(e, arg));
    const [first, ...rest] = walks;
    if (first === undefined) return null;
    if (rest.length === 0) {
      const only = first.owned();
      const iter = method(only.iter, 'map(|item| (item,))');
      return new Walk(iter, itemShape('value', node.type.element), node.type.element, only.free);
    }
    const iter = chain(
      first.iter,
      rest.map((walk) => code`zip(${zipped(walk)})`),
    );
    return new Walk(
      iter,
      { kind: 'zip', items: walks.map((walk) => walk.shape) },
      node.type.element,
      walks.every((walk) => walk.free),
    );
  },
  reversed: (e, node) => {
    const [source] = node.args;
    if (source === undefined) return null;
    const inner =
      source.kind === 'op' && source.op === 'range' ? rangeWalk(e, source, true) : walkSource(e, source);
    if (isDoubleEnded(source))
      return new Walk(method(inner.iter, 'rev()'), inner.shape, inner.type, inner.free);
    const all = inner.owned();
    const list = chain(all.iter, ['collect::<Vec<_>>()', 'into_iter()', 'rev()']);
    return new Walk(list, all.shape, all.type, inner.free);
  },
  'dict.items': (e, node) => dictWalk(e, node, 'iter'),
  'dict.keys': (e, node) => dictWalk(e, node, 'keys'),
  'dict.values': (e, node) => dictWalk(e, node, 'values'),
  slice: (e, node) => {
    const [source, start, stop, step] = node.args;
    if (
      source === undefined ||
      start === undefined ||
      stop === undefined ||
      (step !== undefined && step.type.kind !== 'none')
    )
      return null;
    if (source.type.kind !== 'list' && source.type.kind !== 'sequence' && source.type.kind !== 'str')
      return null;
    const from = start.type.kind === 'none' ? 0n : smallConstant(start);
    const to = stop.type.kind === 'none' ? undefined : smallConstant(stop);
    if (from === null || to === null) return null;
    const inner = walkSource(e, source);
    const calls: string[] = [];
    if (from > 0n) calls.push(`skip(${from})`);
    if (to !== undefined) calls.push(`take(${to > from ? to - from : 0n})`);
    return new Walk(
      calls.length === 0 ? inner.iter : chain(inner.iter, calls),
      inner.shape,
      inner.type,
      inner.free,
    );
  },
  'str.split': (e, node) => {
    const [text, separator] = node.args;
    if (text === undefined || node.args.length > 2) return null;
    const type: Type = { kind: 'str', size: { min: 0n, max: null } };
    const r = e.expr(text);
    if (r.own === 'char') return null;
    const free = r.own === 'str' || r.own === 'ref';
    if (separator === undefined || separator.type.kind === 'none')
      return new Walk(
        rx(
          code`${e.helper('words')}(${r.own === 'str' || r.own === 'ref' ? r.code : code`&${receiver(r)}`})`,
        ),
        itemShape('str', type),
        type,
        free,
      );
    if (
      separator.kind !== 'const' ||
      typeof separator.value !== 'string' ||
      separator.value === '' ||
      !isWellFormed(separator.value)
    )
      return null;
    return new Walk(
      method(r, code`split(${separatorPattern(separator.value)})`),
      itemShape('str', type),
      type,
      free,
    );
  },
};

/** A separator as a `char` where it is one. */
export const separatorPattern = (separator: string): string =>
  Array.from(separator).length === 1 ? charLiteral(separator) : stringLiteral(separator);

const zipped = (walk: Walk): Fragment => walk.looped;

export function rangeWalk(e: Emitter, node: Op, bothEnds: boolean): Walk {
  const range = rangeSource(e, node, bothEnds);
  return new Walk(range, itemShape('value', range.item), range.item, true);
}

/** Whether the iterator over a source can be walked from its end: not a search, and not a part of a string. */
function isDoubleEnded(source: Expr): boolean {
  if (source.kind === 'op' && (source.op === 'slice' || source.op === 'str.split')) return false;
  return source.type.kind === 'dict' ? source.type.ordered : DOUBLE_ENDED.has(source.type.kind);
}

const DOUBLE_ENDED: ReadonlySet<string> = new Set(['range', 'list', 'sequence', 'str', 'bytes']);

function dictWalk(e: Emitter, node: Op, view: 'iter' | 'keys' | 'values'): Walk | null {
  const [source] = node.args;
  if (source?.type.kind !== 'dict' || node.type.kind !== 'iterator') return null;
  const { key, value } = source.type;
  const r = e.expr(source);
  const free = r.own === 'ref';
  const { element } = node.type;
  if (view === 'iter') {
    if (r.own === 'value')
      return new Walk(method(r, 'into_iter()'), itemShape('value', element), element, true);
    return new Walk(
      method(r, 'iter()'),
      { kind: 'zip', items: [itemShape('ref', key), itemShape('ref', value)] },
      element,
      free,
    );
  }
  const type = view === 'keys' ? key : value;
  if (r.own === 'value') {
    const pick = view === 'keys' ? 'map(|(key, _)| key)' : 'map(|(_, value)| value)';
    return new Walk(chain(r, ['into_iter()', pick]), itemShape('value', type), type, true);
  }
  return new Walk(method(r, `${view}()`), itemShape('ref', type), type, free);
}

function smallConstant(node: Expr): bigint | null {
  const value = node.type.kind === 'int' ? constantOf(node.type.range) : null;
  return node.kind === 'const' && value !== null && value >= 0n && value < 1_000_000_000n ? value : null;
}

function sameConstantSize(node: Op): boolean {
  const sizes = node.args.map((arg) => ('size' in arg.type ? constantOf(arg.type.size) : null));
  return sizes.every((size) => size !== null && size === sizes[0]);
}
