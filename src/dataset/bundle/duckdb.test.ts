import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { KINDS } from '../records';
import { columnsOf, EVENTS } from '.';
import { exampleRecords, zipOf } from './testing';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'code-live-bundle-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

it('DuckDB reads the Parquet of every category, and it has the rows of the JSONL, both ways', async () => {
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const files = unzipSync(await zipOf(exampleRecords(6)));
  const connection = await (await DuckDBInstance.create()).connect();
  const lines = join(folder, 'events.jsonl');
  const events = files[EVENTS];
  if (!events) throw new Error('no events');
  writeFileSync(lines, gunzipSync(events));
  for (const kind of KINDS) {
    const file = join(folder, `${kind}.parquet`);
    writeFileSync(file, files[`data/${kind}-0000.parquet`] ?? new Uint8Array());
    const columns = columnsOf(kind);
    const parquet = columns.map(({ name }) => `"${name}"`).join(', ');
    const envelope = new Set([
      'id',
      'kind',
      'version',
      'time',
      'session',
      'actor',
      'provenance',
      'device',
      'app',
      'seed',
    ]);
    const json = columns
      .map(({ name, type }) => {
        if (name === 'time_iso')
          return `strftime(make_timestamp((line->>'$.time')::BIGINT * 1000), '%Y-%m-%dT%H:%M:%S.%gZ')`;
        const path = envelope.has(name) ? `$."${name}"` : `$.data."${name}"`;
        if (type === 'json') return `nullif((line->'${path}')::VARCHAR, 'null')`;
        const cast = type === 'number' ? '::DOUBLE' : type === 'boolean' ? '::BOOLEAN' : '';
        return `(line->>'${path}')${cast}`;
      })
      .join(', ');
    const fromParquet = `SELECT ${parquet} FROM read_parquet('${file}')`;
    const fromJson = `SELECT ${json} FROM read_json('${lines}', format='newline_delimited', records=false, columns={line: 'JSON'}) WHERE line->>'$.kind' = '${kind}'`;
    const rows = async (sql: string) => (await connection.runAndReadAll(sql)).getRowsJson();
    expect(await rows(`SELECT count(*)::INT FROM (${fromParquet})`), kind).toEqual([[6]]);
    expect(await rows(`${fromParquet} EXCEPT ALL ${fromJson}`), kind).toEqual([]);
    expect(await rows(`${fromJson} EXCEPT ALL ${fromParquet}`), kind).toEqual([]);
  }
  connection.closeSync();
});
