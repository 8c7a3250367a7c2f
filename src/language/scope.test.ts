import { describe, expect, test } from 'vitest';
import { checkScopes } from './scope';
import { readAst } from './testing';

/** [the text it points at, message] of every fault, as CPython 3.14 words it. */
const faults = (source: string) =>
  checkScopes(readAst(source)).map(({ rule, exception, span, message }) => {
    expect([rule, exception]).toEqual(['walrus-scope', 'SyntaxError']);
    return [source.slice(span.start, span.end), message];
  });

describe('an iteration variable cannot be rebound', () => {
  test.each([
    ['[i := 0 for i in range(5)]', 'i'],
    ['{i := 0 for i in range(5)}', 'i'],
    ['(i := 0 for i in range(5))', 'i'],
    ['sum(i := 0 for i in range(5))', 'i'],
    ['{(i := 0): 1 for i in range(5)}', 'i'],
    ['{1: (i := 0) for i in range(5)}', 'i'],
    ['[[(j := 0) for i in range(5)] for j in range(5)]', 'j'],
    ['[(j := 0) for i in range(5) for j in range(5)]', 'j'],
    ['[i := 0 for i, j in [(0, 1)]]', 'i'],
    ['[j := 0 for i, (*j, k) in [(0, (1, 2))]]', 'j'],
    ['[i + 1 for i in range(5) if (i := 0)]', 'i'],
    ['[False or (i := 0) for i in range(5)]', 'i'],
    ['[(i, j) for i in range(5) for j in range(5) if True or (i := 10)]', 'i'],
    ['[[[(i := 0) for k in a] for j in b] for i in c]', 'i'],
    ['[lambda: [(i := 1) for i in a] for j in b]', 'i'],
    ["[f'{(i := 1)}' for i in range(5)]", 'i'],
  ])('%s', (source, name) => {
    const message = `assignment expression cannot rebind comprehension iteration variable '${name}'`;
    expect(faults(source)).toEqual([[expect.stringContaining(`${name} := `), message]]);
  });
});

describe('a loop cannot iterate with a name that is already assigned', () => {
  test.each([
    ['[i for i in range(5) if (j := 0) for j in range(5)]', 'j'],
    ['{i for i in range(5) if (j := 0) for j, k in [(0, 1)]}', 'j'],
    ['[i for i in range(5) if (j := 0) for [*j] in [(0, 1)]]', '*j'],
  ])('%s', (source, at) => {
    const message = "comprehension inner loop cannot rebind assignment expression target 'j'";
    expect(faults(source)).toEqual([[at, message]]);
  });
});

describe('a source cannot assign, at any depth', () => {
  test.each([
    '[i for i in (i := range(5))]',
    '[i for i in (2, 3, i := range(5))]',
    '[i for i in [2, 3, i := range(5)]]',
    '[i for i in (j := range(5))]',
    '[i for i in (lambda: (j := range(5)))()]',
    '[i for i in (lambda x=(j := 1): x)()]',
    '[i for i in range(5) for j in (i := range(5))]',
    '[i for i in [j for j in (k := range(5))]]',
    '[i for i in [j for j in range(5) if (j := True)]]',
    '[i for i in [(j := True) for j in range(5)]]',
    '[i for i in [k for j in range(5) if (k := True)]]',
    '{i for i in (j := range(5))}',
    '{i: 1 for i in (j := range(5))}',
    'sum(i for i in (j := range(5)))',
    '[[i for i in (j := a)] for k in b]',
  ])('%s', (source) => {
    const message = 'assignment expression cannot be used in a comprehension iterable expression';
    expect(faults(source)).toEqual([[expect.stringContaining(':='), message]]);
  });
});

test.each([
  '[y := f(x), y**2, y**3]',
  '[j := 0 for i in range(5)]',
  '[j for i in range(5) if (j := i)]',
  '[(j := i) for i in range(5) if (k := j)]',
  '[[(k := j) for j in range(i)] for i in range(5)]',
  '(i := [i for i in range(5)])',
  '[lambda: (i := 0) for i in range(5)]',
  '[(lambda i: (i := 0))(i) for i in range(5)]',
  '[[(i := 0) for j in a] for k in [i for i in b]]',
  '[i for i in range(5)] + [i := 1]',
  '[x for x in [i for i in range(5)] if (i := x)]',
  '[(x := 1) for y in [x for x in z]]',
  'any((hit := x) > 3 for x in xs)',
])('%s is allowed', (source) => {
  expect(faults(source)).toEqual([]);
});

test('all faults of one text are reported', () => {
  expect(faults('[(i := (j := 0)) for i in (k := a)]')).toHaveLength(2);
});
