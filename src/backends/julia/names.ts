import { HELPERS } from './helpers';

/** Names that helpers define. */
const HELPER_NAMES = Object.values(HELPERS).flatMap(({ text }) =>
  [...text.matchAll(/^(?:function |struct )?([A-Za-z]\w*)[({]/gm)].map((m) => m[1] ?? ''),
);

/** Names that the emitted program uses itself; a variable that would hide one gets an underscore. */
const RESERVED = new Set([
  ...HELPER_NAMES,
  ...`baremodule begin break catch const continue do else elseif end export false finally for function global if import let local macro
module quote return struct true try using while where in isa outer missing nothing abs all any append big char chars collect count
digits div enumerate error fld float foldl get hash haskey identity im in isempty issubset items iterate join keys length map max min mod
pairs pi pop print program push range repeat reverse round rstrip lstrip strip sort split string sum tuple typeof union values zip ans
lowercase uppercase setdiff symdiff intersect replace cmp isless first last size step BigInt Int Int64 Float64 Bool String Vector Set Dict
UInt8 Tuple Base PyError source chunks chunk parts slot result total eachindex reduce vcat cld Threads Iterators codepoint
reinterpret isnan isinf isinteger isascii isletter isdigit uppercase bytes2hex hex2bytes string startswith endswith occursin lpad rpad chop issubset setdiff
binomial factorial gcd lcm isqrt sqrt copysign rem count_ones ndigits powermod iszero typemin convert`.split(
    /\s+/,
  ),
]);

export function juliaName(name: string): string {
  return RESERVED.has(name) ? `${name}_` : name;
}

/** A string literal. Null for text that Julia strings can't hold (lone surrogates). */
export function juliaString(text: string): string | null {
  let body = '';
  for (const c of text) {
    const point = c.codePointAt(0) ?? 0;
    if (point >= 0xd800 && point <= 0xdfff) return null;
    if (c === '"' || c === '\\' || c === '$') body += `\\${c}`;
    else if (c === '\n') body += '\\n';
    else if (c === '\t') body += '\\t';
    else if (point < 0x20 || point === 0x7f || (point >= 0x80 && /[\p{C}\p{Z}]/u.test(c)))
      body +=
        point < 0x10000
          ? `\\u${point.toString(16).padStart(4, '0')}`
          : `\\U${point.toString(16).padStart(8, '0')}`;
    else body += c;
  }
  return `"${body}"`;
}

export function juliaFloat(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? 'Inf' : '-Inf';
  const text = Object.is(value, -0) ? '-0' : String(value);
  return /[.e]/.test(text)
    ? (text.includes('.') || !text.includes('e') ? text : text.replace('e', '.0e')).replace('e+', 'e')
    : `${text}.0`;
}
