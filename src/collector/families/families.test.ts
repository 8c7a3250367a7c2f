import { describe, expect, it } from 'vitest';
import { compileProgram, hashText } from '../../language';
import { inputSpecs } from '../../session/compile';
import { FAMILIES, generatePrograms, programsOf } from './index';

const ENOUGH = 60;

describe('families', () => {
  it('are at least 24, each with its own name', () => {
    expect(new Set(FAMILIES.map(({ id }) => id)).size).toBe(FAMILIES.length);
    expect(FAMILIES.length).toBeGreaterThanOrEqual(24);
  });

  it.each(FAMILIES)('$id writes enough distinct programs that the compiler takes', (family) => {
    const programs = [...take(programsOf(family, 7), ENOUGH)];
    expect(new Set(programs.map(({ hash }) => hash)).size).toBe(ENOUGH);
    for (const { sizes, inputs, source, specs } of programs.slice(0, 3)) {
      expect(sizes[0]).toBe(10);
      // The type of the inputs is that of every size: moving n never asks for another program.
      const other = inputSpecs(inputs(sizes.at(-1) ?? 10));
      const text = (value: unknown) => JSON.stringify(value, (_, v) => (typeof v === 'bigint' ? `${v}` : v));
      expect(text(other)).toBe(text(specs));
      expect(compileProgram(source, other).program).not.toBeNull();
    }
  });

  it('give the same programs for the same seed, and others for another', () => {
    const sources = (seed: number) => [...take(generatePrograms(seed), 100)].map(({ source }) => source);
    expect(sources(3)).toEqual(sources(3));
    expect(sources(3)).not.toEqual(sources(4));
  });

  it('give the programs that collected datasets name: a family may only be added at the end', () => {
    const programs = FAMILIES.flatMap((family) => [...take(programsOf(family, 7), 10)]);
    expect(hashText(programs.map(({ source, sizes }) => `${source} ${sizes.at(-1)}`).join('\n'))).toBe(
      '1yalbjp6f7b1g9vs0r9st1',
    );
  });
});

function* take<T>(items: Iterable<T>, count: number): Generator<T> {
  let taken = 0;
  for (const item of items) {
    if (taken++ >= count) return;
    yield item;
  }
}
