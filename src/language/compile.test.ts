import { describe, expect, test } from 'vitest';
import { compileProgram } from './compile';
import { DATA_SIZE, encodePlain, inputTypeOf } from './inputs';
import { showType } from './types';

const ORDERS = {
  name: 'orders',
  type: inputTypeOf(
    encodePlain([
      { region: 'north', total: 1.5, units: 2, note: null },
      { region: 'south', total: 2.5, units: 1, note: 'x' },
    ]),
  ),
};

function bodyOf(source: string) {
  const { program, diagnostics } = compileProgram(source, [DATA_SIZE, ORDERS]);
  expect(diagnostics).toEqual([]);
  if (!program) throw new Error('did not compile');
  return program;
}

describe('types', () => {
  test.each([
    ['[x * 2 for x in range(3)]', 'list[int]'],
    ['[x / 2 for x in range(3)]', 'list[float]'],
    ['{c: 1 for c in "ab"}', 'dict[str, int]'],
    ['[(c, None) for c in "ab"]', 'list[tuple[str, None]]'],
    ['[x if x > 1 else None for x in range(3)]', 'list[int | None]'],
    ['[1, "a", *[x for x in range(2)]]', 'list[int | str]'],
    ['[o.note for o in orders]', 'list[str | None]'],
    ['[o.note.upper() for o in orders if o.note]', 'list[str]'],
    ['[o.note.upper() if o.note is not None else "" for o in orders]', 'list[str]'],
    ['[[o.note.upper() for o in orders] for o in orders if o.note]', null],
    ['sum(o.total for o in orders) / len(orders)', 'float'],
    ['[note.upper() for o in orders for note in [o.note] if note is not None]', 'list[str]'],
    ['sum(o.total for o in orders)', 'float'],
    ['max((o.units for o in orders), default=None)', 'int | None'],
    ['(x for x in "ab")', 'iterator[str]'],
    ['[[]  for x in range(2)]', 'list[list[never]]'],
  ])('%s : %s', (source, expected) => {
    const { program } = compileProgram(source, [ORDERS]);
    expect(program ? showType(program.body.type) : null).toBe(expected);
  });
});

describe('ranges', () => {
  test.each([
    ['sum(x * x for x in range(n))', 0n, 999_998_000_001_000_000n],
    ['len([x for x in range(10) if x % 3])', 0n, 10n],
    ['max(x % 7 for x in range(100))', 0n, 6n],
    ['sum(1 for x in range(-3, 20, 5))', 0n, 5n],
    ['max(x for x in range(-3, 20, 5))', -3n, 17n],
    ['min(-x for x in range(5))', -4n, 0n],
    ['sum(ord(c) for c in "abc")', 0n, 3n * 0x10ffffn],
  ])('%s lies in %s..%s', (source, min, max) => {
    const { type } = bodyOf(source).body;
    expect(type.kind === 'int' && type.range).toEqual({ min, max });
  });
});

test('the first source is evaluated outside: it may read a name that the comprehension binds', () => {
  const { diagnostics } = compileProgram('[[x for x in range(x)] for x in range(n)]', [DATA_SIZE]);
  expect(diagnostics).toEqual([]);
});

describe('shapes', () => {
  test('a generator as source hands over its clauses', () => {
    const { body } = bodyOf('[y for y in (x * 2 for x in range(5) if x)]');
    expect(body.kind === 'comp' && body.clauses.map((c) => c.kind)).toEqual(['for', 'if', 'let']);
  });

  test('an assignment that an `if` always evaluates becomes a `let`', () => {
    const program = bodyOf('[y for x in range(5) if (y := x * x) > 3]');
    expect(program.variables).toEqual([]);
    expect(program.body.kind === 'comp' && program.body.clauses.map((c) => c.kind)).toEqual([
      'for',
      'let',
      'if',
    ]);
  });

  test('names and white space do not change the hash, constants do', () => {
    const hash = (source: string) => bodyOf(source).hash;
    expect(hash('[x+1 for x in range(n)]')).toBe(hash('[ value + 1  for value in range( n ) ]'));
    expect(hash('[x+1 for x in range(n)]')).not.toBe(hash('[x+2 for x in range(n)]'));
    expect(hash('[0.0 for x in range(n)]')).not.toBe(hash('[-0.0 for x in range(n)]'));
  });

  test('what nobody reads is not bound', () => {
    const { body } = bodyOf('[1 for x, y in zip("ab", "cd")]');
    expect(body.kind === 'comp' && body.clauses[0]).toMatchObject({ pattern: { kind: 'ignore' } });
  });
});

describe('the order of a set is not asked for where the key tells its items apart', () => {
  test.each([
    "sorted(set('mississippi'), key=lambda c: (-'mississippi'.count(c), c))",
    "sorted({c: 'banana'.count(c) for c in set('banana')}.items(), key=lambda kv: (-kv[1], kv[0]))",
    "max(set('banana'), key=lambda c: ('banana'.count(c), c))",
    'sorted({1, 12, 3}, key=str)',
    'sorted({x / 2 for x in range(5)}, reverse=True)',
  ])('%s', (source) => {
    bodyOf(source);
  });
});

describe('refusals name the place, the rule and a way out', () => {
  test.each([
    ['[f(x) for x in range(3)]', 'unsupported-call', 'f'],
    ['[x + d for x in range(3)]', 'unknown-name', 'd'],
    ['[x for x in {1, 2}]', 'unordered', '[x for x in {1, 2}]'],
    ['[x + "a" for x in range(3)]', 'type-error', 'x + "a"'],
    ['[x * (-8) ** 0.5 for x in range(3)]', 'unknown-sign', '(-8) ** 0.5'],
    [
      '[list(g) == (x for x in g) for g in [(y for y in range(2))]]',
      'unsupported-syntax',
      'list(g) == (x for x in g)',
    ],
    ["['%c' % x for x in range(2000000)]", 'unsupported-argument', "'%c' % x"],
    ["[s.ljust(9, c) for s, c in [('a', 'xy')]]", 'type-error', 'c'],
    [
      '[str(sum(o.total for o in orders if o.units > x)) for x in range(2)]',
      'empty-sum',
      'str(sum(o.total for o in orders if o.units > x))',
    ],
    ["sorted({'a', 'bb'}, key=len)", 'unordered', "sorted({'a', 'bb'}, key=len)"],
    ['sorted((x * 0.0, 1) for x in {1, -1})', 'unordered', 'sorted((x * 0.0, 1) for x in {1, -1})'],
    ["[f'{x:{w}}' for x in 'ab' for w in (-3, 3)]", 'unknown-sign', 'w'],
    ["[f'{x:#0{w}x}' for x in (1, 2) for w in (3, 4)]", 'unsupported-syntax', '{x:#0{w}x}'],
    [
      'sum(next(y for y in range(x) if y) for x in (2, 3))',
      'unsupported-argument',
      'next(y for y in range(x) if y)',
    ],
    ['[o.total for o in orders if o.nothing]', 'unsupported-attribute', 'nothing'],
    ['[o for o in orders]', 'unsupported-type', '[o for o in orders]'],
    ['[x.__class__ for x in range(3)]', 'unsupported-attribute', '__class__'],
    ['open("x")', 'unsupported-call', 'open'],
    ['{[1]: x for x in range(2)}', 'type-error', '[1]'],
    ['[o.note.upper() for o in orders]', 'type-error', 'upper'],
    ['[[j for j in range(3)] for i in range(3) if (i := 1)]', 'walrus-scope', null],
    ['[v for v in range(n) if a > v for a in range(3)]', 'unknown-name', 'a'],
    ['[[v for v in range(n) if a > v for a in range(3)] for a in range(3)]', 'unknown-name', 'a'],
  ])('%s', (source, rule, text) => {
    const { program, diagnostics } = compileProgram(source, [DATA_SIZE, ORDERS]);
    expect(program).toBeNull();
    const [first] = diagnostics;
    expect(first?.rule).toBe(rule);
    if (text !== null && first) expect(source.slice(first.span.start, first.span.end)).toBe(text);
    expect(first?.message).not.toBe('');
  });

  test('all errors of a text are reported at once', () => {
    const { diagnostics } = compileProgram('[f(x) + d for x in range(3) if g(x) and x.nope]');
    expect(diagnostics.map((d) => d.rule)).toEqual([
      'unsupported-call',
      'unknown-name',
      'unsupported-call',
      'unsupported-attribute',
    ]);
  });
});
