import { contains, type FormatSpec, type Op, type Type } from '../../language';
import type { Context } from './context';
import { asBig } from './convert';
import { asNumber, fromBig, rangeOf } from './operations-int';
import { args, nth, type OperationPrinter, type OperationTable, typeAt } from './operations-table';
import {
  arrayOf,
  asText,
  binary,
  call,
  conditional,
  member,
  method,
  type Printed,
  simple,
  stringLiteral,
  unary,
} from './print';
import { repeats, toRepr, toText, writable } from './text';
import { cast } from './unions';

const NON_NEGATIVE = { min: 0n, max: null };

/** A method of JavaScript's strings that does just what Python's does. */
const direct = (name: string): OperationPrinter =>
  args((_, __, [text = simple("''"), ...rest]) => method(text, name, ...rest));

const helper = (name: Parameters<Context['help']>[0], ...more: readonly string[]): OperationPrinter =>
  args((cx, _, operands) => cx.help(name, ...operands, ...more));

/** A test of all characters by one pattern. */
const matches = (pattern: string): OperationPrinter =>
  args((_, __, [text = simple("''")]) => call(`${pattern}.test`, text));

const isConst = (node: Op, i: number): string | null => {
  const arg = node.args[i];
  return arg?.kind === 'const' && typeof arg.value === 'string' ? arg.value : null;
};

const strip = (left: boolean, right: boolean): OperationPrinter =>
  args((cx, node, operands, out) => {
    const text = nth(operands, 0);
    const chars = operands[1];
    if (chars === undefined || typeAt(node, 1).kind === 'none') {
      if (left && right) return cx.help('stripText', text);
      return cx.help('stripText', text, cx.use('isSpace'), String(left), String(right));
    }
    const kept = cx.stable(chars, out, 'chars');
    const c = cx.names.fresh('c');
    return cx.help(
      'stripText',
      text,
      cx.lambda(`(${c})`, () => method(kept, 'includes', c)),
      String(left),
      String(right),
    );
  });

const split = (fromRight: boolean): OperationPrinter =>
  args((cx, node, operands) => {
    const text = nth(operands, 0);
    const separator = operands[1];
    const limit = operands[2] === undefined ? null : asNumber(cx, typeAt(node, 2), operands[2]);
    if (separator === undefined || typeAt(node, 1).kind === 'none') {
      if (limit === null) return cx.help('splitWords', text);
      return cx.help(fromRight ? 'splitWordsFromRight' : 'splitWords', text, limit);
    }
    const constant = isConst(node, 1);
    if (limit === null && constant !== null && constant !== '') {
      if (!fromRight || constant.length === 1) return method(text, 'split', separator);
    }
    return cx.help(fromRight ? 'splitTextFromRight' : 'splitText', text, separator, limit ?? '-1');
  });

/** Positions in code points, as numbers; None is left out. */
function positions(cx: Context, node: Op, operands: readonly Printed[]): Printed[] {
  const [start, stop] = [2, 3].map((i) => {
    const type = node.args[i]?.type;
    const text = operands[i];
    return type === undefined || text === undefined || type.kind === 'none' ? null : asNumber(cx, type, text);
  });
  if (stop) return [start ?? simple('0'), stop];
  return start ? [start] : [];
}

const affix = (name: 'startsWith' | 'endsWith'): OperationPrinter =>
  args((cx, node, operands) => {
    const [text, wanted] = [nth(operands, 0), nth(operands, 1)];
    const where = positions(cx, node, operands);
    const several = typeAt(node, 1).kind !== 'str';
    if (!several && where.length === 0) return method(text, name, wanted);
    return cx.help(name, text, several ? wanted : arrayOf([wanted]), ...where);
  });

const search = (name: 'findText' | 'findLastText', mustFind: boolean): OperationPrinter =>
  args((cx, node, operands) => {
    const at = cx.help(name, nth(operands, 0), nth(operands, 1), ...positions(cx, node, operands));
    const checked = mustFind ? cx.help('foundIndex', at) : at;
    return cx.isBig(node.type) ? asBig(checked) : { ...checked, clean: true };
  });

const pad = (side: 'left' | 'right' | 'both'): OperationPrinter =>
  args((cx, node, operands) =>
    cx.help(
      'padText',
      nth(operands, 0),
      asNumber(cx, typeAt(node, 1), nth(operands, 1)),
      operands[2] ?? "' '",
      `'${side}'`,
    ),
  );

/** Text of any value; what is read more than once gets a name first. */
const spelled = (
  spell: (cx: Context, type: Type, value: Printed, span: Op['span']) => Printed,
): OperationPrinter =>
  args((cx, node, [value = simple("''")], out) => {
    const type = typeAt(node, 0);
    return spell(cx, type, repeats(type) ? cx.named(value, out, 'value', type) : value, node.span);
  });

const radix = (prefix: string, base: number): OperationPrinter =>
  args((cx, node, [value = simple('0')], out) => {
    if (contains(NON_NEGATIVE, rangeOf(typeAt(node, 0)))) {
      return {
        ...binary('+', simple(`'${prefix}'`), method(value, 'toString', String(base))),
        pieces: [prefix, method(value, 'toString', String(base))],
      };
    }
    const name = cx.stable(value, out);
    const zero = cx.isBig(typeAt(node, 0)) ? '0n' : '0';
    const negative = binary('<', name, simple(zero));
    const digits = method(conditional(negative, unary('-', name), name), 'toString', String(base));
    return binary('+', conditional(negative, simple(`'-${prefix}'`), simple(`'${prefix}'`)), digits);
  });

/** The parts of a specification that are not its defaults, as an object literal. */
function formatLiteral(spec: FormatSpec): string {
  const parts = [
    ...(spec.type === null || spec.type === 's' ? [] : [`type: '${spec.type}'`]),
    ...(spec.width > 0 ? [`width: ${spec.width}`] : []),
    ...(spec.precision === null ? [] : [`precision: ${spec.precision}`]),
    ...(spec.fill === ' ' ? [] : [`fill: ${stringLiteral(spec.fill)}`]),
    ...(spec.align === null ? [] : [`align: '${spec.align}'`]),
    ...(spec.sign === '-' ? [] : [`sign: '${spec.sign}'`]),
    ...(spec.grouping === null ? [] : [`grouping: '${spec.grouping}'`]),
    ...(spec.alternate ? ['alternate: true'] : []),
    ...(spec.zeroNegative ? ['zeroNegative: true'] : []),
  ];
  return parts.length === 0 ? '{}' : `{ ${parts.join(', ')} }`;
}

const FLOAT_TYPES: ReadonlySet<FormatSpec['type']> = new Set<FormatSpec['type']>([
  'e',
  'E',
  'f',
  'F',
  'g',
  'G',
  '%',
]);

const format: OperationPrinter = args((cx, node, [value = simple("''")]) => {
  const spec = node.options?.spec;
  const type = typeAt(node, 0);
  if (spec === undefined) return toText(cx, type, value, node.span);
  const plain =
    spec.sign === '-' &&
    spec.grouping === null &&
    !spec.alternate &&
    !spec.zeroNegative &&
    spec.precision === null;
  if (type.kind === 'str') return cx.help('formatText', value, formatLiteral(spec));
  if (type.kind === 'bool')
    return cx.help('formatText', toText(cx, type, value, node.span), formatLiteral(spec));
  if (type.kind === 'int' && !FLOAT_TYPES.has(spec.type)) {
    const zeros = spec.fill === '0' && spec.align === '=';
    const decimal = spec.type === null || spec.type === 'd';
    if (
      plain &&
      decimal &&
      contains(NON_NEGATIVE, type.range) &&
      (zeros || (spec.fill === ' ' && (spec.align === null || spec.align === '>')))
    ) {
      const text = asText(writable(cx, type, value));
      return spec.width === 0
        ? text
        : method(text, 'padStart', String(spec.width), ...(zeros ? ["'0'"] : []));
    }
    return cx.help('formatInt', decimal ? writable(cx, type, value) : value, formatLiteral(spec));
  }
  const number =
    type.kind === 'int'
      ? cx.isBig(type)
        ? cx.help('toFloat', value)
        : binary('+', value, simple('0'))
      : value;
  if (type.kind === 'int' || type.kind === 'float') {
    const onlyDigits =
      (spec.type === 'f' || spec.type === 'F') && spec.precision !== null && spec.width === 0;
    if (
      onlyDigits &&
      spec.sign === '-' &&
      spec.grouping === null &&
      !spec.alternate &&
      !spec.zeroNegative &&
      spec.type === 'f'
    ) {
      return cx.help('fixedText', number, String(spec.precision));
    }
    return cx.help('formatFloat', number, formatLiteral(spec));
  }
  return cx.refuse('unsupported-operation', node.span, 'This value has no format here.', 'Format its parts.');
});

export const TEXT_OPERATIONS: OperationTable = {
  str: spelled(toText),
  repr: spelled(toRepr),
  ascii: spelled((cx, type, value, span) => cx.help('toAscii', toRepr(cx, type, value, span))),
  chr: args((cx, node, [value = simple('0')]) => {
    const range = rangeOf(typeAt(node, 0));
    const code = asNumber(cx, typeAt(node, 0), value);
    const inside = contains({ min: 0n, max: 0x10ffffn }, range);
    const whole = contains({ min: 0n, max: 0xd7ffn }, range);
    if (whole || (inside && !cx.joinsText)) return call('String.fromCodePoint', code);
    return cx.help(cx.joinsText ? 'chrWhole' : 'chr', code);
  }),
  ord: args((cx, node, [value = simple("''")]) => {
    const type = typeAt(node, 0);
    if (type.kind === 'str' && type.size.min === 1n && type.size.max === 1n) {
      return { ...cast(method(value, 'codePointAt', '0'), 'number'), clean: true };
    }
    if (type.kind === 'bytes')
      return cx.refuse(
        'unsupported-operation',
        node.span,
        'ord of bytes has no form here.',
        'Index the bytes.',
      );
    return cx.help('ord', value);
  }),
  hex: radix('0x', 16),
  oct: radix('0o', 8),
  bin: radix('0b', 2),
  format,
  'int.from_str': args((cx, node, [value = simple("''")]) => {
    const base = node.options?.base ?? 10;
    return fromBig(
      cx,
      node,
      base === 10 ? cx.help('parseDecimal', value) : cx.help('parseInteger', value, String(base)),
    );
  }),
  'float.from_str': helper('parseFloatText'),
  'str.upper': direct('toUpperCase'),
  'str.lower': direct('toLowerCase'),
  'str.title': helper('titleWords'),
  'str.capitalize': helper('capitalize'),
  'str.swapcase': helper('swapCase'),
  'str.casefold': helper('caseFold'),
  'str.strip': strip(true, true),
  'str.lstrip': strip(true, false),
  'str.rstrip': strip(false, true),
  'str.split': split(false),
  'str.rsplit': split(true),
  'str.splitlines': args((cx, _, operands) =>
    cx.help('splitLines', nth(operands, 0), operands[1] ?? 'false'),
  ),
  'str.startswith': affix('startsWith'),
  'str.endswith': affix('endsWith'),
  'str.replace': args((cx, node, operands) => {
    const [text, old, by] = [nth(operands, 0), nth(operands, 1), nth(operands, 2)];
    const limit = operands[3];
    const [from, to] = [isConst(node, 1), isConst(node, 2)];
    if (limit === undefined && from !== null && from !== '' && to !== null && !to.includes('$')) {
      return method(text, 'replaceAll', old, by);
    }
    return cx.help(
      'replaceText',
      text,
      old,
      by,
      limit === undefined ? '-1' : asNumber(cx, typeAt(node, 3), limit),
    );
  }),
  'str.find': search('findText', false),
  'str.rfind': search('findLastText', false),
  'str.index': search('findText', true),
  'str.rindex': search('findLastText', true),
  'str.count': args((cx, node, operands) => {
    const count = cx.help('countText', nth(operands, 0), nth(operands, 1), ...positions(cx, node, operands));
    return cx.isBig(node.type) ? asBig(count) : { ...count, clean: true };
  }),
  'str.isdigit': helper('isDigit'),
  'str.isnumeric': helper('isNumeric'),
  'str.isdecimal': matches('/^\\p{Nd}+$/u'),
  'str.isalpha': matches('/^\\p{L}+$/u'),
  'str.isalnum': helper('isAlnum'),
  'str.isupper': helper('isUpper'),
  'str.islower': helper('isLower'),
  'str.isspace': matches(
    '/^[\\t-\\r\\x1c- \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]+$/',
  ),
  'str.istitle': helper('isTitle'),
  'str.isidentifier': helper('isIdentifier'),
  'str.isascii': matches('/^[\\0-\\x7f]*$/'),
  'str.isprintable': helper('isPrintable'),
  'str.zfill': args((cx, node, operands) =>
    cx.help('zeroFill', nth(operands, 0), asNumber(cx, typeAt(node, 1), nth(operands, 1))),
  ),
  'str.ljust': pad('right'),
  'str.rjust': pad('left'),
  'str.center': pad('both'),
  'str.partition': helper('partitionText'),
  'str.rpartition': helper('partitionLastText'),
  'str.removeprefix': args((cx, _, operands, out) => {
    const [text, prefix] = operands.map((o) => cx.stable(o, out, 'text'));
    const [t, p] = [text ?? simple("''"), prefix ?? simple("''")];
    return conditional(method(t, 'startsWith', p), method(t, 'slice', member(p, 'length')), t);
  }),
  'str.removesuffix': args((cx, _, operands, out) => {
    const [text, suffix] = operands.map((o) => cx.stable(o, out, 'text'));
    const [t, s] = [text ?? simple("''"), suffix ?? simple("''")];
    return conditional(
      method(t, 'endsWith', s),
      method(t, 'slice', '0', binary('-', member(t, 'length'), member(s, 'length'))),
      t,
    );
  }),
  'str.expandtabs': args((cx, node, operands) =>
    cx.help(
      'expandTabs',
      nth(operands, 0),
      operands[1] === undefined ? '8' : asNumber(cx, typeAt(node, 1), operands[1]),
    ),
  ),
};
