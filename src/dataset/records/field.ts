import { z } from 'zod';

// The page's policy forbids making code from text, which zod would otherwise try for speed.
z.config({ jitless: true });

/** What a field can give away about the performer; absent where it holds only figures of programs and machines. */
export type Sensitivity =
  /** Text that the performer typed, as code: string literals and comments in it may hold anything. */
  | 'typed code'
  /** Code that the record's backend printed from it: the literals are the performer's. */
  | 'printed code'
  /** Text that the performer typed as text. */
  | 'typed text'
  /** What the performer did, chose or liked. */
  | 'behaviour'
  /** When something happened. */
  | 'time';

export interface FieldMeta {
  readonly description: string;
  /** Unit of the value: ms, MB, runs/s, 0–1, … */
  readonly unit?: string;
  readonly sensitivity?: Sensitivity;
}

/**
 * A field with its meaning and unit: the one place where both are written down. JSON Schema, the privacy sheet, Croissant and the
 * data package read them from here.
 */
export function field<T extends z.ZodType>(
  schema: T,
  description: string,
  more: Omit<FieldMeta, 'description'> = {},
): T {
  return schema.meta({ description, ...more });
}

/** What `field` noted; undefined for a schema without a note. */
export function metaOf(schema: z.ZodType): FieldMeta | undefined {
  const meta = schema.meta();
  if (meta?.description === undefined) return undefined;
  const { unit, sensitivity } = meta as Partial<FieldMeta>;
  return {
    description: meta.description,
    ...(unit === undefined ? {} : { unit }),
    ...(sensitivity === undefined ? {} : { sensitivity }),
  };
}
