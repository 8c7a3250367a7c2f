import { refuse, type Span } from './diagnostic';
import type { FormatSpec } from './operations';

export const PLAIN_SPEC: FormatSpec = {
  fill: ' ',
  align: null,
  sign: '-',
  alternate: false,
  zeroNegative: false,
  width: 0,
  grouping: null,
  precision: null,
  type: null,
};

const SPEC =
  /^(?:(?<fill>.)?(?<align>[<>=^]))?(?<sign>[-+ ])?(?<z>z)?(?<alternate>#)?(?<zero>0)?(?<width>\d+)?(?<grouping>[,_])?(?:\.(?<precision>\d+))?(?<type>[bcdeEfFgGnosxX%])?$/su;

type SpecType = NonNullable<FormatSpec['type']>;

/** Widths past this make texts that only exhaust memory. */
const MAX_WIDTH = 10_000;

/**
 * Parses the format specification mini-language (PEP 3101). A zero before the width fills a number behind its sign;
 * `ofText` leaves the alignment of a string alone, as CPython has since 3.10.
 */
export function parseFormatSpec(text: string, span: Span, ofText: boolean): FormatSpec {
  const groups = SPEC.exec(text)?.groups;
  if (!groups)
    return refuse('type-error', span, `Invalid format specifier '${text}'.`, { exception: 'ValueError' });
  const zero = groups.zero !== undefined;
  const align = groups.align as FormatSpec['align'] | undefined;
  const width = Number(groups.width ?? 0);
  const precision = groups.precision === undefined ? null : Number(groups.precision);
  if (width > MAX_WIDTH || (precision ?? 0) > MAX_WIDTH)
    return refuse('unsupported-argument', span, `A width or precision over ${MAX_WIDTH} is not understood.`);
  return {
    fill: groups.fill ?? (zero ? '0' : ' '),
    align: align ?? (zero ? (ofText ? '<' : '=') : null),
    sign: (groups.sign as FormatSpec['sign'] | undefined) ?? '-',
    alternate: groups.alternate !== undefined,
    zeroNegative: groups.z !== undefined,
    width,
    grouping: (groups.grouping as FormatSpec['grouping'] | undefined) ?? null,
    precision,
    type: (groups.type as SpecType | undefined) ?? null,
  };
}

export interface PercentField {
  /** Of `%(name)s`. */
  readonly name: string | null;
  readonly conversion:
    | 'd'
    | 'i'
    | 'u'
    | 'o'
    | 'x'
    | 'X'
    | 'e'
    | 'E'
    | 'f'
    | 'F'
    | 'g'
    | 'G'
    | 'c'
    | 'r'
    | 's'
    | 'a';
  readonly spec: FormatSpec;
  /** Whether the width or the precision is a `*`: a value of its own before the field's. */
  readonly stars: { readonly width: boolean; readonly precision: boolean };
}

const PERCENT =
  /%(?:\((?<name>[^)]*)\))?(?<flags>[-#0 +]*)(?<width>\d+|\*)?(?:\.(?<precision>\*|\d*))?(?<length>[hlL])?(?<conversion>.?)/gsu;

/** Splits a printf-style template into literal text and fields. */
export function parsePercentTemplate(template: string, span: Span): (string | PercentField)[] {
  const parts: (string | PercentField)[] = [];
  let last = 0;
  for (const match of template.matchAll(PERCENT)) {
    parts.push(template.slice(last, match.index));
    last = match.index + match[0].length;
    const groups = match.groups ?? {};
    const conversion = groups.conversion ?? '';
    if (conversion === '%') parts.push('%');
    else parts.push(percentField(groups, conversion, span));
  }
  parts.push(template.slice(last));
  return parts.filter((part) => part !== '');
}

function percentField(
  groups: Record<string, string | undefined>,
  conversion: string,
  span: Span,
): PercentField {
  if (conversion === '') return refuse('type-error', span, 'incomplete format', { exception: 'ValueError' });
  if (!'diouxXeEfFgGcrsa'.includes(conversion))
    return refuse('type-error', span, `unsupported format character '${conversion}'`, {
      exception: 'ValueError',
    });
  const flags = groups.flags ?? '';
  const left = flags.includes('-');
  const zero = flags.includes('0') && !left && !'crsa'.includes(conversion);
  const stars = { width: groups.width === '*', precision: groups.precision === '*' };
  const width = stars.width ? 0 : Number(groups.width ?? 0);
  const precision = groups.precision === undefined || stars.precision ? null : Number(groups.precision || 0);
  if (width > MAX_WIDTH || (precision ?? 0) > MAX_WIDTH)
    return refuse('unsupported-argument', span, `A width or precision over ${MAX_WIDTH} is not understood.`);
  return {
    stars,
    name: groups.name ?? null,
    conversion: conversion as PercentField['conversion'],
    spec: {
      ...PLAIN_SPEC,
      fill: zero ? '0' : ' ',
      align: left ? '<' : zero ? '=' : '>',
      sign: flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '-',
      alternate: flags.includes('#'),
      width,
      precision,
    },
  };
}
