import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright';
import { build } from 'vite';
import { copyVendorFiles } from '../server/vendor';

const root = fileURLToPath(new URL('..', import.meta.url));

/** A page that holds a part of the studio without the studio around it, built as the studio is. */
export interface BuiltPage {
  /** Where it lies, as `index.html`, with the public files. */
  readonly folder: string;
  remove(): void;
}

/**
 * Builds a page for tests and benchmarks.
 * @param page its HTML, from the root of the project; the scripts that it loads are its harness
 * @param more other pages that it opens
 */
export async function buildPage(page: string, more: readonly string[] = []): Promise<BuiltPage> {
  const folder = mkdtempSync(join(tmpdir(), 'code-live-page-'));
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    worker: { format: 'es', rollupOptions: { external: ['@duckdb/duckdb-wasm/blocking'] } },
    build: {
      target: 'es2022',
      outDir: folder,
      emptyOutDir: true,
      rollupOptions: { input: [page, ...more].map((path) => join(root, path)) },
    },
  });
  cpSync(join(folder, page), join(folder, 'index.html'));
  if (more.length > 0) copyVendorFiles(join(root, 'node_modules'), folder);
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Calls a function of the harness that a page has put under this global name. */
export function harnessCall<Harness extends object>(name: string) {
  return <Method extends keyof Harness & string>(
    page: Page,
    method: Method,
    ...args: Harness[Method] extends (...args: infer Arguments) => unknown ? Arguments : never
  ) =>
    page.evaluate(
      ([global, called, values]) => {
        const harness = (globalThis as unknown as Record<string, unknown>)[global] as Record<
          string,
          (...args: readonly unknown[]) => unknown
        >;
        return harness[called]?.(...values);
      },
      [name, method, args] as const,
    ) as Promise<Harness[Method] extends (...args: never[]) => infer Result ? Awaited<Result> : never>;
}
