import { type DatasetRecord, type Kind, parseRecord, RecordError } from '../../dataset';
import { logRecords, type ReadDataset, readDataset } from '../../dataset/bundle';
import type { QualityReport } from '../../dataset/quality';
import type { Accuracy } from './accuracy';
import { type CrossCheck, learnable, tallied, type WholeQuality } from './report';

/** A dataset that was read and counted, and how long that took. */
export interface Assessed {
  readonly report: QualityReport;
  /** What can be learnt from it, where that was written beside it; forecasters take a while to fit. */
  readonly accuracy: Accuracy | undefined;
  readonly crossCheck: CrossCheck | null;
  /** ms until every record was there. */
  readonly loaded: number;
}

/** What the quality page asks of its worker. */
export type QualityOperations = {
  /** The log of this browser. */
  readonly ownLog: (request: undefined) => Promise<Assessed>;
  /**
   * A dataset of gzipped JSON lines at an address, for instance the one that comes with the studio; with the
   * `QUALITY.json` beside it, where that has as many records.
   */
  readonly folder: (request: { readonly address: string }) => Promise<Assessed>;
  /** What can be learnt from the records that were read last: fits forecasters to them. */
  readonly accuracy: (request: undefined) => Promise<Accuracy>;
};

export function qualityOperations(): QualityOperations {
  let last: readonly DatasetRecord[] = [];
  return {
    async ownLog() {
      const from = performance.now();
      const { records, invalid } = await readLog();
      last = records;
      const loaded = performance.now() - from;
      return { report: tallied(records, invalid), accuracy: undefined, crossCheck: null, loaded };
    },
    async folder({ address }) {
      const from = performance.now();
      const { records, invalid } = await readDataset((kind) => download(address, kind));
      last = records;
      const loaded = performance.now() - from;
      const written: WholeQuality | undefined = await fetchJson(`${address}/QUALITY.json`);
      // What was written of these very records stands.
      if (written?.records === records.length && invalid.length === 0) {
        const { accuracy, crossCheck } = written;
        return { report: written, accuracy, crossCheck, loaded };
      }
      const crossCheck = (await fetchJson<CrossCheck>(`${address}/cross-check.json`)) ?? null;
      return { report: tallied(records, invalid), accuracy: undefined, crossCheck, loaded };
    },
    accuracy: async () => learnable(last),
  };
}

async function readLog(): Promise<ReadDataset> {
  const records: DatasetRecord[] = [];
  const invalid: { id: string; message: string }[] = [];
  for await (const raw of logRecords()) {
    try {
      records.push(parseRecord(raw));
    } catch (error) {
      if (!(error instanceof RecordError)) throw error;
      invalid.push({ id: raw.id, message: error.message });
    }
  }
  return { records, invalid };
}

async function fetchJson<T>(address: string): Promise<T | undefined> {
  const response = await fetch(address);
  return response.ok ? response.json() : undefined;
}

async function download(
  address: string,
  kind: Kind,
): Promise<ReadableStream<Uint8Array<ArrayBuffer>> | undefined> {
  const response = await fetch(`${address}/${kind}.jsonl.gz`);
  return response.ok ? (response.body ?? undefined) : undefined;
}
