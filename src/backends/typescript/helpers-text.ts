/**
 * Strings as Python has them, in code points. Type annotations stand between « and ». Character properties come from
 * the engine's Unicode tables; they may know characters that are newer than CPython 3.14's Unicode 16.
 */
export const TEXT_HELPERS = {
  textLength: `
/** Number of code points. */
function textLength(text«: string»)«: number» {
  let length = text.length;
  for (let i = 0; i < text.length - 1; i++) {
    if (text.charCodeAt(i) >>> 10 === 54 && text.charCodeAt(i + 1) >>> 10 === 55) length--;
  }
  return length;
}`,
  hasPairs: `
/** True where a code point takes two units. */
function hasPairs(text«: string»)«: boolean» {
  return /[\\ud800-\\udbff][\\udc00-\\udfff]/.test(text);
}`,
  charAt: `
/** The code point at an index; negative ones count from the end. */
function charAt(text«: string», index«: number»)«: string» {
  return hasPairs(text) ? itemAt(Array.from(text), index) : itemAt(text, index);
}`,
  textSlice: `
/** text[start:stop] in code points. */
function textSlice(text«: string», start«: number», stop«?: number»)«: string» {
  return hasPairs(text) ? Array.from(text).slice(start, stop).join('') : text.slice(start, stop);
}`,
  isSpace: `
function isSpace(c«: string»)«: boolean» {
  return /^[\\t-\\r\\x1c- \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$/.test(c);
}`,
  stripText: `
/** Text without the characters of a kind at its ends. */
function stripText(text«: string», drop«: (c: string) => boolean» = isSpace, left = true, right = true)«: string» {
  const chars = Array.from(text);
  let start = 0;
  let stop = chars.length;
  while (left && start < stop && drop(chars[start])) start++;
  while (right && stop > start && drop(chars[stop - 1])) stop--;
  return chars.slice(start, stop).join('');
}`,
  splitWords: `
/** Runs of characters that are not whitespace, at most \`limit\` splits from the left. */
function splitWords(text«: string», limit«: number» = -1)«: string[]» {
  const space = /[\\t-\\r\\x1c- \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]+/g;
  if (limit < 0) return text.split(space).filter((word) => word !== '');
  const result«: string[]» = [];
  let rest = stripText(text, isSpace, true, false);
  while (rest !== '' && result.length < limit) {
    const match = /^([^\\t-\\r\\x1c- \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]+)([^]*)$/.exec(rest);
    if (!match) break;
    result.push(match[1]);
    rest = stripText(match[2], isSpace, true, false);
  }
  if (rest !== '') result.push(rest);
  return result;
}`,
  splitWordsFromRight: `
/** Runs of characters that are not whitespace, at most \`limit\` splits from the right. */
function splitWordsFromRight(text«: string», limit«: number»)«: string[]» {
  const backwards = (s«: string») => Array.from(s).reverse().join('');
  return splitWords(backwards(text), limit).map(backwards).reverse();
}`,
  splitText: `
/** Parts between separators, at most \`limit\` splits from the left. */
function splitText(text«: string», separator«: string», limit«: number»)«: string[]» {
  if (separator === '') raise('ValueError', 'empty separator');
  const parts = text.split(separator);
  return limit < 0 || parts.length <= limit + 1 ? parts : [...parts.slice(0, limit), parts.slice(limit).join(separator)];
}`,
  splitTextFromRight: `
/** Parts between separators, at most \`limit\` splits from the right. */
function splitTextFromRight(text«: string», separator«: string», limit«: number»)«: string[]» {
  if (separator === '') raise('ValueError', 'empty separator');
  const parts«: string[]» = [];
  let rest = text;
  while (limit < 0 || parts.length < limit) {
    const cut = rest.lastIndexOf(separator);
    if (cut < 0) break;
    parts.unshift(rest.slice(cut + separator.length));
    rest = rest.slice(0, cut);
  }
  return [rest, ...parts];
}`,
  splitLines: `
/** Lines, with or without their ends. */
function splitLines(text«: string», keepEnds«: boolean»)«: string[]» {
  const found = text.match(/[^\\n-\\r\\x1c-\\x1e\\x85\\u2028\\u2029]*(?:\\r\\n|[\\n-\\r\\x1c-\\x1e\\x85\\u2028\\u2029])|[^\\n-\\r\\x1c-\\x1e\\x85\\u2028\\u2029]+/g) ?? [];
  return keepEnds ? [...found] : found.map((line) => line.replace(/(?:\\r\\n|[\\n-\\r\\x1c-\\x1e\\x85\\u2028\\u2029])$/, ''));
}`,
  windowOf: `
/** The part of a text that a search looks at, or null when it starts past the end. */
function windowOf(text«: string», start«: number», stop«: number»)«: { readonly chars: string; readonly offset: number } | null» {
  const chars = Array.from(text);
  const from = start < 0 ? Math.max(start + chars.length, 0) : start;
  const to = stop < 0 ? Math.max(stop + chars.length, 0) : Math.min(stop, chars.length);
  return from > chars.length || from > to ? null : { chars: chars.slice(from, to).join(''), offset: from };
}`,
  startsWith: `
/** text.startswith(prefixes, start, stop) */
function startsWith(text«: string», prefixes«: readonly string[]», start«: number» = 0, stop«: number» = Infinity)«: boolean» {
  const part = windowOf(text, start, stop);
  return part !== null && prefixes.some((prefix) => part.chars.startsWith(prefix));
}`,
  endsWith: `
/** text.endswith(suffixes, start, stop) */
function endsWith(text«: string», suffixes«: readonly string[]», start«: number» = 0, stop«: number» = Infinity)«: boolean» {
  const part = windowOf(text, start, stop);
  return part !== null && suffixes.some((suffix) => part.chars.endsWith(suffix));
}`,
  findText: `
/** Index of the first occurrence in code points, or -1. */
function findText(text«: string», part«: string», start«: number» = 0, stop«: number» = Infinity)«: number» {
  const area = windowOf(text, start, stop);
  const unit = area === null ? -1 : area.chars.indexOf(part);
  return area === null || unit < 0 ? -1 : area.offset + textLength(area.chars.slice(0, unit));
}`,
  findLastText: `
/** Index of the last occurrence in code points, or -1. */
function findLastText(text«: string», part«: string», start«: number» = 0, stop«: number» = Infinity)«: number» {
  const area = windowOf(text, start, stop);
  const unit = area === null ? -1 : area.chars.lastIndexOf(part);
  return area === null || unit < 0 ? -1 : area.offset + textLength(area.chars.slice(0, unit));
}`,
  foundIndex: `
/** An index that must not be -1. */
function foundIndex(index«: number»)«: number» {
  if (index < 0) raise('ValueError', 'substring not found');
  return index;
}`,
  countText: `
/** Occurrences that do not overlap. */
function countText(text«: string», part«: string», start«: number» = 0, stop«: number» = Infinity)«: number» {
  const area = windowOf(text, start, stop);
  if (area === null) return 0;
  return part === '' ? textLength(area.chars) + 1 : area.chars.split(part).length - 1;
}`,
  replaceText: `
/** text.replace(old, by, limit); a negative limit is none. */
function replaceText(text«: string», old«: string», by«: string», limit«: number»)«: string» {
  const parts = old === '' ? ['', ...text, ''] : text.split(old);
  const limited = limit < 0 ? parts.length : limit;
  return parts.reduce((done, part, i) => done + (i <= limited ? by : old) + part);
}`,
  partitionText: `
/** Before, separator, after the first separator. */
function partitionText(text«: string», separator«: string»)«: [string, string, string]» {
  if (separator === '') raise('ValueError', 'empty separator');
  const cut = text.indexOf(separator);
  return cut < 0 ? [text, '', ''] : [text.slice(0, cut), separator, text.slice(cut + separator.length)];
}`,
  partitionLastText: `
/** Before, separator, after the last separator. */
function partitionLastText(text«: string», separator«: string»)«: [string, string, string]» {
  if (separator === '') raise('ValueError', 'empty separator');
  const cut = text.lastIndexOf(separator);
  return cut < 0 ? ['', '', text] : [text.slice(0, cut), separator, text.slice(cut + separator.length)];
}`,
  titleCase: `
/** Title case of one character. */
function titleCase(c«: string»)«: string» {
  if (/^[\\u01c4-\\u01cc\\u01f1-\\u01f3]$/.test(c)) return [...'ǅǈǋǲ'].find((digraph) => digraph.toUpperCase() === c.toUpperCase()) ?? c;
  if (/^[\\u10d0-\\u10fa\\u10fd-\\u10ff]$/.test(c)) return c;
  const [first = '', ...rest] = c.toUpperCase();
  if (/^[\\u1f80-\\u1fff]$/.test(c) && rest.at(-1) === 'Ι') {
    return rest.length === 1 ? (first + '\\u0345').normalize('NFC') : first + rest[0] + '\\u0345';
  }
  return /^[ßև\\ufb00-\\ufb17]$/.test(c) ? first + rest.join('').toLowerCase() : first + rest.join('');
}`,
  titleWords: `
/** First letters of words in title case, the others lower. */
function titleWords(text«: string»)«: string» {
  let inWord = false;
  let result = '';
  for (const [i, c] of unitsOf(text)) {
    result += inWord ? lowerAt(text, i, c) : titleCase(c);
    inWord = /\\p{Cased}/u.test(c);
  }
  return result;
}`,
  unitsOf: `
/** Characters with their unit offsets. */
function* unitsOf(text«: string»)«: Generator<[number, string]>» {
  let offset = 0;
  for (const c of text) {
    yield [offset, c];
    offset += c.length;
  }
}`,
  lowerAt: `
/** Lower case of one character in its text: a sigma at the end of a word differs. */
function lowerAt(text«: string», offset«: number», c«: string»)«: string» {
  return c === 'Σ' ? text.toLowerCase()[text.slice(0, offset).toLowerCase().length] : c.toLowerCase();
}`,
  capitalize: `
/** The first character in title case, the others lower. */
function capitalize(text«: string»)«: string» {
  const [first = ''] = text;
  return titleCase(first) + text.toLowerCase().slice(first.toLowerCase().length);
}`,
  swapCase: `
/** Upper case becomes lower and the other way round. */
function swapCase(text«: string»)«: string» {
  let result = '';
  for (const [i, c] of unitsOf(text)) {
    result += /\\p{Uppercase}/u.test(c) ? lowerAt(text, i, c) : /\\p{Lowercase}/u.test(c) ? c.toUpperCase() : c;
  }
  return result;
}`,
  caseFold: `
/** Text for caseless comparison. */
function caseFold(text«: string»)«: string» {
  return Array.from(text, (c) => {
    if (c === 'ı') return c;
    if (/[\\u13a0-\\u13fd\\uab70-\\uabbf]/.test(c)) return c.toUpperCase();
    return c === 'ẞ' ? 'ss' : Array.from(c.toUpperCase(), (u) => u.toLowerCase()).join('');
  }).join('');
}`,
  isUpper: `
/** Cased characters, all of them upper case. */
function isUpper(text«: string»)«: boolean» {
  return /\\p{Uppercase}/u.test(text) && !/[\\p{Lowercase}\\p{Lt}]/u.test(text);
}`,
  isLower: `
/** Cased characters, all of them lower case. */
function isLower(text«: string»)«: boolean» {
  return /\\p{Lowercase}/u.test(text) && !/[\\p{Uppercase}\\p{Lt}]/u.test(text);
}`,
  isTitle: `
/** Words that start with upper case and go on with lower. */
function isTitle(text«: string»)«: boolean» {
  let inWord = false;
  let cased = false;
  for (const c of text) {
    const upper = /[\\p{Uppercase}\\p{Lt}]/u.test(c);
    const lower = /\\p{Lowercase}/u.test(c);
    if ((upper && inWord) || (lower && !inWord)) return false;
    inWord = upper || lower;
    cased ||= inWord;
  }
  return cased;
}`,
  isDigit: `
/** Digits, superscripts and circled ones included. */
function isDigit(text«: string»)«: boolean» {
  return /^[\\p{Nd}\\u00b2\\u00b3\\u00b9\\u1369-\\u1371\\u19da\\u2070\\u2074-\\u2079\\u2080-\\u2089\\u2460-\\u2468\\u2474-\\u247c\\u2488-\\u2490\\u24ea\\u24f5-\\u24fd\\u24ff\\u2776-\\u277e\\u2780-\\u2788\\u278a-\\u2792\\u{10a40}-\\u{10a43}\\u{10e60}-\\u{10e68}\\u{11052}-\\u{1105a}\\u{1f100}-\\u{1f10a}]+$/u.test(text);
}`,
  isNumeric: `
/** Numbers of any kind, Chinese numerals included. */
function isNumeric(text«: string»)«: boolean» {
  return /^[\\p{N}\\u3405\\u3483\\u382a\\u3b4d\\u4e00\\u4e03\\u4e07\\u4e09\\u4e24\\u4e5d\\u4e8c\\u4e94\\u4e96\\u4eac\\u4ebf\\u4ec0\\u4edf\\u4ee8\\u4f0d\\u4f70\\u4fe9\\u5006\\u5104\\u5146\\u5169\\u516b\\u516d\\u5341\\u5343\\u5344\\u5345\\u534c\\u53c1\\u53c2\\u53c3\\u53c4\\u56db\\u58f1\\u58f9\\u5e7a\\u5efe\\u5eff\\u5f0c\\u5f0d\\u5f0e\\u5f10\\u62d0\\u62fe\\u634c\\u67d2\\u6d1e\\u6f06\\u7396\\u767e\\u7695\\u79ed\\u8086\\u842c\\u8cae\\u8cb3\\u8d30\\u920e\\u94a9\\u9621\\u9646\\u964c\\u9678\\u96f6\\uf96b\\uf973\\uf978\\uf9b2\\uf9d1\\uf9d3\\uf9fd\\u{20001}\\u{20064}\\u{200e2}\\u{20121}\\u{2092a}\\u{20983}\\u{2098c}\\u{2099c}\\u{20aea}\\u{20afd}\\u{20b19}\\u{22390}\\u{22998}\\u{23b1b}\\u{2626d}\\u{2f890}]+$/u.test(text);
}`,
  isAlnum: `
/** Letters, digits and numerals. */
function isAlnum(text«: string»)«: boolean» {
  return /^[\\p{L}\\p{N}]+$/u.test(text);
}`,
  isPrintable: `
function isPrintable(text«: string»)«: boolean» {
  return /^(?: |[^\\p{C}\\p{Z}])*$/u.test(text);
}`,
  isIdentifier: `
function isIdentifier(text«: string»)«: boolean» {
  return /^[\\p{XID_Start}_]\\p{XID_Continue}*$/u.test(text);
}`,
  padText: `
/** Text between fill characters: width in code points, share of the fill that goes left. */
function padText(text«: string», width«: number», fill«: string», side«: 'left' | 'right' | 'both'»)«: string» {
  if (textLength(fill) !== 1) raise('TypeError', 'The fill character must be exactly one character long');
  const missing = Math.max(0, width - textLength(text));
  const left = side === 'left' ? missing : side === 'right' ? 0 : Math.floor(missing / 2) + (missing % 2 & width % 2);
  return fill.repeat(left) + text + fill.repeat(missing - left);
}`,
  zeroFill: `
/** Zeros after the sign up to a width. */
function zeroFill(text«: string», width«: number»)«: string» {
  const zeros = '0'.repeat(Math.max(0, width - textLength(text)));
  return /^[+-]/.test(text) ? text[0] + zeros + text.slice(1) : zeros + text;
}`,
  expandTabs: `
/** Tabs as spaces up to the next column. */
function expandTabs(text«: string», size«: number»)«: string» {
  let column = 0;
  let result = '';
  for (const c of text) {
    const piece = c === '\\t' ? ' '.repeat(size > 0 ? size - (column % size) : 0) : c;
    result += piece;
    column = c === '\\n' || c === '\\r' ? 0 : column + piece.length / c.length;
  }
  return result;
}`,
  encodeUtf8: `
function encodeUtf8(text«: string»)«: Uint8Array» {
  if (/\\p{Surrogate}/u.test(text)) raise('UnicodeEncodeError', 'surrogates not allowed');
  return new TextEncoder().encode(text);
}`,
  encodeNarrow: `
/** One byte a character. */
function encodeNarrow(text«: string», limit«: number»)«: Uint8Array» {
  return Uint8Array.from(Array.from(text), (c) => {
    const point = ord(c);
    if (point >= limit) raise('UnicodeEncodeError', 'ordinal not in range');
    return point;
  });
}`,
  decodeUtf8: `
function decodeUtf8(bytes«: Uint8Array»)«: string» {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return raise('UnicodeDecodeError', 'invalid utf-8');
  }
}`,
  decodeNarrow: `
/** One character a byte. */
function decodeNarrow(bytes«: Uint8Array», limit«: number»)«: string» {
  return Array.from(bytes, (byte) => {
    if (byte >= limit) raise('UnicodeDecodeError', 'ordinal not in range');
    return String.fromCharCode(byte);
  }).join('');
}`,
  chr: `
/** The character of a code point. */
function chr(point«: number»)«: string» {
  if (point < 0 || point > 0x10ffff) raise('ValueError', 'chr() arg not in range(0x110000)');
  return String.fromCodePoint(point);
}`,
  chrWhole: `
/** The character of a code point; halves of surrogate pairs could join to another character. */
function chrWhole(point«: number»)«: string» {
  if (point >= 0xd800 && point < 0xe000) raise('Outside', 'a lone surrogate is not joined to text');
  return chr(point);
}`,
  ord: `
/** The code point of a character. */
function ord(c«: string»)«: number» {
  if (textLength(c) !== 1) raise('TypeError', 'ord() expected a character');
  return c.codePointAt(0)« as number»;
}`,
} as const;
