import { createHash, randomBytes } from 'node:crypto';
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join, normalize, sep } from 'node:path';

/** Builds that are kept; the ones used longest ago go first. */
const KEPT_BUILDS = 500;
/** A folder that was being built in and is older than this belongs to a process that died, in ms. */
const ABANDONED_AFTER = 3_600_000;
const PARTIAL = 'partial-';
const STAMP = 'built.json';

/** Where the operating system keeps what can be made again; `CODE_LIVE_CACHE` names another place. */
export function cacheFolder(): string {
  if (process.env.CODE_LIVE_CACHE) return process.env.CODE_LIVE_CACHE;
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'code-live');
  if (process.platform === 'win32') return join(process.env.LOCALAPPDATA ?? homedir(), 'code-live', 'Cache');
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'code-live');
}

export function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 32);
}

export interface CachedBuild {
  readonly folder: string;
  /** How long the build took when it was made, in ms. */
  readonly elapsed: number;
}

/** A finished build, marked as used now. */
export function readBuild(cache: string, hash: string): CachedBuild | undefined {
  const folder = join(cache, hash);
  const stamp = join(folder, STAMP);
  if (!statSync(stamp, { throwIfNoEntry: false })) return undefined;
  const { elapsed }: { elapsed?: unknown } = JSON.parse(readFileSync(stamp, 'utf8'));
  utimesSync(folder, new Date(), new Date());
  return { folder, elapsed: typeof elapsed === 'number' ? elapsed : 0 };
}

/** A fresh folder with a project's files, to build in. */
export function openBuild(cache: string, files: Readonly<Record<string, string>>): string {
  const folder = join(cache, `${PARTIAL}${process.pid}-${randomBytes(6).toString('hex')}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const [name, text] of Object.entries(files)) {
    const path = normalize(join(folder, name));
    if (isAbsolute(name) || !path.startsWith(folder + sep))
      throw new Error(`a project file outside its folder: ${name}`);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  return folder;
}

/** Makes a built folder the build of that hash; when another process was first, its build is the one. */
export function keepBuild(cache: string, hash: string, partial: string, elapsed: number): CachedBuild {
  writeFileSync(join(partial, STAMP), JSON.stringify({ elapsed }));
  try {
    renameSync(partial, join(cache, hash));
  } catch (error) {
    const taken =
      error instanceof Error &&
      'code' in error &&
      (error.code === 'ENOTEMPTY' || error.code === 'EEXIST' || error.code === 'EPERM');
    rmSync(partial, { recursive: true, force: true });
    if (!taken) throw error;
  }
  prune(cache);
  return { folder: join(cache, hash), elapsed };
}

/** Removes abandoned folders and the builds used longest ago. */
export function prune(cache: string, keep = KEPT_BUILDS, now = Date.now()): void {
  const entries = readdirSync(cache, { withFileTypes: true })
    .filter(
      (entry) => entry.isDirectory() && (entry.name.startsWith(PARTIAL) || /^[0-9a-f]{32}$/.test(entry.name)),
    )
    .map(({ name }) => ({
      name,
      used: statSync(join(cache, name), { throwIfNoEntry: false })?.mtimeMs ?? now,
    }));
  const abandoned = entries.filter(
    ({ name, used }) => name.startsWith(PARTIAL) && now - used > ABANDONED_AFTER,
  );
  const old = entries
    .filter(({ name }) => !name.startsWith(PARTIAL))
    .sort((a, b) => b.used - a.used)
    .slice(keep);
  for (const { name } of [...abandoned, ...old]) rmSync(join(cache, name), { recursive: true, force: true });
}
