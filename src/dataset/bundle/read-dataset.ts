import { type DatasetRecord, KINDS, type Kind, parseRecord, RecordError } from '../records';

/** What was found in a dataset's files. */
export interface ReadDataset {
  readonly records: readonly DatasetRecord[];
  /** Lines that are no valid records. */
  readonly invalid: readonly { readonly id: string; readonly message: string }[];
}

/**
 * Reads a dataset as it is shipped: gzipped JSON lines, a file for each category. Lines that do not keep to their schema
 * are told apart, never dropped silently.
 * @param open the bytes of a category's file; undefined where there is none
 */
export async function readDataset(
  open: (kind: Kind) => Promise<ReadableStream<Uint8Array<ArrayBuffer>> | undefined>,
  kinds: readonly Kind[] = KINDS,
): Promise<ReadDataset> {
  const records: DatasetRecord[] = [];
  const invalid: { id: string; message: string }[] = [];
  for (const kind of kinds) {
    const bytes = await open(kind);
    if (!bytes) continue;
    const text = await new Response(bytes.pipeThrough(new DecompressionStream('gzip'))).text();
    for (const [number, line] of text.split('\n').entries()) {
      if (line === '') continue;
      try {
        records.push(parseRecord(JSON.parse(line)));
      } catch (error) {
        if (!(error instanceof RecordError || error instanceof SyntaxError)) throw error;
        invalid.push({ id: `${kind}:${number + 1}`, message: error.message });
      }
    }
  }
  return { records, invalid };
}
