import type { Outcome, WholeValue } from '../backends';
import { type CompareOptions, canonicalText, type Encoded, hashText, sameValue } from '../language';

/** How much of a value crosses from a worker to the page; longer ones are cut and carry a digest of the whole. */
export interface OutputLimits {
  /** Scalars that are handed on. */
  readonly kept: number;
  /** Scalars, and thousands of characters, above which the run counts as stopped. */
  readonly most: number;
}

/** Whoever compares or prints whole values. */
export const WHOLE_OUTPUT: OutputLimits = { kept: 4_000_000, most: 4_000_000 };
/** The studio, which shows a line and compares digests. */
export const SHORT_OUTPUT: OutputLimits = { kept: 1_000, most: 4_000_000 };

/** Characters that weigh as much as one scalar. */
const CHARACTERS = 100;

/** Cuts what is too long to be handed on. Never silently: `whole` says how much there was and what it hashes to. */
export function capOutput(outcome: Outcome, { kept, most }: OutputLimits): Outcome {
  if (outcome.kind !== 'value') return outcome;
  const items = weigh(outcome.value, most);
  if (items > most)
    return { kind: 'stopped', limit: 'output', message: `the value has more than ${most} items` };
  if (items <= kept) return outcome;
  return { kind: 'value', value: beginning(outcome.value, kept), whole: wholeOf(outcome.value, items) };
}

/**
 * Whether two outcomes are the same answer: equal values, or the same exception class.
 * @param options how dicts are compared
 */
export function sameOutcome(one: Outcome, other: Outcome, options: CompareOptions = {}): boolean {
  if (one.kind === 'raises' && other.kind === 'raises') return one.exception === other.exception;
  if (one.kind !== 'value' || other.kind !== 'value') return false;
  if (!one.whole && !other.whole) return sameValue(one.value, other.value, options);
  const [left, right] = [one, other].map(({ value, whole }) => whole ?? wholeOf(value, 0));
  return options.unorderedDicts
    ? left?.unorderedDigest === right?.unorderedDigest
    : left?.digest === right?.digest;
}

function wholeOf(value: Encoded, items: number): WholeValue {
  const digest = hashText(canonicalText(value));
  const unorderedDigest = hasDict(value) ? hashText(canonicalText(value, { unorderedDicts: true })) : digest;
  return { items, digest, unorderedDigest };
}

/** Parts of a container, as they appear in the text; undefined for a scalar. */
function partsOf(value: Encoded): readonly Encoded[] | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (isList(value)) return value;
  if ('tuple' in value) return value.tuple;
  if ('set' in value) return value.set;
  if ('frozenset' in value) return value.frozenset;
  if ('generator' in value) return value.generator;
  if ('dict' in value) return value.dict.flat();
  return undefined;
}

function isList(value: Encoded): value is readonly Encoded[] {
  return Array.isArray(value);
}

function hasDict(value: Encoded): boolean {
  if (typeof value === 'object' && value !== null && 'dict' in value) return true;
  return partsOf(value)?.some(hasDict) ?? false;
}

/** Scalars in a value, long texts counted more than once; may end early once past `most`. */
function weigh(value: Encoded, most: number): number {
  const parts = partsOf(value);
  if (parts === undefined) return 1 + Math.floor(textOf(value).length / CHARACTERS);
  let sum = 1;
  for (const part of parts) {
    sum += weigh(part, most);
    if (sum > most) break;
  }
  return sum;
}

function textOf(value: Encoded): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return '';
  if ('int' in value) return value.int;
  return 'bytes' in value ? value.bytes : '';
}

/** The beginning of a value, of the same kind, with about so many scalars. */
function beginning(value: Encoded, kept: number): Encoded {
  let left = kept;
  const take = (parts: readonly Encoded[]): Encoded[] => {
    const taken: Encoded[] = [];
    for (const part of parts) {
      if (left <= 0) break;
      taken.push(cut(part));
    }
    return taken;
  };
  const cut = (part: Encoded): Encoded => {
    left -= 1;
    if (typeof part === 'string') return part.slice(0, Math.max(1, left) * CHARACTERS);
    if (typeof part !== 'object' || part === null) return part;
    if (isList(part)) return take(part);
    if ('tuple' in part) return { tuple: take(part.tuple) };
    if ('set' in part) return { set: take(part.set) };
    if ('frozenset' in part) return { frozenset: take(part.frozenset) };
    if ('generator' in part) return { generator: take(part.generator) };
    if ('bytes' in part) return { bytes: part.bytes.slice(0, Math.max(1, left) * CHARACTERS) };
    if ('dict' in part) {
      const entries: [Encoded, Encoded][] = [];
      for (const [key, item] of part.dict) {
        if (left <= 0) break;
        entries.push([cut(key), cut(item)]);
      }
      return { dict: entries };
    }
    return part;
  };
  return cut(value);
}
