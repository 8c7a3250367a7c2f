import { sha256Hex } from '../hash';
import type { DatasetRecord, Kind } from '../records';
import { ParquetTable } from './parquet';

/** One file of a pool: rows of one category and day. */
export interface Part {
  /** `events/schema=…/date=…/part-<sha>.parquet`: hive partitions, which DuckDB and Spark read with one glob. */
  readonly path: string;
  readonly data: Uint8Array;
}

/** The folder of a record in a pool. */
export function partitionOf({
  kind,
  version,
  time,
}: Pick<DatasetRecord, 'kind' | 'version' | 'time'>): string {
  return `events/schema=${kind}.v${version}/date=${new Date(time).toISOString().slice(0, 10)}`;
}

/** One file of the records of a partition, named after its content: the same records are the same file. */
export function partOf(folder: string, kind: Kind, records: readonly DatasetRecord[]): Part {
  const table = new ParquetTable(kind);
  for (const record of records.toSorted((a, b) => (a.id < b.id ? -1 : 1))) table.add(record);
  const data = table.take();
  return { path: `${folder}/part-${sha256Hex(data).slice(0, 32)}.parquet`, data };
}
