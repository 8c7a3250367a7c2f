import type { Input } from '../document';
import { InputError, tableOf } from './table';

type TableInput = Extract<Input, { kind: 'table' }>;

/** Enough for every table that fits `MAX_ROWS`; a bigger file is refused before it is read. */
const MAX_BYTES = 20 * 1024 * 1024;

/**
 * Reads a table from a CSV, JSON (a list of objects, or one object a line) or Parquet file.
 * @throws InputError with what is wrong and where
 */
export async function loadTable(file: File): Promise<TableInput> {
  if (file.size > MAX_BYTES) {
    throw new InputError(`${file.name} is larger than ${MAX_BYTES / 1024 / 1024} MB.`);
  }
  const kind = file.name.toLowerCase().split('.').at(-1);
  if (kind === 'csv' || kind === 'tsv') return csvTable(await file.text(), file.name);
  if (kind === 'json' || kind === 'jsonl' || kind === 'ndjson')
    return jsonTable(await file.text(), file.name);
  if (kind === 'parquet') return parquetTable(await file.arrayBuffer(), file.name);
  throw new InputError(`${file.name}: a table comes from a .csv, .json or .parquet file.`);
}

/** @throws InputError naming the first row that can't be read */
export async function csvTable(text: string, name: string): Promise<TableInput> {
  const { default: Papa } = await import('papaparse');
  const parsed = Papa.parse<Record<string, unknown>>(text.trim(), {
    header: true,
    skipEmptyLines: 'greedy',
    dynamicTyping: true,
  });
  // With a single column there is no delimiter to find, which is no fault of the file.
  const fault = parsed.errors.find((error) => error.code !== 'UndetectableDelimiter');
  if (fault) throw new InputError(`${name}, row ${(fault.row ?? 0) + 2}: ${fault.message}.`);
  return tableOf(parsed.data, { kind: 'csv', name });
}

/** @throws InputError when it is not a list of objects */
export function jsonTable(text: string, name: string): TableInput {
  const data = parseJson(text, name);
  const records = Array.isArray(data) ? data : [data];
  if (!records.every(isRecord)) throw new InputError(`${name} has to be a list of objects.`);
  return tableOf(records, { kind: 'json', name });
}

async function parquetTable(buffer: ArrayBuffer, name: string): Promise<TableInput> {
  const { parquetReadObjects } = await import('hyparquet');
  const records = await parquetReadObjects({ file: buffer }).catch((error: unknown) => {
    throw new InputError(
      `${name} can't be read as Parquet: ${error instanceof Error ? error.message : String(error)}`,
    );
  });
  return tableOf(records, { kind: 'parquet', name });
}

function parseJson(text: string, name: string): unknown {
  const lines = text.trim().split(/\r?\n/);
  try {
    if (lines.length > 1 && lines.every((line) => line.startsWith('{') && line.endsWith('}'))) {
      return lines.map((line): unknown => JSON.parse(line));
    }
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new InputError(`${name} is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
