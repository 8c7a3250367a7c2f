/** Numbers and values as Python writes them. Type annotations stand between « and ». */
export const FORMAT_HELPERS = {
  floatText: `
/** Python's spelling of a float: the shortest digits that read back the same. */
function floatText(x«: number»)«: string» {
  if (!Number.isFinite(x)) return Number.isNaN(x) ? 'nan' : x < 0 ? '-inf' : 'inf';
  const [mantissa = '', exponent = ''] = x.toExponential().split('e');
  const tens = Number(exponent);
  if (tens < -4 || tens >= 16) return \`\${mantissa}e\${exponent[0]}\${exponent.slice(1).padStart(2, '0')}\`;
  const sign = x < 0 || Object.is(x, -0) ? '-' : '';
  const digits = mantissa.replace(/[-.]/g, '');
  if (tens < 0) return \`\${sign}0.\${'0'.repeat(-tens - 1)}\${digits}\`;
  return \`\${sign}\${digits.slice(0, tens + 1).padEnd(tens + 1, '0')}.\${digits.slice(tens + 1) || '0'}\`;
}`,
  sumText: `
/** A float sum, where -0 stands for the sum of nothing. */
function sumText(x«: number»)«: string» {
  return Object.is(x, -0) ? '0' : floatText(x);
}`,
  quoteText: `
/** Python's repr of a string. */
function quoteText(text«: string»)«: string» {
  const mark = text.includes("'") && !text.includes('"') ? '"' : "'";
  const hex = (point«: number», size«: number») => point.toString(16).padStart(size, '0');
  const inner = Array.from(text, (c) => {
    if (c === mark || c === '\\\\') return '\\\\' + c;
    if (c === '\\n') return '\\\\n';
    if (c === '\\r') return '\\\\r';
    if (c === '\\t') return '\\\\t';
    if (isPrintable(c)) return c;
    const point = c.codePointAt(0) ?? 0;
    return point < 0x100 ? '\\\\x' + hex(point, 2) : point < 0x10000 ? '\\\\u' + hex(point, 4) : '\\\\U' + hex(point, 8);
  });
  return mark + inner.join('') + mark;
}`,
  toAscii: `
/** Escapes for everything outside ASCII. */
function toAscii(text«: string»)«: string» {
  return Array.from(text, (c) => {
    const point = c.codePointAt(0) ?? 0;
    const hex = point.toString(16);
    if (point < 0x80) return c;
    return point < 0x100 ? '\\\\x' + hex : point < 0x10000 ? '\\\\u' + hex.padStart(4, '0') : '\\\\U' + hex.padStart(8, '0');
  }).join('');
}`,
  quoteBytes: `
/** Python's repr of bytes. */
function quoteBytes(bytes«: Uint8Array»)«: string» {
  const mark = bytes.includes(39) && !bytes.includes(34) ? '"' : "'";
  const inner = Array.from(bytes, (byte) => {
    const c = String.fromCharCode(byte);
    if (c === mark || c === '\\\\') return '\\\\' + c;
    if (c === '\\n') return '\\\\n';
    if (c === '\\r') return '\\\\r';
    if (c === '\\t') return '\\\\t';
    return byte < 32 || byte > 126 ? '\\\\x' + byte.toString(16).padStart(2, '0') : c;
  });
  return 'b' + mark + inner.join('') + mark;
}`,
  scaledDigits: `
/** |x| times a power of ten as the nearest integer, ties to even, from the exact binary value. */
function scaledDigits(x«: number», digits«: number»)«: bigint» {
  let mantissa = Math.abs(x);
  let halvings = 0;
  while (!Number.isInteger(mantissa)) {
    mantissa *= 2;
    halvings++;
  }
  const top = BigInt(mantissa) * (digits > 0 ? 10n ** BigInt(digits) : 1n);
  const bottom = (1n << BigInt(halvings)) * (digits < 0 ? 10n ** BigInt(-digits) : 1n);
  const quotient = top / bottom;
  const twice = (top % bottom) * 2n;
  return twice > bottom || (twice === bottom && quotient % 2n === 1n) ? quotient + 1n : quotient;
}`,
  fixedText: `
/** Decimal text with so many digits after the point, correctly rounded, ties to even. */
function fixedText(x«: number», digits«: number»)«: string» {
  // toFixed rounds exact ties away from zero, and only a multiple of 2^-(digits + 1) can be a tie.
  if (digits <= 100 && Math.abs(x) < 1e21 && !Number.isInteger(x * 2 ** (digits + 1))) return x.toFixed(digits);
  if (!Number.isFinite(x)) return floatText(x);
  const text = scaledDigits(x, digits).toString().padStart(digits + 1, '0');
  const point = text.length - digits;
  const sign = x < 0 || Object.is(x, -0) ? '-' : '';
  return sign + text.slice(0, point) + (digits > 0 ? '.' + text.slice(point) : '');
}`,
  roundDigits: `
/** A float rounded to decimal digits, correctly from its exact value. */
function roundDigits(x«: number», digits«: number»)«: number» {
  if (!Number.isFinite(x) || digits > 323) return x;
  if (digits < -308) return x * 0;
  const result = digits >= 0 ? Number(fixedText(x, digits)) : Math.sign(x) * Number(scaledDigits(x, digits) * 10n ** BigInt(-digits));
  if (!Number.isFinite(result)) raise('OverflowError', 'rounded value too large to represent');
  return result;
}`,
  significantDigits: `
/** The first digits of a positive number and its decimal exponent, correctly rounded. */
function significantDigits(x«: number», count«: number»)«: [string, number]» {
  if (x === 0) return ['0'.repeat(count), 0];
  let exponent = Number(x.toExponential().split('e')[1]);
  let digits = scaledDigits(x, count - 1 - exponent).toString();
  if (digits.length !== count) {
    exponent += digits.length - count;
    digits = scaledDigits(x, count - 1 - exponent).toString();
  }
  return [digits, exponent];
}`,
  Format: `
«/** A format specification. */
interface Format {
  type?: string;
  fill?: string;
  align?: '<' | '>' | '^' | '=';
  sign?: '+' | ' ';
  alternate?: boolean;
  zeroNegative?: boolean;
  width?: number;
  grouping?: ',' | '_';
  precision?: number;
}»`,
  groupDigits: `
/** Digits in groups, with zeros in front up to a width. */
function groupDigits(digits«: string», separator«: string», size«: number», width«: number»)«: string» {
  let padded = digits;
  const grouped = () => padded.replace(new RegExp(\`\\\\B(?=(?:[0-9a-zA-Z]{\${size}})+$)\`, 'g'), separator);
  while (grouped().length < width) padded = '0' + padded;
  return grouped();
}`,
  layOut: `
/** Sign, prefix, digits and the rest, padded to the width. */
function layOut(sign«: string», digits«: string», rest«: string», format«: Format», size«: number» = 3)«: string» {
  const { fill = ' ', align = '>', width = 0, grouping } = format;
  const zeros = fill === '0' && align === '=' ? width - sign.length - textLength(rest) : 0;
  const body = (grouping && /^[0-9a-zA-Z]+$/.test(digits) ? groupDigits(digits, grouping, size, zeros) : digits) + rest;
  const missing = Math.max(0, width - sign.length - textLength(body));
  if (align === '=') return sign + fill.repeat(missing) + body;
  const left = align === '>' ? missing : align === '<' ? 0 : Math.floor(missing / 2);
  return fill.repeat(left) + sign + body + fill.repeat(missing - left);
}`,
  formatInt: `
/** format(int, specification) */
function formatInt(x«: number | bigint», format«: Format»)«: string» {
  const type = format.type ?? 'd';
  const sign = x < 0 ? '-' : (format.sign ?? '');
  if (type === 'c') return layOut('', chr(Number(x)), '', { align: '<', ...format });
  const radix = ({ b: 2, o: 8, x: 16, X: 16 }«  as Record<string, number>»)[type] ?? 10;
  const digits = (x < 0 ? -x : x).toString(radix);
  const prefix = format.alternate && radix !== 10 ? '0' + type : '';
  return layOut(sign + prefix, type === 'X' ? digits.toUpperCase() : digits, '', format, radix === 10 ? 3 : 4);
}`,
  formatFloat: `
/** format(float, specification) */
function formatFloat(x«: number», format«: Format»)«: string» {
  const { type = '', precision, alternate = false } = format;
  const kind = type.toLowerCase();
  const value = Math.abs(kind === '%' ? x * 100 : x);
  let text«: string»;
  if (!Number.isFinite(value)) text = Number.isNaN(value) ? 'nan' : 'inf';
  else if (kind === 'f' || kind === '%') text = fixedText(value, precision ?? 6) + (alternate && precision === 0 ? '.' : '');
  else if (kind === 'e') text = scientificText(significantDigits(value, (precision ?? 6) + 1), alternate);
  else if (kind === '' && precision === undefined) text = floatText(value);
  else text = generalText(value, precision, kind === '', alternate);
  const upper = /[A-Z]/.test(type) ? text.toUpperCase() : text;
  const negative = (x < 0 || Object.is(x, -0)) && !(format.zeroNegative && !/[1-9]/.test(text.split('e')[0]) && Number.isFinite(x));
  const sign = negative ? '-' : (format.sign ?? '');
  const end = /[^0-9]/.exec(upper)?.index ?? upper.length;
  const [digits, rest] = Number.isFinite(value) ? [upper.slice(0, end), upper.slice(end)] : ['', upper];
  return layOut(sign, digits, rest + (kind === '%' ? '%' : ''), format);
}`,
  scientificText: `
function scientificText([digits, exponent]«: [string, number]», alternate«: boolean»)«: string» {
  const point = digits.length > 1 || alternate ? '.' : '';
  const size = String(Math.abs(exponent)).padStart(2, '0');
  return \`\${digits[0]}\${point}\${digits.slice(1)}e\${exponent < 0 ? '-' : '+'}\${size}\`;
}`,
  generalText: `
/** Fixed or scientific notation, whichever suits the exponent; trailing zeros go. */
function generalText(x«: number», precision«: number | undefined», dotZero«: boolean», alternate«: boolean»)«: string» {
  const count = Math.max(1, precision ?? 6);
  const [all, exponent] = significantDigits(x, count);
  const digits = alternate ? all : all.replace(/0+$/, '') || '0';
  if (exponent < -4 || exponent >= count - (dotZero ? 1 : 0)) return scientificText([digits, exponent], alternate);
  if (exponent < 0) return \`0.\${'0'.repeat(-exponent - 1)}\${digits}\`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0');
  const fraction = digits.slice(exponent + 1) || (dotZero ? '0' : '');
  return whole + (fraction !== '' || alternate ? '.' : '') + fraction;
}`,
  formatText: `
/** format(str, specification) */
function formatText(text«: string», format«: Format»)«: string» {
  if (format.align === '=') raise('ValueError', "'=' alignment not allowed in string format specifier");
  const cut = format.precision === undefined ? text : Array.from(text).slice(0, format.precision).join('');
  return layOut('', '', cut, { align: '<', ...format });
}`,
} as const;
