import type { BackendId } from '../../backends';
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

/** Literals of texts and characters, and comments, as each language writes them. */
const WORDS: Readonly<Record<BackendId, RegExp>> = {
  python:
    /(?:(?<!\w)[rRbBfFuU]{1,2})?(?:'''[\s\S]*?'''|"""[\s\S]*?"""|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*")|#[^\n]*/g,
  julia: /"""[\s\S]*?"""|"(?:\\.|[^"\\])*"|'(?:\\[^']+|[^'\\\n])'|#[^\n]*/g,
  typescript: /`(?:\\.|[^`\\])*`|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|\/\/[^\n]*|\/\*[\s\S]*?\*\//g,
  go: /`[^`]*`|"(?:\\.|[^"\\\n])*"|'(?:\\[^']+|[^'\\\n])'|\/\/[^\n]*/g,
  rust: /"(?:\\.|[^"\\])*"|'(?:\\[^']+|[^'\\\n])'|\/\/[^\n]*/g,
  csharp: /"(?:\\.|[^"\\])*"|'(?:\\[^']+|[^'\\\n])'|\/\/[^\n]*/g,
  // What stands in double quotes is a name.
  sql: /'(?:[^']|'')*'|--[^\n]*/g,
  wasm: /"(?:\\.|[^"\\])*"|;;[^\n]*/g,
};
const COMMENT = /^(?:#|\/\/|\/\*|--|;;)/;

/** Code of a language without what its author wrote in words. */
export function scrubCode(code: string, language: BackendId = 'python'): string {
  return code.replace(WORDS[language], (found) => (COMMENT.test(found) ? '' : "'…'"));
}

/**
 * A record without what the scrubbing takes out.
 * @param started when its session began, ms since the epoch
 */
export function scrubbed(record: DatasetRecord, { texts, times }: Scrubbing, started: number): DatasetRecord {
  const shift = (time: number): number => (times ? Math.max(0, time - started) : time);
  const shape = RECORD_KINDS[record.kind].data.shape as Record<string, Parameters<typeof metaOf>[0]>;
  const printedIn = 'backend' in record.data ? record.data.backend : 'python';
  const data = Object.fromEntries(
    Object.entries(record.data).map(([name, value]) => {
      const { sensitivity } = (shape[name] && metaOf(shape[name])) ?? {};
      if (sensitivity === 'time' && typeof value === 'number') return [name, shift(value)];
      return [name, texts ? withoutWords(value, sensitivity, printedIn) : value];
    }),
  );
  return { ...record, time: shift(record.time), data } as DatasetRecord;
}

/** @param printedIn language of code that a backend printed */
function withoutWords(value: unknown, sensitivity: FieldMeta['sensitivity'], printedIn: BackendId): unknown {
  if (sensitivity === 'typed text') return withoutTexts(value);
  if (typeof value === 'string') {
    if (sensitivity === 'typed code') return scrubCode(value);
    return sensitivity === 'printed code' ? scrubCode(value, printedIn) : value;
  }
  return withoutMessages(value);
}

/** Texts are emptied; numbers and switches stay. */
function withoutTexts(value: unknown): unknown {
  if (typeof value === 'string') return '';
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, typeof each === 'string' ? '' : each]),
  );
}

/** What an engine said of a run that failed quotes the program: its messages are emptied, at any depth. */
function withoutMessages(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutMessages);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [
      key,
      key === 'message' && typeof each === 'string' ? '' : withoutMessages(each),
    ]),
  );
}
