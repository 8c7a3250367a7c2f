import type { Column, Input, Scalar, ScalarType, TableSource } from '../document';

type TableInput = Extract<Input, { kind: 'table' }>;

/** A file or a typed value that can't be an input, in the performer's words. */
export class InputError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'InputError';
  }
}

/** Tables are copied into the session file, so they stay small. */
export const MAX_ROWS = 20_000;
/** Elements of a list input, for the same reason. */
export const MAX_ELEMENTS = 100_000;
/** Characters of a string input. */
export const MAX_TEXT = 1_000_000;
const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]*$/;

/**
 * Makes a typed table of loose records: a column is int, float, bool or str by what all of its cells can be,
 * and nullable when one is missing.
 * @throws InputError when there is no row, too many, or a cell that is not a plain value
 */
export function tableOf(
  records: readonly Readonly<Record<string, unknown>>[],
  source: TableSource,
): TableInput {
  if (records.length === 0) throw new InputError(`${source.name} has no rows.`);
  if (records.length > MAX_ROWS) {
    throw new InputError(`${source.name} has ${records.length} rows; a table holds up to ${MAX_ROWS}.`);
  }
  const keys = [...new Set(records.flatMap((record) => Object.keys(record)))];
  const names = columnNames(keys);
  const cells = keys.map((key) => records.map((record) => cell(record[key], key, source)));
  const columns = cells.map(
    (values, index): Column => ({
      name: names[index] ?? `column_${index + 1}`,
      type: commonType(values),
      nullable: values.includes(null),
    }),
  );
  const rows = records.map((_, row) =>
    columns.map((column, index) => coerce(cells[index]?.[row] ?? null, column.type)),
  );
  return { kind: 'table', columns, rows, source };
}

function cell(value: unknown, key: string, source: TableSource): Scalar | null {
  if (value === null || value === undefined || value === '') return null;
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'bigint') return Number(value);
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (value instanceof Date) return value.toISOString();
  throw new InputError(`${source.name}: column "${key}" holds more than plain values.`);
}

function commonType(values: readonly (Scalar | null)[]): ScalarType {
  const present = values.filter((value) => value !== null);
  if (present.length === 0) return 'str';
  if (present.every((value) => typeof value === 'boolean')) return 'bool';
  if (present.every((value) => Number.isSafeInteger(value))) return 'int';
  if (present.every((value) => typeof value === 'number')) return 'float';
  return 'str';
}

function coerce(value: Scalar | null, type: ScalarType): Scalar | null {
  return value !== null && type === 'str' ? String(value) : value;
}

/** Column names as Python attributes: `Order Total` becomes `order_total`; doubles get a number. */
function columnNames(keys: readonly string[]): string[] {
  const used = new Set<string>();
  return keys.map((key, index) => {
    const cleaned = key
      .trim()
      .toLowerCase()
      .replace(/[^a-z0-9_]+/g, '_')
      .replace(/^_+|_+$/g, '');
    const base = IDENTIFIER.test(key) ? key : IDENTIFIER.test(cleaned) ? cleaned : `column_${index + 1}`;
    let name = base;
    for (let copy = 2; used.has(name); copy++) name = `${base}_${copy}`;
    used.add(name);
    return name;
  });
}
