import { beforeAll, describe, expect, test } from 'vitest';
import { compileProgram, type Encoded } from '../../language';
import { DEFAULT_SETTINGS } from '../contract';
import { python } from './index';
import { createPythonRuntime, type PythonRuntime } from './run';

let runtime: PythonRuntime;
beforeAll(async () => {
  runtime = await createPythonRuntime();
}, 60_000);

/** Source, and its value as CPython 3.14 answers it. */
const CASES: readonly (readonly [string, Encoded])[] = [
  ['sum([0.1] * 10)', { float: '1.0' }],
  ['[(i, -7 // i, -7 % i) for i in (2, -2)]', [{ tuple: [2, -4, 1] }, { tuple: [-2, 3, -1] }]],
  [
    '{w: len(w) for w in "a bb a".split()}',
    {
      dict: [
        ['a', 1],
        ['bb', 2],
      ],
    },
  ],
  ['{x % 3 for x in range(10)}', { set: [0, 1, 2] }],
  ['(c for c in "añ😀")', { generator: ['a', 'ñ', '😀'] }],
  ['[x or "none" for x in ["", "b"]]', ['none', 'b']],
  ['[0 < x <= 2 for x in range(4)]', [false, true, true, false]],
  ['[y for x in range(4) if (y := x * x) > 1]', [4, 9]],
  ['[a + sum(rest) for a, *rest in [[1, 2, 3], [4]]]', [6, 4]],
  ['["%05.1f|%-4s|%x" % (2.25, "ab", 255) for _ in range(1)]', ['002.2|ab  |ff']],
  ['[f"{x:>6.2f}{x!r:_<5}" for x in (1.5,)]', ['  1.501.5__']],
  ['2 ** 80 * sum(1 for _ in range(3))', { int: '3626777458843887524118528' }],
];

describe('emitted Python', () => {
  for (const mode of python.modes) {
    for (const [source, expected] of CASES) {
      test(`${mode}: ${source}`, async () => {
        const { program, diagnostics } = compileProgram(source);
        expect(diagnostics).toEqual([]);
        if (!program) return;
        const emitted = python.emit(program, { ...DEFAULT_SETTINGS, mode });
        if (!emitted.ok) throw new Error('Python refused its own language');
        const instance = await runtime.load(emitted.emission, {});
        expect(await instance.run()).toEqual({ kind: 'value', value: expected });
        expect(await runtime.reference(source, [], {})).toEqual({ kind: 'value', value: expected });
        await instance.close();
      });
    }
  }

  test('raises what Python raises', async () => {
    expect(await runtime.reference('[1 // x for x in (1, 0)]', [], {})).toMatchObject({
      kind: 'raises',
      exception: 'ZeroDivisionError',
    });
  });

  test('reads the fields of table rows', async () => {
    const row = { kind: 'record', fields: [{ name: 'total', type: { kind: 'float' } }] } as const;
    const specs = [
      { name: 'orders', type: { kind: 'list', element: row, size: { min: 0n, max: null } } },
    ] as const;
    const inputs = {
      orders: [{ dict: [['total', { float: '1.5' }]] }, { dict: [['total', { float: '2.0' }]] }],
    } as const;
    expect(await runtime.reference('[o.total for o in orders]', specs, inputs)).toEqual({
      kind: 'value',
      value: [{ float: '1.5' }, { float: '2.0' }],
    });
  });

  test('takes inputs as arguments, and new ones without recompiling', async () => {
    const { program } = compileProgram('sum(x * n for x in xs)', [
      { name: 'n', type: { kind: 'int', range: { min: 0n, max: 10n } } },
      {
        name: 'xs',
        type: {
          kind: 'list',
          element: { kind: 'int', range: { min: 0n, max: 99n } },
          size: { min: 0n, max: null },
        },
      },
    ]);
    if (!program) throw new Error('did not compile');
    const emitted = python.emit(program, DEFAULT_SETTINGS);
    if (!emitted.ok) throw new Error('refused');
    const instance = await runtime.load(emitted.emission, { n: 2, xs: [1, 2, 3] });
    expect(await instance.run()).toEqual({ kind: 'value', value: 12 });
    await instance.setInputs({ n: 3, xs: [1] });
    expect(await instance.run()).toEqual({ kind: 'value', value: 3 });
    expect((await instance.batch(5)).digest).toBe(3);
  });
});
