import { beforeAll, describe, expect, test } from 'vitest';
import { compileProgram, DATA_SIZE, type Encoded } from '../../language';
import { DEFAULT_SETTINGS, type Outcome } from '../contract';
import { julia } from './index';
import { hasJulia, type JuliaCase, runAll } from './testing';

/** Source, and its value as CPython 3.14 answers it, or the exception that it raises. */
const CASES: readonly (readonly [string, Encoded | { readonly raises: string }])[] = [
  [
    '[(a // b, a % b) for a in (-7, 7) for b in (-3, 3)]',
    [
      [2, -1],
      [-3, 2],
      [-3, -2],
      [2, 1],
    ].map((pair) => ({ tuple: pair })),
  ],
  ['[-7 // 2.0, -7 % 2.5, 7.5 % -2]', [{ float: '-4.0' }, { float: '0.5' }, { float: '-0.5' }]],
  ['[1 // x for x in (1, 0)]', { raises: 'ZeroDivisionError' }],
  ['any(1 // x for x in [1, 0])', true],
  ['all(1 // x for x in [1, 0])', { raises: 'ZeroDivisionError' }],
  [
    '[2 ** x for x in (62, 63, 64)]',
    [{ int: '4611686018427387904' }, { int: '9223372036854775808' }, { int: '18446744073709551616' }],
  ],
  ['sum(10 ** 18 for _ in range(100))', { int: '100000000000000000000' }],
  ['[x << 3 | 1 for x in range(3)]', [1, 9, 17]],
  ['sum([0.1] * 10)', { float: '1.0' }],
  ['sum(x for x in [0.5] if x > 1)', 0],
  ['[round(x / 2) for x in range(6)]', [0, 0, 1, 2, 2, 2]],
  ['[round(2.675, 2), round(-0.5, 0)]', [{ float: '2.67' }, { float: '-0.0' }]],
  [
    '[str(x) for x in (1.0, 1e16, 1e-05, 0.1 + 0.2, 1e22, 123456.789)]',
    ['1.0', '1e+16', '1e-05', '0.30000000000000004', '1e+22', '123456.789'],
  ],
  ["[len(s) for s in ('', 'é', 'e\\u0301', '😀')]", [0, 1, 2, 1]],
  ["['a😀b'[i] for i in (0, 1, -1)]", ['a', '😀', 'b']],
  ["['abc'[5] for _ in range(1)]", { raises: 'IndexError' }],
  ["['abcdef'[a:b:c] for a, b, c in [(1, 4, 1), (-2, 9, 1), (5, 0, -2)]]", ['bcd', 'ef', 'fdb']],
  ["sorted(['😀', '\\ufffd', 'b', 'A'])", ['A', 'b', '\ufffd', '😀']],
  ["[s.split(',') for s in ('a,b', '', ',')]", [['a', 'b'], [''], ['', '']]],
  ["[s.split() for s in (' a  b', '')]", [['a', 'b'], []]],
  ["[s.strip() for s in ('\\x1fa ', ' b')]", ['a', 'b']],
  [
    "{w: len(w) for w in 'b a bb a'.split()}",
    {
      dict: [
        ['b', 1],
        ['a', 1],
        ['bb', 2],
      ],
    },
  ],
  [
    "{k: v for k, v in [('a', 1), ('b', 2), ('a', 3)]}",
    {
      dict: [
        ['a', 3],
        ['b', 2],
      ],
    },
  ],
  ["[{'a': 1}[k] for k in 'ab']", { raises: 'KeyError' }],
  [
    '{(x % 2, x % 3) for x in range(12)}',
    {
      set: [
        [0, 0],
        [0, 1],
        [0, 2],
        [1, 0],
        [1, 1],
        [1, 2],
      ].map((pair) => ({ tuple: pair })),
    },
  ],
  ['max(x for x in [])', { raises: 'ValueError' }],
  ['min((x for x in [3, 1]), default=None)', 1],
  ["max(['bb', 'a', 'cc'], key=len)", 'bb'],
  ['sorted(range(6), key=lambda x: (x % 2, -x))', [4, 2, 0, 5, 3, 1]],
  ["sorted(['bb', 'a', 'cc'], key=len, reverse=True)", ['bb', 'cc', 'a']],
  ['[x for x in range(20) if x % 2 == 0 if x % 3 == 0]', [0, 6, 12, 18]],
  ['[(x, y) for x in range(3) if x for y in range(x) if y != 1]', [{ tuple: [1, 0] }, { tuple: [2, 0] }]],
  ["['%05.1f|%-4s|%x|%+d' % (2.25, 'ab', 255, 3) for _ in range(1)]", ['002.2|ab  |ff|+3']],
  [
    "[f'{x:>8.3f}|{x:e}|{x:g}|{x:,}' for x in (1234.5, -0.00001)]",
    ['1234.500|1.234500e+03|1234.5|1,234.5', '  -0.000|-1.000000e-05|-1e-05|-1e-05'],
  ],
  ["[int(s) for s in ('12', ' -7 ', '1_0')]", [12, -7, 10]],
  ["[int(s) for s in ('x',)]", { raises: 'ValueError' }],
  ['[a for a, b in [[1, 2], [3]]]', { raises: 'ValueError' }],
  ['(1 // x for x in (1, 0))', { raises: 'ZeroDivisionError' }],
  ["', '.join(reversed('abc'))", 'c, b, a'],
  ['[math.isqrt(x) + math.gcd(x, 6) for x in (9, 12)]', [6, 9]],
  ['[x.bit_length() for x in (0, 1, 255, -256)]', [0, 1, 8, 9]],
];

describe.runIf(hasJulia())('emitted Julia answers what Python answers', () => {
  const answers = new Map<string, (Outcome | string)[]>();
  beforeAll(async () => {
    for (const mode of julia.modes)
      answers.set(mode, await runAll(CASES.map(([source]): JuliaCase => ({ source, settings: { mode } }))));
  }, 300_000);

  for (const mode of julia.modes) {
    test.each(CASES.map(([source, expected], i) => ({ source, expected, i })))(
      `${mode}: $source`,
      ({ expected, i }) => {
        const outcome = answers.get(mode)?.[i];
        if (typeof expected === 'object' && expected !== null && 'raises' in expected)
          expect(outcome).toMatchObject({ kind: 'raises', exception: expected.raises });
        else if (
          typeof outcome === 'object' &&
          outcome.kind === 'value' &&
          typeof outcome.value === 'object' &&
          outcome.value !== null &&
          'set' in outcome.value
        ) {
          expect(new Set(outcome.value.set.map((v) => JSON.stringify(v)))).toEqual(
            new Set(
              typeof expected === 'object' && expected !== null && 'set' in expected
                ? expected.set.map((v) => JSON.stringify(v))
                : [],
            ),
          );
        } else expect(outcome).toEqual({ kind: 'value', value: expected });
      },
    );
  }
});

describe('refusals', () => {
  test.each([
    ['[math.log(10 ** x) for x in range(400)]', 'may-overflow'],
    ["[x for x in [1, 'a']]", 'unsupported-type'],
    ['{0.5 for x in range(3)}', 'unsupported-type'],
  ])('%s: %s', (source, rule) => {
    const { program } = compileProgram(source);
    const result = program && julia.emit(program, DEFAULT_SETTINGS);
    expect(result?.ok === false && result.diagnostics[0]?.rule).toBe(rule);
  });

  test('names of Julia are kept free for Julia', () => {
    const { program } = compileProgram('[end + sum for end, sum in zip(range(n), range(n))]', [DATA_SIZE]);
    const result = program && julia.emit(program, DEFAULT_SETTINGS);
    expect(result?.ok && result.emission.code).toContain('end_ + sum_');
  });
});

test.runIf(hasJulia())(
  'on threads, with the names and the exceptions of one thread',
  async () => {
    const sources = [
      '[chunk + slot for chunk in range(3) for slot in range(chunk)]',
      "[f'{x:,.2f}' for x in (1234567.891, 2.5)]",
      'sum(x * x for x in range(100))',
      "[s.upper() for s in ('ß', 'a')]",
    ];
    const outcomes = await runAll(
      sources.map((source): JuliaCase => ({ source, settings: { parallel: 2 } })),
    );
    expect(outcomes).toMatchObject([
      { kind: 'value', value: [1, 2, 3] },
      { kind: 'value', value: ['1,234,567.89', '2.50'] },
      { kind: 'value', value: 328350 },
      { kind: 'outside' },
    ]);
  },
  300_000,
);
