import { constantOf, type Expr, type IntType, int, type Op, type Type } from '../../language';
import { code } from '../text';
import { call, intLiteral, method, P, paren, type Rx, rx, suffixed } from './code';
import type { Emitter } from './emitter';
import { fitsBits, intShape, intType } from './types';

/** An iterator over a range, with the type of its items. */
export interface RangeSource extends Rx {
  readonly item: IntType;
}

/**
 * Prints `range(start, stop, step)` as a Rust range, reversed or stepped where the step is a known constant.
 * @param bothEnds whether it is also walked from its end, which a stepped range of i64 can't be
 */
export function rangeSource(e: Emitter, node: Op, bothEnds = false): RangeSource {
  const [start, stop, step] = node.args;
  if (start === undefined || stop === undefined || step === undefined || node.type.kind !== 'range')
    return e.refuse('unsupported-operation', node.span, 'A range needs a start, a stop and a step.');
  const item = int(node.type.range);
  const bits = widest(item, start.type, stop.type);
  const by = step.type.kind === 'int' ? constantOf(step.type.range) : null;
  if (bits === 128 && intShape(item).bits === 64)
    e.refuse(
      'may-overflow',
      node.span,
      'A bound of this range may need more than 64 bits.',
      'Use smaller bounds.',
    );
  const from = e.int(start, bits);
  const to = e.int(stop, bits);
  const printed =
    by === null || by === 0n || (bothEnds && by !== 1n && by !== -1n)
      ? general(e, from, to, e.int(step, bits), bits)
      : stepped(e, start, stop, from, to, by, bits);
  return { ...printed, item };
}

function widest(...types: readonly Type[]): 64 | 128 {
  return types.some((t) => t.kind === 'int' && intShape(t).bits === 128) ? 128 : 64;
}

function general(e: Emitter, from: Rx, to: Rx, step: Rx, bits: 64 | 128): Rx {
  if (bits === 128) return call(e.helper('range_128'), [from.code, to.code, step.code]);
  return call(e.helper('range'), [from.code, to.code, step.code]);
}

function stepped(e: Emitter, start: Expr, stop: Expr, from: Rx, to: Rx, by: bigint, bits: 64 | 128): Rx {
  if (by > 0n) {
    const range = between(from, to);
    return by === 1n ? range : method(range, `step_by(${by})`);
  }
  const afterStart = plusOne(start, from, bits);
  const afterStop = plusOne(stop, to, bits);
  if (afterStart === null || afterStop === null)
    return general(e, from, to, suffixed(literal(by, bits)), bits);
  const down = method(between(afterStop, afterStart), 'rev()');
  return by === -1n ? down : method(down, `step_by(${-by})`);
}

/** `a..b`; a suffix tells the type when both ends are literals. */
function between(from: Rx, to: Rx): Rx {
  const typed = to.literal === undefined ? from : suffixed(from);
  return rx(code`${paren(typed, P.bitOr)}..${paren(to, P.bitOr)}`, P.range);
}

const literal = (value: bigint, bits: 64 | 128): Rx => ({
  ...rx(intLiteral(value), value < 0n ? P.unary : P.primary),
  literal: bits,
});

/** The next int, or null where it might not fit. */
function plusOne(node: Expr, printed: Rx, bits: 64 | 128): Rx | null {
  if (node.type.kind !== 'int') return null;
  const known = constantOf(node.type.range);
  if (known !== null) return literal(known + 1n, bits);
  const { min, max } = node.type.range;
  if (max === null || min === null || !fitsBits({ min, max: max + 1n }, bits)) return null;
  return rx(code`${paren(printed, P.add)} + 1`, P.add);
}

export const rangeType = (bits: 64 | 128): string => `std::ops::Range<${intType(bits)}>`;
