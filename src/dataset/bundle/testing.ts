import type { RawRecord } from '../lean';
import { KINDS, makeRecord } from '../records';
import { EXAMPLES } from '../testing';
import { type ExportOptions, exportBundle } from './export';
import { listSource, type RecordSource } from './source';

/** So many records of each category, of three sessions. */
export function exampleRecords(each: number): RawRecord[] {
  return Array.from({ length: each }, (_, i) => i).flatMap((i) =>
    KINDS.map((kind) =>
      makeRecord(kind, EXAMPLES[kind] as never, {
        id: `${kind}-${i}`,
        time: 1_763_800_000_000 + i,
        session: `s${i % 3}`,
        actor: i % 3 === 0 ? 'simulated' : 'human',
        provenance: 'live',
        device: { wasm: { arithmetic: 1_200.5 } },
        app: '0.1.0',
        seed: i % 3 === 0 ? 7 : null,
      }),
    ),
  );
}

/** A bundle in memory. */
export async function zipOf(
  source: RecordSource | readonly RawRecord[],
  options: Partial<ExportOptions> = {},
): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  const records = 'heads' in source ? source : listSource(source);
  await exportBundle(records, { app: '0.1.0', ...options, emit: (piece) => pieces.push(piece) });
  return Buffer.concat(pieces);
}
