import type { BasicType } from 'hyparquet-writer';
import { parquetWriteBuffer } from 'hyparquet-writer';
import type { DatasetRecord, Kind } from '../records';
import { type Column, type ColumnType, columnsOf } from './columns';

/** Rows of one file: a whole file's columns are in memory while it is written. */
export const ROWS = 50_000;

// Numbers are doubles also where they are whole: 64-bit integers reach JavaScript as BigInt, which is no JSON.
const TYPES: Readonly<Record<ColumnType, BasicType>> = {
  number: 'DOUBLE',
  boolean: 'BOOLEAN',
  text: 'STRING',
  json: 'STRING',
};

/** Rows of one category, until they are a file. */
export class ParquetTable {
  private readonly columns: readonly Column[];
  private data: (number | boolean | string | null)[][];
  rows = 0;

  constructor(kind: Kind) {
    this.columns = columnsOf(kind);
    this.data = this.columns.map(() => []);
  }

  add(record: DatasetRecord): void {
    this.columns.forEach((column, i) => {
      this.data[i]?.push(column.valueOf(record));
    });
    this.rows++;
  }

  /** The rows as a Parquet file; the table is empty afterwards. */
  take(): Uint8Array {
    const columnData = this.columns.map(({ name, type }, i) => ({
      name,
      data: this.data[i] ?? [],
      type: TYPES[type],
      nullable: true,
    }));
    this.data = this.columns.map(() => []);
    this.rows = 0;
    return new Uint8Array(parquetWriteBuffer({ columnData, codec: 'SNAPPY' }));
  }
}
