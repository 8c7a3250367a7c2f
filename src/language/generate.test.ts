import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileProgram } from './compile';
import { programFrom, programs } from './generate';
import type { Collector } from './ir';
import { OPERATIONS } from './operations';
import { walk } from './walk';

const PROGRAMS = fc.sample(programs(), { seed: 2026, numRuns: 2_000 });

const COLLECTORS: Record<Collector['kind'], true> = {
  list: true,
  sequence: true,
  set: true,
  frozenset: true,
  generator: true,
  dict: true,
  sum: true,
  prod: true,
  any: true,
  all: true,
  min: true,
  max: true,
  join: true,
  first: true,
};

test('2,000 generated programs compile and use every clause and collector, and the operations', () => {
  const refused: string[] = [];
  const used = new Set<string>();
  for (const { source, inputs } of PROGRAMS) {
    const { program, diagnostics } = compileProgram(source, inputs);
    if (!program) {
      refused.push(`${source}: ${diagnostics[0]?.message}`);
      continue;
    }
    walk(program.body, (node) => {
      used.add(node.kind);
      if (node.kind === 'op') used.add(node.op);
      if (node.kind !== 'comp') return;
      used.add(`collector ${node.collector.kind}`);
      for (const clause of node.clauses) used.add(`clause ${clause.kind}`);
    });
  }
  expect(refused.length, refused.slice(0, 5).join('\n')).toBeLessThan(PROGRAMS.length / 50);
  const wanted = [
    ...Object.keys(COLLECTORS).map((kind) => `collector ${kind}`),
    ...['for', 'if', 'let'].map((kind) => `clause ${kind}`),
    ...['const', 'var', 'input', 'if', 'logic', 'let', 'display', 'sorted', 'convert'],
  ];
  expect(wanted.filter((name) => !used.has(name))).toEqual([]);
  // A sample may miss some of the rarest.
  const unused = Object.keys(OPERATIONS).filter((name) => !used.has(name));
  expect(unused.length, unused.join(' ')).toBeLessThan(Object.keys(OPERATIONS).length / 20);
});

test('nearly all programs differ, and a seed makes the same ones again', () => {
  const sources = PROGRAMS.map(({ source }) => source);
  expect(new Set(sources).size).toBeGreaterThan(PROGRAMS.length * 0.8);
  expect(fc.sample(programs(), { seed: 2026, numRuns: 20 }).map(({ source }) => source)).toEqual(
    sources.slice(0, 20),
  );
});

test('shrinking ends at a small program', () => {
  const failing = fc.check(
    fc.property(programs(), ({ source }) => !source.includes('//')),
    { seed: 7, numRuns: 2_000 },
  );
  expect(failing.counterexample?.[0].source.length).toBeLessThan(60);
});

test('no numbers at all make the simplest program', () => {
  expect(programFrom([]).source).toBe('sum(0 for v1 in range(1))');
});
