/** Names that emitted Python uses itself: a variable that would hide one gets an underscore. */
const RESERVED = new Set(
  `False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield match case
abs all any ascii bin bool bytes chr dict divmod enumerate filter float format frozenset hex int isinstance len list map max min next oct ord pow range repr reversed round set sorted str sum tuple zip math program`.split(
    /\s+/,
  ),
);

export function pythonName(name: string): string {
  return RESERVED.has(name) ? `${name}_` : name;
}

/** A string literal, in single quotes unless double ones need fewer escapes. */
export function pythonString(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  let body = '';
  for (const c of text) body += escapeCharacter(c, quote);
  return quote + body + quote;
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function escapeCharacter(c: string, quote: string): string {
  if (c === quote) return `\\${c}`;
  const known = ESCAPES[c];
  if (known !== undefined) return known;
  const point = c.codePointAt(0) ?? 0;
  const visible =
    point >= 0x20 && point !== 0x7f && !(point >= 0x80 && point < 0xa1) && !/[\p{C}\p{Z}]/u.test(c);
  if (c === ' ' || visible) return c;
  if (point < 0x100) return `\\x${point.toString(16).padStart(2, '0')}`;
  return point < 0x10000
    ? `\\u${point.toString(16).padStart(4, '0')}`
    : `\\U${point.toString(16).padStart(8, '0')}`;
}

export function pythonBytes(data: Uint8Array): string {
  let body = '';
  for (const byte of data) {
    const c = String.fromCharCode(byte);
    body +=
      c === "'" || c === '\\'
        ? `\\${c}`
        : byte >= 0x20 && byte < 0x7f
          ? c
          : (ESCAPES[c] ?? `\\x${byte.toString(16).padStart(2, '0')}`);
  }
  return `b'${body}'`;
}
