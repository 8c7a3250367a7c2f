import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  compileProgram,
  type Encoded,
  FLOAT,
  type InputSpec,
  int,
  list,
  optional,
  record,
  STR,
  sameValue,
  type Type,
} from '../../language';
import {
  DEFAULT_SETTINGS,
  type EmitSettings,
  type InputValues,
  type Outcome,
  type Runtime,
} from '../contract';
import { sql } from '.';
import { createSqlRuntime } from './run';

interface Case {
  readonly code: string;
  readonly expected?: Encoded;
  readonly raises?: string;
}

/** Programs with their values, or exception, as CPython gives them. */
const CASES: readonly Case[] = readFileSync(new URL('./cases.jsonl', import.meta.url), 'utf8')
  .split('\n')
  .filter(Boolean)
  .map((line) => JSON.parse(line));

let runtime: Runtime;
beforeAll(async () => {
  runtime = await createSqlRuntime();
});
afterAll(() => runtime.close());

function emit(code: string, settings: Partial<EmitSettings> = {}, inputs: readonly InputSpec[] = []) {
  const { program, diagnostics } = compileProgram(code, inputs);
  if (!program) throw new Error(`${code}: ${diagnostics.map((d) => d.message).join(' ')}`);
  return sql.emit(program, { ...DEFAULT_SETTINGS, ...settings });
}

async function run(
  code: string,
  settings: Partial<EmitSettings> = {},
  specs: readonly InputSpec[] = [],
  inputs: InputValues = {},
): Promise<Outcome | 'refused'> {
  const result = emit(code, settings, specs);
  if (!result.ok) return 'refused';
  const instance = await runtime.load(result.emission, inputs);
  const outcome = await instance.run();
  await instance.close();
  return outcome;
}

/** How an outcome stands to what CPython does. */
function verdict(outcome: Outcome | 'refused', expected: Case): string {
  if (outcome === 'refused') return 'refused';
  if (outcome.kind === 'outside') return 'outside';
  if (outcome.kind === 'raises') return outcome.exception === expected.raises ? 'equal' : 'wrong';
  if (outcome.kind === 'value')
    return expected.expected !== undefined && sameValue(outcome.value, expected.expected) ? 'equal' : 'wrong';
  return outcome.kind;
}

/** Share of the cases that a dialect must at least compute; the rest it refuses or reports. */
const BARS = { duckdb: 0.9, postgresql: 0.5, sqlite: 0.45 } as const;

describe.each(['duckdb', 'postgresql', 'sqlite'] as const)('%s', (dialect) => {
  it.each(['subqueries', 'ctes'])(
    'is equal to CPython, or says that it is not: %s',
    async (mode) => {
      const found: Record<string, string[]> = {};
      expect(CASES.length).toBeGreaterThan(400);
      for (const expected of CASES) {
        const result = verdict(await run(expected.code, { dialect, mode }), expected);
        found[result] = [...(found[result] ?? []), expected.code];
      }
      const { equal = [], refused = [], outside = [], ...defects } = found;
      expect(defects).toEqual({});
      expect(refused.length + outside.length).toBeLessThan(CASES.length * (1 - BARS[dialect]));
      expect(equal.length).toBeGreaterThan(CASES.length * BARS[dialect]);
    },
    120_000,
  );
});

const INT: Type = int({ min: -(2n ** 31n), max: 2n ** 31n });
const ORDERS: Type = list(
  record([
    { name: 'id', type: INT },
    { name: 'customer', type: STR },
    { name: 'total', type: FLOAT },
    { name: 'region', type: optional(STR) },
  ]),
);
const order = (id: number, customer: string, total: string, region: string | null): Encoded => ({
  dict: [
    ['id', id],
    ['customer', customer],
    ['total', { float: total }],
    ['region', region],
  ],
});
const SPECS: readonly InputSpec[] = [
  { name: 'n', type: int({ min: 0n, max: 1000n }) },
  { name: 'xs', type: list(INT) },
  { name: 'orders', type: ORDERS },
];
const VALUES: InputValues = {
  n: 4,
  xs: [3, -1, 2],
  orders: [order(7, 'bob', '1.5', 'eu'), order(3, 'al', '2.25', null), order(9, 'bob', '0.5', 'us')],
};

describe.each(['duckdb', 'postgresql', 'sqlite'] as const)('inputs in %s', (dialect) => {
  it.each([
    ['[x * x for x in range(n)]', [0, 1, 4, 9]],
    ['[x + n for x in xs]', [7, 3, 6]],
    ['sum(xs)', 4],
    ['[x for x in xs if x > 0]', [3, 2]],
    ['[o.id for o in orders if o.total > 1.0]', [7, 3]],
    ['[o.region for o in orders]', ['eu', null, 'us']],
    ["sum(o.id for o in orders if o.region == 'eu')", 7],
    ["[o.id for o in orders if not o.region == 'eu']", [3, 9]],
    ['len(orders)', 3],
    [
      '{o.customer: o.id for o in orders}',
      {
        dict: [
          ['bob', 9],
          ['al', 3],
        ],
      },
    ],
    ['sorted(o.customer for o in orders)', ['al', 'bob', 'bob']],
    ['[sum(o.id for o in orders if o.customer == customer) for customer in ["al", "bob", "cy"]]', [3, 16, 0]],
    [
      '{customer: sum(o.id for o in orders if o.customer != customer) for customer in sorted({o.customer for o in orders})}',
      {
        dict: [
          ['al', 16],
          ['bob', 3],
        ],
      },
    ],
    ['max(orders, key=lambda o: o.total).id', 3],
    ['[o.id for o in sorted(orders, key=lambda o: o.customer)]', [3, 7, 9]],
  ] as const)('%s', async (code, expected) => {
    const outcome = await run(code, { dialect }, SPECS, VALUES);
    if (outcome === 'refused') expect(dialect).not.toBe('duckdb');
    else expect(outcome).toEqual({ kind: 'value', value: expected });
  });

  it('runs the same text again with other inputs', async () => {
    const result = emit('sum(x * x for x in range(n))', { dialect }, SPECS);
    if (!result.ok) throw new Error('refused');
    const instance = await runtime.load(result.emission, { n: 4 });
    expect(await instance.run()).toEqual({ kind: 'value', value: 14 });
    const first = await instance.batch(3);
    await instance.setInputs({ n: 11 });
    expect(await instance.run()).toEqual({ kind: 'value', value: 385 });
    const second = await instance.batch(2);
    expect([first.count, second.count]).toEqual([3, 2]);
    expect(first.digest).not.toBe(second.digest);
    await instance.close();
  });

  it('drops guards in unsafe mode only, and says which', () => {
    const code = '[10 // x for x in xs]';
    const [safe, unsafe] = [emit(code, { dialect }, SPECS), emit(code, { dialect, unsafe: true }, SPECS)];
    if (!safe.ok || !unsafe.ok) throw new Error('refused');
    expect(safe.emission.notes).toEqual([]);
    expect(unsafe.emission.notes.map((n) => n.rule)).toEqual(['unsafe-check-dropped']);
    expect(safe.emission.code).toContain('ZeroDivisionError');
    expect(unsafe.emission.code).not.toContain('ZeroDivisionError');
    const proved = emit('[10 // x for x in range(1, 5)]', { dialect, unsafe: true });
    expect(proved.ok && proved.emission.notes).toEqual([]);
  });
});

describe('the text', () => {
  const query = (
    code: string,
    settings: Partial<EmitSettings> = {},
    specs: readonly InputSpec[] = [],
  ): string => {
    const result = emit(code, settings, specs);
    if (!result.ok) throw new Error(result.diagnostics.map((d) => d.message).join(' '));
    return result.emission.code.replace(/^-- .*\n/, '');
  };

  it('reads like SQL that one would write', () => {
    expect(query('[x * y for x in range(3) for y in range(x) if y > 0]')).toBe(
      'SELECT x * y AS value\nFROM range(3) AS t(x), range(x) AS u(y)\nWHERE y > 0\nORDER BY x, y',
    );
    expect(query("[o.id for o in orders if o.region == 'eu']", {}, SPECS)).toBe(
      "SELECT o.id AS value\nFROM orders AS o\nWHERE o.region = 'eu'\nORDER BY o.rowid",
    );
    expect(query('any(x > 3 for x in range(9))', { dialect: 'sqlite' })).toBe(
      'SELECT EXISTS (SELECT 1 FROM generate_series(0, 8) AS x WHERE x.value > 3) AS value',
    );
    expect(query('[x for x in range(9) if x % 2]', { mode: 'ctes' })).toContain('WITH each_x AS (');
    expect(query('sum(o.total for o in orders)', { unsafe: true }, SPECS)).toContain('sum(o.total)');
  });

  it('groups where a dict comprehension means GROUP BY', async () => {
    const code = '{c: sum(o.id for o in orders if o.customer == c) for c in {o.customer for o in orders}}';
    expect(query(code, {}, SPECS)).toBe(
      'SELECT o_2.customer AS key, sum(o_2.id) AS value\nFROM orders AS o_2\nGROUP BY o_2.customer',
    );
    const other = code.replace('== c', '!= c');
    expect(query(other, {}, SPECS)).not.toContain('GROUP BY');
    for (const dialect of ['duckdb', 'postgresql', 'sqlite'] as const) {
      const outcome = await run(code, { dialect }, SPECS, VALUES);
      if (outcome === 'refused' || outcome.kind !== 'value') throw new Error(JSON.stringify(outcome));
      const expected: Encoded = {
        dict: [
          ['bob', 16],
          ['al', 3],
        ],
      };
      expect(sameValue(outcome.value, expected, { unorderedDicts: true })).toBe(true);
    }
  });

  it('quotes names that SQL reserves, and keeps two names apart that differ in case', async () => {
    const code = '[order + X + x for order in range(2) for X in range(2) for x in range(2)]';
    expect(query(code)).toContain('"order"');
    expect(await run(code)).toEqual({ kind: 'value', value: [0, 1, 1, 2, 1, 2, 2, 3] });
  });

  it('maps every range back to the Python text', () => {
    const result = emit('[x * 7 for x in range(3) if x > 1]');
    if (!result.ok) throw new Error('refused');
    const { code, map } = result.emission;
    const pairs = map.map((m) => [
      code.slice(m.start, m.end),
      '[x * 7 for x in range(3) if x > 1]'.slice(m.span.start, m.span.end),
    ]);
    expect(pairs).toContainEqual(['x * 7', 'x * 7']);
    expect(pairs).toContainEqual(['x > 1', 'x > 1']);
  });

  it('refuses by name what a query would get wrong', () => {
    const rule = (code: string, settings: Partial<EmitSettings> = {}): string | undefined => {
      const result = emit(code, settings, SPECS);
      return result.ok ? undefined : result.diagnostics[0]?.rule;
    };
    expect(rule('any(1 // x for x in xs)')).toBe('lazy-error-order');
    expect(rule('[x * x * x for x in range(n * n * n * n)]', { dialect: 'sqlite' })).toBe('may-overflow');
    expect(rule('sum(o.total for o in orders)', { dialect: 'sqlite' })).toBe('float-order');
    expect(rule('[1.5 ** x for x in range(n)]', { dialect: 'sqlite' })).toBe('float-library');
    expect(rule('[x if x else "a" for x in xs]')).toBe('unsupported-type');
  });

  describe.each(['duckdb', 'sqlite', 'postgresql'] as const)(
    'what queries once got wrong, on %s',
    (dialect) => {
      const inputs: InputSpec[] = [
        { name: 'n', type: int() },
        { name: 'xs', type: list(int()) },
        { name: 'ys', type: list(int()) },
      ];
      it.each([
        // NOT EXISTS binds looser than a cast.
        ['[int(all(y < x for y in range(3))) for x in range(5)]', [0, 0, 0, 1, 1]],
        ['[int(not any(y > x for y in range(3))) + 1 for x in range(4)]', [1, 1, 2, 2]],
        // Only parameters that the query reads are bound.
        ['[7 for _ in range(2)]', [7, 7]],
        ['[y + 1 for y in ys]', [1, 5]],
        // A subquery that raises is no filter of a source that may be empty.
        ['[x for x in xs if x > sum(10 // y for y in ys)]', []],
        // What can raise stands in the query where Python evaluates it.
        ['[x for x in range(n) if 10 // n > x]', []],
        ['[10 // n + x for x in xs]', []],
        ['[~y * 2 for y in ys]', [-2, -10]],
        ['[xs[::2] for _ in range(1)]', [[]]],
      ])('%s', async (code, expected) => {
        const outcome = await run(code, { dialect }, inputs, { n: 0, xs: [], ys: [0, 4] });
        if (outcome !== 'refused') expect(outcome).toEqual({ kind: 'value', value: expected });
      });
    },
  );

  it('depends on every clause', async () => {
    const code = '[(x, y) for x in range(4) if x > 1 for y in range(x) if y != 1]';
    const { program } = compileProgram(code);
    if (program?.body.kind !== 'comp') throw new Error('not a comprehension');
    const { body } = program;
    const whole = await run(code);
    for (const [i, clause] of body.clauses.entries()) {
      if (clause.kind !== 'if') continue;
      const clauses = body.clauses.filter((_, k) => k !== i);
      const result = sql.emit({ ...program, body: { ...body, clauses } }, DEFAULT_SETTINGS);
      if (!result.ok) throw new Error('refused');
      const instance = await runtime.load(result.emission, {});
      expect(await instance.run()).not.toEqual(whole);
      await instance.close();
    }
  });

  it('says that it has one thread', () => {
    const result = emit('[x for x in range(3)]', { parallel: 4 });
    expect(result.ok && result.emission.notes.map((n) => n.rule)).toEqual(['not-parallel']);
  });
});
