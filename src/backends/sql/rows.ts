import type { Encoded } from '../../language';
import type { ResultType, SqlLayout } from './layout';

/** Reads one column of a row as a value of the given type. */
export type Row = (column: number, type: ResultType) => Encoded;

/** The value that the rows of a result make up. */
export function assemble(layout: SqlLayout, rows: readonly Row[]): Encoded {
  const { shape, type } = layout;
  if (shape === 'value') {
    const [row] = rows;
    if (!row || rows.length > 1) throw new TypeError(`expected one row, got ${rows.length}`);
    return row(0, type);
  }
  if (typeof type === 'string') throw new TypeError('rows make up a container');
  if ('dict' in type) {
    const [key, value] = type.dict;
    return { dict: rows.map((row): readonly [Encoded, Encoded] => [row(0, key), row(1, value)]) };
  }
  const items = (of: ResultType): Encoded[] => rows.map((row) => row(0, of));
  if ('list' in type) return items(type.list);
  if ('sequence' in type) return { tuple: items(type.sequence) };
  if ('set' in type) return { set: items(type.set) };
  if ('frozenset' in type) return { frozenset: items(type.frozenset) };
  if ('generator' in type) return { generator: items(type.generator) };
  throw new TypeError('rows make up a container');
}
