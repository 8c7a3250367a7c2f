import type { DatasetRecord, FieldMeta } from '../records';
import { metaOf, RECORD_KINDS } from '../records';

/** What is taken out before records leave. */
export interface Scrubbing {
  /** String literals and comments of code become `'…'` and nothing; texts that the performer typed become empty. */
  readonly texts: boolean;
  /** Times become ms since the session began. */
  readonly times: boolean;
}

export const NO_SCRUBBING: Scrubbing = { texts: false, times: false };

/** A string with its prefix, also a triple-quoted one; or a comment. */
const LITERALS =
  /[rRbBfFuU]{0,2}('''[\s\S]*?'''|"""[\s\S]*?"""|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*")|#[^\n]*|\/\/[^\n]*/g;

/** Code without what its author wrote in words. */
export function scrubCode(code: string): string {
  return code.replace(LITERALS, (found) => (/^(#|\/\/)/.test(found) ? '' : "'…'"));
}

/**
 * A record without what the scrubbing takes out.
 * @param started when its session began, ms since the epoch
 */
export function scrubbed(record: DatasetRecord, { texts, times }: Scrubbing, started: number): DatasetRecord {
  const shift = (time: number): number => (times ? Math.max(0, time - started) : time);
  const shape = RECORD_KINDS[record.kind].data.shape as Record<string, Parameters<typeof metaOf>[0]>;
  const data = Object.fromEntries(
    Object.entries(record.data).map(([name, value]) => {
      const meta = shape[name] && metaOf(shape[name]);
      return [name, meta ? scrubbedValue(value, meta, texts, shift) : value];
    }),
  );
  return { ...record, time: shift(record.time), data } as DatasetRecord;
}

function scrubbedValue(
  value: unknown,
  { sensitivity }: FieldMeta,
  texts: boolean,
  shift: (time: number) => number,
): unknown {
  if (sensitivity === 'time' && typeof value === 'number') return shift(value);
  if (!texts) return value;
  if (sensitivity === 'typed code' && typeof value === 'string') return scrubCode(value);
  if (sensitivity === 'typed text') return withoutTexts(value);
  return value;
}

/** Texts are emptied; numbers and switches stay. */
function withoutTexts(value: unknown): unknown {
  if (typeof value === 'string') return '';
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, typeof each === 'string' ? '' : each]),
  );
}
