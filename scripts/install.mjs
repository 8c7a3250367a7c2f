// Plain Node, nothing imported from packages: this runs before they are installed.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));
const marker = join(root, 'node_modules', '.code-live-lock');

/** Runs a command with this terminal; answers its exit code. */
export function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options });
  if (error) throw error;
  return status ?? 1;
}

/** Runs a package's own command line (its `bin`) under this Node, on every platform alike. */
export function packageBin(name, bin = name) {
  const folder = join(root, 'node_modules', name);
  const { bin: entry } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return join(folder, typeof entry === 'string' ? entry : entry[bin]);
}

const digest = () =>
  createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');

/** Whether what is installed is what the lockfile says: by our own mark, or by npm's newer copy of the lockfile. */
function upToDate() {
  if (existsSync(marker) && readFileSync(marker, 'utf8') === digest()) return true;
  const npm = join(root, 'node_modules', '.package-lock.json');
  return existsSync(npm) && statSync(npm).mtimeMs >= statSync(join(root, 'package-lock.json')).mtimeMs;
}

/** Installs the dependencies when they are missing or older than the lockfile. */
export function ensureInstalled() {
  if (!upToDate()) {
    console.log('Installing dependencies (once) …');
    // On Windows npm is a command script, which only a shell can start.
    const status = run('npm', ['ci', '--no-audit', '--no-fund'], { shell: process.platform === 'win32' });
    if (status !== 0) throw new Error(`npm ci failed with exit code ${status}`);
  }
  writeFileSync(marker, digest());
}
