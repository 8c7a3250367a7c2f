import { asSequence, type Comp, type Expr, mayRaise, type Op } from '../../language';
import { code } from '../text';
import type { Block } from './block';
import type { Context } from './context';
import { asBig, convertValue } from './convert';
import { inOrder } from './expressions';
import { iterable } from './operations-collections';
import { asNumber } from './operations-int';
import { isBigRange, rangeArguments } from './operations-iterables';
import { nth } from './operations-table';
import { elementType, type Slot } from './patterns';
import { arrayOf, binary, call, element, member, type Printed, simple, wrap } from './print';
import { constantStep } from './ranges';

/** Items that can be read by position: a length and what stands at an index. */
export interface Cursor {
  readonly length: Printed;
  readonly at: (index: Printed) => Slot;
}

/** Positions for a source whose items all exist before the loop starts, or null. */
export function cursor(cx: Context, source: Expr, out: Block): Cursor | null {
  if (source.kind === 'op') {
    if (source.op === 'range') return rangeCursor(cx, source, out);
    if (source.op === 'zip' && source.options?.strict !== true) return zipCursor(cx, source, out);
    if (source.op === 'enumerate') return enumerateCursor(cx, source, out);
    if (source.op === 'reversed') return reversedCursor(cx, source, out);
  }
  if (source.type.kind === 'iterator' && mayRaise(source)) return null;
  const { value } = listOf(cx, source, out);
  const items = cx.stable(value, out, 'items');
  const type = elementType(source.type);
  return { length: member(items, 'length'), at: (index) => ({ value: element(items, index), type }) };
}

function rangeCursor(cx: Context, range: Op, out: Block): Cursor | null {
  if (isBigRange(cx, range)) return null;
  const [start, stop, step] = rangeArguments(cx, range, inOrder(cx, range.args, out), false);
  const [from, by] = [cx.stable(start, out, 'start'), cx.stable(step, out, 'step')];
  const known = constantStep(nth(range.args, 2));
  const span = from.code.text === '0' ? stop : binary('-', stop, from);
  const length = known === 1n ? call('Math.max', simple('0'), span) : cx.help('rangeLength', from, stop, by);
  const kept = cx.store(length, out, 'length');
  const scaled = (index: Printed): Printed => (known === 1n ? index : binary('*', index, by));
  return {
    length: kept,
    at: (index) => ({
      value: { ...(from.code.text === '0' ? scaled(index) : binary('+', from, scaled(index))), clean: true },
      type: elementType(range.type),
    }),
  };
}

function zipCursor(cx: Context, zip: Op, out: Block): Cursor | null {
  if (zip.args.length === 0 || zip.args.some((arg) => !positional(cx, arg))) return null;
  const cursors: Cursor[] = [];
  for (const arg of zip.args) {
    const each = cursor(cx, arg, out);
    if (each === null) return null;
    cursors.push(each);
  }
  const lengths = cursors.map((c) => c.length);
  return {
    length: lengths.length === 1 ? nth(lengths, 0) : call('Math.min', ...lengths),
    at: (index) => ({ parts: cursors.map((c) => c.at(index)), type: elementType(zip.type) }),
  };
}

function enumerateCursor(cx: Context, enumerate: Op, out: Block): Cursor | null {
  const [source, start] = [nth(enumerate.args, 0), nth(enumerate.args, 1)];
  const type = elementType(enumerate.type);
  const counter = type.kind === 'tuple' ? type.items[0] : undefined;
  if (counter === undefined || !positional(cx, source)) return null;
  const items = cursor(cx, source, out);
  if (items === null) return null;
  const first = cx.stable(cx.expression(start, out), out, 'start');
  const zero = /^0n?$/.test(first.code.text);
  const numbered = (index: Printed): Printed => {
    if (cx.isBig(counter))
      return zero ? asBig(index) : binary('+', cx.isBig(start.type) ? first : asBig(first), asBig(index));
    const base = asNumber(cx, start.type, first);
    return zero ? index : binary('+', base, index);
  };
  return {
    length: items.length,
    at: (index) => ({
      parts: [{ value: { ...numbered(index), clean: true }, type: counter }, items.at(index)],
      type,
    }),
  };
}

function reversedCursor(cx: Context, reversed: Op, out: Block): Cursor | null {
  const source = nth(reversed.args, 0);
  if (!positional(cx, source)) return null;
  const items = cursor(cx, source, out);
  if (items === null) return null;
  const length = items.length.simple ? items.length : cx.store(items.length, out, 'length');
  return { length, at: (index) => items.at(binary('-', binary('-', length, simple('1')), index)) };
}

/** Decides, before anything is printed, whether `cursor` will succeed. */
export function positional(cx: Context, source: Expr): boolean {
  if (source.kind === 'op') {
    if (source.op === 'range') return !isBigRange(cx, source);
    if (source.op === 'zip')
      return (
        source.options?.strict !== true &&
        source.args.length > 0 &&
        source.args.every((arg) => positional(cx, arg))
      );
    if (source.op === 'enumerate' || source.op === 'reversed') return positional(cx, nth(source.args, 0));
  }
  return source.type.kind !== 'iterator' || !mayRaise(source);
}

/** Iterators that are printed as fresh arrays. */
const ARRAYS: ReadonlySet<Op['op']> = new Set<Op['op']>([
  'reversed',
  'dict.items',
  'dict.keys',
  'dict.values',
]);

/** A source as an array; `owned` when nobody else holds it. */
export function listOf(cx: Context, source: Expr, out: Block): { value: Printed; owned: boolean } {
  if (source.kind === 'comp' && source.collector.kind === 'generator') {
    const list: Comp = {
      ...source,
      type: { kind: 'list', element: source.collector.element.type, size: { min: 0n, max: null } },
      collector: { kind: 'list', element: source.collector.element },
    };
    return { value: cx.expression(list, out), owned: true };
  }
  const value = cx.expression(source, out);
  if (source.kind === 'op' && ARRAYS.has(source.op)) return { value, owned: true };
  switch (source.type.kind) {
    case 'list':
    case 'sequence':
    case 'range':
      return { value, owned: source.kind === 'comp' || (source.kind === 'op' && source.op === 'range') };
    case 'bytes':
      return { value, owned: false };
    case 'tuple':
      return {
        value: convertValue(cx, value, source.type, asSequence(source.type), source.span, out),
        owned: false,
      };
    case 'str':
      return { value: call('Array.from', value), owned: true };
    default:
      return {
        value: arrayOf([
          { ...value, code: code`...${wrap(iterable(source.type, value), 1)}`, precedence: 17 },
        ]),
        owned: true,
      };
  }
}
