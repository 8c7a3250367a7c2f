import { describe, expect, it } from 'vitest';
import {
  dict,
  type Encoded,
  FLOAT,
  type InputSpec,
  int,
  interval,
  list,
  optional,
  record,
  STR,
  set,
  type Type,
  tuple,
} from '../../language';
import { typescriptRuntime } from './run';
import { compiled, emitted, outcomeOf } from './testing';

const N: InputSpec = { name: 'n', type: int(interval(0, 1_000_000)) };

const INPUTS: readonly (readonly [string, Type, Encoded, Encoded])[] = [
  ['[x + 1 for x in [a]]', int(interval(0, 9)), 4, [5]],
  ['[x + 1 for x in [a]]', int(), { int: '9007199254740993' }, [{ int: '9007199254740994' }]],
  [
    '[x / 2 for x in a]',
    list(FLOAT),
    [{ float: '1.5' }, { float: 'inf' }],
    [{ float: '0.75' }, { float: 'inf' }],
  ],
  ['[len(s) for s in a]', list(STR), ['é😀', ''], [2, 0]],
  ['[x is None for x in a]', list(optional(STR)), [null, 'x'], [true, false]],
  ['[k * 2 for k, v in a]', list(tuple([STR, FLOAT])), [{ tuple: ['x', { float: '1.0' }] }], ['xx']],
  ['[a[k] for k in a]', dict(STR, int(interval(0, 9))), { dict: [['x', 1]] }, [1]],
  ['sorted(a)', set(STR), { set: ['b', 'a'] }, ['a', 'b']],
  [
    '[r.total for r in a]',
    list(record([{ name: 'total', type: FLOAT }])),
    [{ dict: [['total', { float: '2.5' }]] }],
    [{ float: '2.5' }],
  ],
];

describe('inputs', () => {
  it.each(INPUTS)('%s', async (source, type, value, expected) => {
    const emission = emitted(compiled(source, [{ name: 'a', type }]));
    expect(await outcomeOf(emission, { a: value })).toEqual({ kind: 'value', value: expected });
  });

  it('takes new values without compiling again', async () => {
    const instance = await typescriptRuntime.load(emitted(compiled('[x for x in range(n)]', [N])), { n: 2 });
    expect(await instance.run()).toEqual({ kind: 'value', value: [0, 1] });
    await instance.setInputs({ n: 3 });
    expect(await instance.run()).toEqual({ kind: 'value', value: [0, 1, 2] });
  });
});

describe('outcomes', () => {
  it('reports the exception and its message', async () => {
    const outcome = await outcomeOf(emitted(compiled('[1 // x for x in range(n)]', [N])), { n: 1 });
    expect(outcome).toEqual({ kind: 'raises', exception: 'ZeroDivisionError', message: 'division by zero' });
  });

  it('reports what leaves its domain, never another value', async () => {
    const outcome = await outcomeOf(emitted(compiled('{x for x in [float("nan")]}')));
    expect(outcome).toMatchObject({ kind: 'outside', rule: 'may-overflow' });
  });

  it('says that an int is too large for the engine', async () => {
    const outcome = await outcomeOf(emitted(compiled('[2 ** (2 ** x) for x in [n]]', [N])), { n: 40 });
    expect(outcome).toMatchObject({ kind: 'stopped', limit: 'memory' });
  });

  it.each([
    '[x for x in range(n)]',
    '{x: str(x) for x in range(n)}',
    '(x / 3 for x in range(n))',
    'sum(x for x in range(n))',
  ])('folds every batch of %s into one digest', async (source) => {
    const emission = emitted(compiled(source, [N]));
    const instance = await typescriptRuntime.load(emission, { n: 10 });
    const [first, second] = [await instance.batch(3), await instance.batch(5)];
    expect(first.count).toBe(3);
    expect(second.digest).toBe(first.digest);
    await instance.setInputs({ n: 11 });
    expect((await instance.batch(1)).digest).not.toBe(first.digest);
  });
});

describe('workers', () => {
  it.each([
    ['[x * x for x in range(n) if x % 3]', 50],
    ['[(x, y) for x in range(n, 0, -2) for y in range(x)]', 9],
    ['sum(x ** 7 for x in range(n))', 1000],
    ['{x % 7: x for x in range(3, n)}', 40],
    ['{x * x % 11 for x in range(n)}', 30],
    ['[x + len(s) for x in range(n)]', 0],
    ['any(x > 20 for x in range(n))', 30],
    ['all(10 // (x - 12) for x in range(n))', 30],
    ['any(1 // (x - 25) for x in range(n))', 30],
    ['[1 // (x - 12) + xs[x] for x in range(n)]', 30],
    ['[x for x in xs if x > 1]', 1],
  ] as const)('%s comes to the same on several', async (source, n) => {
    const inputs = [N, { name: 's', type: STR }, { name: 'xs', type: list(int(interval(0, 9))) }];
    const values = { n, s: 'é', xs: [3, 1, 2, 5] };
    const program = compiled(source, inputs);
    const alone = await outcomeOf(emitted(program), values);
    const emission = emitted(program, { parallel: 3 });
    expect(emission.notes).toEqual([]);
    const instance = await typescriptRuntime.load(emission, values);
    try {
      expect(await instance.run()).toEqual(alone);
    } finally {
      await instance.close();
    }
  });

  it('keeps a float sum on one thread and says so', () => {
    const { notes } = emitted(compiled('sum(x / 3 for x in range(n))', [N]), { parallel: 2 });
    expect(notes).toMatchObject([{ rule: 'not-parallel', message: 'A float reduction keeps its order.' }]);
  });
});
