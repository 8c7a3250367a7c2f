import { lengthOf } from './analysis';
import { constant, op } from './build';
import type { Context } from './context';
import { refuse, type Span } from './diagnostic';
import { choose, named } from './elaborate';
import { formatWith, textOf } from './elaborate-format';
import { asInt, binary, isIntLike, rangeOf } from './elaborate-operators';
import { sliceOf } from './elaborate-subscripts';
import { byMember } from './elaborate-unions';
import { constantOf } from './interval';
import type { Expr } from './ir';
import type { FormatSpec } from './operations';
import { BOOL, int, STR } from './types';

/** A format specification with computed parts: `{x:>{width}.{digits}f}`. */
export type OpenSpec = readonly (string | Expr)[];

/** Precisions that are told apart by a test each. */
const MOST_PRECISIONS = 16n;

/** Stands for a computed part while the specification is parsed: a code point for private use. */
const mark = (index: number): string => String.fromCharCode(0xf8f0 + index);
const MARK = '[\uf8f0-\uf8ff]';

const OPEN_SPEC = new RegExp(
  `^(?:(?<fill>[^\uf8f0-\uf8ff])?(?<align>[<>=^]))?(?<head>[-+ ]?z?#?)(?<zero>0)?(?<width>\\d+|${MARK})?(?<grouping>[,_])?(?:\\.(?<precision>\\d+|${MARK}))?(?<type>[bdeEfFgGosxX%])?$`,
  'su',
);

/** `format(value, spec)` where parts of the specification are computed; one that is known is written into it. */
export function formatOpen(span: Span, value: Expr, spec: OpenSpec, context: Context): Expr {
  const known = spec.map((part) => (typeof part === 'string' ? part : knownPart(part)));
  if (known.every((part) => typeof part === 'string'))
    return formatWith(span, value, known.join(''), context);
  const marked = known.map((part, i) => (typeof part === 'string' ? part : mark(i))).join('');
  const groups = OPEN_SPEC.exec(marked)?.groups;
  const partOf = (text: string | undefined): Expr | null => {
    const part = text === undefined ? undefined : known[text.charCodeAt(0) - 0xf8f0];
    return part === undefined || typeof part === 'string' ? null : widthOf(part);
  };
  if (!groups || known.length > 8)
    return refuse(
      'unsupported-syntax',
      span,
      'Only the width and the precision of a format can be computed.',
      {
        hint: 'Write the rest of the specification out.',
      },
    );
  const width = partOf(groups.width);
  const precision = partOf(groups.precision);
  const specWith = (digits: string): string => {
    const { fill = '', align = '', head = '', zero = '', grouping = '', type = '' } = groups;
    const [before, behind] = width ? ['', ''] : [`${align && fill}${align}`, `${zero}${groups.width ?? ''}`];
    return `${before}${head}${behind}${grouping}${digits}${type}`;
  };
  return byMember(value, context, (member) => {
    const text =
      precision === null
        ? plainFormat(span, member, specWith(groups.precision ? `.${groups.precision}` : ''), context)
        : withPrecision(span, member, precision, (digits) => specWith(`.${digits}`), context);
    return width === null ? text : padTo(span, text, width, groups, member.type.kind === 'str', context);
  });
}

function knownPart(part: Expr): string | Expr {
  if (part.kind === 'const' && typeof part.value === 'string') return part.value;
  const only = part.type.kind === 'int' && part.kind === 'const' ? constantOf(part.type.range) : null;
  return only === null ? part : only.toString();
}

/** A computed width or precision. A negative one would be read as a sign. */
export function widthOf(part: Expr): Expr {
  const { min } = rangeOf(part);
  if (part.type.kind !== 'int')
    return refuse('unsupported-syntax', part.span, 'A computed width or precision is an int.', {
      hint: 'Write the specification out.',
    });
  if (min === null || min < 0n)
    return refuse('unknown-sign', part.span, 'This width may be negative, and Python would read its sign.', {
      hint: 'Keep it from 0 up: max(0, …).',
    });
  return part;
}

function plainFormat(span: Span, value: Expr, spec: string, context: Context): Expr {
  const { kind } = value.type;
  if (spec === '' && (kind === 'str' || kind === 'float')) return textOf(span, value);
  if (spec === '' && isIntLike(value.type)) return textOf(span, asInt(value));
  return formatWith(span, value, spec, context);
}

function withPrecision(
  span: Span,
  value: Expr,
  precision: Expr,
  spec: (digits: bigint) => string,
  context: Context,
): Expr {
  if (value.type.kind === 'str' && /^\.0s?$/.test(spec(0n))) {
    const none = constant(span, null);
    return sliceOf(span, value, [none, precision, none], context);
  }
  const { min, max } = rangeOf(precision);
  if (min === null || max === null || max - min > MOST_PRECISIONS)
    return refuse('unsupported-syntax', precision.span, 'This precision may have too many values.', {
      hint: 'Write the specification out.',
    });
  return named(value, 'value', context, (read) =>
    named(precision, 'digits', context, (digits) => {
      const forms = Array.from({ length: Number(max - min) + 1 }, (_, i) => min + BigInt(i));
      return forms
        .map((form) => ({ form, text: plainFormat(span, read, spec(form), context) }))
        .reduceRight((otherwise, { form, text }) => ({
          form,
          text: choose(span, op(span, 'eq', BOOL, [digits, constant(span, form)]), text, otherwise.text),
        })).text;
    }),
  );
}

/** Fills a formatted value up to `width`, as the alignment of its specification says. */
function padTo(
  span: Span,
  text: Expr,
  width: Expr,
  groups: Record<string, string | undefined>,
  ofText: boolean,
  context: Context,
): Expr {
  const align = groups.align ?? (ofText ? '<' : groups.zero ? '=' : '>');
  const fill = groups.fill ?? (groups.zero ? '0' : ' ');
  if (align === '^') return centred(span, text, width, constant(span, fill), context);
  // `zfill` knows the signs + and -, and nothing of prefixes and groups.
  if (align === '=' && (!/^[-+]?$/.test(groups.head ?? '') || groups.grouping || ofText))
    return refuseFill(span);
  return padded(span, text, width, { align: align as FormatSpec['align'], fill, sign: '-' });
}

/** Fills a text on one side, or behind its sign. */
export function padded(
  span: Span,
  text: Expr,
  width: Expr,
  { align, fill, sign }: Pick<FormatSpec, 'align' | 'fill' | 'sign'>,
): Expr {
  if (align === '=' && (fill !== '0' || sign === ' ')) return refuseFill(span);
  if (align === '=') return op(span, 'str.zfill', STR, [text, width]);
  return op(span, align === '<' ? 'str.ljust' : 'str.rjust', STR, [text, width, constant(span, fill)]);
}

function refuseFill(span: Span): never {
  return refuse(
    'unsupported-syntax',
    span,
    'Filling behind a sign or a prefix needs a width that is written out.',
    { hint: 'Write the width out.' },
  );
}

/** Centred with the odd space on the right, where `str.center` would put it on the left at times. */
function centred(span: Span, text: Expr, width: Expr, fill: Expr, context: Context): Expr {
  return named(text, 'text', context, (read) =>
    named(width, 'width', context, (wanted) => {
      const length = op(span, 'len', int(lengthOf(read.type)), [read]);
      const left = binary(
        span,
        '//',
        binary(span, '-', wanted, length, context),
        constant(span, 2n),
        context,
      );
      const shifted = op(span, 'str.rjust', STR, [read, binary(span, '+', length, left, context), fill]);
      return op(span, 'str.ljust', STR, [shifted, wanted, fill]);
    }),
  );
}
