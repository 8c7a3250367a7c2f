import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { startServer } from './studio';

/** What generated code finds when it looks around in a worker of the runner frame. */
const LOOK_AROUND = `
const tried = async (work) => { try { return await work(); } catch (error) { return error.name; } };
const load = (url) => tried(async () => (await fetch(url)).status);
const base = new URL('..', import.meta.url).href;
postMessage({
  isolated: crossOriginIsolated,
  threads: await tried(() => new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true }).buffer.constructor.name),
  evaluated: await tried(() => new Function('return 6 * 7')()),
  runtime: await load(base + 'vendor/runtime.wasm'),
  page: await load(base),
  bridge: await load(base + 'bridge/toolchains'),
  storage: await tried(() => new Promise((resolve, reject) => {
    const request = indexedDB.open('x');
    request.onsuccess = () => resolve('opened');
    request.onerror = () => reject(request.error);
  })),
});
`;

const FRAME = `
const url = new URL('./look-around.js', import.meta.url).href;
const blob = new Blob(['import(' + JSON.stringify(url) + ')'], { type: 'text/javascript' });
const worker = new Worker(URL.createObjectURL(blob));
worker.onmessage = ({ data }) => parent.postMessage({ ...data, origin }, '*');
`;

test('the runner frame has threads and evaluates, but reaches neither page, bridge nor storage', async ({
  page,
}) => {
  const folder = mkdtempSync(join(tmpdir(), 'frame-'));
  for (const name of ['assets', 'vendor']) mkdirSync(join(folder, name));
  writeFileSync(join(folder, 'index.html'), '<!doctype html><html><head></head><body></body></html>');
  writeFileSync(
    join(folder, 'runner.html'),
    '<!doctype html><html><head><script type="module" crossorigin src="/assets/frame.js"></script></head></html>',
  );
  writeFileSync(join(folder, 'assets', 'frame.js'), FRAME);
  writeFileSync(join(folder, 'assets', 'look-around.js'), LOOK_AROUND);
  writeFileSync(join(folder, 'vendor', 'runtime.wasm'), '');
  const server = await startServer(folder);
  await page.goto(server.address);
  const found = await page.evaluate(
    () =>
      new Promise((resolve) => {
        addEventListener('message', ({ data }) => resolve(data), { once: true });
        const frame = document.createElement('iframe');
        frame.setAttribute('sandbox', 'allow-scripts');
        frame.setAttribute('allow', 'cross-origin-isolated');
        frame.src = '/runner.html';
        document.body.append(frame);
      }),
  );
  expect(found).toEqual({
    isolated: true,
    threads: 'SharedArrayBuffer',
    evaluated: 42,
    runtime: 200,
    page: 'TypeError',
    bridge: 'TypeError',
    storage: 'SecurityError',
    origin: 'null',
  });
  await server.stop();
  rmSync(folder, { recursive: true });
});
