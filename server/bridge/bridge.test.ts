import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type OutgoingHttpHeaders, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  type Backend,
  BRIDGE_TOKEN_HEADER,
  BridgeFault,
  connectBridge,
  type Emission,
  type EmitResult,
  type EmitSettings,
  type NativeBackend,
} from '../../src/backends';
import { int, type Program } from '../../src/language';
import { createApp } from '../app';
import { listen } from '../listen';
import { MAX_BODY } from './body';
import { type Compiler, compileRequest } from './compile';
import { createBridge } from './index';
import type { Compile } from './run';

/** Stands for a backend: the source text says what the program does with its one input. */
const PROGRAM = (source: string) => `// ${source}
import { createInterface } from 'node:readline';
let x, awaiting = true;
createInterface({ input: process.stdin }).on('line', (line) => {
  if (awaiting) { awaiting = false; const first = x === undefined; x = Number(line); console.log(first ? 'ready' : 'ok'); }
  else if (line === 'v') { ${source === 'spin' ? 'for (;;);' : ''} console.log('value 1 ' + x + '' + process.pid); }
  else if (line === 'i') awaiting = true;
  else if (line === 'q') process.exit(0);
  else console.log('batch ' + line.slice(2) + ' 1000000 1');
});
`;

const compile: Compile = async ({ source, inputs }) => {
  if (source === 'refused') return { ok: false, diagnostics: [] };
  const tool = source === 'elsewhere' ? 'no-such-compiler' : 'node';
  const emission: Emission = { backend: 'rust', code: source, map: [], notes: [], inputs };
  return {
    ok: true,
    emission,
    project: {
      files: { 'main.mjs': PROGRAM(source) },
      toolchains: [
        {
          needs: [{ tool, versionArg: '--version' }],
          build: source === 'broken' ? [['node', '--no-such-flag']] : [],
          run: ['node', '{dir}/main.mjs'],
        },
      ],
    },
  };
};

const cache = mkdtempSync(join(tmpdir(), 'bridge-'));
const bridge = createBridge(compile);
const server = createServer(createApp({ root: cache, mounts: [bridge] }));
let port = 0;

beforeAll(async () => {
  process.env.CODE_LIVE_CACHE = cache;
  port = await listen(server, 0, false);
});
afterAll(async () => {
  await bridge.close();
  server.close();
  delete process.env.CODE_LIVE_CACHE;
  rmSync(cache, { recursive: true, force: true });
});

function ask(
  method: string,
  path: string,
  headers: OutgoingHttpHeaders,
  body = '',
): Promise<{ status: number; body: unknown }> {
  return new Promise((resolve, reject) => {
    const sent = request({ port, host: '127.0.0.1', path, method, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, body: text.startsWith('{') ? JSON.parse(text) : text }),
      );
    });
    sent.on('error', reject).end(body);
  });
}

const own = () => ({
  origin: `http://127.0.0.1:${port}`,
  [BRIDGE_TOKEN_HEADER]: bridge.token,
  'content-type': 'application/json',
});

const valid = {
  backend: 'rust',
  source: 'value',
  inputs: [{ name: 'x', type: { kind: 'int', range: { min: '0', max: null } }, value: 4 }],
  passes: [],
  settings: { level: 0.5, parallel: 1, unsafe: false, mode: 'loops' },
  deadline: 5000,
};
const run = (changes: object = {}) =>
  ask('POST', '/bridge/run', own(), JSON.stringify({ ...valid, ...changes }));
const series = (handle: string, changes: object = {}) =>
  ask(
    'POST',
    '/bridge/series',
    own(),
    JSON.stringify({ handle, count: 10, samples: 3, limit: 100, deadline: 5000, ...changes }),
  );
const close = (handle: string) => ask('POST', '/bridge/close', own(), JSON.stringify({ handle }));
const handleOf = ({ body }: { readonly body: unknown }) =>
  z.object({ handle: z.string() }).parse(body).handle;

describe('who may use the bridge', () => {
  const without = (header: string) =>
    Object.fromEntries(Object.entries(own()).filter(([name]) => name !== header));

  it.each<[string, () => OutgoingHttpHeaders, number, string]>([
    ['no token', () => without(BRIDGE_TOKEN_HEADER), 401, 'wrong-token'],
    [
      'a wrong token',
      () => ({ ...own(), [BRIDGE_TOKEN_HEADER]: 'x'.repeat(bridge.token.length) }),
      401,
      'wrong-token',
    ],
    ['a foreign origin', () => ({ ...own(), origin: 'https://evil.example' }), 403, 'foreign-origin'],
    ['a sandboxed frame', () => ({ ...own(), origin: 'null' }), 403, 'foreign-origin'],
    ['another local port', () => ({ ...own(), origin: 'http://127.0.0.1:1' }), 403, 'foreign-origin'],
    ['no origin', () => without('origin'), 403, 'foreign-origin'],
  ])('refuses %s', async (_, headers, status, code) => {
    for (const path of ['run', 'series', 'close']) {
      const answer = await ask('POST', `/bridge/${path}`, headers(), JSON.stringify(valid));
      expect(answer).toMatchObject({ status, body: { error: { code } } });
    }
  });

  it('refuses a foreign host', async () => {
    expect((await ask('POST', '/bridge/run', { ...own(), host: 'evil.example' })).status).toBe(403);
  });

  it('refuses a GET from another site, and a preflight', async () => {
    const headers = { ...without('origin'), 'sec-fetch-site': 'cross-site' };
    expect((await ask('GET', '/bridge/toolchains', headers)).status).toBe(403);
    expect((await ask('OPTIONS', '/bridge/run', own())).status).toBe(404);
    expect((await ask('GET', '/bridge/toolchains', without('origin'))).status).toBe(200);
  });

  it('draws a new token for each start', () => {
    expect(createBridge(compile).token).not.toBe(bridge.token);
    expect(bridge.token.length).toBeGreaterThan(40);
  });
});

describe('what the bridge reads', () => {
  it('names the path of what is not valid', async () => {
    for (const [changes, path] of [
      [{ settings: { ...valid.settings, level: 2 } }, 'settings.level'],
      [{ inputs: [{ ...valid.inputs[0], value: { int: '1\n' } }] }, 'inputs.0.value.int'],
      [{ inputs: [{ ...valid.inputs[0], value: 'q' }] }, 'inputs.x'],
      [{ backend: 'bash' }, 'backend'],
      [{ files: {} }, 'body'],
    ] as const) {
      expect(await run(changes)).toMatchObject({ status: 422, body: { error: { code: 'not-valid', path } } });
    }
  });

  it('refuses what is not JSON', async () => {
    expect(await ask('POST', '/bridge/run', own(), '{')).toMatchObject({
      status: 400,
      body: { error: { code: 'not-json' } },
    });
    expect((await ask('POST', '/bridge/run', { ...own(), 'content-type': 'text/plain' }, '{}')).status).toBe(
      415,
    );
  });

  it('reads no more than it has room for', async () => {
    const declared = { ...own(), 'content-length': MAX_BODY + 1 };
    const early = new Promise<number>((resolve, reject) => {
      const sent = request(
        { port, host: '127.0.0.1', path: '/bridge/run', method: 'POST', headers: declared },
        (response) => {
          resolve(response.statusCode ?? 0);
          sent.destroy();
        },
      );
      sent.on('error', reject).flushHeaders();
    });
    expect(await early).toBe(413);
    const chunked = { ...own(), 'transfer-encoding': 'chunked' };
    expect((await ask('POST', '/bridge/run', chunked, ' '.repeat(MAX_BODY + 1))).status).toBe(413);
  });

  it('knows its own paths only', async () => {
    expect((await ask('GET', '/bridge/run', own())).status).toBe(404);
    expect((await ask('GET', '/bridge/', own())).status).toBe(404);
  });
});

describe('what the bridge answers', () => {
  it('tells which toolchains are here', async () => {
    const { status, body } = await ask('GET', '/bridge/toolchains', own());
    expect(status).toBe(200);
    expect(body).toMatchObject({ tools: { dotnet: null }, machine: { platform: process.platform } });
  });

  it('runs, keeps the program started, and gives it new inputs', async () => {
    const first = await run();
    expect(first).toMatchObject({
      status: 200,
      body: { kind: 'outcome', code: 'value', tools: { node: process.version } },
    });
    const inputs = [{ ...valid.inputs[0], value: 5 }];
    const values = [first, await run(), await run({ inputs })].map(({ body }) =>
      JSON.stringify(body).replace(/.*"value":(\d+).*/, '$1'),
    );
    expect(values[1]).toBe(values[0]);
    expect(values[2]).toBe(`5${values[0]?.slice(1)}`);
  });

  it('measures batches of a program that has run, without being told it again', async () => {
    const handle = handleOf(await run());
    expect(await series(handle)).toMatchObject({
      status: 200,
      body: { kind: 'series', series: { count: 10, elapsed: [1, 1, 1], digests: [1, 1, 1] } },
    });
    expect(await series(handle, { limit: 2 })).toMatchObject({ body: { series: { elapsed: [1, 1] } } });
    for (const path of ['count', 'samples'])
      expect(await series(handle, { [path]: 0 })).toMatchObject({ status: 422, body: { error: { path } } });
  });

  it('says so when the program of a batch has other inputs by now, or was never started', async () => {
    const handle = handleOf(await run());
    await run({ inputs: [{ ...valid.inputs[0], value: 6 }] });
    for (const known of [handle, `${handle}0`, 'nothing'])
      expect(await series(known)).toEqual({ status: 200, body: { kind: 'gone' } });
  });

  it('ends the programs that were closed before those that are played', async () => {
    const playing = handleOf(await run({ source: 'played' }));
    for (let kernel = 0; kernel < 10; kernel++) {
      const handle = handleOf(await run({ source: `kernel ${kernel}` }));
      expect(await close(handle)).toEqual({ status: 200, body: {} });
    }
    expect(await series(playing)).toMatchObject({ body: { kind: 'series' } });
    for (let other = 0; other < 8; other++) await run({ source: `other ${other}` });
    expect(await series(playing)).toMatchObject({ body: { kind: 'gone' } });
  });

  it('keeps a closed program while there is room, and minds no handle that it does not know', async () => {
    const handle = handleOf(await run());
    await close(handle);
    await close('nothing');
    expect(await series(handle)).toMatchObject({ body: { kind: 'series' } });
    expect(await close('x'.repeat(201))).toMatchObject({ status: 422, body: { error: { path: 'handle' } } });
  });

  it.runIf(process.platform === 'linux')('tells how much memory the process has held', async () => {
    const { body } = await series(handleOf(await run()));
    expect(z.object({ memory: z.number() }).parse(body).memory).toBeGreaterThan(1_000_000);
  });

  it('stops what takes too long', async () => {
    const { body } = await run({ source: 'spin', deadline: 400 });
    expect(body).toMatchObject({ kind: 'outcome', outcome: { kind: 'stopped', limit: 'time' } });
  });

  it('tells refusals, missing toolchains and failed builds apart', async () => {
    expect(await run({ source: 'refused' })).toEqual({
      status: 200,
      body: { kind: 'refused', diagnostics: [] },
    });
    expect(await run({ source: 'elsewhere' })).toMatchObject({
      status: 501,
      body: { error: { code: 'no-toolchain' } },
    });
    expect(await run({ source: 'broken' })).toMatchObject({
      status: 500,
      body: { error: { code: 'build-failed' } },
    });
  });

  it('lets the next one in when a caller has gone', async () => {
    const headers = own();
    await new Promise<void>((resolve) => {
      const sent = request({ port, host: '127.0.0.1', path: '/bridge/run', method: 'POST', headers });
      sent.on('error', () => resolve());
      sent.end(JSON.stringify({ ...valid, source: 'spin', deadline: 30_000 }));
      setTimeout(() => sent.destroy(), 600);
    });
    expect(await run()).toMatchObject({ status: 200, body: { kind: 'outcome' } });
  });
});

describe('compiling', () => {
  const printing = {
    id: 'rust',
    title: 'Rust',
    language: 'rust',
    modes: ['loops'],
    parallel: 'threads',
    runsInBrowser: false,
    emit: ({ body, inputs }: Program, { unsafe }: EmitSettings): EmitResult =>
      unsafe
        ? { ok: false, diagnostics: [] }
        : { ok: true, emission: { backend: 'rust', code: body.kind, map: [], notes: [], inputs } },
  } satisfies Backend;
  const native: NativeBackend = {
    ...printing,
    project: ({ code }) => ({ files: { code }, toolchains: [] }),
  };
  const compiler: Compiler = {
    loadBackend: async (id) => (id === 'rust' ? native : printing),
    optimize(program, passes) {
      if (passes.length > 0) throw new Error(`no pass ${passes}`);
      return program;
    },
  };
  const asked = {
    ...valid,
    backend: 'rust' as const,
    source: '[i * x for i in range(x)]',
    inputs: [{ name: 'x', type: int(), value: 3 }],
  };

  it('goes from text to a project', async () => {
    expect(await compileRequest(compiler, asked)).toMatchObject({
      ok: true,
      project: { files: { code: 'comp' } },
    });
  });

  it('hands on the diagnostics of the language and of the backend', async () => {
    const unknown = await compileRequest(compiler, { ...asked, source: '[y for i in range(x)]' });
    expect(unknown).toMatchObject({ ok: false, diagnostics: [{ span: { start: 1, end: 2 } }] });
    const settings = { ...asked.settings, unsafe: true };
    expect(await compileRequest(compiler, { ...asked, settings })).toEqual({ ok: false, diagnostics: [] });
  });

  it.each([
    [{ backend: 'go' as const }, 'backend'],
    [{ settings: { ...asked.settings, mode: 'haiku' } }, 'settings.mode'],
    [{ passes: ['faster'] }, 'passes'],
  ])('names what it does not know: %j', async (changes, path) => {
    await expect(compileRequest(compiler, { ...asked, ...changes })).rejects.toMatchObject({ path });
  });
});

describe('the client', () => {
  const client = (token = bridge.token) => connectBridge(token, `http://127.0.0.1:${port}`);
  const inputs = [{ name: 'x', type: int({ min: -5n, max: 2n ** 70n }), value: 3 }];

  it('is refused outside the page', async () => {
    // Node sends no Origin, as a stranger's program would.
    await expect(client().run({ ...valid, backend: 'rust', inputs })).rejects.toThrow(BridgeFault);
    await expect(client('wrong').toolchains()).rejects.toMatchObject({ code: 'wrong-token' });
  });

  it('asks for the toolchains', async () => {
    expect((await client().toolchains()).machine.cores).toBeGreaterThan(0);
  });
});
