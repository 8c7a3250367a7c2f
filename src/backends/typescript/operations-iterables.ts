import type { Op } from '../../language';
import { code } from '../text';
import type { Context } from './context';
import { iterable } from './operations-collections';
import { asBigOf, asNumber } from './operations-int';
import { args, nth, type OperationPrinter, type OperationTable, typeAt } from './operations-table';
import { arrayOf, atom, call, method, type Printed, simple, wrap } from './print';

/** Iterables as values. As the source of a `for` they are loops instead: see `sources.ts`. */

const view = (name: 'keys' | 'values' | null): OperationPrinter =>
  args((_, __, [value = simple('')]) =>
    arrayOf([atom(code`...${name === null ? wrap(value, 1) : method(value, name).code}`)]),
  );

const operands = (node: Op, printed: readonly Printed[]): Printed[] =>
  printed.map((text, i) => iterable(typeAt(node, i), text));

export function rangeArguments(
  cx: Context,
  node: Op,
  printed: readonly Printed[],
  big: boolean,
): [Printed, Printed, Printed] {
  const at = (i: number): Printed =>
    big ? asBigOf(cx, typeAt(node, i), nth(printed, i)) : asNumber(cx, typeAt(node, i), nth(printed, i));
  return [at(0), at(1), at(2)];
}

/** True when the numbers of a range are held as BigInts. */
export const isBigRange = (cx: Context, node: Op): boolean =>
  node.type.kind === 'range' && cx.isBig({ kind: 'int', range: node.type.range });

export const ITERABLE_OPERATIONS: OperationTable = {
  range: args((cx, node, printed) => {
    const big = isBigRange(cx, node);
    const [start, stop, step] = rangeArguments(cx, node, printed, big);
    if (big) return cx.help('rangeBig', start, stop, step);
    return cx.help('range', start, stop, ...(step.code.text === '1' ? [] : [step]));
  }),
  zip: args((cx, node, printed) =>
    cx.help(node.options?.strict === true ? 'zipStrict' : 'zip', ...operands(node, printed)),
  ),
  enumerate: args((cx, node, printed) => {
    const element =
      node.type.kind === 'iterator' && node.type.element.kind === 'tuple'
        ? node.type.element.items[0]
        : undefined;
    if (element !== undefined && cx.isBig(element)) {
      return cx.refuse(
        'unsupported-operation',
        node.span,
        'These numbers may leave the exact range of a number.',
        'Walk enumerate(…) with for.',
      );
    }
    const start = asNumber(cx, typeAt(node, 1), nth(printed, 1));
    const items = iterable(typeAt(node, 0), nth(printed, 0));
    return start.code.text === '0' ? cx.help('enumerate', items) : cx.help('enumerate', items, start);
  }),
  reversed: args((_, node, [value = simple('')]) => {
    const type = typeAt(node, 0);
    if (type.kind === 'str') return method(call('Array.from', value), 'reverse');
    return method(arrayOf([atom(code`...${wrap(iterable(type, value), 1)}`)]), 'reverse');
  }),
  'dict.items': view(null),
  'dict.keys': view('keys'),
  'dict.values': view('values'),
};
