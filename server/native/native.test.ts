import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Emission, NativeProject } from '../../src/backends';
import {
  BOOL,
  type Encoded,
  FLOAT,
  int,
  list,
  optional,
  record,
  STR,
  type Type,
  tuple,
} from '../../src/language';
import { BuildFailed, build, ToolchainMissing } from './build';
import { prune } from './cache';
import { cleanEnvironment, runCommand } from './command';
import { inputLines } from './inputs';
import { keptLimits } from './limits';
import { buildAndRun, loadNative, type NativeJob } from './runtime';
import { Slots } from './slots';
import { findTool, findToolchain, findToolchains } from './toolchains';

const folder = mkdtempSync(join(tmpdir(), 'native-'));
beforeAll(() => {
  process.env.CODE_LIVE_CACHE = folder;
});
afterAll(() => {
  delete process.env.CODE_LIVE_CACHE;
  rmSync(folder, { recursive: true, force: true });
});

/** A program in the native protocol with one int input `x`; what it does when asked depends on `body`. */
const program = (body: string) => `
import { createInterface } from 'node:readline';
import { spawn } from 'node:child_process';
let x, awaiting = true;
const value = () => console.log('value 7 ' + JSON.stringify(x * 2));
createInterface({ input: process.stdin }).on('line', (line) => {
  if (awaiting) { awaiting = false; const first = x === undefined; x = Number(line); console.log(first ? 'ready' : 'ok'); }
  else if (line === 'v') { ${body} }
  else if (line === 'i') awaiting = true;
  else if (line === 'q') process.exit(0);
  else console.log('batch ' + line.slice(2) + ' 5000000 7');
});
`;

const node = {
  needs: [{ tool: 'node', versionArg: '--version' }],
  build: [['node', '--check', '{dir}/main.mjs']],
  run: ['node', '{dir}/main.mjs'],
};

const project = (text: string): NativeProject => ({ files: { 'main.mjs': text }, toolchains: [node] });

const emission: Emission = {
  backend: 'rust',
  code: '',
  map: [],
  notes: [],
  inputs: [{ name: 'x', type: int() }],
};

const job = (body: string, x: Encoded = 21): NativeJob => ({
  project: project(program(body)),
  emission,
  inputs: { x },
});

describe('a native program', () => {
  it('is built, run and measured', async () => {
    const instance = await loadNative(job('value();'));
    expect(await instance.verify()).toMatchObject({ outcome: { kind: 'value', value: 42 }, digest: 7 });
    expect(await instance.batch(1000)).toEqual({ count: 1000, elapsed: 5, digest: 7 });
    await instance.setInputs({ x: 4 });
    expect(await instance.run()).toEqual({ kind: 'value', value: 8 });
    await instance.close();
  });

  it.runIf(process.platform === 'linux')('is built behind everything else', async () => {
    const built = await build({
      ...project(program('')),
      files: {
        'nice.mjs':
          "import fs from 'node:fs'; import os from 'node:os'; fs.writeFileSync('nice', String(os.getPriority()));",
      },
      toolchains: [
        { needs: [{ tool: 'node', versionArg: '--version' }], build: [['node', 'nice.mjs']], run: ['node'] },
      ],
    });
    expect(readFileSync(join(built.folder, 'nice'), 'utf8')).toBe('19');
  });

  it('is built once for the same files and tools', async () => {
    const [first, second] = await Promise.all([
      build(job('value();').project),
      build(job('value();').project),
    ]);
    const third = await build(job('value();').project);
    expect(second).toEqual(first);
    expect(third.folder).toBe(first.folder);
    expect((await build(project('// other'))).folder).not.toBe(first.folder);
    expect(readdirSync(join(folder, 'builds')).filter((name) => name.startsWith('partial-'))).toEqual([]);
  });

  it('is stopped by its time and starts afresh', async () => {
    const instance = await loadNative(job('if (x === 1) for (;;); value();', 1), { run: { time: 1500 } });
    expect(await instance.run()).toMatchObject({ kind: 'stopped', limit: 'time' });
    await instance.setInputs({ x: 3 });
    expect(await instance.run()).toEqual({ kind: 'value', value: 6 });
    await instance.close();
  });

  it('is stopped by its output', async () => {
    const flood = job("process.stdout.write('z'.repeat(3e6));");
    expect(await buildAndRun(flood, { run: { output: 1e6 } })).toMatchObject({
      kind: 'stopped',
      limit: 'output',
    });
  });

  it.runIf(keptLimits().includes('memory'))('is stopped by its memory', async () => {
    const bomb = job('const all = []; for (;;) all.push(Buffer.alloc(1e7, 1));');
    const outcome = await buildAndRun(bomb, { run: { memory: 6e8, time: 15_000 } });
    expect(outcome).toMatchObject({ kind: 'stopped', limit: 'memory' });
  });

  it('takes its children with it when it is stopped', async () => {
    const mark = join(folder, 'child-lives');
    const child = `setTimeout(() => require('node:fs').writeFileSync(${JSON.stringify(mark)}, ''), 1500)`;
    const parent = job(
      `spawn(process.execPath, ['-e', ${JSON.stringify(child)}], { stdio: 'ignore' }); setTimeout(() => { for (;;); }, 50);`,
    );
    expect(await buildAndRun(parent, { run: { time: 800 } })).toMatchObject({
      kind: 'stopped',
      limit: 'time',
    });
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(existsSync(mark)).toBe(false);
  });

  it.each([
    ['process.exit(3);', 'exit code 3'],
    ["console.error('why'); process.exit(1);", 'why'],
    ["console.log('value 7 1'); console.log('value 7 2');", 'value'],
  ])('reports what it can not trust: %s', async (body, part) => {
    const instance = await loadNative(job(body));
    const outcome = await instance.run();
    const second = outcome.kind === 'crashed' ? outcome : await instance.run();
    expect(JSON.stringify(second)).toContain(part);
    await instance.close();
  });

  it('names an input that is missing or broken', async () => {
    await expect(loadNative({ ...job(''), inputs: {} })).rejects.toThrow('inputs.x: missing');
    await expect(loadNative(job('', '1\nq'))).rejects.toThrow('inputs.x: not a value of type int');
  });
});

describe('inputs', () => {
  const spec = (type: Type) => ({ ...job('').emission, inputs: [{ name: 't', type }] });
  const table = list(
    record([
      { name: 'total', type: int() },
      { name: 'note', type: optional(STR) },
    ]),
  );

  it('are written as lines', () => {
    const rows = [
      {
        dict: [
          ['total', 5],
          ['note', null],
        ] as const,
      },
    ];
    expect(inputLines(spec(table), { t: rows })).toEqual(['1', '5', '-']);
    expect(inputLines(spec(tuple([FLOAT, BOOL])), { t: { tuple: [{ float: '1.0' }, true] } })).toEqual([
      '3ff0000000000000',
      '1',
    ]);
  });

  it.each<[string, Type, Encoded]>([
    ['inputs.t.0.total: not a value of type int', table, [{ dict: [['total', 'x']] }]],
    ['inputs.t.0.total', table, [{ dict: [['note', null]] }]],
    ['inputs.t: not a value of type list', table, 'q'],
    ['inputs.t.1', list(STR), ['a', 1]],
    ['inputs.t: not a value of type tuple', tuple([STR]), { tuple: [] }],
    ['inputs.t', int(), 1.5],
    ['inputs.t: outside of its range', int({ min: 0n, max: 9n }), 10],
    ['inputs.t: not a value of type list', list(int(), { min: 0n, max: 1n }), [1, 2]],
    ['inputs.t', FLOAT, true],
  ])('refuses %s', (message, type, value) => {
    expect(() => inputLines(spec(type), { t: value })).toThrow(message);
  });
});

describe('building', () => {
  it('says what the compiler said', async () => {
    const failed = build(project('not a program ('));
    await expect(failed).rejects.toThrow(BuildFailed);
    await expect(failed).rejects.toThrow('SyntaxError');
  });

  it('says which toolchain is missing', async () => {
    const other = { ...node, needs: [{ tool: 'no-such-compiler', versionArg: '--version' }] };
    await expect(build({ files: {}, toolchains: [other] })).rejects.toThrow(ToolchainMissing);
    expect((await findToolchain([other, node]))?.toolchain).toBe(node);
  });

  it('writes no file outside its folder', async () => {
    await expect(build({ files: { '../x': '' }, toolchains: [node] })).rejects.toThrow('outside its folder');
    await expect(build({ files: { '/x': '' }, toolchains: [node] })).rejects.toThrow('outside its folder');
  });

  it('keeps the builds that were used last', () => {
    const cache = join(folder, 'prune');
    const names = ['a', 'b', 'c'].map((letter) => letter.repeat(32));
    for (const [age, name] of [...names, 'partial-1-x', 'unrelated'].entries()) {
      mkdirSync(join(cache, name), { recursive: true });
      utimesSync(join(cache, name), 1000 - age, 1000 - age);
    }
    prune(cache, 2);
    expect(readdirSync(cache).sort()).toEqual([names[0], names[1], 'unrelated']);
  });
});

describe('parts', () => {
  it('finds tools with their versions', async () => {
    expect((await findTool('node', '--version'))?.version).toBe(process.version);
    expect(await findTool('no-such-compiler', '--version')).toBeUndefined();
    expect(Object.keys(await findToolchains())).toEqual(['rustc', 'go', 'mcs', 'mono', 'dotnet', 'julia']);
  });

  it('hands on little of its environment', async () => {
    process.env.SECRET_FOR_TEST = 'x';
    expect(cleanEnvironment({ A: 'b' })).toMatchObject({ A: 'b', LC_ALL: 'C.UTF-8' });
    expect(cleanEnvironment()).not.toHaveProperty('SECRET_FOR_TEST');
    delete process.env.SECRET_FOR_TEST;
  });

  it('ends a command that talks too much', async () => {
    const { stopped, code } = await runCommand(
      ['node', '-e', "setInterval(() => console.log('x'.repeat(100)))"],
      {
        time: 10_000,
        output: 1000,
      },
    );
    expect([stopped, code]).toEqual(['output', null]);
  });

  it('runs no more tasks at once than there are slots', async () => {
    const slots = new Slots(2);
    let now = 0;
    let most = 0;
    const task = async () => {
      most = Math.max(most, ++now);
      await new Promise((resolve) => setImmediate(resolve));
      now -= 1;
    };
    await Promise.all([...Array(7)].map(() => slots.run(task)));
    await expect(slots.run(() => Promise.reject(new Error('x')))).rejects.toThrow('x');
    await slots.run(task);
    expect([most, now]).toEqual([2, 0]);
  });
});
