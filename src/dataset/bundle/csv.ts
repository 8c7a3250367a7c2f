import Papa from 'papaparse';
import type { DatasetRecord, Kind } from '../records';
import { columnsOf } from './columns';

type Cell = number | boolean | string | null;

/** Rows as RFC 4180 lines, in pieces; the first piece has the names. */
export class CsvTable {
  private readonly columns;

  constructor(kind: Kind) {
    this.columns = columnsOf(kind);
  }

  header(): string {
    return csvLines([this.columns.map(({ name }) => name)]);
  }

  rows(records: readonly DatasetRecord[]): string {
    return csvLines(records.map((record) => this.columns.map((column) => column.valueOf(record))));
  }
}

/**
 * Lines of a CSV. A text that a spreadsheet would take for a formula gets an apostrophe in front (OWASP CSV injection): Parquet and
 * JSONL keep it as it was.
 */
export function csvLines(rows: readonly (readonly Cell[])[]): string {
  if (rows.length === 0) return '';
  const text = Papa.unparse(rows as Cell[][], {
    newline: '\r\n',
    escapeFormulae: FORMULA,
    skipEmptyLines: false,
  });
  return `${text}\r\n`;
}

const FORMULA = /^[=+\-@\t\r\0]/;
