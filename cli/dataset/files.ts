import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type BundleHead,
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
  /** Whom each session of a bundle was exported for, by the widest of its bundles. */
  readonly shared: ReadonlyMap<string, ExportScope>;
  /** Records that are in more than one file. */
  readonly twice: number;
  readonly invalid: readonly string[];
}

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
