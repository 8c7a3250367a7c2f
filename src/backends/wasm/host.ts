import { floatRepr } from '../../language';
import { LIBRARY_FUNCTIONS } from './module';

/** What a module sees of its host. `attach` gives the memory and the allocator of the instance, once there is one. */
export interface Host {
  readonly imports: WebAssembly.ModuleImports;
  attach(exports: WebAssembly.Exports): void;
}

/** Functions of `HOST_FUNCTIONS`: exact decimal conversions and Unicode tables that the engine already has. */
export function createHost(): Host {
  let memory: WebAssembly.Memory | null = null;
  let alloc: ((bytes: number) => number) | null = null;
  let failed = 0;

  const readText = (pointer: number): string => {
    if (memory === null) throw new Error('no memory');
    return readString(new DataView(memory.buffer), pointer);
  };
  const writeText = (text: string): number => {
    if (memory === null || alloc === null) throw new Error('no allocator');
    const points = Array.from(text, (c) => c.codePointAt(0) ?? 0);
    const pointer = alloc(8 + points.length * 4);
    const view = new DataView(memory.buffer);
    view.setInt32(pointer, points.length, true);
    view.setInt32(pointer + 4, 0, true);
    points.forEach((point, i) => {
      view.setInt32(pointer + 8 + i * 4, point, true);
    });
    return pointer;
  };

  return {
    imports: {
      ...Object.fromEntries(LIBRARY_FUNCTIONS.map((name) => [`engine_${name}`, Math[name]])),
      engine_atan2: Math.atan2,
      engine_hypot: Math.hypot,
      engine_pow: power,
      fmod: (a: number, b: number) => a % b,
      float_repr: (x: number) => writeText(floatRepr(x)),
      format_float: (x: number, kind: number, precision: number, alternate: number, group: number) =>
        writeText(
          formatFloat(x, kind, precision, alternate !== 0, group === 0 ? '' : String.fromCodePoint(group)),
        ),
      round_digits: (x: number, digits: bigint) => roundDigits(x, digits),
      parse_float: (pointer: number) => {
        const text = readText(pointer);
        const x = parseFloatText(text);
        // Python also reads the digits of other scripts.
        failed = x !== null ? 0 : hasOther(text) ? 2 : 1;
        return x ?? 0;
      },
      parse_failed: () => failed,
      is_class: (point: number, kind: number) => isClass(point, kind),
      change_case: (pointer: number, mode: number) => {
        const changed = changeCase(readText(pointer), mode);
        return changed === null ? 0 : writeText(changed);
      },
    },
    attach(exports) {
      memory = exports.memory instanceof WebAssembly.Memory ? exports.memory : null;
      const { alloc: own } = exports;
      alloc = typeof own === 'function' ? (bytes) => Number(own(bytes)) : null;
    },
  };
}

/** C's pow: 1 to any power and -1 to an infinite one are 1, where JavaScript's is NaN. */
function power(base: number, exponent: number): number {
  if (base === 1 || (base === -1 && Math.abs(exponent) === Infinity)) return 1;
  return base ** exponent;
}

/** A string of the module's memory; lone surrogates stay as they are. */
export function readString(view: DataView, pointer: number): string {
  const count = view.getInt32(pointer, true);
  const parts: string[] = [];
  for (let i = 0; i < count; i++) parts.push(String.fromCodePoint(view.getInt32(pointer + 8 + i * 4, true)));
  return parts.join('');
}

/** The value of a finite float as an exact fraction numerator / 2^shift. */
function exactly(x: number): { numerator: bigint; shift: bigint } {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, x);
  const bits = view.getBigUint64(0);
  const exponent = (bits >> 52n) & 0x7ffn;
  const fraction = bits & 0xfffffffffffffn;
  const mantissa = exponent === 0n ? fraction : fraction | 0x10000000000000n;
  const power = (exponent === 0n ? 1n : exponent) - 1075n;
  return power >= 0n ? { numerator: mantissa << power, shift: 0n } : { numerator: mantissa, shift: -power };
}

/** |x| · 10^digits rounded half to even from the exact value. */
function scaled(x: number, digits: bigint): bigint {
  const { numerator, shift } = exactly(x);
  const top = digits >= 0n ? numerator * 10n ** digits : numerator;
  const bottom = (1n << shift) * (digits >= 0n ? 1n : 10n ** -digits);
  const quotient = top / bottom;
  const twice = (top % bottom) * 2n;
  return twice > bottom || (twice === bottom && (quotient & 1n) === 1n) ? quotient + 1n : quotient;
}

/** Python's `round(x, digits)`: correctly rounded from the exact decimal expansion. */
function roundDigits(x: number, digits: bigint): number {
  if (!Number.isFinite(x) || x === 0 || digits > 323n) return x;
  if (digits < -308n) return x < 0 ? -0 : 0;
  const whole = scaled(Math.abs(x), digits);
  const rounded = Number(`${whole}e${-digits}`);
  return x < 0 ? -rounded : rounded;
}

/** Digits before and after the point of |x| with so many decimals. */
function fixed(x: number, decimals: number): string {
  const digits = scaled(x, BigInt(decimals))
    .toString()
    .padStart(decimals + 1, '0');
  return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** `d.ddd` and the decimal exponent, correctly rounded to so many decimals. */
function exponential(x: number, decimals: number): { digits: string; exponent: number } {
  if (x === 0) return { digits: '0'.repeat(decimals + 1), exponent: 0 };
  let exponent = Number(x.toExponential().split('e')[1]);
  let digits = scaled(x, BigInt(decimals - exponent)).toString();
  if (digits.length > decimals + 1) {
    exponent += 1;
    digits = scaled(x, BigInt(decimals - exponent)).toString();
  }
  return { digits, exponent };
}

const exponentText = (exponent: number): string =>
  `e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;

function general(x: number, precision: number, alternate: boolean, atLeastOne: boolean): string {
  const significant = Math.max(precision, 1);
  const { digits, exponent } = exponential(x, significant - 1);
  const trim = (text: string): string =>
    alternate || !text.includes('.') ? text : text.replace(/\.?0+$/, '');
  // The default format shows one digit after the point, and so needs one more before it turns to an exponent.
  const limit = atLeastOne ? significant - 1 : significant;
  if (exponent < -4 || exponent >= limit) {
    const rest = digits.slice(1);
    const bare = alternate ? `${digits}.` : digits;
    return `${rest === '' ? bare : trim(`${digits[0]}.${rest}`)}${exponentText(exponent)}`;
  }
  const plain = trim(fixed(x, Math.max(0, significant - 1 - exponent)));
  if (alternate && !plain.includes('.')) return `${plain}.`;
  return atLeastOne && !plain.includes('.') ? `${plain}.0` : plain;
}

/**
 * Formats |x| by presentation type: `kind` is 1 + index into 'eEfFgG%', 0 for the default type with a precision and -1
 * without one.
 */
function formatFloat(x: number, kind: number, precision: number, alternate: boolean, group: string): string {
  const type = kind > 0 ? 'eEfFgG%'.charAt(kind - 1) : kind === 0 ? 'n' : 'r';
  const body = formatMagnitude(type === '%' ? x * 100 : x, type.toLowerCase(), precision, alternate);
  const text = type === 'E' || type === 'F' || type === 'G' ? body.toUpperCase() : body;
  return `${group === '' ? text : grouped(text, group)}${type === '%' ? '%' : ''}`;
}

function formatMagnitude(x: number, type: string, precision: number, alternate: boolean): string {
  if (Number.isNaN(x)) return 'nan';
  if (x === Infinity) return 'inf';
  if (type === 'r') return floatRepr(x);
  if (type === 'g' || type === 'n') return general(x, precision, alternate, type === 'n');
  if (type === 'e') {
    const { digits, exponent } = exponential(x, precision);
    const rest = digits.slice(1);
    return `${digits[0]}${rest === '' && !alternate ? '' : '.'}${rest}${exponentText(exponent)}`;
  }
  return `${fixed(x, precision)}${precision === 0 && alternate ? '.' : ''}`;
}

function grouped(text: string, separator: string): string {
  const [, whole = '', rest = ''] = /^(\d*)(.*)$/.exec(text) ?? [];
  return whole.replace(/\B(?=(?:\d{3})+$)/g, separator) + rest;
}

/** Without white space at the ends, as Python knows it: JavaScript's misses the separators U+001C … U+001F and U+0085. */
function trimmed(text: string): string {
  const isSpace = (c: string): boolean => /\s/.test(c) || (c >= '\u001c' && c <= '\u001f') || c === '\u0085';
  let [start, end] = [0, text.length];
  while (start < end && isSpace(text.charAt(start))) start++;
  while (end > start && isSpace(text.charAt(end - 1))) end--;
  return text.slice(start, end);
}

/** Python's `float(text)`; null where it raises ValueError. */
function parseFloatText(text: string): number | null {
  const body = trimmed(text).toLowerCase();
  const special = /^([+-]?)(inf|infinity|nan)$/.exec(body);
  if (special !== null) {
    if (special[2] === 'nan') return Number.NaN;
    return special[1] === '-' ? -Infinity : Infinity;
  }
  if (!/^[+-]?(?:\d+(?:_\d+)*\.?(?:\d+(?:_\d+)*)?|\.\d+(?:_\d+)*)(?:e[+-]?\d+(?:_\d+)*)?$/.test(body))
    return null;
  return Number(body.replaceAll('_', ''));
}

const CLASSES: Readonly<Record<number, RegExp>> = {
  0: /^\p{L}$/u,
  1: /^\p{Nd}$/u,
  6: /^\p{Uppercase}$/u,
  7: /^\p{Lowercase}$/u,
  8: /^\p{Lt}$/u,
  9: /^\p{XID_Start}$/u,
  10: /^\p{XID_Continue}$/u,
};

/** 1, 0, or 2 when the engine's tables can't say what Python's would. */
function isClass(point: number, kind: number): number {
  const c = String.fromCodePoint(point);
  if (/^\p{Cn}$/u.test(c)) return 2;
  if (kind === 5) return /^[\p{C}\p{Z}]$/u.test(c) ? 0 : 1;
  const direct = CLASSES[kind];
  if (direct !== undefined) return direct.test(c) ? 1 : 0;
  // Digit and numeric values beyond decimals (fractions, circled and CJK numbers) have no property here.
  if (/^\p{Nd}$/u.test(c)) return 1;
  if (/^[\p{N}\p{Lo}]$/u.test(c)) return kind === 4 && /^\p{Lo}$/u.test(c) ? 1 : 2;
  return kind === 4 && /^\p{L}$/u.test(c) ? 1 : 0;
}

const hasOther = (text: string): boolean => Array.from(text).some((c) => c > '\u007f');

/** ASCII, and the letters of Latin-1 whose case is one other letter of Latin-1. */
const isPaired = (c: string): boolean =>
  c <= '\u007f' || (c >= 'À' && c <= 'þ' && c !== '×' && c !== 'ß' && c !== '÷');

/** Full Unicode mappings for upper and lower case; the other modes for letters that have one partner only. Null: unsure. */
function changeCase(text: string, mode: number): string | null {
  if (/\p{Cn}/u.test(text)) return null;
  if (mode === 0) return text.toUpperCase();
  if (mode === 1) return text.toLowerCase();
  if (!Array.from(text).every(isPaired)) return null;
  if (mode === 5) return text.toLowerCase();
  const swap = (c: string): string => (c === c.toLowerCase() ? c.toUpperCase() : c.toLowerCase());
  if (mode === 2) return Array.from(text, swap).join('');
  if (mode === 3) return text.slice(0, 1).toUpperCase() + text.slice(1).toLowerCase();
  return text.replace(/[a-zÀ-þ]+/gi, (word) => word.slice(0, 1).toUpperCase() + word.slice(1).toLowerCase());
}
