import { describe, expect, it } from 'vitest';
import type { Outcome } from '../backends';
import type { Encoded } from '../language';
import { capOutput, sameOutcome } from './output';

const limits = { kept: 10, most: 1_000 };
const value = (encoded: Encoded): Outcome => ({ kind: 'value', value: encoded });
const numbers = (length: number, from = 0) => Array.from({ length }, (_, i) => i + from);

describe('long values', () => {
  it('cross whole while they are short', () => {
    expect(capOutput(value([1, 2, 3]), limits)).toEqual(value([1, 2, 3]));
  });

  it.each<[string, Encoded]>([
    ['list', numbers(100)],
    ['tuple', { tuple: numbers(100) }],
    ['set', { set: numbers(100) }],
    ['dict', { dict: numbers(100).map((i) => [i, [i]]) }],
    ['text', 'x'.repeat(20_000)],
    ['nested list', [numbers(50), numbers(50)]],
    ['bytes', { bytes: '00'.repeat(20_000) }],
  ])('a %s is cut, says so, and still compares', (_, encoded) => {
    const cut = capOutput(value(encoded), limits);
    if (cut.kind !== 'value') throw new Error(cut.kind);
    expect(JSON.stringify(cut.value).length).toBeLessThan(JSON.stringify(encoded).length);
    expect(cut.whole?.items).toBeGreaterThan(limits.kept);
    expect(sameOutcome(cut, capOutput(value(encoded), limits))).toBe(true);
    expect(sameOutcome(cut, value(encoded))).toBe(true);
  });

  it('that differ behind the cut differ', () => {
    const [one, other] = [
      [...numbers(100), 1],
      [...numbers(100), 2],
    ].map((list) => capOutput(value(list), limits));
    if (one?.kind !== 'value' || other?.kind !== 'value') throw new Error('no value');
    expect(one.value).toEqual(other.value);
    expect(sameOutcome(one, other)).toBe(false);
  });

  it('beyond all measure stop the run', () => {
    expect(capOutput(value(numbers(2_000)), limits)).toMatchObject({ kind: 'stopped', limit: 'output' });
  });

  it('dicts compare with or without their order', () => {
    const entries = numbers(100).map((i): [Encoded, Encoded] => [i, i]);
    const one = capOutput(value({ dict: entries }), limits);
    const other = capOutput(value({ dict: [...entries].reverse() }), limits);
    expect(sameOutcome(one, other)).toBe(false);
    expect(sameOutcome(one, other, { unorderedDicts: true })).toBe(true);
  });
});

it('exceptions compare by class', () => {
  const one: Outcome = { kind: 'raises', exception: 'ValueError', message: 'a' };
  expect(sameOutcome(one, { ...one, message: 'b' })).toBe(true);
  expect(sameOutcome(one, { ...one, exception: 'KeyError' })).toBe(false);
  expect(sameOutcome(one, value(1))).toBe(false);
});
