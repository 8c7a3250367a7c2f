import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { KINDS, makeRecord } from '../../src/dataset';
import { type ExportScope, exportBundle } from '../../src/dataset/bundle';
import { EXAMPLES } from '../../src/dataset/testing';
import { exportFiles, importFiles, pool } from '.';
import { readFiles } from './files';

const DAY = 86_400_000;
let folder: string;
let said: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'code-live-files-'));
  said = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    said += text;
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

/** JSON lines of one performer: a record of each category on each of some days. */
function performer(name: string, days: number): string {
  const lines = Array.from({ length: days }, (_, day) =>
    KINDS.map((kind) =>
      JSON.stringify(
        makeRecord(kind, EXAMPLES[kind] as never, {
          ...{ id: `${name}-${kind}-${day}`, time: 1_763_800_000_000 + day * DAY, session: name },
          ...{ actor: 'human', provenance: 'live', device: {}, app: '0.1.0', seed: null },
        }),
      ),
    ),
  );
  const path = join(folder, `${name}.jsonl`);
  writeFileSync(path, lines.flat().join('\n'));
  return path;
}

/** What a performer exported for somebody. */
async function bundleOf(name: string, days: number, scope: ExportScope): Promise<string> {
  const { source } = await readFiles([performer(name, days)]);
  const pieces: Uint8Array[] = [];
  await exportBundle(source, {
    ...{ app: '0.1.0', scope, isAgreed: () => true },
    emit: (piece) => pieces.push(piece),
  });
  const bundle = join(folder, `${name}-${scope}.zip`);
  writeFileSync(bundle, Buffer.concat(pieces));
  return bundle;
}

it('exports files to a bundle and imports it, each record once', async () => {
  const [ada, bob] = [performer('ada', 2), performer('bob', 1)];
  const out = join(folder, 'out', 'bundle.zip');
  expect(await exportFiles({ out, from: [ada, bob] })).toBe(0);
  const into = join(folder, 'store');
  expect(await importFiles([out], { into })).toBe(0);
  expect(await importFiles([out, ada], { into })).toBe(0);
  expect(said).toContain('33 records added, 0 were here already');
  expect(said).toContain('0 records added, 55 were here already');
  const again = join(folder, 'again.zip');
  await exportFiles({ out: again, from: [into] });
  const [first, second] = await Promise.all([readFiles([out]), readFiles([again])]);
  expect(second.records).toEqual(first.records);
});

it('a merge that can’t read what is kept leaves it as it is', async () => {
  const into = join(folder, 'store');
  await importFiles([performer('ada', 1)], { into });
  const kept = join(into, 'records.jsonl.gz');
  const newer = {
    ...JSON.parse(gunzipSync(readFileSync(kept)).toString().split('\n')[0] ?? ''),
    version: 99,
  };
  for (const held of [Buffer.from('damaged'), gzipSync(`${JSON.stringify(newer)}\n`)]) {
    writeFileSync(kept, held);
    await expect(importFiles([performer('bob', 1)], { into })).rejects.toThrow(/records\.jsonl\.gz/);
    expect(readFileSync(kept)).toEqual(held);
  }
});

it('an export for others needs bundles that their performers exported for it', async () => {
  const out = join(folder, 'class.zip');
  const lines = performer('ada', 1);
  await expect(exportFiles({ out, from: [lines], for: 'class' })).rejects.toThrow(
    /for a class.*\(ada first\).*from the studio/,
  );
  expect(existsSync(out)).toBe(false);
  const bundle = await bundleOf('ada', 1, 'class');
  expect(await exportFiles({ out, from: [bundle, lines], for: 'class' })).toBe(0);
  await expect(exportFiles({ out, from: [out], for: 'publish' })).rejects.toThrow(/for publishing/);
});

it('merged records remember whom their performers exported them for', async () => {
  const into = join(folder, 'store');
  const out = join(folder, 'out.zip');
  await importFiles([await bundleOf('ada', 1, 'class')], { into });
  await importFiles([await bundleOf('bob', 1, 'publish')], { into });
  expect(await exportFiles({ out, from: [into], for: 'class' })).toBe(0);
  await expect(exportFiles({ out, from: [into], for: 'publish' })).rejects.toThrow(/\(ada first\)/);
  await importFiles([performer('cyd', 1)], { into });
  await expect(exportFiles({ out, from: [into], for: 'class' })).rejects.toThrow(/\(cyd first\)/);
});

it('pools many performers into partitions that DuckDB reads with one glob; twice is once', async () => {
  const files = [await bundleOf('ada', 2, 'class'), await bundleOf('bob', 3, 'publish')];
  const out = join(folder, 'pool');
  await pool(files, { out });
  const parts = () =>
    readdirSync(out, { recursive: true })
      .filter((name) => String(name).endsWith('.parquet'))
      .sort();
  const before = parts();
  await pool(files, { out });
  await pool([await bundleOf('cyd', 1, 'class'), ...files], { out });
  expect(parts().length).toBe(before.length + KINDS.length);
  expect(said).toContain('55 records added in 33 partitions, 0 were here already');
  expect(said).toContain('0 records added in 33 partitions, 55 were here already');
  expect(said).toContain('11 records added in 33 partitions, 55 were here already');

  const connection = await (await DuckDBInstance.create()).connect();
  const glob = join(out, 'events', '**', '*.parquet');
  const rows = await connection.runAndReadAll(
    `SELECT schema, date::VARCHAR, count(*)::INT, count(DISTINCT id)::INT
     FROM read_parquet('${glob}', hive_partitioning = true, union_by_name = true)
     WHERE schema = 'performance_metrics.v1' GROUP BY ALL ORDER BY ALL`,
  );
  expect(rows.getRowsJson()).toEqual([
    ['performance_metrics.v1', '2025-11-22', 3, 3],
    ['performance_metrics.v1', '2025-11-23', 2, 2],
    ['performance_metrics.v1', '2025-11-24', 1, 1],
  ]);
  connection.closeSync();
});

it('pools the sessions of people only as far as they were exported, and keeps to whom a pool is for', async () => {
  const [own, shared] = [await bundleOf('ada', 1, 'own'), await bundleOf('bob', 1, 'class')];
  const out = join(folder, 'pool');
  await expect(pool([own, shared], { out })).rejects.toThrow(/for a class.*\(ada first\).*--for own/);
  expect(existsSync(out)).toBe(false);
  expect(await pool([shared], { out })).toBe(0);
  await expect(pool([await bundleOf('cyd', 1, 'publish')], { out, for: 'publish' })).rejects.toThrow(
    /is a pool for class, not for publish/,
  );
  expect(await pool([own], { out: join(folder, 'mine'), for: 'own' })).toBe(0);
});

it('says which file is wrong', async () => {
  const path = join(folder, 'broken.zip');
  writeFileSync(path, 'PK nothing');
  await expect(exportFiles({ out: join(folder, 'x.zip'), from: [path] })).rejects.toThrow(
    /broken\.zip: The zip/,
  );
  await expect(readFiles([join(folder, 'nowhere')])).rejects.toThrow(/no file or folder/);
  await expect(readFiles([mkdtempSync(join(folder, 'empty-'))])).rejects.toThrow(/no records/);
});

it('the same files give the same bundle', async () => {
  const from = [performer('ada', 1)];
  const [one, other] = [join(folder, 'one.zip'), join(folder, 'other.zip')];
  await exportFiles({ out: one, from });
  await exportFiles({ out: other, from });
  expect(Buffer.compare(readFileSync(one), readFileSync(other))).toBe(0);
});
