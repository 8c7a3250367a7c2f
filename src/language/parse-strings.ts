import type { Span } from './diagnostic';
import { refuse } from './diagnostic';

const SIMPLE: Readonly<Record<string, string>> = {
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};
const UNICODE_ERROR = "(unicode error) 'unicodeescape' codec can't decode bytes:";
const HEX_DIGITS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/**
 * The characters that a piece of string source stands for. Line ends become `\n`, as CPython's reader makes them.
 * In bytes every character of the answer is one byte.
 *
 * @throws Refusal of a malformed escape (`SyntaxError`), and of what a UTF-16 string cannot hold exactly.
 */
export function decodeText(source: string, span: Span, form: { raw: boolean; bytes: boolean }): string {
  const text = source.slice(span.start, span.end);
  const nonAscii = form.bytes ? text.search(/[^\0-\x7f]/) : -1;
  if (nonAscii >= 0) {
    const at = { start: span.start + nonAscii, end: span.start + nonAscii + 1 };
    invalid(at, 'bytes can only contain ASCII literal characters');
  }
  const surrogate = text.search(/\p{Surrogate}/u);
  if (surrogate >= 0) {
    const at = { start: span.start + surrogate, end: span.start + surrogate + 1 };
    refuse('syntax-error', at, 'surrogates not allowed in source text', { exception: 'UnicodeEncodeError' });
  }
  if (form.raw || !text.includes('\\')) return lines(text);
  return text.replace(
    /\\(\r\n|[0-7]{1,3}|[\s\S])([0-9a-fA-F]{0,8})|[^\\]+/g,
    (all, letter: string | undefined, hex: string, offset: number) => {
      if (letter === undefined) return lines(all);
      const at = { start: span.start + offset, end: span.start + offset + 1 + letter.length };
      if (/^[\r\n]/.test(letter)) return hex;
      const simple = SIMPLE[letter];
      if (simple !== undefined) return simple + hex;
      if (/^[0-7]/.test(letter)) {
        const value = Number.parseInt(letter, 8);
        return String.fromCharCode(form.bytes ? value & 0xff : value) + hex;
      }
      if (!form.bytes && letter === 'N') {
        if (!/^\{[^}]+\}/.test(text.slice(offset + 2)))
          invalid(at, `${UNICODE_ERROR} malformed \\N character escape`);
        refuse('unsupported-syntax', at, 'Character names (`\\N{…}`) are not read.', {
          hint: 'Write the character itself, or its \\u escape.',
        });
      }
      const width = form.bytes && letter !== 'x' ? undefined : HEX_DIGITS[letter];
      if (width === undefined) return all;
      if (hex.length < width) truncated(at, letter, form.bytes);
      return character(hex.slice(0, width), at) + hex.slice(width);
    },
  );
}

function lines(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}

function truncated(at: Span, letter: string, bytes: boolean): never {
  if (bytes) invalid(at, '(value error) invalid \\x escape');
  const digits = 'X'.repeat(HEX_DIGITS[letter] ?? 2);
  return invalid(at, `${UNICODE_ERROR} truncated \\${letter}${digits} escape`);
}

function character(hex: string, at: Span): string {
  const code = Number.parseInt(hex, 16);
  if (code > 0x10ffff) {
    invalid(at, `${UNICODE_ERROR} illegal Unicode character`);
  }
  if (code >= 0xd800 && code <= 0xdfff) {
    refuse('unsupported-syntax', at, 'A surrogate code point in a string is not supported.', {
      hint: 'Write the character itself, or a \\U escape of eight digits.',
    });
  }
  return String.fromCodePoint(code);
}

function invalid(span: Span, message: string): never {
  return refuse('syntax-error', span, message, { exception: 'SyntaxError' });
}
