import { describe, expect, it } from 'vitest';
import { type InputSpec, int, interval, list, STR } from '../../language';
import { createWasmRuntime, loadWasmBackend } from './index';
import { emit, refusalOf, run } from './testing';

const n: InputSpec = { name: 'n', type: int(interval(0, 1_000_000)) };

describe('settings', () => {
  const source = 'sum(x * x // 3 for x in range(n) if x % 7 < 3)';

  it('changes the module with every step of the level, never the value', async () => {
    const codes = new Set<string>();
    for (const level of [0, 0.3, 0.6, 1]) {
      codes.add(emit(source, { inputs: [n], settings: { level } }).code);
      const outcome = await run(source, { inputs: [n], values: { n: 1000 }, settings: { level } });
      expect(outcome).toEqual({ kind: 'value', value: 47404500 });
    }
    expect(codes.size).toBeGreaterThanOrEqual(3);
  });

  it('prints clauses as functions in the idiom of functions', async () => {
    const settings = { mode: 'functions', level: 0 };
    const { code } = emit('[x * x for x in range(n) if x % 2]', { inputs: [n], settings });
    expect(code).toContain('(call $keep (local.get $x))');
    expect(code).toContain('(func $element (param $x i64) (result i64)');
    const outcome = await run('[[x * y for y in range(x)] for x in range(n) if x % 2]', {
      inputs: [n],
      values: { n: 4 },
      settings,
    });
    expect(outcome).toEqual({ kind: 'value', value: [[0], [0, 3, 6]] });
  });

  it('drops checks only when told, and says which', () => {
    const squares = 'sum(x ** 6 for x in range(n))';
    const safe = emit(squares, { inputs: [n], settings: { level: 0 } });
    expect(safe.code).toContain('$int_add');
    expect(safe.notes).toEqual([]);
    const unsafe = emit(squares, { inputs: [n], settings: { level: 0, unsafe: true } });
    expect(unsafe.code).not.toContain('(call $int_add');
    expect(unsafe.notes.map((note) => note.rule)).toContain('unsafe-check-dropped');
    const nothing = emit('sum(x for x in range(n))', { inputs: [n], settings: { unsafe: true } });
    expect(nothing.notes).toEqual([]);
  });

  it('takes functions of the float library from JavaScript only when told', async () => {
    const settings = { unsafe: true };
    const outcome = await run('[round(math.sin(x), 9) for x in [1.0]]', { settings });
    expect(outcome).toEqual({ kind: 'value', value: [{ float: '0.841470985' }] });
    expect(await run('[math.log(x) for x in [0.0]]', { settings })).toMatchObject({
      exception: 'ValueError',
    });
    expect(await run('[math.exp(x) for x in [1e3]]', { settings })).toMatchObject({
      exception: 'OverflowError',
    });
    expect(emit('[math.exp(x) for x in [1.0]]', { settings }).notes).toHaveLength(1);
  });
});

describe('workers', () => {
  const INPUTS = [
    { name: 'n', type: int(interval(0, 1_000_000)) },
    { name: 'xs', type: list(int(interval(0, 9))) },
  ];
  it.each([
    ['[x * x for x in range(n) if x % 3]', 50],
    ['[(x, y, x / 7) for x in range(n, 0, -2) for y in range(x)]', 9],
    ['sum(x ** 7 for x in range(n))', 200],
    ['sum(x * 2 ** 40 for x in range(n))', 1_000_000],
    ['sum(2 ** 61 for x in range(n))', 6],
    ['[math.sin(x) for x in range(n)]', 40],
    ['[x + len(xs) for x in range(n)]', 0],
    ['any(x > 20 for x in range(n))', 30],
    ['all(10 // (x - 12) for x in range(n))', 30],
    ['any(1 // (x - 25) for x in range(n))', 30],
    ['[1 // (x - 12) + xs[x] for x in range(n)]', 30],
    ['[x for x in xs if x > 1]', 1],
  ] as const)('%s comes to the same on several', async (source, n) => {
    const options = { inputs: INPUTS, values: { n, xs: [3, 1, 2, 5] } };
    const alone = await run(source, options);
    const emission = emit(source, { ...options, settings: { parallel: 3 } });
    expect(emission.notes).toEqual([]);
    expect(emission.code).toContain('func $chunk');
    const instance = await createWasmRuntime().load(emission, options.values);
    try {
      const outcome = await instance.run();
      expect(outcome.kind === 'outside' ? outcome.kind : outcome).toEqual(
        alone.kind === 'outside' ? alone.kind : alone,
      );
      if (outcome.kind !== 'value') return;
      expect((await instance.batch(3)).digest).toBe((await instance.batch(2)).digest);
      await instance.setInputs({ n: n + 5, xs: [4, 4] });
      expect(await instance.run()).toEqual(
        await run(source, { inputs: INPUTS, values: { n: n + 5, xs: [4, 4] } }),
      );
    } finally {
      await instance.close();
    }
  });

  it.each([
    ['sum(x / 3 for x in range(n))', 'A float reduction keeps its order.'],
    ['[str(x) for x in range(n)]', 'Values of this type do not travel between workers.'],
    ['[[x] for x in range(n)]', 'Only numbers and rows of numbers travel between workers.'],
    ['sum(len(str(x / 7)) for x in range(n))', 'It asks its host for texts of numbers or kinds of letters'],
  ])('%s stays on one thread and says so', (source, reason) => {
    const { notes, code } = emit(source, { inputs: INPUTS, settings: { parallel: 2 } });
    expect(notes).toMatchObject([{ rule: 'not-parallel', message: expect.stringContaining(reason) }]);
    expect(code).not.toContain('func $chunk');
  });
});

describe('the domain', () => {
  it('reports what leaves 64 bits instead of answering', async () => {
    const options = { inputs: [n], values: { n: 40 } };
    expect((await run('[3 ** x for x in range(n)]', options)).kind).toBe('value');
    expect((await run('[3 ** x for x in range(n)]', { ...options, values: { n: 41 } })).kind).toBe('outside');
    expect((await run('sum(x ** 6 for x in range(n))', { ...options, values: { n: 5000 } })).kind).toBe(
      'outside',
    );
    expect(
      (await run('[x // -1 for x in [-9223372036854775807 - 1 + n]]', { ...options, values: { n: 0 } })).kind,
    ).toBe('outside');
  });

  it('stops at its memory limit', async () => {
    const outcome = await run('[[x] * n for x in range(n)]', { inputs: [n], values: { n: 20_000 } });
    expect(outcome).toMatchObject({ kind: 'stopped', limit: 'memory' });
  });

  it('leaves open what depends on the identity of NaNs', async () => {
    expect((await run("sorted([float('nan'), 1.0])")).kind).toBe('outside');
    expect((await run("[x in [float('nan')] for x in [float('nan')]]")).kind).toBe('outside');
  });

  it('refuses by name', () => {
    expect(refusalOf('[1 << 70 for _ in range(2)]')).toBe('may-overflow');
    expect(refusalOf('[a for a, b in zip((1 // x for x in [1, 0]), [1])]')).toBe('lazy-error-order');
  });
});

describe('order of evaluation', () => {
  it('evaluates what is not read', async () => {
    const raised = { kind: 'raises', exception: 'ZeroDivisionError' };
    expect(await run('[(1 // x) ** 0 for x in [0]]')).toMatchObject(raised);
    expect(await run('[1 for _ in (1 // x for x in [0])]')).toMatchObject(raised);
    expect(await run('[len((1 // x, 2)) for x in [0]]')).toMatchObject(raised);
  });

  it('raises what Python meets first', async () => {
    expect(await run("[(1 // x, int('a')) for x in [0]]")).toMatchObject({ exception: 'ZeroDivisionError' });
    expect(await run("[(int('a'), 1 // x) for x in [0]]")).toMatchObject({ exception: 'ValueError' });
    expect(await run("{int('a'): 1 // x for x in [0]}")).toMatchObject({ exception: 'ValueError' });
    expect(await run("[x for x in [1 // y for y in [1, 0]] if int('a')]")).toMatchObject({
      exception: 'ZeroDivisionError',
    });
  });
});

describe('inputs', () => {
  it('reads strings, lists and rows, and takes new ones without a new module', async () => {
    const row = {
      kind: 'record',
      fields: [
        { name: 'name', type: STR },
        { name: 'total', type: { kind: 'float' } },
        { name: 'note', type: { kind: 'optional', of: STR } },
      ],
    } as const;
    const inputs: InputSpec[] = [{ name: 'rows', type: list(row) }, n];
    const rows = (total: string) => [
      {
        dict: [
          ['name', 'é😀'],
          ['total', { float: total }],
          ['note', null],
        ] as const,
      },
      {
        dict: [
          ['name', 'b'],
          ['total', { float: '2.0' }],
          ['note', 'late'],
        ] as const,
      },
    ];
    const source = "{r.name: r.total * n for r in rows if r.note is None or r.note == 'late'}";
    const instance = await createWasmRuntime().load(emit(source, { inputs }), { rows: rows('1.5'), n: 2 });
    const value = (first: string) => ({
      kind: 'value',
      value: {
        dict: [
          ['é😀', { float: first }],
          ['b', { float: '4.0' }],
        ],
      },
    });
    expect(await instance.run()).toEqual(value('3.0'));
    await instance.setInputs({ rows: rows('0.25'), n: 2 });
    expect(await instance.run()).toEqual(value('0.5'));
    expect(await instance.run()).toEqual(value('0.5'));
  });

  it('says how much memory it took', async () => {
    const instance = await createWasmRuntime().load(emit('[str(x) for x in range(n)]', { inputs: [n] }), {
      n: 1,
    });
    const before = await instance.memory?.();
    await instance.setInputs({ n: 200_000 });
    await instance.run();
    expect(await instance.memory?.()).toBeGreaterThan((before ?? 0) + 200_000 * 6);
  });

  it('folds the same digest whatever the number of runs', async () => {
    const emission = emit('[str(x) for x in range(n)]', { inputs: [n] });
    const instance = await createWasmRuntime().load(emission, { n: 50 });
    await instance.run();
    const [once, often] = [await instance.batch(1), await instance.batch(100)];
    expect(often.count).toBe(100);
    expect(often.digest).toBe(once.digest);
    await instance.setInputs({ n: 51 });
    expect((await instance.batch(1)).digest).not.toBe(once.digest);
  });
});

describe('the listing', () => {
  it('keeps the names of the program and maps instructions to their source', () => {
    const source = 'sum(apple * apple + 1 for apple in range(n) if apple % 3 == 1)';
    for (const level of [0, 1]) {
      const { code, map } = emit(source, { inputs: [n], settings: { level } });
      expect(code).toContain('(local $apple i64)');
      expect(code).not.toContain(';;@');
      const product = map.find((m) => source.slice(m.span.start, m.span.end) === 'apple * apple');
      expect(product && code.slice(product.start, product.end)).toBe(
        '(i64.mul (local.get $apple) (local.get $apple))',
      );
    }
  });

  it('brings no helper that is not called', () => {
    const { code } = emit('sum(x for x in range(n))', { inputs: [n], settings: { level: 0 } });
    expect(code.match(/^ {2}\(func \$\w+/gm)).toEqual(['  (func $main', '  (func $batch']);
    expect(code).not.toContain('(memory');
  });

  it('does not mind names that are no identifiers of WAT', async () => {
    expect(await run('[größe * ñ for größe in range(3) for ñ in [2]]')).toEqual({
      kind: 'value',
      value: [0, 2, 4],
    });
  });
});

it('describes itself', async () => {
  const backend = await loadWasmBackend();
  expect(backend).toMatchObject({ id: 'wasm', language: 'wat', runsInBrowser: true });
  expect(backend.modes.length).toBeGreaterThanOrEqual(2);
});
