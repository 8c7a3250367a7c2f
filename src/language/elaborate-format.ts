import type { Ast, FStringPart } from './ast';
import { constant, convert, isSimple, op } from './build';
import type { Context, Scope } from './context';
import { Poisoned } from './context';
import { refuse, type Span } from './diagnostic';
import { elaborate } from './elaborate';
import { asInt, isIntLike, rangeOf } from './elaborate-operators';
import { subscript } from './elaborate-subscripts';
import { byMember } from './elaborate-unions';
import { type PercentField, PLAIN_SPEC, parseFormatSpec, parsePercentTemplate } from './format-spec';
import { add, constantOf, contains, type Interval, point } from './interval';
import type { Expr } from './ir';
import type { FormatSpec } from './operations';
import { FLOAT, STR, showType, str, type Type } from './types';

/** Pieces of text put together; constants are merged. */
export function concatText(span: Span, pieces: readonly Expr[]): Expr {
  const merged: Expr[] = [];
  for (const piece of pieces) {
    const last = merged.at(-1);
    if (piece.kind === 'const' && piece.value === '') continue;
    if (
      piece.kind === 'const' &&
      typeof piece.value === 'string' &&
      last?.kind === 'const' &&
      typeof last.value === 'string'
    ) {
      merged[merged.length - 1] = constant(
        { start: last.span.start, end: piece.span.end },
        last.value + piece.value,
      );
    } else merged.push(piece);
  }
  const [only] = merged;
  if (!only) return constant(span, '');
  if (merged.length === 1) return { ...only, span };
  const size = merged.reduce<Interval>(
    (total, piece) => (piece.type.kind === 'str' ? add(total, piece.type.size) : total),
    point(0),
  );
  return op(span, 'concat', str(size), merged);
}

export function elaborateFString(
  ast: Extract<Ast, { kind: 'fstring' }>,
  scope: Scope,
  context: Context,
): Expr {
  return concatText(
    ast.span,
    context.all(ast.parts.map((part) => () => formatPart(part, ast.span, scope, context))),
  );
}

function formatPart(part: FStringPart, span: Span, scope: Scope, context: Context): Expr {
  if (part.kind === 'text') return constant(span, part.value);
  const value = elaborate(part.value, scope, context);
  const spec = part.spec === null ? '' : literalSpec(part.spec, part.span);
  return formatted(part.span, value, part.conversion, spec, context);
}

function literalSpec(parts: readonly FStringPart[], span: Span): string {
  return parts
    .map((part) => {
      if (part.kind === 'text') return part.value;
      if (part.value.kind === 'number') return part.value.value.toString();
      if (part.value.kind === 'str') return part.value.value;
      return refuse('unsupported-syntax', span, 'A format specification must be written out.', {
        hint: 'Replace the inner {…} by its value.',
      });
    })
    .join('');
}

/** One replacement field: `value!conversion:spec`. */
export function formatted(
  span: Span,
  value: Expr,
  conversion: 'r' | 's' | 'a' | null,
  spec: string,
  context: Context,
): Expr {
  const converted =
    conversion === 'r'
      ? textOf(span, value, 'repr')
      : conversion === 'a'
        ? textOf(span, value, 'ascii')
        : conversion === 's'
          ? textOf(span, value)
          : value;
  if (spec === '') return textOf(span, converted);
  return formatWith(span, converted, spec, context);
}

/** `str(x)`, `repr(x)` or `ascii(x)`. */
export function textOf(span: Span, value: Expr, name: 'str' | 'repr' | 'ascii' = 'str'): Expr {
  if (name === 'str' && value.type.kind === 'str') return value;
  requirePrintable(value.type, span);
  if (value.kind === 'const' && typeof value.value === 'bigint')
    return constant(span, value.value.toString());
  return op(span, name, STR, [value]);
}

function requirePrintable(type: Type, span: Span): void {
  if (type.kind === 'set')
    refuse('unordered', span, 'The text of a set depends on its order, which Python leaves open.', {
      hint: 'Format sorted(…) instead.',
    });
  if (type.kind === 'dict' && !type.ordered)
    refuse('unordered', span, 'The text of this dict depends on the order of a set.', {
      hint: 'Build it from sorted(…).',
    });
  if (type.kind === 'float' && type.orZero)
    refuse('empty-sum', span, 'An empty sum would print 0, another one a float.', {
      hint: 'Start it at a float: sum(…, 0.0).',
    });
  if (type.kind === 'iterator' || type.kind === 'record')
    refuse('type-error', span, `${showType(type)} has no text of its own.`, {
      hint: 'Wrap an iterator in list(…); print the fields of a record.',
    });
  const parts =
    type.kind === 'tuple'
      ? type.items
      : type.kind === 'union'
        ? type.members
        : type.kind === 'optional'
          ? [type.of]
          : type.kind === 'dict'
            ? [type.key, type.value]
            : 'element' in type
              ? [type.element]
              : [];
  for (const part of parts) requirePrintable(part, span);
}

const INT_TYPES = new Set(['b', 'c', 'd', 'n', 'o', 'x', 'X']);
const FLOAT_TYPES = new Set(['e', 'E', 'f', 'F', 'g', 'G', '%']);

/** `format(value, spec)`. */
export function formatWith(span: Span, value: Expr, spec: string, context: Context): Expr {
  return byMember(value, context, (member) =>
    formatOne(span, member, parseFormatSpec(spec, span, member.type.kind === 'str')),
  );
}

/** Checks the type against the specification as CPython does. */
function formatOne(span: Span, value: Expr, spec: FormatSpec): Expr {
  const kind = value.type.kind;
  const wrong = (): never =>
    refuse('type-error', span, `This format does not fit ${showType(value.type)}.`, {
      exception:
        kind === 'str' || kind === 'int' || kind === 'float' || kind === 'bool' ? 'ValueError' : 'TypeError',
    });
  if (spec.type === 'n')
    return refuse('unsupported-argument', span, 'The locale format `n` is not understood.', {
      hint: 'Use `d` or `g`.',
    });
  if (kind === 'str') {
    if (
      (spec.type !== null && spec.type !== 's') ||
      spec.align === '=' ||
      spec.grouping !== null ||
      spec.sign !== '-' ||
      spec.alternate
    )
      wrong();
    return op(span, 'format', STR, [value], { spec });
  }
  if (kind === 'int' || kind === 'bool') {
    const number = asInt(value);
    if (spec.type === null || INT_TYPES.has(spec.type)) {
      if (spec.type === 'c') requireCodePoint(number, span);
      if (spec.precision !== null || (spec.type === 'c' && (spec.sign !== '-' || spec.grouping !== null)))
        wrong();
      return op(span, 'format', STR, [number], { spec });
    }
    if (!FLOAT_TYPES.has(spec.type)) wrong();
    return op(span, 'format', STR, [convert(number, FLOAT)], { spec });
  }
  if (kind === 'float') {
    requirePrintable(value.type, span);
    if (spec.type !== null && !FLOAT_TYPES.has(spec.type)) wrong();
    return op(span, 'format', STR, [value], { spec });
  }
  return wrong();
}

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
    const value = values[next++];
    if (!value) throw new Poisoned();
    const asText = part.conversion === 's' || part.conversion === 'r' || part.conversion === 'a';
    return asText
      ? percentField(ast.span, part, value)
      : byMember(value, context, (member) => percentField(ast.span, part, member));
  });
  return concatText(ast.span, pieces);
}

function percentValues(
  right: Ast,
  fields: readonly PercentField[],
  scope: Scope,
  context: Context,
  span: Span,
): Expr[] {
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
    return arity(
      context.all(right.items.map((item) => () => elaborate(item, scope, context))),
      fields.length,
      span,
    );
  }
  const value = elaborate(right, scope, context);
  const type = value.type;
  if (type.kind === 'tuple')
    return arity(
      type.items.map((item, i) => op(right.span, 'tuple.get', item, [value], { index: i })),
      fields.length,
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
  return arity([value], fields.length, span);
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

/** Past the code points CPython raises an OverflowError of its own, which `chr` does not. */
function requireCodePoint(value: Expr, span: Span): void {
  if (contains({ min: 0n, max: 0x10ffffn }, rangeOf(value))) return;
  refuse('unsupported-argument', span, 'The format `c` is understood of ints that are code points.', {
    hint: 'Use chr(…).',
  });
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
