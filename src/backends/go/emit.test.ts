import { describe, expect, it } from 'vitest';
import { compileProgram, FLOAT, type InputSpec, int, interval, list } from '../../language';
import { DEFAULT_SETTINGS } from '../contract';
import type { NativeCase } from '../native-testing';
import { go } from './index';
import { goName } from './names';
import { emitCase } from './testing';

const INPUTS: readonly InputSpec[] = [
  { name: 'n', type: int(interval(0, 1_000_000)) },
  { name: 'xs', type: list(int(interval(-(2 ** 53), 2 ** 53))) },
  { name: 'fs', type: list(FLOAT) },
];

function code(source: string, settings: NativeCase['settings'] = {}): string {
  const emitted = emitCase({ source, inputs: INPUTS, settings });
  if (typeof emitted === 'string') throw new Error(emitted);
  return emitted.emission.code;
}

/** The body of `Run`, without helpers. */
const body = (source: string, settings: NativeCase['settings'] = {}): string =>
  /^func Run[\s\S]*?^}/m.exec(code(source, settings))?.[0] ?? '';

describe('loops', () => {
  it('uses plain operators where the ranges prove them right', () => {
    expect(body('[i // 2 + i % 3 for i in range(n)]')).toContain('i/2+i%3');
  });

  it('corrects floor division where something may be negative', () => {
    expect(body('[x // 2 for x in xs]')).toContain('floorDiv(x, 2)');
  });

  it('takes big integers where 64 bits are not proved', () => {
    expect(body('[x * x for x in xs]')).toContain(
      'new(big.Int).Mul(big.NewInt(int64(x)), big.NewInt(int64(x)))',
    );
    expect(body('[i * i for i in range(n)]')).toContain('append(result, i*i)');
  });

  it('returns from inside the loop of a search', () => {
    expect(body('any(x > 3 for x in xs)')).toContain('return true');
  });

  it('branches instead of computing a conditional value', () => {
    expect(body('[x if x > 0 else -x for x in xs]')).toContain('} else {');
  });

  it('makes no use of names that nobody reads', () => {
    expect(body('[1 for i, x in enumerate(xs)]')).toContain('for range xs {');
  });

  it('never lets Go fuse a product into a sum, nor compute constants exactly', () => {
    expect(body('[x * 0.1 + 0.2 for x in fs]')).toContain('float64(x*0.1)+0.2');
    expect(body('[0.1 + 0.2 for x in fs]')).toContain('0.30000000000000004');
  });

  it('prints only the helpers that are used', () => {
    expect(code('[i for i in range(n)]').match(/^func /gm)).toHaveLength(1);
  });

  it('never hides a keyword, a package or a helper behind a name', () => {
    expect(
      body('[len_ + type + math for len_ in range(3) for type in range(3) for math in range(3)]'),
    ).toContain('len2 := ');
  });
});

describe('pipelines', () => {
  it('filters and maps', () => {
    const text = body('[i * i for i in range(n) if i % 2]', { mode: 'pipeline' });
    expect(text).toContain('Filter(Count(0, n, 1), func(i int) bool { return i%2 != 0 })');
    expect(text).toContain('Map(kept, func(i int) int { return i * i })');
  });
});

describe('parallel', () => {
  it('splits the outermost loop', () => {
    expect(body('sum(i % 7 for i in range(n))', { parallel: 4 })).toContain(
      'inParallel(n, 4, func(low, high int) int {',
    );
  });

  it('keeps the order of a float sum', () => {
    const text = body('sum((x * x for x in fs), 0.0)', { parallel: 4 });
    expect(text).toContain('elements := concat(parts...)');
  });

  it.each(['any(x > 3 for x in xs)', '[i for i in range(0, 10, n + 1)]', '[y for x in xs if (y := x) > 0]'])(
    'says why it does not split %s',
    (source) => {
      const emitted = emitCase({ source, inputs: INPUTS, settings: { parallel: 4 } });
      const notes = typeof emitted === 'string' ? [] : emitted.emission.notes;
      const plain =
        source.includes(':=') && typeof emitted !== 'string' && emitted.program.variables.length === 0;
      expect(notes.map((note) => note.rule)).toEqual(plain ? [] : ['not-parallel']);
    },
  );
});

describe('unsafe', () => {
  it('drops the overflow check and says so', () => {
    const emitted = emitCase({ source: '[x * x for x in xs]', inputs: INPUTS, settings: { unsafe: true } });
    if (typeof emitted === 'string') throw new Error(emitted);
    expect(emitted.emission.code).toContain('x*x');
    expect(emitted.emission.notes.map((n) => [n.rule, n.severity])).toEqual([
      ['unsafe-check-dropped', 'warning'],
    ]);
  });

  it.each(['loops', 'pipeline'])('says so for a sum as well, in %s', (mode) => {
    const source = 'sum(x * 2 for x in xs)';
    const emitted = emitCase({ source, inputs: INPUTS, settings: { unsafe: true, mode } });
    const rules = typeof emitted === 'string' ? emitted : emitted.emission.notes.map((n) => n.rule);
    expect(rules).toEqual(['unsafe-check-dropped']);
  });

  it('keeps big integers where a constant lies past 64 bits', () => {
    expect(code('[x + 2**70 for x in xs]', { unsafe: true })).toContain('big.Int');
  });

  it('says nothing where no check was needed', () => {
    const emitted = emitCase({
      source: '[i * i for i in range(n)]',
      inputs: INPUTS,
      settings: { unsafe: true },
    });
    expect(typeof emitted === 'string' ? emitted : emitted.emission.notes).toEqual([]);
  });
});

describe('refusals', () => {
  it.each([
    ['[math.log(10 ** x) for x in range(400)]', 'may-overflow'],
    ['sorted([1, 2.5])', 'unsupported-operation'],
    ['{1: 2, "a": 3}', 'unsupported-type'],
    ['[f"{x:012,.2f}" for x in fs]', 'unsupported-operation'],
  ])('%s: %s', (source, rule) => {
    const { program } = compileProgram(source, INPUTS);
    if (program === null) throw new Error('does not compile');
    const result = go.emit(program, { ...DEFAULT_SETTINGS, mode: 'loops' });
    expect(result.ok ? null : result.diagnostics[0]).toMatchObject({ rule, backend: 'go' });
  });
});

describe('the source map', () => {
  it('leads from the code to the text that it came from', () => {
    const source = '[i * i for i in range(n) if i % 2 == 0]';
    const emitted = emitCase({ source, inputs: INPUTS });
    if (typeof emitted === 'string') throw new Error(emitted);
    const { code: text, map } = emitted.emission;
    const pairs = map.map((m) => [text.slice(m.start, m.end), source.slice(m.span.start, m.span.end)]);
    expect(pairs).toContainEqual(['i*i', 'i * i']);
    expect(pairs).toContainEqual(['i%2 == 0', 'i % 2 == 0']);
    expect(map.every((m, i) => i === 0 || (map[i - 1]?.start ?? 0) <= m.start)).toBe(true);
  });
});

describe('names', () => {
  it.each([
    ['line_count', 'lineCount'],
    ['_x', 'x'],
    ['x_2', 'x2'],
    ['__', 'v'],
    ['é', 'é'],
  ])('%s becomes %s', (python, name) => {
    expect(goName(python)).toBe(name);
  });
});
