import type { Ast } from './ast';
import { constant, convert, isSimple, op } from './build';
import { type Context, Poisoned, type Scope } from './context';
import { refuse, type Span } from './diagnostic';
import { elaborate } from './elaborate';
import { concatText, formatOne, requireCodePoint, textOf } from './elaborate-format';
import { asInt, isIntLike } from './elaborate-operators';
import { subscript } from './elaborate-subscripts';
import { byMember } from './elaborate-unions';
import { formatOpen, padded, widthOf } from './elaborate-widths';
import { type PercentField, PLAIN_SPEC, parsePercentTemplate } from './format-spec';
import { constantOf } from './interval';
import type { Expr } from './ir';
import type { FormatSpec } from './operations';
import { FLOAT, STR, showType } from './types';

/** `'template' % values`. */
export function percentFormat(ast: Extract<Ast, { kind: 'binary' }>, scope: Scope, context: Context): Expr {
  if (ast.left.kind !== 'str')
    return refuse('unsupported-argument', ast.span, '`%` formatting of bytes is not understood.', {
      hint: 'Format a string and encode it.',
    });
  const template = ast.left;
  const parts = parsePercentTemplate(template.value, template.span);
  const fields = parts.filter((p) => typeof p !== 'string');
  const values = percentValues(ast.right, fields, scope, context, ast.span);
  let next = 0;
  const pieces = parts.map((part): Expr => {
    if (typeof part === 'string') return constant(template.span, part);
    if (part.stars.width || part.stars.precision) {
      const taken = values.slice(next, next + valuesOf(part));
      next += taken.length;
      return starredField(ast.span, part, taken, context);
    }
    const value = values[next++];
    if (!value) throw new Poisoned();
    const asText = part.conversion === 's' || part.conversion === 'r' || part.conversion === 'a';
    return asText
      ? percentField(ast.span, part, value)
      : byMember(value, context, (member) => percentField(ast.span, part, member));
  });
  return concatText(ast.span, pieces);
}

/** How many values a `%` field takes. */
const valuesOf = ({ stars }: PercentField): number => 1 + Number(stars.width) + Number(stars.precision);

/** `%*d`, `%-*s`, `%.*f`: a width or a precision that is a value. */
function starredField(span: Span, field: PercentField, taken: readonly Expr[], context: Context): Expr {
  const { stars, spec, conversion } = field;
  const width = stars.width ? taken[0] : undefined;
  const precision = stars.precision ? taken.at(-2) : undefined;
  const value = taken.at(-1);
  if (!value) throw new Poisoned();
  if (spec.alternate || !/[sdiufFeE]/.test(conversion) || (stars.precision && /[diu]/.test(conversion)))
    return refuse('unsupported-argument', span, `A \`*\` in a \`%${conversion}\` field is not understood.`, {
      hint: 'Use an f-string.',
    });
  const unpadded = { ...field, spec: { ...spec, width: 0, align: null, fill: ' ' } };
  const text = stars.precision
    ? preciseField(span, field, value, precision, context)
    : conversion === 's'
      ? percentField(span, unpadded, value)
      : byMember(value, context, (member) => percentField(span, unpadded, member));
  const wanted = stars.width ? width : spec.width > 0 ? constant(span, BigInt(spec.width)) : undefined;
  return wanted ? padded(span, text, widthOf(wanted), spec) : text;
}

function preciseField(
  span: Span,
  { conversion, spec }: PercentField,
  value: Expr,
  precision: Expr | undefined,
  context: Context,
): Expr {
  if (!precision) throw new Poisoned();
  return conversion === 's'
    ? formatOpen(span, textOf(span, value), ['.', precision], context)
    : formatOpen(span, value, [spec.sign === '-' ? '' : spec.sign, '.', precision, conversion], context);
}

function percentValues(
  right: Ast,
  fields: readonly PercentField[],
  scope: Scope,
  context: Context,
  span: Span,
): Expr[] {
  const wanted = fields.reduce((total, field) => total + valuesOf(field), 0);
  if (fields.some((f) => f.name !== null)) {
    if (right.kind !== 'dict') return namedValues(right, fields, scope, context);
    const { entries } = right;
    return context.all(
      fields.map((field) => () => {
        const entry = entries.findLast((e) => e.key?.kind === 'str' && e.key.value === field.name);
        if (!entry)
          return refuse('type-error', right.span, `There is no key '${field.name}'.`, {
            exception: 'KeyError',
          });
        return elaborate(entry.value, scope, context);
      }),
    );
  }
  if (right.kind === 'tuple' && right.items.every((item) => item.kind !== 'starred')) {
    return arity(context.all(right.items.map((item) => () => elaborate(item, scope, context))), wanted, span);
  }
  const value = elaborate(right, scope, context);
  const type = value.type;
  if (type.kind === 'tuple')
    return arity(
      type.items.map((item, i) => op(right.span, 'tuple.get', item, [value], { index: i })),
      wanted,
      span,
    );
  if (
    type.kind === 'sequence' ||
    (type.kind === 'union' && type.members.some((m) => m.kind === 'tuple' || m.kind === 'sequence')) ||
    (type.kind === 'dict' && fields.length === 0)
  ) {
    return refuse('unsupported-argument', right.span, 'The number of `%` values must be visible.', {
      hint: 'Write them as a tuple (a, b), or use an f-string.',
    });
  }
  return arity([value], wanted, span);
}

/** The fields of `'%(a)s %(b)s' % d`: items of a dict that a name holds. */
function namedValues(right: Ast, fields: readonly PercentField[], scope: Scope, context: Context): Expr[] {
  const holder = elaborate(right, scope, context);
  if (holder.type.kind !== 'dict' || !isSimple(holder))
    return refuse(
      'unsupported-argument',
      right.span,
      'Named `%` fields need a dict, written in place or bound to a name.',
      { hint: 'Use an f-string.' },
    );
  return fields.map(({ name }) => subscript(right.span, holder, constant(right.span, name ?? '')));
}

function arity(values: Expr[], wanted: number, span: Span): Expr[] {
  if (values.length === wanted) return values;
  const text =
    values.length < wanted
      ? 'not enough arguments for format string'
      : 'not all arguments converted during string formatting';
  return refuse('type-error', span, text, { exception: 'TypeError' });
}

function percentField(span: Span, field: PercentField, value: Expr): Expr {
  const spec = field.spec;
  switch (field.conversion) {
    case 's':
    case 'r':
    case 'a': {
      const text = textOf(
        span,
        value,
        field.conversion === 's' ? 'str' : field.conversion === 'r' ? 'repr' : 'ascii',
      );
      return spec.width === 0 && spec.precision === null
        ? text
        : op(span, 'format', STR, [text], {
            spec: { ...spec, type: 's', align: spec.align === '<' ? '<' : '>', fill: ' ', sign: '-' },
          });
    }
    case 'c':
      return percentCharacter(span, spec, value);
    case 'd':
    case 'i':
    case 'u': {
      const whole =
        value.type.kind === 'float'
          ? op(span, 'int.from_float', { kind: 'int', range: { min: null, max: null } }, [value])
          : asInt(value);
      if (whole.type.kind !== 'int')
        return refuse('type-error', span, `%d needs a number, not ${showType(value.type)}.`, {
          exception: 'TypeError',
        });
      if (spec.precision !== null)
        return refuse('unsupported-argument', span, 'A precision on %d is not understood.', {
          hint: 'Use a width with zeros: %05d.',
        });
      return isPlain(spec)
        ? textOf(span, whole)
        : op(span, 'format', STR, [whole], { spec: { ...spec, type: 'd' } });
    }
    case 'x':
    case 'X':
    case 'o': {
      const whole = asInt(value);
      if (whole.type.kind !== 'int')
        return refuse('type-error', span, `%${field.conversion} needs an int, not ${showType(value.type)}.`, {
          exception: 'TypeError',
        });
      if (spec.precision !== null)
        return refuse('unsupported-argument', span, `A precision on %${field.conversion} is not understood.`);
      return op(span, 'format', STR, [whole], { spec: { ...spec, type: field.conversion } });
    }
    default: {
      if (value.type.kind !== 'float' && value.type.kind !== 'int' && value.type.kind !== 'bool') {
        return refuse(
          'type-error',
          span,
          `%${field.conversion} needs a number, not ${showType(value.type)}.`,
          { exception: 'TypeError' },
        );
      }
      return formatOne(span, value.type.kind === 'float' ? value : convert(asInt(value), FLOAT), {
        ...spec,
        type: field.conversion,
        precision: spec.precision ?? 6,
      });
    }
  }
}

/** `%c` takes an int, or a string of one character. */
function percentCharacter(span: Span, spec: FormatSpec, value: Expr): Expr {
  const align = spec.align === '<' ? '<' : '>';
  if (isIntLike(value.type)) {
    requireCodePoint(asInt(value), span);
    return op(span, 'format', STR, [asInt(value)], { spec: { ...spec, type: 'c', align } });
  }
  const one = value.type.kind === 'str' && constantOf(value.type.size) === 1n;
  if (!one)
    return refuse('type-error', span, `%c needs an int or one character, not ${showType(value.type)}.`, {
      exception: 'TypeError',
      hint: 'Use %s.',
    });
  return op(span, 'format', STR, [value], { spec: { ...spec, type: 's', align, fill: ' ' } });
}

function isPlain(spec: FormatSpec): boolean {
  return spec.width === 0 && spec.sign === PLAIN_SPEC.sign && spec.precision === null && !spec.alternate;
}
