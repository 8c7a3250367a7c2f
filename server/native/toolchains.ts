import { accessSync, constants, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { runCommand } from './command';

export interface FoundTool {
  readonly path: string;
  /** First line that the tool prints about its version. */
  readonly version: string;
}

/** Where installers put compilers without telling the PATH of a desktop session. */
const USUAL_PLACES = [
  join(process.env.CARGO_HOME ?? join(homedir(), '.cargo'), 'bin'),
  '/usr/local/go/bin',
  '/opt/julia/bin',
];

const SUFFIXES = process.platform === 'win32' ? ['.exe', ''] : [''];

/** The executable of that name on the PATH or in one of the usual places. */
export function findOnPath(tool: string): string | undefined {
  const folders = [
    ...(process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== ''),
    ...USUAL_PLACES,
  ];
  return folders
    .flatMap((folder) => SUFFIXES.map((suffix) => join(folder, tool + suffix)))
    .find((path) => isExecutable(path));
}

function isExecutable(path: string): boolean {
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) return false;
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    // Not executable by this user: the same as not there.
    return false;
  }
}

const found = new Map<string, Promise<FoundTool | undefined>>();

/** A tool and its version, asked once per process; undefined when it is not there or does not start. */
export function findTool(tool: string, versionArg: string): Promise<FoundTool | undefined> {
  const key = `${tool} ${versionArg}`;
  const known = found.get(key);
  if (known) return known;
  const asked = askVersion(tool, versionArg);
  found.set(key, asked);
  return asked;
}

async function askVersion(tool: string, versionArg: string): Promise<FoundTool | undefined> {
  const path = findOnPath(tool);
  if (path === undefined) return undefined;
  const { code, stdout, stderr } = await runCommand([path, versionArg], { time: 10_000, output: 65_536 });
  if (code !== 0) return undefined;
  return { path, version: (stdout.trim() || stderr.trim()).split('\n', 1)[0] ?? '' };
}

/** What can be built with: all that is needed by one way of building. */
export interface FoundToolchain<T> {
  readonly toolchain: T;
  readonly tools: Readonly<Record<string, FoundTool>>;
}

interface Needing {
  readonly needs: readonly { readonly tool: string; readonly versionArg: string }[];
}

/** The first toolchain of a list whose tools are all found. */
export async function findToolchain<T extends Needing>(
  toolchains: readonly T[],
): Promise<FoundToolchain<T> | undefined> {
  for (const toolchain of toolchains) {
    const tools = await Promise.all(
      toolchain.needs.map(async ({ tool, versionArg }) => [tool, await findTool(tool, versionArg)] as const),
    );
    const there = tools.flatMap(([tool, at]) => (at === undefined ? [] : [[tool, at] as const]));
    if (there.length === tools.length) return { toolchain, tools: Object.fromEntries(there) };
  }
  return undefined;
}

/** The compilers that the native channels know of. */
const KNOWN = [
  { tool: 'rustc', versionArg: '--version' },
  { tool: 'go', versionArg: 'version' },
  { tool: 'mcs', versionArg: '--version' },
  { tool: 'mono', versionArg: '--version' },
  { tool: 'dotnet', versionArg: '--version' },
  { tool: 'julia', versionArg: '--version' },
] as const;

export type KnownTool = (typeof KNOWN)[number]['tool'];

/** Every known compiler on this machine: its version, or null where it is not found. */
export async function findToolchains(): Promise<Record<KnownTool, string | null>> {
  const versions: Record<KnownTool, string | null> = {
    rustc: null,
    go: null,
    mcs: null,
    mono: null,
    dotnet: null,
    julia: null,
  };
  await Promise.all(
    KNOWN.map(async ({ tool, versionArg }) => {
      versions[tool] = (await findTool(tool, versionArg))?.version ?? null;
    }),
  );
  return versions;
}
