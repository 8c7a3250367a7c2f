/** A Go string literal, or null when the text holds a lone surrogate. */
export function stringLiteral(text: string): string | null {
  let out = '"';
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    if (code >= 0xd800 && code <= 0xdfff) return null;
    out += escaped(char, code);
  }
  return `${out}"`;
}

const NAMED: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

function escaped(char: string, code: number): string {
  const named = NAMED[char];
  if (named !== undefined) return named;
  if (code < 0x20 || code === 0x7f) return `\\x${code.toString(16).padStart(2, '0')}`;
  if (/^[\p{L}\p{N}\p{P}\p{S} ]$/u.test(char)) return char;
  return code > 0xffff
    ? `\\U${code.toString(16).padStart(8, '0')}`
    : `\\u${code.toString(16).padStart(4, '0')}`;
}

/** A Go string literal of raw bytes. */
export function bytesLiteral(bytes: Uint8Array): string {
  const parts = Array.from(bytes, (byte) => {
    const char = String.fromCharCode(byte);
    return NAMED[char] ?? (byte >= 0x20 && byte < 0x7f ? char : `\\x${byte.toString(16).padStart(2, '0')}`);
  });
  return `"${parts.join('')}"`;
}
