import { rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { NativeProject, NativeToolchain } from '../../src/backends';
import { type CachedBuild, cacheFolder, hashOf, keepBuild, openBuild, readBuild } from './cache';
import { runCommand } from './command';
import { BUILD_LIMITS, inBackground, type Limits, limited } from './limits';
import { Slots } from './slots';
import { type FoundToolchain, findToolchain } from './toolchains';

export interface Build {
  /** Command that starts the program. */
  readonly run: readonly string[];
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  /** How long compiling took, when it was done, in ms. */
  readonly elapsed: number;
  /** Tool -> version. */
  readonly versions: Readonly<Record<string, string>>;
}

/** No toolchain of the project is on this machine. */
export class ToolchainMissing extends Error {
  override readonly name = 'ToolchainMissing';
  constructor(readonly needs: readonly string[]) {
    super(`none of these toolchains is on this machine: ${needs.join(', or ')}`);
  }
}

/** The compiler did not accept an emitted program: a defect of ours. */
export class BuildFailed extends Error {
  override readonly name = 'BuildFailed';
  constructor(
    readonly command: string,
    readonly output: string,
  ) {
    super(`${command} failed:\n${output.slice(0, 4000)}`);
  }
}

const slots = new Slots(availableParallelism());
const underWay = new Map<string, Promise<CachedBuild>>();

/**
 * Builds a project once; the same files with the same tools come out of the cache.
 * @throws {ToolchainMissing} when nothing here can build it
 * @throws {BuildFailed} when a build command fails or is stopped by a limit
 */
export async function build(project: NativeProject, limits: Limits = BUILD_LIMITS): Promise<Build> {
  const found = await findToolchain(project.toolchains);
  if (found === undefined) {
    throw new ToolchainMissing(
      project.toolchains.map(({ needs }) => needs.map(({ tool }) => tool).join(' + ')),
    );
  }
  const { toolchain } = found;
  const versions = Object.fromEntries(
    Object.entries(found.tools).map(([tool, { version }]) => [tool, version]),
  );
  const hash = hashOf([project.files, toolchain, versions]);
  const cache = join(cacheFolder(), 'builds');
  const environment = { GOCACHE: join(cacheFolder(), 'go-build'), ...toolchain.environment };
  const kept =
    readBuild(cache, hash) ??
    (await once(hash, () => make(cache, hash, project, found, environment, limits)));
  return {
    run: resolve(toolchain.run, kept.folder, found),
    folder: kept.folder,
    environment: filled(environment, kept.folder),
    elapsed: kept.elapsed,
    versions,
  };
}

/** Two callers of one build wait for the same one. */
function once(hash: string, work: () => Promise<CachedBuild>): Promise<CachedBuild> {
  const known = underWay.get(hash);
  if (known) return known;
  const started = slots.run(work).finally(() => underWay.delete(hash));
  underWay.set(hash, started);
  return started;
}

async function make(
  cache: string,
  hash: string,
  project: NativeProject,
  found: FoundToolchain<NativeToolchain>,
  environment: Readonly<Record<string, string>>,
  limits: Limits,
): Promise<CachedBuild> {
  const folder = openBuild(cache, project.files);
  try {
    const begun = performance.now();
    for (const command of found.toolchain.build) {
      const options = {
        time: limits.time,
        output: limits.output,
        cwd: folder,
        env: filled(environment, folder),
      };
      const result = await runCommand(
        inBackground(limited(resolve(command, folder, found), limits)),
        options,
      );
      if (result.code !== 0) {
        const reason = result.stopped === undefined ? '' : `stopped by its ${result.stopped} limit\n`;
        throw new BuildFailed(command.join(' '), reason + result.stderr + result.stdout);
      }
    }
    return keepBuild(cache, hash, folder, performance.now() - begun);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

function filled(environment: Readonly<Record<string, string>>, folder: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).map(([name, value]) => [name, value.replaceAll('{dir}', folder)]),
  );
}

/** An argv with its folder filled in and its executable found. */
function resolve(
  command: readonly string[],
  folder: string,
  found: FoundToolchain<NativeToolchain>,
): readonly string[] {
  const filled = command.map((part) => part.replaceAll('{dir}', folder));
  const [tool = '', ...args] = filled;
  return [found.tools[tool]?.path ?? tool, ...args];
}
