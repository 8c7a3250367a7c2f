import { DRUM_STEPS, DRUMS, type DrumId, type DrumRow, type Rate, seeded } from '../session';
import type { Material } from './material';

/** Steps of the grid on which everything is played: sixteenths. */
export const STEPS_PER_BEAT = 4;

/** A note for an instrument: when, how high, how loud, how long. */
export interface ScoreEvent {
  /** `hit` has the root's pitch and is short; `glitch` is part of a stutter over a wrong answer. */
  readonly kind: 'note' | 'hit' | 'glitch';
  /** Seconds after the step. */
  readonly offset: number;
  /** MIDI key. */
  readonly key: number;
  /** Cents. */
  readonly detune: number;
  /** 0–1. */
  readonly velocity: number;
  /** Seconds. */
  readonly duration: number;
}

export interface DrumEvent {
  readonly drum: DrumId;
  /** 0–1. */
  readonly velocity: number;
}

/** What was found out about a channel by running it. */
export interface Figures {
  /** `right` agreed with Python (or is Python); `wrong` differed, also where unsafe allowed it; `silent` gave no answer. */
  readonly answer: 'right' | 'wrong' | 'silent';
  /** Median and tail of one run, in ms; NaN while nothing was measured. */
  readonly p50: number;
  readonly p95: number;
}

/** How a channel turns its material into notes. */
export interface Part {
  readonly material: Material;
  readonly figures: Figures;
  /** MIDI key of hits: the scale's root. */
  readonly root: number;
  readonly octave: number;
  readonly rate: Rate;
  /** ms behind the beat for each tenfold of p50 above a microsecond. */
  readonly lag: number;
  /** Cents for each doubling of p95 over p50. */
  readonly detune: number;
  /** Of everything that looks random. */
  readonly seed: number;
}

/** A run of a microsecond is on the beat. */
const ON_THE_BEAT = 0.001;
/** No channel lags more than this, in seconds: later it would be heard as the next step. */
const MOST_LAG = 0.25;
/** Beyond a semitone a note is another note. */
const MOST_CENTS = 100;
/** A note leaves this much of its step to silence, so that repeated notes can be told apart. */
const LEGATO = 0.85;
const STUTTERS = 3;
/** Where a stutter throws a wrong note: tritones and their neighbours, never home. */
const THROWS = [6, -6, 11, -11, 13, 18] as const;

/** Seconds behind the beat. @param p50 in ms @param lag in ms for each tenfold */
export function lagOf(p50: number, lag: number): number {
  if (!(p50 > ON_THE_BEAT)) return 0;
  return Math.min(MOST_LAG, (Math.log10(p50 / ON_THE_BEAT) * lag) / 1000);
}

/** The most that a note is off, in cents, up or down. @param p50 in ms @param p95 in ms */
export function detuneOf({ p50, p95 }: Figures, detune: number): number {
  const doublings = Math.log2(p95 / p50);
  return doublings > 0 ? Math.min(MOST_CENTS, doublings * detune) : 0;
}

/**
 * What a channel plays at a step: the mapping from an answer and its measurements to sound. Pure: the same part
 * and step always give the same notes.
 * @param step sixteenths from the start of the piece, 0 or later
 * @param stepSeconds how long a step lasts
 */
export function score(part: Part, step: number, stepSeconds: number): ScoreEvent[] {
  const { material, figures } = part;
  const stride = STEPS_PER_BEAT / part.rate;
  if (figures.answer === 'silent' || material.slots.length === 0 || step % stride !== 0) return [];
  const slot = material.slots[(step / stride) % material.slots.length];
  if (!slot || (slot.keys.length === 0 && !slot.hit)) return [];
  const random = seeded(part.seed * 7919 + step);
  const cents = detuneOf(figures, part.detune);
  const kind = slot.keys.length === 0 ? 'hit' : 'note';
  const keys = kind === 'hit' ? [part.root] : slot.keys;
  const length = stride * stepSeconds;
  const common = {
    offset: lagOf(figures.p50, part.lag),
    velocity: accent(step) / Math.sqrt(keys.length),
    duration: kind === 'hit' ? Math.min(length, stepSeconds) * 0.5 : length * LEGATO,
  };
  const notes = keys.map(
    (key): ScoreEvent => ({
      kind,
      ...common,
      key: key + 12 * part.octave,
      detune: cents * (2 * random() - 1),
    }),
  );
  return figures.answer === 'wrong' ? notes.flatMap((note) => stutter(note, length, random)) : notes;
}

/** Bars are marked, beats heard, the rest follows. */
function accent(step: number): number {
  if (step % (4 * STEPS_PER_BEAT) === 0) return 1;
  return step % STEPS_PER_BEAT === 0 ? 0.85 : 0.65;
}

/** A wrong answer is heard as what it is: its note breaks up and falls out of the scale. */
function stutter(note: ScoreEvent, length: number, random: () => number): ScoreEvent[] {
  return Array.from({ length: STUTTERS }, (_, index): ScoreEvent => {
    const thrown = THROWS[Math.floor(random() * THROWS.length)] ?? 0;
    return {
      ...note,
      kind: 'glitch',
      key: index === 0 ? note.key : note.key + thrown,
      offset: note.offset + (index * length) / STUTTERS,
      duration: (length / STUTTERS) * 0.5,
    };
  });
}

/**
 * What the drum grid plays at a step.
 * @param booleans of the program's answer, for the rows that follow it
 */
export function drumScore(
  rows: Readonly<Record<DrumId, DrumRow>>,
  booleans: readonly boolean[] | undefined,
  step: number,
): DrumEvent[] {
  return DRUMS.filter((drum) => isStruck(rows[drum], booleans, step)).map((drum) => ({
    drum,
    velocity: accent(step),
  }));
}

function isStruck(
  { follow, steps }: DrumRow,
  booleans: readonly boolean[] | undefined,
  step: number,
): boolean {
  if (!follow) return steps[step % DRUM_STEPS] ?? false;
  return booleans?.[step % booleans.length] ?? false;
}

/** The piece of a drum kit that a key strikes: the octave above the root is divided among four. */
export function drumOfKey(key: number, root: number): DrumId {
  const above = (((key - root) % 12) + 12) % 12;
  return DRUMS[Math.floor(above / 3)] ?? 'kick';
}
