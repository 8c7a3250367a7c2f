import { contains, type Expr, type FormatSpec, type Op } from '../../language';
import { code, type Fragment } from '../text';
import { call, charLiteral, isWellFormed, P, paren, type Rx, rx, suffixed } from './code';
import type { Emitter } from './emitter';
import { formatted } from './templates';
import { intShape } from './types';

/** The specification in Rust's own format language, or null where it can't say the same. */
export function simpleSpec(value: Expr, spec: FormatSpec): string | null {
  const kind = value.type.kind;
  if (spec.grouping !== null || spec.zeroNegative || spec.sign === ' ') return null;
  if (spec.width > 0 && (spec.fill === '{' || spec.fill === '}' || !isWellFormed(spec.fill))) return null;
  if (kind === 'int') {
    const radix = RADIX[spec.type ?? 'd'];
    if (radix === undefined) return null;
    const signed =
      radix !== '' &&
      !contains(
        { min: 0n, max: null },
        value.type.kind === 'int' ? value.type.range : { min: null, max: null },
      );
    if (signed || (radix === 'X' && spec.alternate)) return null;
    const padding = pad(spec, true);
    if (padding === null) return null;
    const zero = spec.align === '=' && spec.width > 0;
    const sign = spec.sign === '+' ? '+' : '';
    const alternate = spec.alternate && radix !== '' ? '#' : '';
    return zero
      ? `${sign}${alternate}0${spec.width}${radix}`
      : `${padding.fill}${sign}${alternate}${padding.width}${radix}`;
  }
  if (kind !== 'str') return null;
  const padding = pad(spec, false);
  if (padding === null) return null;
  return `${padding.fill}${padding.width}${spec.precision === null ? '' : `.${spec.precision}`}`;
}

const RADIX: Readonly<Record<string, string>> = { d: '', x: 'x', X: 'X', o: 'o', b: 'b' };

function pad(spec: FormatSpec, number: boolean): { readonly fill: string; readonly width: string } | null {
  if (spec.width === 0) return { fill: '', width: '' };
  if (spec.align === '=') return spec.fill === '0' && number ? { fill: '', width: String(spec.width) } : null;
  const align = spec.align ?? (number ? '>' : '<');
  const fill =
    spec.fill === ' ' ? (align === (number ? '>' : '<') ? '' : align) : `${escapeFill(spec.fill)}${align}`;
  return { fill, width: String(spec.width) };
}

const escapeFill = (fill: string): string =>
  fill === '"' || fill === '\\' ? `\\${fill}` : charLiteral(fill).slice(1, -1);

/** `format(value, spec)` */
export function formatOperation(e: Emitter, node: Op): Rx {
  const [value] = node.args;
  const spec = node.options?.spec;
  if (value === undefined || spec === undefined) return rx('String::new()');
  const simple = simpleSpec(value, spec);
  if (simple !== null)
    return simple === '' && value.type.kind === 'str' ? e.expr(value) : formatted(e, value, simple);
  if (spec.zeroNegative)
    e.refuse('unsupported-argument', node.span, 'The format option `z` is not printed.', 'Leave it out.');
  if (spec.grouping !== null && spec.align === '=' && spec.width > 0)
    e.refuse(
      'unsupported-argument',
      node.span,
      'Zeros with a grouping separator are not printed.',
      'Leave one of them out.',
    );
  if (spec.grouping !== null && spec.type !== null && 'boxX'.includes(spec.type))
    e.refuse(
      'unsupported-argument',
      node.span,
      'Grouped digits of this base are not printed.',
      'Leave the separator out.',
    );
  if (value.type.kind === 'int' && spec.type !== 'c')
    return padded(e, value, spec, intDigits(e, value, spec));
  if (value.type.kind === 'float') return padded(e, value, spec, floatDigits(e, node, value, spec));
  if (value.type.kind === 'int') {
    const char = call(e.helper('chr'), [e.int(value, 64).code]);
    return spec.width === 0
      ? char
      : rx(
          code`format!("{:${spec.align === '<' ? '<' : spec.align === '^' ? '^' : spec.align === '>' ? '>' : '<'}${spec.width}}", ${char.code})`,
        );
  }
  return e.refuse('unsupported-argument', node.span, 'This format is not printed.', 'Use a simpler format.');
}

interface Digits {
  readonly negative: Fragment;
  readonly prefix: string;
  readonly digits: Fragment;
}

function intDigits(e: Emitter, value: Expr, spec: FormatSpec): Digits {
  const printed = suffixed(e.int(value, value.type.kind === 'int' ? intShape(value.type).bits : 64));
  const type = spec.type ?? 'd';
  const magnitude = code`${paren(printed, P.primary)}.unsigned_abs()`;
  const digits = code`format!("{:${RADIX[type] ?? ''}}", ${magnitude})`;
  const prefix = spec.alternate ? ({ x: '0x', X: '0X', o: '0o', b: '0b' }[type as 'x'] ?? '') : '';
  const compared = printed.prec === P.cast ? code`(${printed.code})` : paren(printed, P.compare + 1);
  return { negative: code`${compared} < 0`, prefix, digits };
}

function floatDigits(e: Emitter, node: Op, value: Expr, spec: FormatSpec): Digits {
  const printed = paren(suffixed(e.value(value)), P.primary);
  const absolute = code`${printed}.abs()`;
  const precision = spec.precision ?? 6;
  const negative = code`${printed}.is_sign_negative() && !${printed}.is_nan()`;
  const digits = (): Fragment => {
    switch (spec.type) {
      case 'f':
      case 'F':
        return call(e.helper('fixed'), [absolute, code`${precision}`]).code;
      case '%':
        return code`${call(e.helper('fixed'), [code`${absolute} * 100.0`, code`${precision}`]).code} + "%"`;
      case 'e':
      case 'E':
        return call(e.helper('exponential'), [absolute, code`${precision}`]).code;
      case 'g':
      case 'G':
        if (!spec.alternate) return call(e.helper('general'), [absolute, code`${precision}`]).code;
        break;
      case null:
        if (spec.precision === null) return call(e.helper('float_repr'), [absolute]).code;
        break;
      default:
    }
    return e.refuse(
      'unsupported-argument',
      node.span,
      'This float format is not printed.',
      'Use .2f, e, g or %.',
    );
  };
  const upper = spec.type === 'E' || spec.type === 'F' || spec.type === 'G';
  const text = digits();
  if (spec.alternate && spec.type !== 'g')
    e.refuse('unsupported-argument', node.span, 'The alternate float format is not printed.', 'Leave # out.');
  return { negative, prefix: '', digits: upper ? code`${text}.to_uppercase()` : text };
}

function padded(e: Emitter, _value: Expr, spec: FormatSpec, { negative, prefix, digits }: Digits): Rx {
  // Zeros are filled in behind the sign and the prefix.
  const sign = code`if ${negative} { "-${prefix}" } else { "${spec.sign === '-' ? '' : spec.sign}${prefix}" }`;
  const grouped =
    spec.grouping === null
      ? digits
      : call(e.helper('group'), [code`&${digits}`, code`${charLiteral(spec.grouping)}`]).code;
  if (spec.width === 0) return rx(code`format!("{}{}", ${sign}, ${grouped})`);
  return call(e.helper('pad_number'), [
    sign,
    code`&${grouped.text.includes(' + ') ? code`(${grouped})` : grouped}`,
    code`${charLiteral(spec.fill)}`,
    code`${charLiteral(spec.align ?? '>')}`,
    code`${spec.width}`,
  ]);
}
