// npm start: install when needed, build when needed, serve, open the page.
// Options: --port N, --no-open, --rebuild.
import { spawn } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { ensureInstalled, packageBin, root, run } from './install.mjs';

const { values } = parseArgs({
  options: { port: { type: 'string' }, 'no-open': { type: 'boolean' }, rebuild: { type: 'boolean' } },
});

const BUILT_FROM = [
  'src',
  'workers',
  'public',
  'server',
  'index.html',
  'runner.html',
  'vite.config.ts',
  'package-lock.json',
];

/** Time of the newest file below a path, in ms; 0 when there is none. */
function newest(path) {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) return 0;
  if (!found.isDirectory()) return found.mtimeMs;
  return Math.max(found.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

function open(address) {
  const command = { darwin: 'open', win32: 'explorer' }[process.platform] ?? 'xdg-open';
  // Best effort: a machine without a desktop has the printed address.
  spawn(command, [address], { stdio: 'ignore', detached: true })
    .on('error', () => console.log('Open the address above in a browser.'))
    .unref();
}

ensureInstalled();
const built = statSync(join(root, 'dist', 'index.html'), { throwIfNoEntry: false })?.mtimeMs ?? 0;
if (values.rebuild || BUILT_FROM.some((path) => newest(join(root, path)) > built)) {
  console.log('Building the studio …');
  const status = run(process.execPath, [packageBin('vite'), 'build', '--logLevel', 'warn']);
  if (status !== 0) process.exit(status);
}

const args = ['--import', 'tsx', join('server', 'main.ts')];
if (values.port !== undefined) args.push('--port', values.port);
const server = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
let opened = values['no-open'] === true || Boolean(process.env.CI);
createInterface({ input: server.stdout }).on('line', (line) => {
  console.log(line);
  const address = line.match(/http:\/\/\S+/)?.[0];
  if (address && !opened) {
    opened = true;
    open(address);
  }
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.kill(signal));
server.on('exit', (code) => process.exit(code ?? 0));
