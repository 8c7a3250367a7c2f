import type { NumberAst } from './ast';

const RADIX: Readonly<Record<string, readonly [name: string, digits: RegExp]>> = {
  x: ['hexadecimal', /[0-9a-fA-F]/],
  o: ['octal', /[0-7]/],
  b: ['binary', /[01]/],
};
/** Keywords that CPython (still) lets touch a number: `1if x else 2`, `0x1for x in y`. */
const KEYWORD_AFTER = /and|else|for|i[fns]|or|not/y;
/** CPython's default limit on decimal digits of an int literal. */
const MAX_DIGITS = 4300;

/** The number literal that begins at `start`, as CPython's tokenizer cuts it; `error` in its words. */
export function scanNumber(source: string, start: number): { end: number; error: string | null } {
  const radix = source.charAt(start) === '0' ? RADIX[source.charAt(start + 1).toLowerCase()] : undefined;
  if (radix) return scanRadix(source, start + 2, radix[0], radix[1]);
  let at = start;
  let bad = false;
  const digits = () => {
    while (/[0-9]/.test(source.charAt(at))) {
      at++;
      if (source.charAt(at) === '_') {
        at++;
        if (!/[0-9]/.test(source.charAt(at))) bad = true;
      }
    }
  };
  let float = false;
  digits();
  const integerEnd = at;
  if (!bad && source.charAt(at) === '.') {
    float = true;
    at++;
    digits();
  }
  const exponent = /[eE][+-]?[0-9]/y;
  exponent.lastIndex = at;
  if (!bad && exponent.test(source)) {
    float = true;
    at = exponent.lastIndex - 1;
    digits();
  }
  let imaginary = false;
  if (!bad && /[jJ]/.test(source.charAt(at))) {
    imaginary = true;
    at++;
  }
  const kind = imaginary ? 'imaginary' : 'decimal';
  if (bad || !endsCleanly(source, at)) return { end: skipWord(source, at), error: `invalid ${kind} literal` };
  const text = source.slice(start, integerEnd).replaceAll('_', '');
  if (!float && !imaginary) {
    if (/^0+[1-9]/.test(text)) {
      const advice = 'use an 0o prefix for octal integers';
      return { end: at, error: `leading zeros in decimal integer literals are not permitted; ${advice}` };
    }
    if (text.replace(/^0+/, '').length > MAX_DIGITS) {
      return { end: at, error: `Exceeds the limit (${MAX_DIGITS} digits) for integer string conversion` };
    }
  }
  return { end: at, error: null };
}

function scanRadix(source: string, from: number, name: string, digit: RegExp) {
  let at = from;
  for (;;) {
    if (source.charAt(at) === '_') at++;
    if (!digit.test(source.charAt(at))) {
      const wrong = source.charAt(at);
      const error = /[0-9]/.test(wrong)
        ? `invalid digit '${wrong}' in ${name} literal`
        : `invalid ${name} literal`;
      return { end: skipWord(source, at), error };
    }
    while (digit.test(source.charAt(at))) at++;
    if (source.charAt(at) !== '_') break;
  }
  if (/[0-9]/.test(source.charAt(at))) {
    return { end: skipWord(source, at), error: `invalid digit '${source.charAt(at)}' in ${name} literal` };
  }
  return endsCleanly(source, at)
    ? { end: at, error: null }
    : { end: skipWord(source, at), error: `invalid ${name} literal` };
}

function endsCleanly(source: string, at: number): boolean {
  KEYWORD_AFTER.lastIndex = at;
  if (KEYWORD_AFTER.test(source)) return true;
  return !/[\p{XID_Continue}_]/u.test(String.fromCodePoint(source.codePointAt(at) ?? 32));
}

function skipWord(source: string, at: number): number {
  const word = /[\p{XID_Continue}]*/uy;
  word.lastIndex = at;
  return at + (word.exec(source)?.[0].length ?? 0);
}

/** The value of a literal that `scanNumber` accepts; null for an imaginary one. Too large a float is infinity. */
export function numberValue(text: string): NumberAst['value'] | null {
  const plain = text.replaceAll('_', '').toLowerCase();
  if (/^0[xob]/.test(plain)) return BigInt(plain);
  if (plain.endsWith('j')) return null;
  if (/[.e]/.test(plain)) return Number(plain);
  return BigInt(plain);
}
