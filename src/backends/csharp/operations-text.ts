import {
  contains,
  type FormatSpec,
  type IntType,
  type Op,
  someType,
  type Type,
  WRITABLE,
} from '../../language';
import { code } from '../text';
import type { Context } from './context';
import { args, nth, type OperationPrinter, type OperationTable, rangeOf, typeAt } from './operations-table';
import { atom, cast, conditional, method, type Printed, simple, stringLiteral, wide } from './print';
import { isBig } from './types';

/** `str(x)` of any value. */
function textOf(cx: Context, type: Type, value: Printed, node: Op): Printed {
  switch (type.kind) {
    case 'str':
      return value;
    case 'int': {
      const number = isWritable(type) ? value : cx.help('Writable', value);
      return { ...method(paren(number), 'ToString'), pieces: [wide(number)] };
    }
    case 'bool':
      return conditional(value, simple('"True"'), simple('"False"'));
    case 'float':
      return type.orZero ? cx.help('SumText', value) : cx.help('FloatText', value);
    case 'none':
      return simple('"None"');
    case 'union':
      return requireShown(cx, type, node, cx.help('Str', value));
    case 'optional':
      return requireShown(cx, type, node, cx.help('Str', value));
    default:
      return requireShown(cx, type, node, cx.help('Repr', value));
  }
}

/** Whether Python writes every int of this type in decimal: up to 4300 digits. */
const isWritable = (type: IntType): boolean => !isBig(type) || contains(WRITABLE, type.range);

const paren = (value: Printed): Printed => wide(value);

function reprOf(cx: Context, type: Type, value: Printed, node: Op): Printed {
  if (type.kind === 'int' || type.kind === 'bool' || type.kind === 'float' || type.kind === 'none')
    return textOf(cx, type, value, node);
  return requireShown(cx, type, node, cx.help('Repr', wide(value)));
}

/** What `Repr` tells apart at run time. */
function requireShown(cx: Context, type: Type, node: Op, value: Printed): Printed {
  const odd = someType(
    type,
    (t) =>
      t.kind === 'record' ||
      t.kind === 'iterator' ||
      t.kind === 'range' ||
      t.kind === 'set' ||
      (t.kind === 'float' && t.orZero === true),
  );
  if (odd)
    cx.refuse(
      'unsupported-operation',
      node.span,
      'The text of this value has no form in C#.',
      'Format its parts.',
    );
  return value;
}

const radix = (base: 2 | 8 | 16): OperationPrinter =>
  args((cx, _, operands) => cx.help('RadixText', nth(operands, 0), String(base)));

const format: OperationPrinter = args((cx, node, operands) => {
  const spec = node.options?.spec;
  const [value] = [nth(operands, 0)];
  const type = typeAt(node, 0);
  if (spec === undefined) return textOf(cx, type, value, node);
  if (type.kind === 'str' || type.kind === 'bool') {
    const text = type.kind === 'bool' && isNumeric(spec) ? null : textOf(cx, type, value, node);
    if (text === null)
      return cx.refuse(
        'unsupported-operation',
        node.span,
        'This format of a bool has no form in C#.',
        'Convert it first.',
      );
    if (spec.precision === null && spec.width === 0) return text;
    return cx.help(
      'FormatText',
      text,
      layout(spec, '<'),
      spec.precision === null ? '-1' : String(spec.precision),
    );
  }
  if (type.kind === 'int' && !FLOAT_TYPES.has(spec.type)) return formatInt(cx, node, spec, value, type);
  if (type.kind === 'float' && type.orZero)
    return cx.refuse(
      'unsupported-operation',
      node.span,
      'A sum that may be empty has no format in C#.',
      'Start it at 0.0.',
    );
  if (type.kind === 'int' || type.kind === 'float') {
    const number =
      type.kind === 'float' ? value : isBig(type) ? cx.help('ToDouble', value) : cast('double', value);
    if (
      spec.type === 'n' ||
      spec.alternate ||
      (spec.grouping !== null && spec.align === '=') ||
      spec.zeroNegative
    )
      return cx.refuse(
        'unsupported-argument',
        node.span,
        'This float format has no form in C#.',
        'Use a simpler format.',
      );
    const kind = spec.type ?? 'r';
    const precision = spec.precision ?? (spec.type === null ? -1 : 6);
    return cx.help(
      'FormatFloat',
      number,
      `'${kind}'`,
      String(precision),
      `'${sign(spec)}'`,
      grouping(spec),
      layout(spec, '>'),
    );
  }
  return cx.refuse(
    'unsupported-operation',
    node.span,
    'This value has no format in C#.',
    'Format its parts.',
  );
});

const FLOAT_TYPES: ReadonlySet<FormatSpec['type']> = new Set<FormatSpec['type']>([
  'e',
  'E',
  'f',
  'F',
  'g',
  'G',
  '%',
]);

const isNumeric = (spec: FormatSpec): boolean => spec.type !== null && spec.type !== 's';

function formatInt(cx: Context, node: Op, spec: FormatSpec, given: Printed, type: IntType): Printed {
  if (spec.type === 'c' || spec.type === 'n' || (spec.grouping !== null && spec.align === '='))
    return cx.refuse(
      'unsupported-argument',
      node.span,
      'This int format has no form in C#.',
      'Use a simpler format.',
    );
  const decimal = spec.type === null || spec.type === 'd';
  const nonNegative = contains({ min: 0n, max: null }, rangeOf(type));
  const plain = spec.sign === '-' && spec.grouping === null && !spec.alternate;
  if (decimal && plain && spec.width === 0) return textOf(cx, type, given, node);
  const value = decimal && !isWritable(type) ? cx.help('Writable', given) : given;
  if (decimal && plain && spec.fill === '0' && spec.align === '=' && nonNegative && !isBig(type))
    return method(paren(value), 'ToString', stringLiteral(`D${spec.width}`));
  if (decimal && plain && spec.fill === ' ' && (spec.align === null || spec.align === '>'))
    return method(method(paren(value), 'ToString'), 'PadLeft', String(spec.width));
  const base =
    spec.type === 'x' || spec.type === 'X' ? 16 : spec.type === 'o' ? 8 : spec.type === 'b' ? 2 : 10;
  const prefix = spec.alternate
    ? ({ 16: spec.type === 'X' ? '0X' : '0x', 8: '0o', 2: '0b', 10: '' }[base] ?? '')
    : '';
  return cx.help(
    'FormatInt',
    value,
    String(base),
    stringLiteral(prefix),
    String(spec.type === 'X'),
    `'${sign(spec)}'`,
    grouping(spec),
    layout(spec, '>'),
  );
}

const sign = (spec: FormatSpec): string => spec.sign;

const grouping = (spec: FormatSpec): string => (spec.grouping === null ? '""' : `"${spec.grouping}"`);

/** Width, alignment and fill as one string, `">8 "`: alignment, width, fill. */
function layout(spec: FormatSpec, natural: '<' | '>'): string {
  return `${spec.width}, '${spec.align ?? natural}', ${stringLiteral(spec.fill)}`;
}

export const TEXT_OPERATIONS: OperationTable = {
  str: args((cx, node, operands) => textOf(cx, typeAt(node, 0), nth(operands, 0), node)),
  repr: args((cx, node, operands) => reprOf(cx, typeAt(node, 0), nth(operands, 0), node)),
  ascii: args((cx, node, operands) => cx.help('Ascii', reprOf(cx, typeAt(node, 0), nth(operands, 0), node))),
  chr: args((cx, node, operands) => {
    const value = nth(operands, 0);
    const range = rangeOf(typeAt(node, 0));
    if (contains({ min: 0n, max: 0xd7ffn }, range)) return method(cast('char', value), 'ToString');
    if (isBig(typeAt(node, 0)))
      return cx.refuse(
        'unsupported-operation',
        node.span,
        'chr of such an int has no form in C#.',
        'Bound it.',
      );
    return cx.help('Character', value);
  }),
  ord: args((cx, node, operands) => {
    const type = typeAt(node, 0);
    const value = nth(operands, 0);
    if (type.kind === 'bytes') return cx.help('OrdByte', value);
    if (type.kind !== 'str')
      return cx.refuse('unsupported-operation', node.span, 'ord has no form here in C#.', 'Use a character.');
    const single = type.size.min === 1n && type.size.max === 1n;
    return single && cx.oneUnit ? cast('long', atom(code`${value.code}[0]`)) : cx.help('Ord', value);
  }),
  hex: radix(16),
  oct: radix(8),
  bin: radix(2),
  format,
  'int.from_str': args((cx, node, operands) => {
    const base = node.options?.base ?? 10;
    const value = cx.help('ParseInt', nth(operands, 0), String(base));
    return isBig(node.type) ? value : cast('long', value);
  }),
};
