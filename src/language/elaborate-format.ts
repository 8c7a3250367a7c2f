import type { Ast, FStringPart } from './ast';
import { constant, convert, op } from './build';
import type { Context, Scope } from './context';
import { refuse, type Span } from './diagnostic';
import { elaborate } from './elaborate';
import { asInt, rangeOf } from './elaborate-operators';
import { byMember } from './elaborate-unions';
import { formatOpen, type OpenSpec } from './elaborate-widths';
import { parseFormatSpec } from './format-spec';
import { add, contains, type Interval, point } from './interval';
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
  const spec = part.spec === null ? '' : specOf(part.spec, scope, context);
  return formatted(part.span, value, part.conversion, spec, context);
}

/** The text of a format specification, or its parts where some are computed. */
function specOf(parts: readonly FStringPart[], scope: Scope, context: Context): string | OpenSpec {
  const pieces = parts.map((part): string | Expr => {
    if (part.kind === 'text') return part.value;
    if (part.value.kind === 'number') return part.value.value.toString();
    if (part.value.kind === 'str') return part.value.value;
    if (part.conversion === null && part.spec === null) return elaborate(part.value, scope, context);
    return refuse(
      'unsupported-syntax',
      part.span,
      'A computed part of a format has no format of its own here.',
      {
        hint: 'Write {width} alone.',
      },
    );
  });
  return pieces.every((piece) => typeof piece === 'string') ? pieces.join('') : pieces;
}

/** One replacement field: `value!conversion:spec`. */
export function formatted(
  span: Span,
  value: Expr,
  conversion: 'r' | 's' | 'a' | null,
  spec: string | OpenSpec,
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
  if (typeof spec !== 'string') return formatOpen(span, converted, spec, context);
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
export function formatOne(span: Span, value: Expr, spec: FormatSpec): Expr {
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

/** Past the code points CPython raises an OverflowError of its own, which `chr` does not. */
export function requireCodePoint(value: Expr, span: Span): void {
  if (contains({ min: 0n, max: 0x10ffffn }, rangeOf(value))) return;
  refuse('unsupported-argument', span, 'The format `c` is understood of ints that are code points.', {
    hint: 'Use chr(…).',
  });
}
