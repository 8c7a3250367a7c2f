import { describe, expect, test } from 'vitest';
import { compileProgram, DATA_SIZE, type Program } from '../language';
import { applyPatch, diffPatches, PASS_IDS, PASSES, parsePatch, patchOf, printPatch } from './index';
import { PASS_EXAMPLES } from './testing';

function compiled(source: string): Program {
  const { program, diagnostics } = compileProgram(source, [DATA_SIZE]);
  if (!program) throw new Error(`${source}: ${diagnostics[0]?.message}`);
  return program;
}

test('every pass has an example', () => {
  expect(PASS_EXAMPLES.map((e) => e.pass)).toEqual([...PASS_IDS]);
  expect([...PASSES.keys()]).toEqual([...PASS_IDS]);
});

describe.each(PASS_EXAMPLES)('$pass', ({ pass, changes, keeps, after = [] }) => {
  test('rewrites its example, to something with another hash', () => {
    const before = applyPatch(compiled(changes), patchOf(after)).program;
    const { program, applied } = applyPatch(before, patchOf([pass]));
    expect(applied).toEqual([pass]);
    expect(program.hash).not.toBe(before.hash);
  });

  test('leaves a program alone that does not meet its precondition', () => {
    const before = applyPatch(compiled(keeps), patchOf(after)).program;
    const { program, applied } = applyPatch(before, patchOf([pass]));
    expect(applied).toEqual([]);
    expect(program).toBe(before);
  });

  test('comes to rest', () => {
    let { program } = applyPatch(compiled(changes), patchOf([...after, pass]));
    for (let i = 0; i < 4; i++) program = applyPatch(program, patchOf([pass])).program;
    expect(applyPatch(program, patchOf([pass])).applied).toEqual([]);
  });
});

test('a closed form has no loop left, also around an empty range', () => {
  const { program } = applyPatch(
    compiled('sum(x for x in range(5, n, 3))'),
    patchOf(['algebraic-closed-form']),
  );
  expect(JSON.stringify(program.body, (_, v: unknown) => (typeof v === 'bigint' ? `${v}` : v))).not.toContain(
    '"comp"',
  );
});

test('parameters count: a factor of 2 does not unroll four rounds', () => {
  const program = compiled('[sum(x ** k for k in range(4)) for x in range(n)]');
  expect(applyPatch(program, [{ pass: 'unrolling', parameters: { factor: 2 } }]).applied).toEqual([]);
  expect(applyPatch(program, [{ pass: 'unrolling', parameters: { factor: 4 } }]).applied).toEqual([
    'unrolling',
  ]);
});

describe('patches as text', () => {
  test.each(['', 'constant-folding', 'constant-folding, unrolling(factor=4), memoisation(entries=16)'])(
    '%j',
    (text) => {
      const parsed = parsePatch(text);
      expect(parsed.ok && printPatch(parsed.patch)).toBe(text);
    },
  );

  test.each([
    ['constant-folding, nothing', 'unknown-name'],
    ['unrolling(factor=4000)', 'unsupported-argument'],
    ['unrolling(depth=4)', 'unsupported-argument'],
    ['unrolling(factor)', 'unsupported-argument'],
    ['Unrolling!', 'syntax-error'],
  ])('%s is refused: %s', (text, rule) => {
    const parsed = parsePatch(text);
    expect(parsed.ok ? null : parsed.diagnostics[0]?.rule).toBe(rule);
  });

  test('a difference names what came, went, changed and moved', () => {
    const before = patchOf(['constant-folding', 'unrolling', 'memoisation', 'filter-fusion']);
    const parsed = parsePatch('memoisation, unrolling(factor=2), filter-fusion, map-fusion');
    expect(parsed.ok && diffPatches(before, parsed.patch)).toEqual([
      { kind: 'removed', pass: 'constant-folding' },
      { kind: 'moved', pass: 'memoisation' },
      { kind: 'changed', pass: 'unrolling' },
      { kind: 'added', pass: 'map-fusion' },
    ]);
  });
});
