import { type Encoded, parseFloatRepr } from '../language';

/** The smallest thing that sounds: a number, a hit or its absence, or a letter. */
export type Atom =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'letter'; readonly code: number };

/** A value of Python as what can sound: a scalar, or parts that are heard together or one after the other. */
export type Shape =
  | { readonly kind: 'number' | 'boolean' | 'text' | 'nothing'; readonly atoms: readonly Atom[] }
  | { readonly kind: 'sequence' | 'set' | 'dict'; readonly parts: readonly Encoded[] };

export function shapeOf(value: Encoded): Shape {
  if (value === null) return { kind: 'nothing', atoms: [] };
  if (typeof value === 'boolean') return { kind: 'boolean', atoms: [{ kind: 'boolean', value }] };
  if (typeof value === 'number') return numberShape(value);
  if (typeof value === 'string') return { kind: 'text', atoms: letters(value) };
  if (isList(value)) return { kind: 'sequence', parts: value };
  // A whole number beyond all floats is as high as a float can be.
  if ('int' in value) return numberShape(clampToFloat(Number(value.int)));
  if ('float' in value) return numberShape(parseFloatRepr(value.float));
  if ('tuple' in value) return { kind: 'sequence', parts: value.tuple };
  if ('generator' in value) return { kind: 'sequence', parts: value.generator };
  if ('set' in value) return { kind: 'set', parts: value.set };
  if ('frozenset' in value) return { kind: 'set', parts: value.frozenset };
  if ('bytes' in value) return { kind: 'text', atoms: bytes(value.bytes) };
  return { kind: 'dict', parts: value.dict.map(([, item]) => item) };
}

/** Everything in a value that sounds, in its order, at most `most`. */
export function atomsOf(value: Encoded, most: number): Atom[] {
  const shape = shapeOf(value);
  if ('atoms' in shape) return shape.atoms.slice(0, most);
  const atoms: Atom[] = [];
  for (const part of shape.parts) {
    if (atoms.length >= most) break;
    atoms.push(...atomsOf(part, most - atoms.length));
  }
  return atoms;
}

function numberShape(value: number): Shape {
  // Infinities and nan have no pitch.
  return Number.isFinite(value)
    ? { kind: 'number', atoms: [{ kind: 'number', value }] }
    : { kind: 'nothing', atoms: [] };
}

function clampToFloat(value: number): number {
  return Math.min(Number.MAX_VALUE, Math.max(-Number.MAX_VALUE, value));
}

function letters(text: string): Atom[] {
  return [...text].map((character) => ({ kind: 'letter', code: character.codePointAt(0) ?? 0 }));
}

function bytes(hex: string): Atom[] {
  return (hex.match(/../g) ?? []).map((pair) => ({ kind: 'letter', code: Number.parseInt(pair, 16) }));
}

function isList(value: Encoded): value is readonly Encoded[] {
  return Array.isArray(value);
}
