import { constantOf, type Op, ownExceptions } from '../../language';
import type { Printer } from './dialect';
import type { Emitter } from './emitter';
import { rangeOf, repeated } from './operations-int';
import { compare, INT64_SHAPE, PRECEDENCE, paren, type Term, term } from './term';

/** How a dialect without array subscripts reads one item. */
export interface ItemAccess {
  itemAt(list: Term, at: Term): Term;
  /** An index in the width that the engine asks for. */
  place(at: Term): Term;
  /** True when a negative index counts from the end. */
  readonly fromEnd: boolean;
}

/** The item of a list, or the character of a text, at an index of proved sign. */
export function indexPrinter(access: ItemAccess): Printer {
  return (emitter, node) => {
    const [container, at] = node.args;
    if (!container || !at) throw new TypeError('index takes two arguments');
    const range = rangeOf(at.type);
    const fromStart = range.min !== null && range.min >= 0n;
    const fromEnd = range.max !== null && range.max < 0n;
    const isText = container.type.kind === 'str';
    const known = fromStart || (fromEnd && (isText || access.fromEnd));
    if (container.type.kind === 'bytes' || !known) {
      return emitter.refuse(
        'unsupported-operation',
        node.span,
        'This index is not printed: its sign is not known, or it counts from the end.',
      );
    }
    const value = isText ? emitter.print(container) : emitter.list(container);
    const position = access.place(emitter.print(at));
    const item = isText ? characterAt(value, position, fromStart) : access.itemAt(value, position);
    if (ownExceptions(node).length === 0) return item;
    repeated(emitter, node, value);
    const size = emitter.dialect.length(value, container.type.kind);
    const bad = fromStart
      ? compare(position, '>=', size)
      : compare(position, '<', term(INT64_SHAPE, PRECEDENCE.unary)`-${size}`);
    return emitter.guard(node.span, bad, 'IndexError', 'index out of range', item);
  };
}

function characterAt(text: Term, at: Term, fromStart: boolean): Term {
  const literal = /^\d+$/.test(at.fragment.text);
  const place = literal
    ? term(INT64_SHAPE)`${BigInt(at.fragment.text) + 1n}`
    : fromStart
      ? term(INT64_SHAPE)`${paren(at, PRECEDENCE.additive)} + 1`
      : term(INT64_SHAPE)`length(${text}) + ${paren(at, PRECEDENCE.multiplicative)} + 1`;
  return term(text.shape)`substr(${text}, ${place}, 1)`;
}

/** Slices of text with constant bounds that count from the start. */
export const textSlice: Printer = (emitter: Emitter, node: Op): Term => {
  const [container, start, stop, step] = node.args;
  if (container?.type.kind !== 'str' || (step && step.type.kind !== 'none')) {
    return emitter.refuse(
      'unsupported-operation',
      node.span,
      'Only slices of text without a step are printed here.',
    );
  }
  const bound = (expr: typeof start): bigint | null | undefined =>
    expr === undefined || expr.type.kind === 'none'
      ? undefined
      : expr.type.kind === 'int'
        ? constantOf(expr.type.range)
        : null;
  const [from, to] = [bound(start), bound(stop)];
  const negative = (b: bigint | null | undefined): boolean => b === null || (b !== undefined && b < 0n);
  if (negative(from) || negative(to)) {
    return emitter.refuse(
      'unsupported-operation',
      node.span,
      'Slices are printed for constant bounds that count from the start.',
    );
  }
  const text = emitter.print(container);
  const first = (from ?? 0n) + 1n;
  if (to === undefined || to === null) return term(text.shape)`substr(${text}, ${first})`;
  const length = to - first + 1n;
  return term(text.shape)`substr(${text}, ${first}, ${length < 0n ? 0n : length})`;
};
