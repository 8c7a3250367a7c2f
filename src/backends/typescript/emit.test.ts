import { describe, expect, it } from 'vitest';
import {
  type Comp,
  FLOAT,
  type InputSpec,
  int,
  interval,
  list,
  mapChildren,
  type Program,
  programOf,
  record,
  STR,
} from '../../language';
import { eraseTypes } from './erase';
import { compiled, emitted, functionOf, outcomeOf } from './testing';

const N = { name: 'n', type: int(interval(0, 1_000_000)) };
const BIG = { name: 'm', type: int() };

const printed = (source: string, inputs: readonly InputSpec[] = [N], mode = 'loops'): string =>
  functionOf(emitted(compiled(source, inputs), { mode }));

describe('loops', () => {
  it('prints `in` a range as a comparison', () => {
    expect(printed('n in range(3)')).toContain('return n >= 0 && n < 3;');
    expect(printed('n in range(1, 40, 3)')).toContain('return n >= 1 && n < 40 && (n - 1) % 3 === 0;');
  });

  it('prints a range as a plain counting loop', () => {
    expect(printed('[x * x for x in range(1, n, 2)]')).toBe(
      [
        'export function program(n: number): number[] {',
        '  const result: number[] = [];',
        '  for (let x = 1; x < n; x += 2) {',
        '    result.push(x * x);',
        '  }',
        '  return result;',
        '}',
      ].join('\n'),
    );
  });

  it('returns from the loops of any and all', () => {
    expect(printed('any(x > y for x in range(n) for y in range(x))')).toContain('return true;');
  });

  it('leaves nested loops by a label', () => {
    const code = printed('[any(x > y + z for y in range(n) for z in range(y)) for x in range(n)]');
    expect(code).toContain('search: for (let y');
    expect(code).toContain('break search;');
  });

  it('takes zip and enumerate apart without building tuples', () => {
    const code = printed('[i * a + b for i, (a, b) in enumerate(zip(range(n), range(n)))]');
    expect(code).not.toContain('zip(');
    expect(code).not.toContain('[a, b]');
  });

  it('uses numbers where the range proves them exact, and BigInts elsewhere', () => {
    expect(printed('[x + 1 for x in range(n)]')).not.toMatch(/BigInt|\dn\b/);
    expect(printed('[x ** 9 for x in range(n)]')).toContain('BigInt(x) ** 9n');
    expect(printed('m + 1 if [x for x in range(3)] else 0', [BIG])).toContain('m + 1n');
  });

  it('checks only what is not proved', () => {
    expect(printed('[x // 7 + x % 3 for x in range(n)]')).toContain('Math.floor(x / 7) + x % 3');
    expect(printed('[7 // x for x in range(n)]')).toContain('floorDiv(7, x)');
    expect(printed('[(4, 5, 6)[x % 3] for x in range(n)]')).toContain('[x % 3]');
  });

  it('names rows of a table', () => {
    const rows = [{ name: 'orders', type: list(record([{ name: 'total', type: FLOAT }])) }];
    const { code } = emitted(compiled('[o.total for o in orders]', rows));
    expect(code).toContain('interface OrdersRow {\n  total: number;\n}');
    expect(code).toContain('program(orders: OrdersRow[])');
  });
});

describe('pipeline', () => {
  it('chains filter and map', () => {
    expect(
      printed('[x * 2 for x in xs if x > 1]', [{ name: 'xs', type: list(FLOAT) }], 'pipeline'),
    ).toContain('xs.filter((x) => x > 1).map((x) => x * 2)');
  });

  it('stops at the first decisive element', () => {
    expect(printed('any(x > y for x in range(n) if x for y in range(x))', [N], 'pipeline')).toContain(
      '.some((x) =>',
    );
  });

  it('falls back to loops where another exception could come first', () => {
    const code = printed('[[1, 2][x] for x in range(n) if 1 // x]', [N], 'pipeline');
    expect(code).toContain('for (let x');
  });
});

describe('names and text', () => {
  it('avoids keywords, globals and helpers', async () => {
    const program = compiled('[new + Math + textLength for new, Math, textLength in [(1, 2, len("é"))]]');
    expect(await outcomeOf(emitted(program))).toEqual({ kind: 'value', value: [4] });
  });

  it('keeps the Python text from ending its comment', async () => {
    const program = compiled('[x for x in ["*/ throw 1 /*"]]');
    expect(emitted(program).code).toMatch(/^\/\*\* Python: .*\*\\\/ throw 1/);
    expect(await outcomeOf(emitted(program))).toEqual({ kind: 'value', value: ['*/ throw 1 /*'] });
  });

  it('escapes literals', async () => {
    const text = `'"\`\${x}\\\n\r\t\0\u0001\u0002\u2028é😀`;
    const source = `[s + "${'x'}" for s in [${JSON.stringify(text).replaceAll('`', '\\x60')}]]`;
    expect(await outcomeOf(emitted(compiled(source)))).toEqual({ kind: 'value', value: [`${text}x`] });
  });

  it('runs the text on the screen with its types cut out', () => {
    const { code, layout } = emitted(compiled('{x: (x, None) for x in range(n)}', [N]));
    const types = (layout as { types: number[] }).types;
    const script = eraseTypes(code, types);
    expect(script).toContain('function program(n) {');
    expect(script.replace(/\s/g, '').length).toBeLessThan(code.replace(/\s/g, '').length);
    expect(script).not.toMatch(/: (number|Map|\[)/);
  });

  it('maps every expression to its place in the source', () => {
    const source = '[x * 2 for x in range(n) if x % 3 == 0]';
    const { code, map } = emitted(compiled(source, [N]));
    const pairs = map.map((m) => [code.slice(m.start, m.end), source.slice(m.span.start, m.span.end)]);
    expect(pairs).toContainEqual(['x * 2', 'x * 2']);
    expect(pairs).toContainEqual(['x % 3 === 0', 'x % 3 == 0']);
    expect(map.every((m, i) => i === 0 || (map[i - 1]?.start ?? 0) <= m.start)).toBe(true);
  });
});

describe('settings', () => {
  it('names each dropped check in unsafe mode, and only then', () => {
    const program = compiled('[7 // x + xs[x] for x in range(n)]', [N, { name: 'xs', type: list(FLOAT) }]);
    expect(emitted(program).notes).toEqual([]);
    const { code, notes } = emitted(program, { unsafe: true });
    expect(notes.map((note) => note.rule)).toEqual(['unsafe-check-dropped', 'unsafe-check-dropped']);
    expect(code).toContain('Math.floor(7 / x)');
  });

  it('says nothing in unsafe mode when no check was dropped', () => {
    expect(emitted(compiled('[x + 1 for x in range(n)]', [N]), { unsafe: true }).notes).toEqual([]);
  });

  it('notes where unsafe mode gives up exact ints', () => {
    const { code, notes } = emitted(compiled('[x ** 9 for x in range(n)]', [N]), { unsafe: true });
    expect(code).not.toContain('BigInt');
    expect(notes).toMatchObject([
      { rule: 'unsafe-check-dropped', severity: 'warning', backend: 'typescript' },
    ]);
  });

  it('prints CPython’s mathematical functions, and the engine’s in unsafe mode', () => {
    const program = compiled('[math.sin(x) for x in xs]', [{ name: 'xs', type: list(FLOAT) }]);
    const safe = emitted(program);
    expect(safe.notes).toEqual([]);
    expect(safe.code).toContain('function kernelSin(');
    expect(safe.code).not.toContain('function mathTan(');
    const unsafe = emitted(program, { unsafe: true });
    expect(unsafe.code).toContain('Math.sin(x)');
    expect(unsafe.notes).toMatchObject([{ rule: 'unsafe-check-dropped' }]);
  });

  it('moves no input into the code', () => {
    const program = compiled('[x + len(s) for x in range(n)]', [N, { name: 's', type: STR }]);
    expect(functionOf(emitted(program))).toContain('program(n: number, s: string)');
  });
});

describe('clauses', () => {
  const sources = [
    '[x + y for x in range(4) if x % 2 for y in range(x) if y < 2]',
    'sum(x + y for x in range(5) for y in range(x) if x % 2 if y > 0)',
    '{(x, y) for x in range(3) for y in range(4) if x < y}',
    'max(x * y for x in range(4) if x < 3 for y in range(4) if y != 3)',
  ];

  it.each(sources.flatMap((source) => ['loops', 'pipeline'].map((mode) => [source, mode] as const)))(
    'prints every clause of %s as %s',
    async (source, mode) => {
      const program = compiled(source);
      const whole = await outcomeOf(emitted(program, { mode }));
      for (const fewer of withoutOneTest(program)) {
        expect(await outcomeOf(emitted(fewer, { mode }))).not.toEqual(whole);
      }
    },
  );
});

/** The program without each of its `if` clauses in turn. */
function withoutOneTest(program: Program): Program[] {
  const comp = program.body as Comp;
  return comp.clauses.flatMap((clause, i) => {
    if (clause.kind !== 'if') return [];
    const clauses = comp.clauses.filter((_, k) => k !== i);
    return [
      programOf(
        program.source,
        mapChildren({ ...comp, clauses }, (child) => child),
      ),
    ];
  });
}
