import type { ScaleId } from '../session';

/** Semitones above the root, of one octave. */
const SEMITONES: Readonly<Record<ScaleId, readonly number[]>> = {
  chromatic: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
  major: [0, 2, 4, 5, 7, 9, 11],
  minor: [0, 2, 3, 5, 7, 8, 10],
  'harmonic-minor': [0, 2, 3, 5, 7, 8, 11],
  dorian: [0, 2, 3, 5, 7, 9, 10],
  mixolydian: [0, 2, 4, 5, 7, 9, 10],
  'major-pentatonic': [0, 2, 4, 7, 9],
  'minor-pentatonic': [0, 3, 5, 7, 10],
  blues: [0, 3, 5, 6, 7, 10],
  'whole-tone': [0, 2, 4, 6, 8, 10],
};

/** A scale on a root, in MIDI keys. */
export interface Scale {
  /** The root in the fourth octave, 60 (C) to 71 (B). */
  readonly root: number;
  readonly semitones: readonly number[];
}

/** @param root semitones above C, 0–11 */
export function scaleOf(id: ScaleId, root: number): Scale {
  return { root: 60 + root, semitones: SEMITONES[id] };
}

/** Steps in an octave. */
export function sizeOf({ semitones }: Scale): number {
  return semitones.length;
}

/** The key so many steps of the scale above its root, or below. */
export function keyAtStep({ root, semitones }: Scale, step: number): number {
  const octave = Math.floor(step / semitones.length);
  return root + 12 * octave + (semitones[step - octave * semitones.length] ?? 0);
}

/** The key of the scale that is nearest; of two alike, the lower one. */
export function snap({ root, semitones }: Scale, key: number): number {
  const above = key - root;
  const octave = Math.floor(above / 12);
  const within = above - 12 * octave;
  let nearest = 0;
  // The next octave's root may be nearer than the last step of this one.
  for (const semitone of [...semitones, 12]) {
    if (Math.abs(semitone - within) < Math.abs(nearest - within)) nearest = semitone;
  }
  return root + 12 * octave + nearest;
}

/** Concert pitch: key 69 is 440 Hz. @param cents added to the key */
export function hertz(key: number, cents = 0): number {
  return 440 * 2 ** ((key + cents / 100 - 69) / 12);
}

const NAMES = ['C', 'C♯', 'D', 'E♭', 'E', 'F', 'F♯', 'G', 'A♭', 'A', 'B♭', 'B'] as const;

/** Names of the twelve roots, by semitones above C. */
export const ROOT_NAMES: readonly string[] = NAMES;

/** A key as musicians write it: 60 is C4. */
export function keyName(key: number): string {
  return `${NAMES[((key % 12) + 12) % 12] ?? ''}${Math.floor(key / 12) - 1}`;
}
