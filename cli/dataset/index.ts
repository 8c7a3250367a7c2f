import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { finished } from 'node:stream/promises';
import { gzipSync } from 'node:zlib';
import { parquetReadObjects } from 'hyparquet';
import { type DatasetRecord, type Kind, parseRecord } from '../../src/dataset';
import {
  type BundleHead,
  covers,
  type ExportScope,
  exportBundle,
  partitionOf,
  partOf,
  refuseWithheld,
} from '../../src/dataset/bundle';
import { appVersion } from '../version';
import { type ReadFiles, readFiles, SCOPES_FILE } from './files';

export interface ExportOptions {
  readonly out: string;
  readonly from: readonly string[];
  /** Whom the bundle is for. */
  readonly for?: ExportScope;
  readonly scrubTexts?: boolean;
  readonly scrubTimes?: boolean;
}

/** Where a session's performer agrees, as a refusal says it. */
const WHERE = 'Its performer exports it for that from the studio (Log, then Export and import).';

/**
 * Writes one bundle of the records of some files.
 * @returns the exit code
 * @throws {ConsentError} before the file is written, where a session of a person came from no bundle for this scope
 */
export async function exportFiles({
  out,
  from,
  for: scope = 'own',
  scrubTexts = false,
  scrubTimes = false,
}: ExportOptions): Promise<number> {
  const { records, source, shared, invalid } = await readFiles(from);
  const isAgreed = agreedIn(shared, scope);
  refuseWithheld(source, { scope, isAgreed, whereToAgree: WHERE });
  await mkdir(dirname(out), { recursive: true });
  const file = createWriteStream(out);
  const written = await exportBundle(source, {
    app: appVersion(),
    scope,
    isAgreed,
    scrubbing: { texts: scrubTexts, times: scrubTimes },
    emit: (piece) => void file.write(piece),
    onProgress: ({ done, total }) => {
      if (process.stderr.isTTY) process.stderr.write(`\r${Math.round((100 * done) / Math.max(1, total))} %`);
    },
  });
  file.end();
  await finished(file);
  complain(invalid);
  process.stdout.write(`${out}: ${records.length} records, ${written.length} files\n`);
  return 0;
}

/** Whether the performer of a session exported it for this scope, or for a wider one. */
function agreedIn(shared: ReadFiles['shared'], scope: ExportScope): (head: BundleHead) => boolean {
  return ({ session }) => covers(shared.get(session) ?? 'own', scope);
}

/** Where `import` keeps records by default. */
export const STORE = 'code-live-data';
const RECORDS = 'records.jsonl.gz';

/**
 * Merges files into a folder of records, each record once.
 * @returns the exit code
 * @throws Error that names the file; what the folder held stays
 */
export async function importFiles(
  files: readonly string[],
  { into }: { readonly into: string },
): Promise<number> {
  const path = join(into, RECORDS);
  const before = existsSync(path) ? await readFiles([path]) : undefined;
  if (before && before.invalid.length > 0)
    throw new Error(
      `${before.invalid[0]}. The records there stay as they are: merge with a newer version, or into another folder.`,
    );
  const merged = await readFiles(before ? [path, ...files] : files);
  await mkdir(into, { recursive: true });
  const lines = merged.records.map((record) => JSON.stringify(record));
  const scopes = Object.fromEntries([...merged.shared].filter(([, scope]) => scope !== 'own'));
  await writeAtOnce(join(into, SCOPES_FILE), `${JSON.stringify(scopes)}\n`);
  await writeAtOnce(path, gzipSync(`${lines.join('\n')}\n`));
  complain(merged.invalid);
  const added = merged.records.length - (before?.records.length ?? 0);
  process.stdout.write(`${path}: ${added} records added, ${merged.twice} were here already\n`);
  return merged.invalid.length > 0 ? 1 : 0;
}

/** In one step: what is killed leaves the file as it was. */
async function writeAtOnce(path: string, data: string | Uint8Array): Promise<void> {
  await writeFile(`${path}.partial`, data);
  await rename(`${path}.partial`, path);
}

export interface PoolOptions {
  readonly out: string;
  /** Whom the pool is for: the sessions of several people are for others than their performers. */
  readonly for?: ExportScope;
}

/** Whom a pool is for, beside its records. */
const POOL = 'pool.json';

/**
 * Merges bundles of many performers into Parquet by category and day. A record that is in the pool already is not added again, so that
 * pooling twice is pooling once.
 * @returns the exit code
 * @throws {ConsentError} before anything is written, where a session of a person came from no bundle for this scope
 * @throws Error where the folder is a pool for others
 */
export async function pool(
  folders: readonly string[],
  { out, for: scope = 'class' }: PoolOptions,
): Promise<number> {
  const { records, source, shared, invalid } = await readFiles(folders);
  const whereToAgree = `${WHERE} A pool of your own sessions alone takes --for own.`;
  refuseWithheld(source, { scope, isAgreed: agreedIn(shared, scope), whereToAgree });
  await beginPool(out, scope);
  const partitions = new Map<string, { kind: Kind; records: DatasetRecord[] }>();
  for (const raw of records) {
    const record = parseRecord(raw);
    const folder = partitionOf(record);
    const own = partitions.get(folder) ?? { kind: record.kind, records: [] };
    partitions.set(folder, own);
    own.records.push(record);
  }
  let [added, known] = [0, 0];
  for (const [folder, { kind, records }] of partitions) {
    const ids = await idsIn(join(out, folder));
    const fresh = records.filter(({ id }) => !ids.has(id));
    added += fresh.length;
    known += records.length - fresh.length;
    if (fresh.length === 0) continue;
    const { path, data } = partOf(folder, kind, fresh);
    await mkdir(join(out, folder), { recursive: true });
    await writeFile(join(out, path), data);
  }
  complain(invalid);
  process.stdout.write(
    `${out}: ${added} records added in ${partitions.size} partitions, ${known} were here already\n`,
  );
  return 0;
}

/** A pool keeps the scope that it began with: whoever reads it later knows from it how far it may go. */
async function beginPool(out: string, scope: ExportScope): Promise<void> {
  const path = join(out, POOL);
  if (!existsSync(path)) {
    await mkdir(out, { recursive: true });
    await writeFile(path, `${JSON.stringify({ scope })}\n`);
    return;
  }
  const found: { readonly scope?: unknown } = JSON.parse(await readFile(path, 'utf8'));
  if (found.scope !== scope)
    throw new Error(
      `${out} is a pool for ${found.scope}, not for ${scope}: name another folder, or --for ${found.scope}.`,
    );
}

async function idsIn(folder: string): Promise<ReadonlySet<unknown>> {
  const ids = new Set<unknown>();
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter((each) => each.endsWith('.parquet'))) {
    const data = await readFile(join(folder, name));
    const file = data.buffer.slice(data.byteOffset, data.byteOffset + data.length) as ArrayBuffer;
    for (const { id } of await parquetReadObjects({ file, columns: ['id'] })) ids.add(id);
  }
  return ids;
}

/** Some of the records that were left out, and how many. */
function complain(invalid: readonly string[]): void {
  for (const line of invalid.slice(0, 10)) process.stderr.write(`${line}\n`);
  if (invalid.length > 10)
    process.stderr.write(`… and ${invalid.length - 10} more records that are not valid\n`);
}
