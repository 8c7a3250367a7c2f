import { describe, expect, it } from 'vitest';
import type { Encoded } from '../language';
import { booleansOf, MOST_KEYS, materialOf } from './material';
import { hertz, keyAtStep, keyName, scaleOf, snap } from './scales';

const C_MAJOR = scaleOf('major', 0);
const float = (value: number): Encoded => ({ float: String(value) });
const play = (value: Encoded) => {
  const { kind, heardAs, slots } = materialOf(value, C_MAJOR);
  return { kind, heardAs, keys: slots.map((slot) => (slot.hit ? 'hit' : slot.keys)) };
};

describe('what a value sounds like', () => {
  it.each<[string, Encoded, ReturnType<typeof play>]>([
    ['keys of a piano', [60, 64, 67], { kind: 'melody', heardAs: 'keys', keys: [[60], [64], [67]] }],
    ['keys off the scale', [61, 66], { kind: 'melody', heardAs: 'keys', keys: [[60], [65]] }],
    ['keys with rests', [60, 0, 67], { kind: 'melody', heardAs: 'keys', keys: [[60], [], [67]] }],
    [
      'steps of the scale',
      [0, 1, 7, -1],
      { kind: 'melody', heardAs: 'steps', keys: [[60], [62], [72], [59]] },
    ],
    ['a contour', [float(1.5), float(8.5)], { kind: 'melody', heardAs: 'contour', keys: [[60], [84]] }],
    ['a number', 62, { kind: 'note', heardAs: 'keys', keys: [[62]] }],
    ['a share', float(0.5), { kind: 'note', heardAs: 'folded', keys: [[72]] }],
    ['a long int', { int: '9007199254740993' }, { kind: 'note', heardAs: 'folded', keys: [[64]] }],
    ['a boolean', true, { kind: 'hits', heardAs: 'hits', keys: ['hit'] }],
    ['booleans', [true, false, true], { kind: 'hits', heardAs: 'hits', keys: ['hit', [], 'hit'] }],
    ['a string', 'a b', { kind: 'text', heardAs: 'letters', keys: [[72], [], [74]] }],
    ['strings', ['a', 'ab'], { kind: 'chords', heardAs: 'letters', keys: [[72], [72, 74]] }],
    ['a tuple', { tuple: [60, 62] }, { kind: 'melody', heardAs: 'keys', keys: [[60], [62]] }],
    ['pairs', [{ tuple: [60, 64] }], { kind: 'chords', heardAs: 'keys', keys: [[60, 64]] }],
    [
      'a dict',
      {
        dict: [
          ['a', 60],
          ['b', 64],
        ],
      },
      { kind: 'chord', heardAs: 'keys', keys: [[60, 64]] },
    ],
    [
      'a dict of lists',
      {
        dict: [
          [0, [60, 64]],
          [1, [62, 65]],
        ],
      },
      {
        kind: 'chords',
        heardAs: 'keys',
        keys: [
          [60, 64],
          [62, 65],
        ],
      },
    ],
    ['a set', { set: [60, 67] }, { kind: 'chord', heardAs: 'keys', keys: [[60, 67]] }],
    ['None', null, { kind: 'nothing', heardAs: undefined, keys: [] }],
    ['an empty list', [], { kind: 'nothing', heardAs: undefined, keys: [] }],
    ['an empty string', '', { kind: 'nothing', heardAs: undefined, keys: [] }],
    ['nan', { float: 'nan' }, { kind: 'nothing', heardAs: undefined, keys: [] }],
  ])('%s', (_, value, expected) => {
    expect(play(value)).toEqual(expected);
  });

  it('keeps the shape of a tune whose numbers are far apart', () => {
    const keys = materialOf([5000, 3200, 1100, 40], C_MAJOR).slots.map((slot) => slot.keys[0] ?? 0);
    expect(keys).toEqual([...keys].sort((a, b) => b - a));
    expect([keys[0], keys[3]]).toEqual([84, 60]);
  });

  it('reads numbers as it is told', () => {
    const first = (reading: 'keys' | 'steps' | 'contour') =>
      materialOf([4, 5], C_MAJOR, reading).slots.map((slot) => slot.keys[0]);
    expect(first('keys')).toEqual([4, 5]);
    expect(first('steps')).toEqual([67, 69]);
    expect(first('contour')).toEqual([60, 84]);
  });

  it('gives a hand no more notes than it has fingers, and says so', () => {
    const { slots, cut } = materialOf({ set: [60, 62, 64, 65, 67, 69, 71] }, C_MAJOR);
    expect(slots[0]?.keys).toHaveLength(MOST_KEYS);
    expect(cut).toBe(true);
    expect(materialOf({ set: [60, 62] }, C_MAJOR).cut).toBe(false);
  });

  it('finds the booleans of a value, and says when there are none', () => {
    expect(
      booleansOf({
        dict: [
          ['a', true],
          ['b', [false]],
        ],
      }),
    ).toEqual([true, false]);
    expect(booleansOf([1, 2])).toBeUndefined();
  });
});

describe('scales', () => {
  it('count steps over octaves, up and down', () => {
    const A_MINOR = scaleOf('minor', 9);
    expect([0, 2, 7, -1, -7].map((step) => keyAtStep(A_MINOR, step))).toEqual([69, 72, 81, 67, 57]);
  });

  it('take a key to the nearest of their own, the lower of two, over the octave too', () => {
    const PENTATONIC = scaleOf('minor-pentatonic', 0);
    expect([60, 61, 62, 64, 71, 59].map((key) => snap(PENTATONIC, key))).toEqual([60, 60, 63, 63, 70, 58]);
    expect(snap(scaleOf('blues', 0), 71)).toBe(70);
    expect(snap(scaleOf('chromatic', 3), 61)).toBe(61);
  });

  it('know concert pitch and names', () => {
    expect(hertz(69)).toBe(440);
    expect(hertz(57, 1200)).toBeCloseTo(440);
    expect([60, 59, 70, 21].map(keyName)).toEqual(['C4', 'B3', 'B♭4', 'A0']);
  });
});
