import { z } from 'zod';
import { type DatasetRecord, envelope, type FieldMeta, type Kind, metaOf, RECORD_KINDS } from '../records';

export type ColumnType = 'number' | 'boolean' | 'text' | 'json';

/** One column of a category's table. */
export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  readonly meta: FieldMeta;
  valueOf(record: DatasetRecord): number | boolean | string | null;
}

/** Seen by readers whose tools disagree about the time zone of a number. */
const ISO: Column = {
  name: 'time_iso',
  type: 'text',
  meta: { description: 'When it was recorded, ISO 8601 in UTC.', sensitivity: 'time' },
  valueOf: (record) => new Date(record.time).toISOString(),
};

/** The columns of a category: the envelope, then the fields of its data; what is nested is JSON text. */
export function columnsOf(kind: Kind): readonly Column[] {
  const around = Object.entries<z.ZodType>(envelope.shape).map(([name, schema]) =>
    column(name, schema, (record) => record[name as keyof DatasetRecord]),
  );
  const taken = new Set([...around.map(({ name }) => name), ISO.name]);
  const data = Object.entries<z.ZodType>(RECORD_KINDS[kind].data.shape).map(([name, schema]) =>
    column(
      taken.has(name) ? `data_${name}` : name,
      schema,
      (record) => (record.data as Record<string, unknown>)[name],
    ),
  );
  return [...around, ISO, ...data];
}

function column(name: string, schema: z.ZodType, read: (record: DatasetRecord) => unknown): Column {
  const type = typeOf(schema);
  return {
    name,
    type,
    meta: metaOf(schema) ?? { description: name },
    valueOf: (record) => {
      const value = read(record);
      if (value === null || value === undefined) return null;
      return type === 'json' ? JSON.stringify(value) : (value as number | boolean | string);
    },
  };
}

function typeOf(schema: z.ZodType): ColumnType {
  const inner =
    schema instanceof z.ZodNullable || schema instanceof z.ZodExactOptional ? schema.unwrap() : schema;
  if (inner instanceof z.ZodNumber) return 'number';
  if (inner instanceof z.ZodBoolean) return 'boolean';
  if (inner instanceof z.ZodString || inner instanceof z.ZodEnum) return 'text';
  return 'json';
}
