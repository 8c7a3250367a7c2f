import type { Encoded } from '../language';
import type { Reading } from '../session';
import { type Atom, atomsOf, shapeOf } from './atoms';
import { keyAtStep, type Scale, sizeOf, snap } from './scales';

/** What is heard at one step: keys together, or a hit without a pitch of its own, or nothing. */
export interface Slot {
  /** MIDI keys, lowest octave shift not yet applied. */
  readonly keys: readonly number[];
  readonly hit: boolean;
}

export type MaterialKind = 'melody' | 'note' | 'chord' | 'chords' | 'hits' | 'text' | 'nothing';

/** The way in which numbers became keys, `folded` for one that stands alone; `letters` and `hits` where there was none. */
export type HeardAs = Exclude<Reading, 'auto'> | 'folded' | 'letters' | 'hits';

/** What a value gives an instrument to play: slots, one after the other, from the first again after the last. */
export interface Material {
  readonly kind: MaterialKind;
  readonly heardAs: HeardAs | undefined;
  readonly slots: readonly Slot[];
  /** Whether some of a chord's notes were left out: a hand has only so many fingers. */
  readonly cut: boolean;
}

/** Notes that sound at once. */
export const MOST_KEYS = 6;
const MOST_SLOTS = 1000;
/** Numbers in this range may be keys of a piano, or of a MIDI keyboard at its top. */
const KEYS = { low: 21, high: 127 } as const;
/** Whole numbers up to four octaves of a seven-tone scale are counted in steps. */
const MOST_STEPS = 28;
const CONTOUR_OCTAVES = 2;

const REST: Slot = { keys: [], hit: false };
export const SILENCE: Material = { kind: 'nothing', heardAs: undefined, slots: [], cut: false };

/**
 * What a value sounds like. A list is a melody, a number a note, a dict or a set a chord, booleans are hits, a
 * string its code points. Numbers are read
 * - as *keys* (MIDI, snapped to the scale, 0 rests) when all that are not 0 are whole and from 21 to 127,
 * - as *steps* of the scale above its root when all are whole and none is beyond ±28,
 * - as a *contour* otherwise: the lowest is the root, the highest two octaves above it;
 * a number that stands alone has no contour: up to 1 it is a share of two octaves, beyond it is folded into them.
 * @param reading how numbers are read; `auto` follows the rules above
 */
export function materialOf(value: Encoded, scale: Scale, reading: Reading = 'auto'): Material {
  const shape = shapeOf(value);
  const numbers = atomsOf(value, MOST_SLOTS).flatMap((atom) => (atom.kind === 'number' ? [atom.value] : []));
  const heardAs = reading === 'auto' ? readingOf(numbers) : reading;
  const keyOf = keyReader(numbers, scale, heardAs);
  const slot = (atoms: readonly Atom[]): Slot => slotOf(atoms, keyOf);
  const read = numbers.length > 0 ? heardAs : undefined;

  if ('atoms' in shape) {
    if (shape.atoms.length === 0) return SILENCE;
    if (shape.kind === 'number') {
      return material('note', heardAs === 'contour' ? 'folded' : heardAs, [slot(shape.atoms)]);
    }
    if (shape.kind === 'boolean') return material('hits', 'hits', [slot(shape.atoms)]);
    const slots = shape.atoms.slice(0, MOST_SLOTS).map((atom) => slot([atom]));
    return material('text', 'letters', slots);
  }
  const parts = shape.parts.slice(0, MOST_SLOTS);
  if (parts.length === 0) return SILENCE;
  const together = shape.kind === 'set' || (shape.kind === 'dict' && parts.every(isScalar));
  const groups = together ? [parts.flatMap((part) => atomsOf(part, 1))] : parts.map(groupOf);
  const slots = groups.map(slot);
  const cut = groups.some((group) => distinct(group.filter(isPitched).map(keyOf)).length > MOST_KEYS);
  const atoms = groups.flat();
  if (atoms.every((atom) => atom.kind === 'boolean')) return material('hits', 'hits', slots, cut);
  const as = read ?? 'letters';
  if (together) return material('chord', as, slots, cut);
  return material(parts.every(isSimple) ? 'melody' : 'chords', as, slots, cut);
}

function material(kind: MaterialKind, heardAs: HeardAs | undefined, slots: Slot[], cut = false): Material {
  return { kind, heardAs, slots, cut };
}

/** The booleans of a value in their order, for the drum grid; undefined where it has none. */
export function booleansOf(value: Encoded): readonly boolean[] | undefined {
  const found = atomsOf(value, MOST_SLOTS).flatMap((atom) => (atom.kind === 'boolean' ? [atom.value] : []));
  return found.length > 0 ? found : undefined;
}

/** How numbers are read when nobody said. */
export function readingOf(numbers: readonly number[]): Exclude<Reading, 'auto'> {
  const whole = numbers.every(Number.isInteger);
  const sounding = numbers.filter((number) => number !== 0);
  if (whole && sounding.length > 0 && sounding.every((n) => n >= KEYS.low && n <= KEYS.high)) return 'keys';
  if (whole && numbers.every((number) => Math.abs(number) <= MOST_STEPS)) return 'steps';
  return 'contour';
}

/** A rest is NaN. */
type KeyReader = (atom: Exclude<Atom, { kind: 'boolean' }>) => number;

function keyReader(numbers: readonly number[], scale: Scale, heardAs: Exclude<Reading, 'auto'>): KeyReader {
  const low = numbers.reduce((least, number) => Math.min(least, number), Number.POSITIVE_INFINITY);
  const high = numbers.reduce((most, number) => Math.max(most, number), Number.NEGATIVE_INFINITY);
  const reach = CONTOUR_OCTAVES * sizeOf(scale);
  const numberKey = (value: number): number => {
    switch (heardAs) {
      case 'keys':
        return value === 0 ? Number.NaN : snap(scale, clamp(Math.round(value), 0, KEYS.high));
      case 'steps':
        return keyAtStep(scale, clamp(Math.round(value), -MOST_STEPS, MOST_STEPS));
      case 'contour':
        return keyAtStep(
          scale,
          high > low ? Math.round(((value - low) / (high - low)) * reach) : alone(value, reach),
        );
    }
  };
  return (atom) => {
    if (atom.kind === 'number') return numberKey(atom.value);
    return isSpace(atom.code) ? Number.NaN : keyAtStep(scale, atom.code % (reach + 1));
  };
}

/** The step of a number that has no others to be compared with. */
function alone(value: number, reach: number): number {
  const size = Math.abs(value);
  return Math.round(size <= 1 ? size * reach : size % (reach + 1));
}

function slotOf(atoms: readonly Atom[], keyOf: KeyReader): Slot {
  const keys = distinct(atoms.filter(isPitched).map(keyOf)).slice(0, MOST_KEYS);
  const hit = atoms.some((atom) => atom.kind === 'boolean' && atom.value);
  return keys.length === 0 && !hit ? REST : { keys, hit };
}

const isPitched = (atom: Atom): atom is Exclude<Atom, { kind: 'boolean' }> => atom.kind !== 'boolean';

function groupOf(part: Encoded): readonly Atom[] {
  // Beyond a bar's worth of letters a chord only repeats itself.
  return atomsOf(part, 16);
}

function isScalar(value: Encoded): boolean {
  return 'atoms' in shapeOf(value);
}

/** Whether a part is one sound: a scalar that is no string of several letters. */
function isSimple(value: Encoded): boolean {
  const shape = shapeOf(value);
  return 'atoms' in shape && shape.atoms.length <= 1;
}

function distinct(keys: readonly number[]): number[] {
  return [...new Set(keys.filter((key) => !Number.isNaN(key)))];
}

/** Unicode's spaces and line breaks that Python's `str.split` knows. */
function isSpace(code: number): boolean {
  return /\s/.test(String.fromCodePoint(code));
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
