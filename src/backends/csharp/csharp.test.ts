import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { type Encoded, int, interval, list, STR, sameValue, someType } from '../../language';
import type { Outcome } from '../contract';
import type { EmittedCase, NativeCase, NativeSuite } from '../native-testing';
import { buildCSharp, emitCase, hasMono } from './testing';

/** A program with the value of CPython 3.14, or the exception that it raises. */
interface Case {
  readonly code: string;
  readonly expected?: Encoded;
  readonly raises?: string;
}

const CASES: readonly Case[] = readFileSync(new URL('./cases.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line): Case => JSON.parse(line));

const SETTINGS = [
  { mode: 'method' },
  { mode: 'query' },
  { mode: 'loops' },
  { mode: 'method', parallel: 2, unsafe: true },
] as const;

/** Programs that one assembly holds: Mono's compiler slows down with its size. */
const BATCH = 80;

describe.skipIf(!hasMono())('compiled by Mono', () => {
  const suites: NativeSuite[] = [];
  afterAll(async () => {
    for (const suite of suites) await suite.remove();
  });
  /** What each text came to: an idiom that prints the same program is not built again. */
  const outcomes = new Map<string, Outcome>();

  for (const settings of SETTINGS) {
    it(`agrees with CPython: ${JSON.stringify(settings)}`, { timeout: 600_000 }, async () => {
      const emitted = CASES.map((item) => ({ item, emitted: emitCase({ source: item.code, settings }) }));
      const runnable = emitted.filter(
        (e): e is { item: Case; emitted: EmittedCase } => typeof e.emitted !== 'string',
      );
      const failures: string[] = [];
      const unknown = runnable.filter((e) => !outcomes.has(e.emitted.emission.code));
      for (let from = 0; from < unknown.length; from += BATCH) {
        const part = unknown.slice(from, from + BATCH);
        const suite = await buildCSharp(part.map((e) => e.emitted));
        suites.push(suite);
        for (const [i, { emitted: program }] of part.entries())
          outcomes.set(program.emission.code, await suite.run(i, program));
      }
      for (const { item, emitted: program } of runnable) {
        const outcome = outcomes.get(program.emission.code);
        if (outcome === undefined) throw new Error(`not run: ${item.code}`);
        const unorderedDicts = someType(program.program.body.type, (t) => t.kind === 'dict' && !t.ordered);
        const equal =
          outcome.kind === 'raises'
            ? outcome.exception === item.raises
            : outcome.kind === 'value' &&
              item.expected !== undefined &&
              sameValue(outcome.value, item.expected, { unorderedDicts });
        // What a dropped check lets through may differ; it still runs.
        const dropped = program.emission.notes.some((note) => note.rule === 'unsafe-check-dropped');
        if (!equal && (!dropped || outcome.kind === 'crashed'))
          failures.push(`${item.code} -> ${JSON.stringify(outcome)}`);
      }
      expect(failures).toEqual([]);
      expect(runnable.length).toBeGreaterThan(CASES.length * 0.97);
    });
  }
});

/** The statements of `Evaluate`. */
function bodyOf(test: NativeCase): string {
  const emitted = emitCase(test);
  if (typeof emitted === 'string') return emitted;
  const { code } = emitted.emission;
  const start = code.indexOf('{', code.indexOf(' Evaluate('));
  return code.slice(start + 1, code.indexOf('\n    }\n', start)).trim();
}

const N = { name: 'n', type: int(interval(0, 1000)) };

describe('idioms', () => {
  it('chains LINQ methods', () => {
    const source = 'sum(x * x for x in range(n) if x % 3 == 0)';
    expect(bodyOf({ source, inputs: [N] })).toBe(
      'return Range(0, n).Where(x => x % 3 == 0).Sum(x => x * x);',
    );
  });

  it('writes query expressions', () => {
    const source = '[x + y for x in range(n) for y in range(x) if x != y]';
    expect(bodyOf({ source, inputs: [N], settings: { mode: 'query' } })).toContain('from y in Range(0, x)');
  });

  it('writes loops', () => {
    const source = '[x for x in range(n) if x % 2]';
    expect(bodyOf({ source, inputs: [N], settings: { mode: 'loops' } })).toContain(
      'for (var x = 0L; x < n; x++)',
    );
  });

  it('names the parts of pairs', () => {
    const source = '[a * b for a, b in zip(range(n), [1, 2])]';
    expect(bodyOf({ source, inputs: [N] })).toContain('pair.a * pair.b');
  });

  it('asks for threads where the order of exceptions is not at stake', () => {
    const settings = { parallel: 4 };
    expect(bodyOf({ source: '[x * 2 for x in range(n)]', inputs: [N], settings })).toContain(
      '.AsParallel().AsOrdered()',
    );
    const raising = emitCase({ source: '[1 // x for x in range(n)]', inputs: [N], settings });
    expect(typeof raising === 'string' ? [] : raising.emission.notes.map((note) => note.rule)).toEqual([
      'not-parallel',
    ]);
  });

  it('refuses logarithms of ints past the largest float', () => {
    expect(bodyOf({ source: '[math.log(10 ** x) for x in range(400)]' })).toMatch(/^may-overflow/);
  });

  it('escapes keywords', () => {
    const words = { name: 'params', type: list(STR) };
    expect(bodyOf({ source: '[object + "x" for object in params]', inputs: [words] })).toContain(
      '@params.Select(@object',
    );
  });
});

describe('source map', () => {
  it('leads from the code to the Python text', () => {
    const source = '[x * 2 for x in range(3)]';
    const emitted = emitCase({ source });
    if (typeof emitted === 'string') throw new Error(emitted);
    const { code, map } = emitted.emission;
    const product = map.find((m) => source.slice(m.span.start, m.span.end) === 'x * 2');
    expect(product && code.slice(product.start, product.end)).toBe('x * 2');
  });
});
