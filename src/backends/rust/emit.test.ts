import { describe, expect, it } from 'vitest';
import { compileProgram, type InputSpec, interval } from '../../language';
import { DEFAULT_SETTINGS, type EmitSettings } from '../contract';
import { rust } from './index';

const INPUTS: readonly InputSpec[] = [
  { name: 'n', type: { kind: 'int', range: interval(0, 1_000_000) } },
  { name: 'k', type: { kind: 'int', range: interval(null, null) } },
  { name: 'xs', type: { kind: 'list', element: { kind: 'float' }, size: interval(0, null) } },
];

function emit(source: string, settings: Partial<EmitSettings> = {}) {
  const { program, diagnostics } = compileProgram(source, INPUTS);
  if (program === null) throw new Error(diagnostics.map((d) => d.message).join('\n'));
  return rust.emit(program, { ...DEFAULT_SETTINGS, ...settings });
}

function emission(source: string, settings: Partial<EmitSettings> = {}) {
  const result = emit(source, settings);
  if (!result.ok) throw new Error(result.diagnostics.map((d) => d.message).join('\n'));
  return result.emission;
}

const rulesOf = (source: string, settings: Partial<EmitSettings> = {}) => {
  const result = emit(source, settings);
  return result.ok ? result.emission.notes.map((n) => n.rule) : result.diagnostics.map((d) => d.rule);
};

describe('Rust code', () => {
  it('is a chain or nested loops', () => {
    const source = 'sum(i * i for i in range(n) if i % 2 == 0)';
    expect(emission(source, { mode: 'iterators' }).code).toContain('.filter(|&i| i % 2 == 0)');
    expect(emission(source, { mode: 'loops' }).code).toContain('for i in 0..n {');
  });

  it('chooses the width of ints by their range, and checks where nothing is known', () => {
    expect(emission('[i * i for i in range(n)]').code).toContain('Vec<i64>');
    expect(emission('[i ** 6 for i in range(n)]').code).toContain('Vec<i128>');
    expect(emission('[k * i for i in range(n)]').code).toContain('checked_mul');
  });

  it('refuses what would leave 128 bits for certain', () => {
    expect(rulesOf('[2 ** i for i in range(500)]')).toEqual(['may-overflow']);
    expect(rulesOf('[abs(x) ** 1.5 for x in xs]')).toEqual([]);
    expect(rulesOf('[abs(x) ** 1.5 for x in xs]', { unsafe: true })).toEqual(['unsafe-check-dropped']);
  });

  it('says which checks unsafe mode drops, and nothing when none is', () => {
    expect(rulesOf('[k * i for i in range(n)]', { unsafe: true })).toEqual(['unsafe-check-dropped']);
    expect(rulesOf('[xs[i] for i in range(n)]', { unsafe: true })).toEqual(['unsafe-check-dropped']);
    expect(rulesOf('[[1, 2, 3][i] for i in (3,)]', { unsafe: true })).toEqual([]);
    expect(rulesOf('[1.0 / x for x in xs]', { unsafe: true })).toEqual(['unsafe-check-dropped']);
    expect(rulesOf('[i + 1 for i in range(n)]', { unsafe: true })).toEqual([]);
    expect(emission('[k * i for i in range(n)]', { unsafe: true }).code).toContain('wrapping_mul');
  });

  it('uses threads where that changes only time, else says why not', () => {
    expect(emission('[i * i for i in range(n)]', { parallel: 4 }).code).toContain('std::thread::scope');
    expect(rulesOf('[i * i for i in range(n)]', { parallel: 4 })).toEqual([]);
    expect(rulesOf('any(i > 5 for i in range(n))', { parallel: 4 })).toEqual(['not-parallel']);
    expect(rulesOf('[c for c in "abc"]', { parallel: 4 })).toEqual(['not-parallel']);
  });

  it('maps every part of the code to the text it comes from', () => {
    const source = 'sum(i * i for i in range(n))';
    const { code, map } = emission(source);
    const square = map.find((m) => source.slice(m.span.start, m.span.end) === 'i * i');
    expect(square && code.slice(square.start, square.end)).toBe('i * i');
    expect(map.every((m) => m.start >= 0 && m.start < m.end && m.end <= code.length)).toBe(true);
  });

  it('keeps hidden characters out of comments and literals', () => {
    const { code } = emission('["\u202e" + s + "*/" for s in "ab"]');
    expect(code).not.toContain('\u202e');
  });

  it('prints helpers only when they are used', () => {
    expect(emission('[i + 1 for i in range(n)]').code.match(/fn /g)).toHaveLength(1);
    expect(emission('[i % (i - 3) for i in range(n)]').code.match(/fn /g)).toHaveLength(2);
  });

  it('mangles keywords and names of helpers', () => {
    const { code } = emission(
      '[fn + floor_mod % -3 + evaluate for fn in range(2) for floor_mod in range(2) for evaluate in range(2)]',
    );
    expect(code).toContain('fn_');
    expect(code).toContain('floor_mod_2');
  });
});
