import type { Expr } from './ir';

/** What two programs may differ in and still be one: where they stand, names, what follows from their constants. */
const UNNAMED = new Set(['span', 'name', 'columns', 'positions']);

/**
 * Canonical text of an expression: bindings numbered in order of appearance, spans left out. Two programs that differ
 * only in names, white space and comments have the same text.
 */
export function canonicalExpr(body: Expr): string {
  const numbers = new Map<number, number>();
  return (
    JSON.stringify(body, (key, value: unknown) => {
      if (UNNAMED.has(key)) return undefined;
      if (typeof value === 'bigint') return `${value}n`;
      if (value instanceof Uint8Array) return Array.from(value);
      if (key === 'float' && typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value);
      if (key === 'id' && typeof value === 'number') {
        const known = numbers.get(value) ?? numbers.size;
        numbers.set(value, known);
        return known;
      }
      return value;
    }) + inputNames(body)
  );
}

function inputNames(body: Expr): string {
  const names: string[] = [];
  JSON.stringify(body, (_key, value: unknown) => {
    if (typeof value === 'bigint') return null;
    if (
      typeof value === 'object' &&
      value !== null &&
      'kind' in value &&
      value.kind === 'input' &&
      'name' in value
    )
      names.push(String(value.name));
    return value;
  });
  return names.join(',');
}

/** 128 bits of FNV-1a-like mixing as 26 base-36 digits at most; not cryptographic (cyrb53 of bryc, twice seeded). */
export function hashText(text: string): string {
  return cyrb53(text, 0) + cyrb53(text, 0x9e3779b9);
}

function cyrb53(text: string, seed: number): string {
  let h1 = 0xdeadbeef ^ seed;
  let h2 = 0x41c6ce57 ^ seed;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    h1 = Math.imul(h1 ^ unit, 2654435761);
    h2 = Math.imul(h2 ^ unit, 1597334677);
  }
  h1 = Math.imul(h1 ^ (h1 >>> 16), 2246822507) ^ Math.imul(h2 ^ (h2 >>> 13), 3266489909);
  h2 = Math.imul(h2 ^ (h2 >>> 16), 2246822507) ^ Math.imul(h1 ^ (h1 >>> 13), 3266489909);
  return (4294967296 * (2097151 & h2) + (h1 >>> 0)).toString(36).padStart(11, '0');
}
