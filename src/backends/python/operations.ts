import type { FormatSpec, OpName } from '../../language';

/** Binding strength of Python's expression forms, loosest first. */
export const LEVEL = {
  lambda: 0,
  conditional: 1,
  or: 2,
  and: 3,
  not: 4,
  compare: 5,
  bitor: 6,
  bitxor: 7,
  bitand: 8,
  shift: 9,
  add: 10,
  multiply: 11,
  unary: 12,
  power: 13,
  primary: 14,
} as const;
export type Level = (typeof LEVEL)[keyof typeof LEVEL];

interface Infix {
  readonly symbol: string;
  readonly level: Level;
}

/** Operations printed between their operands. Left-associative, but `**`. */
export const INFIX: Partial<Record<OpName, Infix>> = {
  'int.add': { symbol: '+', level: LEVEL.add },
  'int.sub': { symbol: '-', level: LEVEL.add },
  'int.mul': { symbol: '*', level: LEVEL.multiply },
  'int.floordiv': { symbol: '//', level: LEVEL.multiply },
  'int.mod': { symbol: '%', level: LEVEL.multiply },
  'int.truediv': { symbol: '/', level: LEVEL.multiply },
  'int.pow': { symbol: '**', level: LEVEL.power },
  'int.pow_negative': { symbol: '**', level: LEVEL.power },
  'float.pow': { symbol: '**', level: LEVEL.power },
  'int.and': { symbol: '&', level: LEVEL.bitand },
  'int.or': { symbol: '|', level: LEVEL.bitor },
  'int.xor': { symbol: '^', level: LEVEL.bitxor },
  'int.lshift': { symbol: '<<', level: LEVEL.shift },
  'int.rshift': { symbol: '>>', level: LEVEL.shift },
  'float.add': { symbol: '+', level: LEVEL.add },
  'float.sub': { symbol: '-', level: LEVEL.add },
  'float.mul': { symbol: '*', level: LEVEL.multiply },
  'float.truediv': { symbol: '/', level: LEVEL.multiply },
  'float.floordiv': { symbol: '//', level: LEVEL.multiply },
  'float.mod': { symbol: '%', level: LEVEL.multiply },
  concat: { symbol: '+', level: LEVEL.add },
  repeat: { symbol: '*', level: LEVEL.multiply },
  'dict.merge': { symbol: '|', level: LEVEL.bitor },
  'set.union': { symbol: '|', level: LEVEL.bitor },
  'set.intersection': { symbol: '&', level: LEVEL.bitand },
  'set.difference': { symbol: '-', level: LEVEL.add },
  'set.symmetric_difference': { symbol: '^', level: LEVEL.bitxor },
};

export const COMPARISONS: Partial<Record<OpName, string>> = {
  eq: '==',
  ne: '!=',
  lt: '<',
  le: '<=',
  gt: '>',
  ge: '>=',
  'set.issubset': '<=',
  'set.issuperset': '>=',
  'set.lt': '<',
  'set.gt': '>',
};

/** Operations that are a function of their arguments. */
export const FUNCTIONS: Partial<Record<OpName, string>> = {
  'int.abs': 'abs',
  'float.abs': 'abs',
  len: 'len',
  range: 'range',
  enumerate: 'enumerate',
  reversed: 'reversed',
  min: 'min',
  max: 'max',
  'int.from_float': 'int',
  'float.from_str': 'float',
  'round.to_int': 'round',
  'round.float_digits': 'round',
  'round.int_digits': 'round',
  str: 'str',
  repr: 'repr',
  ascii: 'ascii',
  chr: 'chr',
  ord: 'ord',
  hex: 'hex',
  oct: 'oct',
  bin: 'bin',
  'int.powmod': 'pow',
  'bytes.from_ints': 'bytes',
  'bytes.zeros': 'bytes',
  truth: 'bool',
};

/** Operations that are a method of their first argument. */
export const METHODS: Partial<Record<OpName, string>> = {
  'int.bit_length': 'bit_length',
  'int.bit_count': 'bit_count',
  'float.is_integer': 'is_integer',
  'list.index': 'index',
  'list.count': 'count',
  'dict.get': 'get',
  'dict.get_or': 'get',
  'set.isdisjoint': 'isdisjoint',
  'dict.items': 'items',
  'dict.keys': 'keys',
  'dict.values': 'values',
  'bytes.hex': 'hex',
};

/** The text of a format specification. */
export function specText(spec: FormatSpec): string {
  const zeroFlag = spec.fill === '0' && spec.align === '=';
  const align =
    zeroFlag || spec.align === null
      ? spec.fill !== ' ' && !zeroFlag && spec.align === null
        ? `${spec.fill}>`
        : ''
      : `${spec.fill === ' ' ? '' : spec.fill}${spec.align}`;
  const sign = spec.sign === '-' ? '' : spec.sign;
  const width = spec.width === 0 ? '' : String(spec.width);
  return `${align}${sign}${spec.zeroNegative ? 'z' : ''}${spec.alternate ? '#' : ''}${zeroFlag ? '0' : ''}${width}${spec.grouping ?? ''}${spec.precision === null ? '' : `.${spec.precision}`}${spec.type ?? ''}`;
}
