import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { insertBetween } from '../cli/marked';
import { compileProgram, DATA_SIZE } from '../src/language';
import { benchCompile } from './compile';
import { firstBundle } from './page';
import { LARGE, PROGRAMS, TYPICAL } from './programs';
import { type BenchReport, linesOf, markdown, ratio } from './report';
import { benchRuns } from './run';
import { complaints } from './soak';

const report: BenchReport = {
  date: '2026-01-02T00:00:00.000Z',
  machine: { cpu: 'a machine', cores: 2, node: '20', load: 0 },
  compile: {
    typical: { p50: 3, p95: 8, processor95: 7, edits: 10 },
    large: { p50: 30, p95: 60, processor95: 40, edits: 10 },
    typicalWasm: { p50: 10, p95: 20, processor95: 18, edits: 10 },
  },
  runs: [
    {
      program: 'a',
      n: 1,
      milliseconds: { wasm: 1, rust: 1, typescript: 2, 'by hand': 1, python: 50 },
      absent: {},
    },
    {
      program: 'b',
      n: 1,
      milliseconds: { wasm: 4, rust: 1, python: 200 },
      absent: { typescript: 'refused' },
    },
  ],
};

describe('the table', () => {
  it('has geometric means over the programs that both ran', () => {
    expect(ratio(report.runs, 'wasm', 'rust')).toBeCloseTo(2);
    expect(ratio(report.runs, 'typescript', 'by hand')).toBeCloseTo(2);
    expect(ratio([], 'wasm', 'rust')).toBeUndefined();
  });

  it('says which bars hold', () => {
    const holds = linesOf(report).map(({ measured, holds }) => [measured, holds]);
    expect(holds).toEqual([
      ['8.0 ms (processor time 7.0 ms)', true],
      ['20 ms (processor time 18 ms)', true],
      ['60 ms (processor time 40 ms)', false],
      ['2.00×', false],
      ['2.00×', false],
      ['50×', true],
    ]);
  });

  it('says when the machine was busy', () => {
    expect(markdown(report)).not.toContain('busy');
    expect(markdown({ ...report, machine: { ...report.machine, load: 9 } })).toContain('load average 9.0');
  });

  it('names what was left out', () => {
    expect(markdown(report)).toContain('typescript on “b” (refused)');
  });

  it('goes between the marks, and again', () => {
    const text = 'before <!-- bench:start -->old<!-- bench:end --> after';
    const once = insertBetween(text, 'bench', 'new');
    expect(once).toBe('before <!-- bench:start -->\nnew\n<!-- bench:end --> after');
    expect(insertBetween(once, 'bench', 'new')).toBe(once);
    expect(() => insertBetween('no marks', 'bench', 'new')).toThrow();
  });
});

describe('the benchmark, short', () => {
  it('compiles edits', async () => {
    const { typical, large } = await benchCompile(2);
    expect(typical.p95).toBeGreaterThan(0);
    expect(large.p95).toBeGreaterThanOrEqual(large.p50);
  });

  it('runs programs, each answer compared with Python', async () => {
    const [times] = await benchRuns(PROGRAMS.slice(0, 1), {
      rounds: 1,
      seed: 1,
      budget: { samples: 3, total: 20 },
      contenders: ['wasm', 'typescript', 'by hand', 'python'],
    });
    expect(times?.absent).toEqual({});
    expect(Object.keys(times?.milliseconds ?? {}).sort()).toEqual([
      'by hand',
      'python',
      'typescript',
      'wasm',
    ]);
    expect(Object.values(times?.milliseconds ?? {}).every((time) => time > 0)).toBe(true);
  });

  it('takes a wrong loop for wrong and gives it no time', async () => {
    const [program] = PROGRAMS;
    if (!program) throw new Error('no program');
    const [times] = await benchRuns([{ ...program, byHand: 'function program(n) { return 1; }' }], {
      rounds: 1,
      seed: 1,
      budget: { samples: 3, total: 20 },
      contenders: ['by hand'],
    });
    expect(times?.absent).toEqual({ 'by hand': 'wrong' });
    expect(times?.milliseconds).toEqual({});
  });

  it('has programs that hold together', () => {
    const texts = [
      ...PROGRAMS.map(({ source }) => source),
      ...[TYPICAL, LARGE].map((text) => text.replaceAll('{}', '7')),
    ];
    for (const text of texts) expect(compileProgram(text, [DATA_SIZE]).program, text).not.toBeNull();
  });
});

it('the first bundle is what the page loads at once', () => {
  const dist = mkdtempSync(join(tmpdir(), 'bundle-'));
  mkdirSync(join(dist, 'assets'));
  writeFileSync(
    join(dist, 'index.html'),
    '<script type="module" crossorigin src="/assets/a.js"></script><link rel="modulepreload" href="/assets/b.js"><link rel="stylesheet" href="/assets/c.css">',
  );
  writeFileSync(join(dist, 'assets', 'a.js'), 'import("./pyodide.asm.mjs")');
  writeFileSync(join(dist, 'assets', 'b.js'), '1234');
  expect(firstBundle(dist)).toMatchObject({ bytes: 31, strangers: ['Pyodide'] });
  rmSync(dist, { recursive: true });
});

describe('the soak', () => {
  const minutes = Array.from({ length: 30 }, (_, i) => i + 1);
  const calm = minutes.map((minute) => ({
    minute,
    // Fills its rings first, then moves up and down.
    heap: 20e6 + 1e6 * Math.min(minute, 8) + (minute % 3) * 1e5,
    nodes: 900,
    listeners: 80,
    workers: 7,
    lag: 0.1,
  }));

  it('has nothing to say of a page that stays as it is', () => {
    expect(complaints(calm)).toEqual([]);
  });

  it.each([
    ['heap', (look: (typeof calm)[number]) => ({ ...look, heap: look.heap + look.minute * 2e5 })],
    ['nodes', (look: (typeof calm)[number]) => ({ ...look, nodes: 900 + look.minute })],
    ['listeners', (look: (typeof calm)[number]) => ({ ...look, listeners: 80 + look.minute })],
    ['workers', (look: (typeof calm)[number]) => ({ ...look, workers: look.minute > 20 ? 8 : 7 })],
    ['beats', (look: (typeof calm)[number]) => ({ ...look, lag: look.minute === 17 ? 3 : 0 })],
  ])('names what grew or went astray: %s', (what, spoil) => {
    expect(complaints(calm.map(spoil)).join()).toContain(what);
  });
});
