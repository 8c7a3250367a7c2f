import { cpSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Runtimes that load their own files by name at run time: served under `/vendor/<folder>/`, never from a network. */
const VENDORED: readonly { folder: string; from: string; files: RegExp }[] = [
  {
    folder: 'pyodide',
    from: 'pyodide',
    files: /^(pyodide\.mjs|pyodide\.asm\.(mjs|wasm)|python_stdlib\.zip|pyodide-lock\.json)$/,
  },
  {
    folder: 'duckdb',
    from: '@duckdb/duckdb-wasm/dist',
    files: /^duckdb-eh\.wasm$/,
  },
  { folder: 'sqlite', from: '@sqlite.org/sqlite-wasm/sqlite-wasm/jswasm', files: /^sqlite3\.wasm$/ },
  {
    folder: 'pglite',
    from: '@electric-sql/pglite/dist',
    files: /^(pglite\.wasm|pglite\.data|initdb\.wasm)$/,
  },
  { folder: 'tfjs', from: '@tensorflow/tfjs-backend-wasm/dist', files: /^tfjs-backend-wasm(-simd)?\.wasm$/ },
];

/** Every vendored file: its URL path below the root and where it lies. */
export function vendorFiles(modules: string): { url: string; path: string }[] {
  return VENDORED.flatMap(({ folder, from, files }) => {
    const source = join(modules, from);
    if (!existsSync(source)) return [];
    return readdirSync(source)
      .filter((name) => files.test(name))
      .map((name) => ({ url: `/vendor/${folder}/${name}`, path: join(source, name) }));
  });
}

/** Copies the vendored files into a build. */
export function copyVendorFiles(modules: string, outDir: string): void {
  for (const { url, path } of vendorFiles(modules)) {
    const target = join(outDir, url);
    mkdirSync(dirname(target), { recursive: true });
    cpSync(path, target);
  }
}
