import { contains, type FormatSpec, type Op, type OpName, type Span, type Type } from '../../language';
import { type Argument, oneArgument } from './arguments';
import type { Emitter } from './emitter';
import { function1, needsPacking, unpack } from './keys';
import { stringLiteral } from './literals';
import type { Printer } from './operations';
import { fromBig } from './operations-int';
import { type GoExpr, giveBack, integer, lambda, literal, name, totalCall } from './syntax';
import { tupleField } from './types';
import { bySwitch } from './unions';

type Style = 'str' | 'repr' | 'ascii';

/** Python's text of a value. */
export function textOf(g: Emitter, value: GoExpr, type: Type, style: Style, span: Span): GoExpr {
  const inner: Style = style === 'ascii' ? 'ascii' : 'repr';
  switch (type.kind) {
    case 'none':
      return literal('"None"');
    case 'bool':
      return g.totalHelp('formatBool', value);
    case 'int':
      return g.types.isBig(type) ? g.help('formatBig', value) : totalCall('strconv.Itoa', value);
    case 'float':
      if (type.orZero === true) break;
      return g.totalHelp('formatFloat', value);
    case 'str':
      return style === 'str'
        ? value
        : style === 'repr'
          ? g.help('quote', value)
          : g.totalHelp('quoteASCII', value);
    case 'bytes':
      return g.totalHelp('quoteBytes', value);
    case 'never':
      return literal('""');
    case 'list':
      return around('[', g.help('joinItems', value, printer(g, type.element, inner, span)), ']');
    case 'sequence': {
      const items = g.help('joinItems', value, printer(g, type.element, inner, span));
      return g.help('tupleText', items, totalCall('len', value));
    }
    case 'dict':
      return g.help(
        'joinEntries',
        value,
        keyPrinter(g, type.key, inner, span),
        printer(g, type.value, inner, span),
      );
    case 'tuple':
    case 'optional':
    case 'union':
      return { kind: 'call', fn: printer(g, type, inner, span, style), args: [value] };
    default:
  }
  return g.refuse('unsupported-type', span, `Go has no text for a ${type.kind} here.`, 'Format its parts.');
}

const around = (open: string, inside: GoExpr, close: string): GoExpr => ({
  kind: 'binary',
  op: '+',
  left: { kind: 'binary', op: '+', left: literal(`"${open}"`), right: inside },
  right: literal(`"${close}"`),
});

/** A function that prints a key as the dict holds it. */
function keyPrinter(g: Emitter, type: Type, style: Style, span: Span): GoExpr {
  if (!needsPacking(g, type)) return printer(g, type, style, span);
  return function1(g, g.types.key(type, span), 'string', (x, body) =>
    textOf(g, unpack(g, x, type, span, body), type, style, span),
  );
}

/** A function that prints a value of one type. */
function printer(g: Emitter, type: Type, style: Style, span: Span, outer: Style = style): GoExpr {
  switch (type.kind) {
    case 'bool':
      return name('formatBool');
    case 'int':
      return name(g.types.isBig(type) ? 'formatBig' : 'strconv.Itoa');
    case 'float':
      if (type.orZero !== true) return name('formatFloat');
      break;
    case 'str':
      return name(style === 'ascii' ? 'quoteASCII' : 'quote');
    case 'bytes':
      return name('quoteBytes');
    case 'tuple':
      return name(madePrinter(g, type, style, span, (own) => tuplePrinter(g, type, style, span, own)));
    case 'union':
      return bySwitch(g, type, outer, 'text', 'string', span, (v, member) =>
        textOf(g, v, member, outer, span),
      );
    case 'optional':
      return name(madePrinter(g, type, outer, span, (own) => optionalPrinter(g, type, outer, span, own)));
    default:
  }
  const item = g.names.fresh('x');
  return lambda([{ name: item, type: g.goType(type, span) }], 'string', [
    giveBack(textOf(g, name(item), type, style, span)),
  ]);
}

function madePrinter(
  g: Emitter,
  type: Type,
  style: Style,
  span: Span,
  build: (own: string) => string,
): string {
  return g.make(`${style} ${g.goType(type, span)}`, 'text', build);
}

function tuplePrinter(
  g: Emitter,
  type: Type & { kind: 'tuple' },
  style: Style,
  span: Span,
  own: string,
): string {
  const arity = type.items.length;
  const parts = type.items.map((item, i) =>
    g.printed(textOf(g, name(`t.${tupleField(arity, i)}`), item, style, span)),
  );
  const comma = arity === 1 ? ',)' : ')';
  const body = parts.length === 0 ? '"()"' : `"(" + ${parts.join(' + ", " + ')} + "${comma}"`;
  return `// ${own} prints a tuple.\nfunc ${own}(t ${g.goType(type, span)}) string {\n\treturn ${body}\n}\n`;
}

function optionalPrinter(
  g: Emitter,
  type: Type & { kind: 'optional' },
  style: Style,
  span: Span,
  own: string,
): string {
  const inside = g.printed(textOf(g, name('x.Value'), type.of, style, span));
  return `// ${own} prints a value that may be None.\nfunc ${own}(x ${g.goType(type, span)}) string {\n\tif !x.Valid {\n\t\treturn "None"\n\t}\n\treturn ${inside}\n}\n`;
}

/** `hex`, `oct`, `bin`. */
function based(base: number, prefix: string): Printer {
  return (g, node, block) => {
    const argument = oneArgument(g, node, block);
    return g.totalHelp('prefixed', digits(g, argument, base), literal(`"${prefix}"`));
  };
}

function digits(g: Emitter, argument: Argument, base: number): GoExpr {
  if (g.types.isBig(argument.type))
    return base === 10
      ? g.help('formatBig', argument.value)
      : totalCall({ kind: 'field', of: argument.value, name: 'Text' }, integer(base));
  if (base === 10) return totalCall('strconv.Itoa', argument.value);
  return totalCall('strconv.FormatInt', totalCall('int64', argument.value), integer(base));
}

const BASES: Readonly<Record<string, { base: number; prefix: string }>> = {
  b: { base: 2, prefix: '0b' },
  o: { base: 8, prefix: '0o' },
  x: { base: 16, prefix: '0x' },
  X: { base: 16, prefix: '0X' },
  d: { base: 10, prefix: '' },
};

const formatted: Printer = (g, node, block) => {
  const argument = oneArgument(g, node, block);
  const spec = node.options?.spec;
  if (spec === undefined)
    return g.refuse('unsupported-operation', node.span, 'A format needs a specification.');
  if (spec.zeroNegative)
    return g.refuse('unsupported-operation', node.span, 'The `z` option is not printed in Go.');
  switch (argument.type.kind) {
    case 'int':
      return formatInt(g, argument, spec, node);
    case 'float':
      return formatFloat(g, argument, spec, node);
    case 'str':
      return align(
        g,
        spec.precision === null
          ? argument.value
          : g.totalHelp('firstRunes', argument.value, integer(spec.precision)),
        spec,
        '<',
        node.span,
      );
    default:
      return g.refuse('unsupported-type', node.span, `Go does not format a ${argument.type.kind} here.`);
  }
};

function formatInt(g: Emitter, argument: Argument, spec: FormatSpec, node: Op): GoExpr {
  if (spec.type === 'c') {
    const { type } = argument;
    const valid = type.kind === 'int' && contains({ min: 0n, max: 0xd7ffn }, type.range);
    if (valid) return align(g, g.help('stringOfRune', argument.value), spec, '>', node.span);
    return g.refuse(
      'unsupported-operation',
      node.span,
      'The code point of this `c` is not known to be one.',
      'Use chr(…).',
    );
  }
  const rule = BASES[spec.type ?? 'd'];
  if (rule === undefined)
    return g.refuse(
      'unsupported-operation',
      node.span,
      `The format \`${spec.type}\` of an int is not printed in Go.`,
    );
  const verb = simpleVerb(spec);
  if (verb !== null) return totalCall('fmt.Sprintf', literal(`"${verb}"`), argument.value);
  let text = digits(g, argument, rule.base);
  if (spec.type === 'X') text = totalCall('strings.ToUpper', text);
  text = group(g, text, spec, rule.base === 10 ? 3 : 4);
  if (spec.alternate && rule.prefix !== '') text = g.totalHelp('prefixed', text, literal(`"${rule.prefix}"`));
  return align(g, sign(g, text, spec), spec, '>', node.span);
}

/** Specifications that `fmt` understands as Python does. */
function simpleVerb(spec: FormatSpec): string | null {
  if (spec.grouping !== null || spec.alternate || spec.sign !== '-' || spec.type === 'o' || spec.width === 0)
    return null;
  const verb = spec.type ?? 'd';
  if (spec.fill === ' ' && (spec.align === null || spec.align === '>')) return `%${spec.width}${verb}`;
  if (spec.fill === ' ' && spec.align === '<') return `%-${spec.width}${verb}`;
  return spec.fill === '0' && spec.align === '=' ? `%0${spec.width}${verb}` : null;
}

function formatFloat(g: Emitter, argument: Argument, spec: FormatSpec, node: Op): GoExpr {
  if (spec.alternate || (argument.type.kind === 'float' && argument.type.orZero === true))
    return g.refuse('unsupported-operation', node.span, 'This format of a float is not printed in Go.');
  const kind = spec.type?.toLowerCase() ?? null;
  const value = argument.value;
  const digitsOf = integer(spec.precision ?? 6);
  let text: GoExpr;
  if (kind === null)
    text =
      spec.precision === null
        ? g.totalHelp('formatFloat', value)
        : g.totalHelp('formatPlain', value, integer(spec.precision));
  else if (kind === '%') {
    const percent: GoExpr = { kind: 'binary', op: '*', left: value, right: literal('100') };
    text = {
      kind: 'binary',
      op: '+',
      left: g.totalHelp('formatDigits', percent, literal("'f'"), digitsOf),
      right: literal('"%"'),
    };
  } else if (kind === 'e' || kind === 'f' || kind === 'g')
    text = g.totalHelp('formatDigits', value, literal(`'${kind}'`), digitsOf);
  else
    return g.refuse(
      'unsupported-operation',
      node.span,
      `The format \`${spec.type}\` of a float is not printed in Go.`,
    );
  if (spec.type !== kind) text = kind === null ? text : totalCall('strings.ToUpper', text);
  return align(g, sign(g, group(g, text, spec, 3), spec), spec, '>', node.span);
}

function group(g: Emitter, text: GoExpr, spec: FormatSpec, size: number): GoExpr {
  if (spec.grouping === null) return text;
  return g.totalHelp('grouped', text, literal(`"${spec.grouping}"`), integer(size));
}

function sign(g: Emitter, text: GoExpr, spec: FormatSpec): GoExpr {
  return spec.sign === '-' ? text : g.totalHelp('signed', text, literal(`"${spec.sign}"`));
}

function align(g: Emitter, text: GoExpr, spec: FormatSpec, usual: '<' | '>', span: Span): GoExpr {
  if (spec.width === 0) return text;
  const fill = stringLiteral(spec.fill);
  if (fill === null)
    return g.refuse('unsupported-operation', span, 'This fill character has no place in Go.');
  const args = [text, integer(spec.width), literal(fill)];
  switch (spec.align ?? usual) {
    case '<':
      return g.totalHelp('padRight', ...args);
    case '>':
      return g.totalHelp('padLeft', ...args);
    case '^':
      return g.totalHelp('centerText', ...args);
    default:
      if (spec.grouping !== null && spec.fill === '0')
        return g.refuse(
          'unsupported-operation',
          span,
          'Zeros between grouped digits are not printed in Go.',
          'Drop the 0 or the grouping.',
        );
      return g.totalHelp('fillNumber', ...args);
  }
}

function text(style: Style): Printer {
  return (g, node, block) => {
    const { value, type } = oneArgument(g, node, block);
    return textOf(g, value, type, style, node.span);
  };
}

const parseInteger: Printer = (g, node, block) => {
  const { value, type } = oneArgument(g, node, block);
  if (type.kind !== 'str')
    return g.refuse('unsupported-type', node.span, 'Only a string is read as a number in Go.');
  const parsed = g.help('parseInt', value, integer(node.options?.base ?? 10));
  return fromBig(g, node, parsed);
};

export const FORMAT_OPERATIONS: Partial<Record<OpName, Printer>> = {
  str: text('str'),
  repr: text('repr'),
  ascii: text('ascii'),
  hex: based(16, '0x'),
  oct: based(8, '0o'),
  bin: based(2, '0b'),
  format: formatted,
  'int.from_str': parseInteger,
  'float.from_str': (g, node, block) => g.help('parseFloat', oneArgument(g, node, block).value),
};
