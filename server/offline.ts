import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Plugin, transformWithOxc } from 'vite';

const SOURCE = fileURLToPath(new URL('../workers/offline.ts', import.meta.url));

/** Larger files are runtimes: they are kept when they are first used. */
const MOST_BYTES = 1024 * 1024;
/** What the page consists of; fonts of other scripts than the interface's are kept when they are first used. */
const SHELL = /\.(js|css|svg|webmanifest)$|-latin-wght-normal.*\.woff2$/;

/** One file of a build. */
export interface Built {
  readonly name: string;
  readonly bytes: number;
}

/** The paths that the service worker fetches ahead, sorted. */
export function shellFiles(files: readonly Built[]): readonly string[] {
  return files
    .filter(({ name, bytes }) => SHELL.test(name) && bytes <= MOST_BYTES && name !== 'sw.js')
    .map(({ name }) => `/${name}`)
    .sort();
}

/**
 * Adds the service worker of a build, `/sw.js`, which names the build's files and so changes with them.
 * @param extra paths of the public folder that belong to the page
 */
export function offline(extra: readonly string[]): Plugin {
  return {
    name: 'offline',
    apply: 'build',
    // After all others, when every file has its name.
    enforce: 'post',
    async generateBundle(_, bundle) {
      const built = Object.entries(bundle).map(([name, file]) => ({
        name,
        bytes: Buffer.byteLength(file.type === 'chunk' ? file.code : file.source),
      }));
      const files = [...shellFiles(built), ...extra];
      const { code } = await transformWithOxc(readFileSync(SOURCE, 'utf8'), SOURCE);
      const version = createHash('sha256')
        .update(JSON.stringify([files, code]))
        .digest('hex')
        .slice(0, 16);
      const names = `const FILES = ${JSON.stringify(files)};\nconst VERSION = ${JSON.stringify(version)};\n`;
      this.emitFile({ type: 'asset', fileName: 'sw.js', source: names + code });
    },
  };
}
