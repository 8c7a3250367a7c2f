import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../backends';
import { dict, int, STR } from '../../language';
import { judge, showValue } from './judge';

const value = (encoded: Extract<Outcome, { kind: 'value' }>['value']): Outcome => ({
  kind: 'value',
  value: encoded,
});
const raises = (exception: 'ValueError' | 'ZeroDivisionError'): Outcome => ({ kind: 'raises', exception });

describe('a verdict', () => {
  it.each([
    ['the same value', value(3), value(3), 'equal'],
    ['an int for a float', value(3), value({ float: '3.0' }), 'wrong'],
    ['the same exception', raises('ValueError'), raises('ValueError'), 'equal'],
    ['another exception', raises('ValueError'), raises('ZeroDivisionError'), 'wrong'],
    ['a value for an exception', value(0), raises('ZeroDivisionError'), 'wrong'],
    ['a stop', { kind: 'stopped', limit: 'time', message: 'late' }, value(3), 'stopped'],
    ['a report of overflow', { kind: 'outside', rule: 'may-overflow', message: 'i64' }, value(3), 'refused'],
    ['a crash', { kind: 'crashed', message: 'bug' }, value(3), 'crashed'],
    ['a value without a reference', value(3), { kind: 'stopped', limit: 'time', message: 'late' }, 'stopped'],
  ] as const)('on %s', (_, outcome, reference, kind) => {
    expect(judge(outcome, reference, false, int()).verdict.kind).toBe(kind);
  });

  it('calls a difference a deviation only when unsafe is on', () => {
    expect(judge(value(1), value(2), true, int()).verdict.kind).toBe('deviates');
    expect(judge(value(1), value(1), true, int()).verdict.kind).toBe('equal');
  });

  it('compares the order of a dict only where it has one', () => {
    const one = value({
      dict: [
        ['a', 1],
        ['b', 2],
      ],
    });
    const other = value({
      dict: [
        ['b', 2],
        ['a', 1],
      ],
    });
    expect(judge(one, other, false, dict(STR, int())).verdict.kind).toBe('wrong');
    expect(judge(one, other, false, dict(STR, int(), undefined, false)).verdict.kind).toBe('equal');
  });
});

describe('values', () => {
  it.each([
    [null, 'None'],
    [[true, 1, { float: '1.0' }], '[True, 1, 1.0]'],
    [{ tuple: [1] }, '(1,)'],
    [{ set: [] }, 'set()'],
    [{ dict: [["it's", { int: '99999999999999999999' }]] }, '{"it\'s": 99999999999999999999}'],
    ['a\nb', "'a\\nb'"],
  ])('%j prints as Python does', (encoded, text) => {
    expect(showValue(encoded as never)).toBe(text);
  });
});
