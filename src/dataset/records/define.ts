import type { z } from 'zod';

/** What `code-live quality` counts in a category. */
export type Distinct = 'programs' | 'measurements' | 'combinations' | 'sessions' | 'records';

/** One of the eleven categories: the schema of its data and what is asked of it. */
export interface RecordKind<Kind extends string = string, Data extends z.ZodObject = z.ZodObject> {
  readonly kind: Kind;
  /** Version of the data's schema; `UPGRADES` leads from older ones. */
  readonly version: number;
  readonly about: string;
  /** How many are asked for, in distinct ones. */
  readonly minimum: number;
  /** What makes two of them distinct. */
  readonly distinct: Distinct;
  readonly data: Data;
}

export function defineRecord<const Kind extends string, Data extends z.ZodObject>(
  kind: RecordKind<Kind, Data>,
): RecordKind<Kind, Data> {
  return kind;
}
