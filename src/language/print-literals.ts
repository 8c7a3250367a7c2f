import type { Ast, FStringPart } from './ast';

export type Quote = "'" | '"';

/** More decimal digits than this CPython does not read. */
const MAX_DECIMAL = 10n ** 4300n;

/** A number as Python writes it; infinity as a literal that is too large. */
export function printNumber(value: bigint | number): string {
  if (typeof value === 'bigint') return value < MAX_DECIMAL ? value.toString() : `0x${value.toString(16)}`;
  if (value === Number.POSITIVE_INFINITY) return '1e309';
  const text = String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

/** A str literal, of printable characters only. */
export function printString(value: string, quote: Quote): string {
  return `${quote}${escapeText(value, quote)}${quote}`;
}

export function printBytes(value: Uint8Array, quote: Quote): string {
  const text = Array.from(value, (byte) => {
    const char = String.fromCharCode(byte);
    return byte < 0x80 ? escapeText(char, quote) : `\\x${byte.toString(16)}`;
  });
  return `b${quote}${text.join('')}${quote}`;
}

/** An f-string; `printValue` writes the expression of a field, at least as strong as a disjunction. */
export function printFString(
  parts: readonly FStringPart[],
  quote: Quote,
  printValue: (value: Ast) => string,
): string {
  const print = (part: FStringPart, inSpec: boolean): string => {
    if (part.kind === 'text') {
      const text = escapeText(part.value, quote);
      return text.replace(/[{}]/g, (brace) => (!inSpec ? brace + brace : brace === '{' ? '\\x7b' : '\\x7d'));
    }
    const value = printValue(part.value);
    // A space keeps `{{` from being read as an escaped brace.
    const space = value.startsWith('{') ? ' ' : '';
    const conversion = part.conversion ? `!${part.conversion}` : '';
    const spec = part.spec ? `:${part.spec.map((inner) => print(inner, true)).join('')}` : '';
    return `{${space}${value}${conversion}${spec}}`;
  };
  return `f${quote}${parts.map((part) => print(part, false)).join('')}${quote}`;
}

const NAMED: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\\': '\\\\' };

function escapeText(value: string, quote: Quote): string {
  return value.replace(/[\p{C}\p{Z}\\'"]/gu, (char) => {
    if (char === ' ') return char;
    if (char === "'" || char === '"') return char === quote ? `\\${char}` : char;
    const named = NAMED[char];
    if (named !== undefined) return named;
    const code = char.codePointAt(0) ?? 0;
    const hex = code.toString(16);
    if (code < 0x100) return `\\x${hex.padStart(2, '0')}`;
    return code < 0x10000 ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`;
  });
}
