import { createWriteStream, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { finished } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { type DatasetRecord, KINDS, type Kind } from '../../src/dataset';
import { guideEntry } from '../../src/dataset/bundle';

/** What is known of a whole collection; `dataset.json` beside the categories. */
export interface Manifest {
  readonly format: 1;
  readonly created: string;
  readonly session: string;
  readonly seed: number;
  readonly app: string;
  readonly machine: unknown;
  /** How it was asked for. */
  readonly command: string;
  /** How each time was taken, in words; absent in what earlier versions collected. */
  readonly method?: string;
  /** Records by category; a category without any has no file. */
  readonly counts: Readonly<Partial<Record<Kind, number>>>;
}

/** A folder: one gzipped file of JSON lines for each category, and `dataset.json`. */
export async function writeFolder(
  folder: string,
  records: AsyncIterable<DatasetRecord>,
  about: Omit<Manifest, 'counts' | 'format'>,
): Promise<Manifest> {
  mkdirSync(folder, { recursive: true });
  const counts: Partial<Record<Kind, number>> = {};
  const files = new Map<Kind, ReturnType<typeof createGzip>>();
  const ends: Promise<void>[] = [];
  for await (const record of records) {
    counts[record.kind] = (counts[record.kind] ?? 0) + 1;
    let file = files.get(record.kind);
    if (!file) {
      file = createGzip({ level: 9 });
      const target = createWriteStream(join(folder, `${record.kind}.jsonl.gz`));
      ends.push(finished(file.pipe(target)));
      files.set(record.kind, file);
    }
    if (!file.write(`${JSON.stringify(record)}\n`))
      await new Promise((resolve) => file?.once('drain', resolve));
  }
  for (const file of files.values()) file.end();
  await Promise.all(ends);
  const manifest: Manifest = { format: 1, ...about, counts };
  writeFileSync(join(folder, 'dataset.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
}

/** One JSON file with the guide's names for its keys, each a list of the records' data. */
export async function writeEnvelope(
  path: string,
  records: AsyncIterable<DatasetRecord>,
  about: Omit<Manifest, 'counts' | 'format'>,
): Promise<Manifest> {
  mkdirSync(dirname(path), { recursive: true });
  const byKind = Object.fromEntries(KINDS.map((kind) => [kind, [] as DatasetRecord[]])) as Record<
    Kind,
    DatasetRecord[]
  >;
  for await (const record of records) byKind[record.kind].push(record);
  const counts = Object.fromEntries(KINDS.map((kind) => [kind, byKind[kind].length]));
  const manifest: Manifest = { format: 1, ...about, counts };
  const out = createWriteStream(path);
  out.write(`{"metadata":${JSON.stringify(manifest)}`);
  for (const kind of KINDS) {
    out.write(`,\n${JSON.stringify(kind)}:[`);
    for (const [i, record] of byKind[kind].entries())
      out.write(`${i > 0 ? ',\n' : ''}${JSON.stringify(guideEntry(record))}`);
    out.write(']');
  }
  out.end('}\n');
  await finished(out);
  return manifest;
}
