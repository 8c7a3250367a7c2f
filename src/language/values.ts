/**
 * Python values as JSON: the encoding of the cases, the command line and the worker channel. None, booleans, strings,
 * lists and integers up to 2^53-1 are plain; the rest is tagged. Sets are sorted by the JSON text of their items.
 */
export type Encoded =
  | null
  | boolean
  | string
  | number
  | readonly Encoded[]
  | { readonly int: string }
  | { readonly float: string }
  | { readonly tuple: readonly Encoded[] }
  | { readonly set: readonly Encoded[] }
  | { readonly frozenset: readonly Encoded[] }
  | { readonly dict: readonly (readonly [Encoded, Encoded])[] }
  | { readonly bytes: string }
  | { readonly generator: readonly Encoded[] };

/** Python's `repr(float)`: shortest digits that round-trip, exponent outside 1e-4 … 1e16. */
export function floatRepr(x: number): string {
  if (Number.isNaN(x)) return 'nan';
  if (x === Infinity) return 'inf';
  if (x === -Infinity) return '-inf';
  if (x === 0) return Object.is(x, -0) ? '-0.0' : '0.0';
  const [mantissa = '', exponentText = '0'] = x.toExponential().split('e');
  const exponent = Number(exponentText);
  if (exponent < -4 || exponent >= 16) {
    const digits = Math.abs(exponent).toString().padStart(2, '0');
    return `${mantissa}e${exponent < 0 ? '-' : '+'}${digits}`;
  }
  const text = exponent < -6 || exponent >= 21 ? x.toString() : plainDecimal(mantissa, exponent);
  return text.includes('.') ? text : `${text}.0`;
}

function plainDecimal(mantissa: string, exponent: number): string {
  const sign = mantissa.startsWith('-') ? '-' : '';
  const digits = mantissa.replace('-', '').replace('.', '');
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`;
  if (digits.length <= exponent + 1) return sign + digits.padEnd(exponent + 1, '0');
  return `${sign}${digits.slice(0, exponent + 1)}.${digits.slice(exponent + 1)}`;
}

/** Parses Python's `repr(float)`. */
export function parseFloatRepr(text: string): number {
  if (text === 'nan') return Number.NaN;
  if (text === 'inf') return Infinity;
  if (text === '-inf') return -Infinity;
  return Number(text);
}

export const encodeInt = (value: bigint | number): Encoded => {
  const exact = BigInt(value);
  return exact >= -9007199254740991n && exact <= 9007199254740991n
    ? Number(exact)
    : { int: exact.toString() };
};
export const encodeFloat = (value: number): Encoded => ({ float: floatRepr(value) });

/** Sorts set items by their JSON text, in code-unit order. */
export function sortEncoded(items: readonly Encoded[]): Encoded[] {
  return items
    .map((item) => ({ item, text: JSON.stringify(item) }))
    .sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0))
    .map(({ item }) => item);
}

export interface CompareOptions {
  /** Compare dicts without their order (results built by walking a set). */
  readonly unorderedDicts?: boolean;
}

/** Equality of two encoded values, kinds included (1 is not 1.0 is not True). */
export function sameValue(a: Encoded, b: Encoded, options: CompareOptions = {}): boolean {
  return canonicalText(a, options) === canonicalText(b, options);
}

/** Canonical JSON text of an encoded value: sets sorted, keys in one order. */
export function canonicalText(value: Encoded, options: CompareOptions = {}): string {
  return JSON.stringify(canonical(value, options));
}

function canonical(value: Encoded, options: CompareOptions): Encoded {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((item: Encoded) => canonical(item, options));
  if ('tuple' in value) return { tuple: value.tuple.map((item) => canonical(item, options)) };
  if ('generator' in value) return { generator: value.generator.map((item) => canonical(item, options)) };
  if ('set' in value) return { set: sortEncoded(value.set.map((item) => canonical(item, options))) };
  if ('frozenset' in value)
    return { frozenset: sortEncoded(value.frozenset.map((item) => canonical(item, options))) };
  if ('float' in value) return { float: floatRepr(parseFloatRepr(value.float)) };
  if ('dict' in value) {
    const entries = value.dict.map(([k, v]): readonly [Encoded, Encoded] => [
      canonical(k, options),
      canonical(v, options),
    ]);
    return {
      dict: options.unorderedDicts ? (sortEncoded(entries) as (readonly [Encoded, Encoded])[]) : entries,
    };
  }
  return value;
}
