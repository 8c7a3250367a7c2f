import type { RawRecord } from '../lean';
import { type DatasetRecord, isKind, KINDS, type Kind } from '../records';

/** An entry of the training guide's file: the data's fields, and the rest of the record beside them. */
export function guideEntry({ data, ...record }: DatasetRecord | RawRecord): Record<string, unknown> {
  return { ...(data as object), record };
}

/**
 * The record of an entry of the guide's file.
 * @throws {Error} when it has no record beside its fields
 */
export function recordOfGuideEntry(kind: Kind, entry: unknown): unknown {
  if (typeof entry !== 'object' || entry === null || !('record' in entry) || typeof entry.record !== 'object')
    throw new Error(`${kind}: an entry without "record", which says whose it is and when it was made.`);
  const { record, ...data } = entry;
  return { ...record, kind, data };
}

/** Every record of the guide's file, category by category. */
export function* recordsOfGuide(file: unknown): Generator<unknown> {
  if (typeof file !== 'object' || file === null) throw new Error('The file is no JSON object of categories.');
  const categories = Object.entries(file).filter(([key]) => isKind(key));
  if (categories.length === 0) throw new Error(`The file has none of the categories ${KINDS.join(', ')}.`);
  for (const [kind, entries] of categories) {
    if (!isKind(kind)) continue;
    if (!Array.isArray(entries)) throw new Error(`${kind} is no list.`);
    for (const entry of entries) yield recordOfGuideEntry(kind, entry);
  }
}
