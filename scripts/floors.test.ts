import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { checkFile, importsOf, roomOf } from './floors.mjs';

const doors = new Set([
  'src/language/index.ts',
  'src/backends/index.ts',
  'src/backends/rust/emit.ts',
  'src/backends/sql/run.ts',
  'src/measure/index.ts',
  'src/trusted-types.ts',
  'src/measure/spawn-node.ts',
  'src/language/testing.ts',
]);
const check = (path: string, source: string) => checkFile(path, source, (file) => doors.has(file));
const messages = (path: string, source: string) => check(path, source).map(({ message }) => message);

describe('floors', () => {
  it('lets a room import the door of a lower room', () => {
    expect(check('src/backends/rust/emit.ts', "import { parse } from '../../language';")).toEqual([]);
    expect(check('src/measure/run.ts', "import type { Backend } from '../backends/index.ts';")).toEqual([]);
    expect(check('src/main.tsx', "import './trusted-types'; import { App } from './studio';")).toEqual([]);
    expect(check('cli/main.ts', "import { spawnOnNode } from '../src/measure/spawn-node';")).toEqual([]);
    expect(check('workers/run-sql.ts', "import { createRuntime } from '../src/backends/sql/run';")).toEqual(
      [],
    );
  });

  it('keeps the test door of a room for tests', () => {
    const source = "import { programs } from '../../language/testing';";
    expect(check('src/backends/rust/emit.test.ts', source)).toEqual([]);
    expect(messages('src/backends/rust/emit.ts', source)).toEqual([expect.stringContaining('past the door')]);
    // Pages of browser tests and of benchmarks are tests, whatever they are called.
    const page = "import { programs } from '../../src/language/testing';";
    expect(check('e2e/log/page.ts', page)).toEqual([]);
    expect(messages('cli/collect/page.ts', page)).toEqual([expect.stringContaining('past the door')]);
  });

  it.each([
    ['src/language/parse.ts', "import { emit } from '../backends';", 'may not import src/backends'],
    ['src/language/parse.ts', "export * from '../measure';", 'may not import src/measure'],
    ['src/language/parse.ts', "const m = () => import('../measure');", 'may not import src/measure'],
    ['src/language/parse.ts', "type M = import('../measure').M;", 'may not import src/measure'],
    ['src/session/store.ts', "import { serve } from '../../server/main';", 'may not import server'],
    ['src/audio/tone.ts', "import { port } from '../midi';", 'share a floor'],
    ['src/measure/run.ts', "import { emit } from '../backends/rust/emit';", 'past the door'],
    ['cli/main.ts', "import { emit } from '../src/backends/rust/emit';", 'past the door'],
    ['src/attic/box.ts', '', 'no room'],
  ])('refuses in %s: %s', (path, source, part) => {
    expect(messages(path, source)).toEqual([expect.stringContaining(part)]);
  });

  it.each([
    ['src/session/store.ts', "import { useState } from 'react';"],
    ['src/session/store.ts', "import { create } from 'zustand';"],
    ['src/studio/sound.ts', "import * as Tone from 'tone';"],
    ['src/plugins/tune.ts', "import * as tf from '@tensorflow/tfjs';"],
    ['src/studio/save.ts', "import Dexie from 'dexie';"],
    ['src/studio/save.ts', "indexedDB.open('x');"],
    ['workers/record.ts', "self.indexedDB.open('x');"],
  ])('keeps packages and storage at home: %s %s', (path, source) => {
    expect(check(path, source)).toHaveLength(1);
  });

  it('lets each package into its home', () => {
    expect(
      check('src/studio/shell/app.tsx', "import { useState } from 'react'; export const a = <b />;"),
    ).toEqual([]);
    expect(check('src/session/store.ts', "import { createStore } from 'zustand/vanilla';")).toEqual([]);
    expect(check('src/audio/tone.ts', "import * as Tone from 'tone';")).toEqual([]);
    expect(check('src/dataset/log.ts', "import Dexie from 'dexie'; indexedDB.databases();")).toEqual([]);
    expect(check('src/studio/a.ts', '// indexedDB is spoken of here\n')).toEqual([]);
  });

  it('lets a room name the address of a worker, but not import it', () => {
    expect(check('src/measure/frame.ts', "import url from '../../workers/run.ts?worker&url';")).toEqual([]);
    expect(check('src/measure/frame.ts', "import { run } from '../../workers/run';")).toHaveLength(1);
  });

  it('finds every import with its line', () => {
    expect(importsOf('a.ts', "\nimport a from './a';\nexport { b } from './b';")).toEqual([
      { specifier: './a', line: 2 },
      { specifier: './b', line: 3 },
    ]);
    expect(roomOf('src/main.tsx')).toBe('src');
    expect(roomOf('vite.config.ts')).toBeUndefined();
  });
});

describe('check-floors', () => {
  const folder = mkdtempSync(join(tmpdir(), 'floors-'));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const run = (files: Record<string, string>) => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const script = fileURLToPath(new URL('check-floors.mjs', import.meta.url));
    return spawnSync(process.execPath, [script, folder], { encoding: 'utf8' });
  };

  it('exits 1 and names the line of a violation', () => {
    const { status, stdout } = run({
      'src/language/parse.ts': "\nimport '../studio';\n",
      'src/studio/index.ts': '',
    });
    expect(stdout).toContain('src/language/parse.ts:2 ');
    expect(status).toBe(1);
  });

  it('exits 0 when every import goes down', () => {
    const { status } = run({ 'src/studio/index.ts': "import '../language';", 'src/language/index.ts': '' });
    expect(status).toBe(0);
  });
});
