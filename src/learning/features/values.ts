import type { Interval, Type } from '../../language';

/**
 * What is expected of a value before it is computed: a rough abstract interpretation (Cousot and Cousot, 1977) with
 * means in place of proofs. Numbers have bounds, sized values a length and what they hold.
 */
export interface Expected {
  /** Bounds of a number. */
  readonly low?: number;
  readonly high?: number;
  /** Items of a container, characters of a text. */
  readonly length?: number;
  /** One of the items. */
  readonly item?: Expected;
  /** Of a dict. */
  readonly value?: Expected;
  /** Of a tuple. */
  readonly items?: readonly Expected[];
  /** Different values that it takes, where that is not told by the bounds. */
  readonly distinct?: number;
}

/** Of inputs and whatever the walk can't follow. */
const TYPICAL_TEXT = 6;
const TYPICAL_LENGTH = 8;
const TYPICAL_INT = 999;
const FEW = 8;
const VOCABULARY = 150;
const WIDE = 2 ** 31 - 1;
const FAR = 1e15;

export const number = (low: number, high: number): Expected => ({ low, high });

export function lengthOf({ length = TYPICAL_LENGTH }: Expected): number {
  return Math.max(0, length);
}

export function lowOf({ low = 0 }: Expected): number {
  return low;
}

export function highOf({ high = 100 }: Expected): number {
  return high;
}

export function middleOf(value: Expected): number {
  return (lowOf(value) + highOf(value)) / 2;
}

/** Distinct values of a number of draws from a value: no more than there are. */
export function distinctOf(value: Expected, draws: number): number {
  if (value.distinct !== undefined) return Math.min(draws, value.distinct);
  if (value.low === undefined || value.high === undefined) return draws;
  return Math.max(Math.min(1, draws), Math.min(draws, value.high - value.low + 1));
}

/** Either of two. */
export function either(a: Expected, b: Expected): Expected {
  return {
    ...a,
    ...b,
    ...(a.low !== undefined && b.low !== undefined ? { low: Math.min(a.low, b.low) } : {}),
    ...(a.high !== undefined && b.high !== undefined ? { high: Math.max(a.high, b.high) } : {}),
    ...(a.length !== undefined && b.length !== undefined ? { length: (a.length + b.length) / 2 } : {}),
  };
}

/** What the type alone says. @param size length of a container whose type leaves it open */
export function ofType(type: Type, size = TYPICAL_LENGTH): Expected {
  switch (type.kind) {
    case 'int':
      return bounds(type.range);
    case 'float':
      return number(0, 100);
    case 'bool':
      return number(0, 1);
    case 'str':
    case 'bytes':
      return { length: sizeOf(type.size, TYPICAL_TEXT), item: { length: 1 } };
    case 'list':
    case 'sequence':
    case 'set':
    case 'iterator':
      return { length: sizeOf(type.size, size), item: ofType(type.element) };
    case 'range':
      return { length: sizeOf(type.size, size), item: bounds(type.range) };
    case 'dict':
      return { length: sizeOf(type.size, size), item: ofType(type.key), value: ofType(type.value) };
    case 'tuple':
      return { length: type.items.length, items: type.items.map((item) => ofType(item)) };
    case 'optional':
      return ofType(type.of);
    case 'union':
      return type.members.map((member) => ofType(member)).reduce(either, {});
    default:
      return {};
  }
}

/** Of a field of a table: texts there are mostly names of few kinds. */
export function ofField(type: Type): Expected {
  const value = ofType(type);
  return type.kind === 'str' ? { ...value, distinct: FEW } : value;
}

/** Of an input: a container is as long as the data size unless its type says otherwise. */
export function ofInput(type: Type, size: number): Expected {
  if (type.kind === 'str') return { length: sizeOf(type.size, size), item: { length: 1 } };
  const value = ofType(type, size);
  return type.kind === 'list' && type.element.kind === 'str'
    ? { ...value, item: { ...value.item, distinct: VOCABULARY } }
    : value;
}

function bounds({ min, max }: Interval): Expected {
  return number(min === null ? -FAR : typical(Number(min)), max === null ? FAR : typical(Number(max)));
}

/** A bound that only says "an int of 32 bits or more" says nothing of the values: they are taken to be of three digits. */
function typical(bound: number): number {
  return Math.abs(bound) < WIDE ? bound : Math.sign(bound) * TYPICAL_INT;
}

function sizeOf({ min, max }: Interval, open: number): number {
  const [least, most] = [min === null ? 0 : Number(min), max === null ? Infinity : Number(max)];
  return Math.min(most, Math.max(least, open));
}
