import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp, withMeta } from './app';
import { contentType, resolveFile } from './files';
import { isLoopbackHost, isOwnOrigin } from './origin';

const folder = mkdtempSync(join(tmpdir(), 'app-'));
const root = join(folder, 'dist');
const app = createApp({
  root,
  meta: { token: 'a"b' },
  mounts: [{ prefix: '/echo/', handle: async (_, response) => void response.end('mounted') }],
});
const server = createServer(app);
let port = 0;

interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

/** A raw request: unlike fetch it neither normalises the path nor sets the Host header. */
function ask(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request({ port, host: '127.0.0.1', path, method, headers }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => {
        body += text;
      });
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
      );
    });
    sent.on('error', reject).end();
  });
}

beforeAll(async () => {
  mkdirSync(join(root, 'assets'), { recursive: true });
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  writeFileSync(join(root, '.hidden'), 'secret');
  writeFileSync(join(root, 'index.html'), '<html><head><title>x</title></head></html>');
  writeFileSync(join(root, 'runner.html'), '<html><head></head></html>');
  writeFileSync(join(root, 'assets', 'a.wasm'), '\0asm');
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  port = address.port;
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

describe('the local server', () => {
  it('serves the page with the token and without sharing it', async () => {
    const { status, headers, body } = await ask('/?x=1');
    expect(status).toBe(200);
    expect(body).toContain('<head><meta name="token" content="a&quot;b" />');
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['cross-origin-opener-policy']).toBe('same-origin');
    expect(headers['access-control-allow-origin']).toBeUndefined();
  });

  it('serves files with their type, an entity tag and 304', async () => {
    const first = await ask('/assets/a.wasm');
    expect(first.headers['content-type']).toBe('application/wasm');
    expect(first.headers['cross-origin-resource-policy']).toBe('cross-origin');
    expect(first.headers['cache-control']).toContain('immutable');
    const again = await ask('/assets/a.wasm', { 'if-none-match': String(first.headers.etag) });
    expect(again.status).toBe(304);
    expect(again.body).toBe('');
  });

  it('does not write the token into the runner frame', async () => {
    const { status, body, headers } = await ask('/runner.html');
    expect(status).toBe(200);
    expect(body).not.toContain('token');
    expect(headers['content-security-policy']).toContain(`http://127.0.0.1:${port}/vendor/`);
  });

  it.each([
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/assets/../../secret.txt',
    '/..%5csecret.txt',
    '/.hidden',
    '/%00',
    '/%zz',
    '/assets',
    '/assets/a.wasm/x',
    '/missing',
    '//etc/hostname',
  ])('finds nothing at %s', async (path) => {
    const { status, body } = await ask(path);
    expect(status).toBe(404);
    expect(body).not.toContain('secret');
  });

  it.each(['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example:80', '192.168.0.1'])(
    'refuses the host %s',
    async (host) => {
      expect((await ask('/', { host })).status).toBe(403);
    },
  );

  it('refuses other methods', async () => {
    expect((await ask('/', {}, 'POST')).status).toBe(405);
    const head = await ask('/assets/a.wasm', {}, 'HEAD');
    expect([head.status, head.body]).toEqual([200, '']);
  });

  it('hands paths to mounts', async () => {
    expect((await ask('/echo/x')).body).toBe('mounted');
  });
});

describe('parts', () => {
  it('resolves paths below the root only', () => {
    expect(resolveFile('/srv', '/a%20b.js')).toBe('/srv/a b.js');
    expect(resolveFile('/srv', '/')).toBe('/srv/index.html');
    expect(resolveFile('/srv', 'a.js')).toBeUndefined();
  });

  it('knows types', () => {
    expect(contentType('x.WASM')).toBe('application/wasm');
    expect(contentType('x.data')).toBe('application/octet-stream');
  });

  it('knows its own origin', () => {
    expect(isLoopbackHost('LOCALHOST:80')).toBe(true);
    expect(isLoopbackHost('[::1]:80')).toBe(true);
    expect(isOwnOrigin('http://127.0.0.1:80', '127.0.0.1:80')).toBe(true);
    expect(isOwnOrigin('http://127.0.0.1:81', '127.0.0.1:80')).toBe(false);
    expect(isOwnOrigin('http://evil.example', 'evil.example')).toBe(false);
    expect(isOwnOrigin('null', '127.0.0.1:80')).toBe(false);
    expect(isOwnOrigin(undefined, '127.0.0.1:80')).toBe(false);
  });

  it('leaves a page without a head alone', () => {
    expect(withMeta('<p>', { a: 'b' })).toBe('<p>');
  });
});
