import { existsSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import {
  type BundleHead,
  EXPORT_SCOPES,
  type ExportScope,
  listSource,
  type OpenedBundle,
  openBundle,
  type RecordSource,
  widest,
} from '../../src/dataset/bundle';

type RawRecord = ReturnType<OpenedBundle['records']> extends Generator<infer Record> ? Record : never;

/** What some files hold, each record once. */
export interface ReadFiles {
  readonly records: readonly RawRecord[];
  readonly heads: readonly BundleHead[];
  readonly source: RecordSource;
  /** Whom each session was exported for, by the widest of its bundles; the folders of merged records remember it. */
  readonly shared: ReadonlyMap<string, ExportScope>;
  /** Records that are in more than one file. */
  readonly twice: number;
  readonly invalid: readonly string[];
}

/** Beside merged records: whom the sessions of people were exported for, which JSON lines do not say. */
export const SCOPES_FILE = 'scopes.json';

/** Of a folder: JSON beside the data describes it, and is read where it is named itself. */
const READABLE = /\.(zip|jsonl|jsonl\.gz)$/;

/**
 * Reads bundles, JSON lines and the guide's JSON, of files and of folders.
 * @throws {Error} that names the file
 */
export async function readFiles(paths: readonly string[]): Promise<ReadFiles> {
  const records = new Map<string, RawRecord>();
  const heads = new Map<string, BundleHead>();
  const shared = new Map<string, ExportScope>();
  const invalid: string[] = [];
  let twice = 0;
  for (const path of await filesOf(paths)) {
    try {
      const bundle = openBundle(await readFile(path));
      for (const head of bundle.heads) {
        heads.set(head.session, head);
        shared.set(head.session, widest(bundle.scope, shared.get(head.session) ?? 'own'));
      }
      for (const [session, scope] of Object.entries(await scopesBeside(path)))
        shared.set(session, widest(scope, shared.get(session) ?? 'own'));
      for (const record of bundle.records((place, message) =>
        invalid.push(`${path}, ${place}: ${message}`),
      )) {
        if (records.has(record.id)) twice++;
        else records.set(record.id, record);
      }
    } catch (error) {
      throw new Error(`${path}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  const all = [...records.values()];
  const known = [...heads.values()];
  return { records: all, heads: known, source: listSource(all, known), shared, twice, invalid };
}

const scopes = z.record(z.string(), z.enum(EXPORT_SCOPES));

/** @throws {Error} where the file says something else than scopes */
async function scopesBeside(path: string): Promise<z.infer<typeof scopes>> {
  const beside = join(dirname(path), SCOPES_FILE);
  if (!existsSync(beside)) return {};
  const found = scopes.safeParse(JSON.parse(await readFile(beside, 'utf8')));
  if (!found.success) throw new Error(`${beside} does not say whom sessions were exported for.`);
  return found.data;
}

async function filesOf(paths: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const path of paths) {
    const is = await stat(path).catch(() => undefined);
    if (!is) throw new Error(`There is no file or folder ${path}.`);
    if (!is.isDirectory()) found.push(path);
    else {
      const inside = (await readdir(path, { recursive: true })).sort();
      found.push(...inside.filter((name) => READABLE.test(name)).map((name) => join(path, name)));
    }
  }
  if (found.length === 0) throw new Error(`There are no records in ${paths.join(', ')}.`);
  return found;
}
