import * as ranges from './interval';
import type { OpName } from './operations';

/** The interval of an int operation's result from those of its operands; unary operations ignore the second. */
export const INT_RANGES: Partial<
  Record<OpName, (a: ranges.Interval, b: ranges.Interval) => ranges.Interval>
> = {
  'int.add': ranges.add,
  'int.sub': ranges.subtract,
  'int.mul': ranges.multiply,
  'int.floordiv': ranges.floorDivide,
  'int.mod': ranges.modulo,
  'int.pow': ranges.power,
  'int.and': (a, b) => ranges.bitwise('and', a, b),
  'int.or': (a, b) => ranges.bitwise('or', a, b),
  'int.xor': (a, b) => ranges.bitwise('xor', a, b),
  'int.lshift': ranges.shiftLeft,
  'int.rshift': ranges.shiftRight,
  'int.neg': ranges.negate,
  'int.abs': ranges.absolute,
  'int.invert': ranges.invert,
};
