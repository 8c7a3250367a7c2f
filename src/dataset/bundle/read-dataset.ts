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
  // All at once: while one file is parsed, the others come in and are decompressed.
  const read = await Promise.all(kinds.map(async (kind) => readKind(kind, await open(kind))));
  return {
    records: read.flatMap(({ records }) => records),
    invalid: read.flatMap(({ invalid }) => invalid),
  };
}

async function readKind(
  kind: Kind,
  bytes: ReadableStream<Uint8Array<ArrayBuffer>> | undefined,
): Promise<ReadDataset> {
  const records: DatasetRecord[] = [];
  const invalid: { id: string; message: string }[] = [];
  let number = 0;
  for await (const lines of linesOf(bytes)) {
    for (const line of lines) {
      number++;
      if (line === '') continue;
      try {
        records.push(parseRecord(JSON.parse(line)));
      } catch (error) {
        if (!(error instanceof RecordError || error instanceof SyntaxError)) throw error;
        invalid.push({ id: `${kind}:${number}`, message: error.message });
      }
    }
  }
  return { records, invalid };
}

/** The lines of a gzip as they come in: its text is never in memory as a whole. */
async function* linesOf(
  bytes: ReadableStream<Uint8Array<ArrayBuffer>> | undefined,
): AsyncGenerator<readonly string[]> {
  if (!bytes) return;
  const decoder = new TextDecoder();
  let rest = '';
  for await (const piece of bytes.pipeThrough(new DecompressionStream('gzip'))) {
    const lines = (rest + decoder.decode(piece, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    yield lines;
  }
  yield [rest + decoder.decode()];
}
