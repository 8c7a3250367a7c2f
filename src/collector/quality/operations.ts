import { type DatasetRecord, type Kind, parseRecord, RecordError } from '../../dataset';
import { logRecords, readDataset } from '../../dataset/bundle';
import { assess, type WholeQuality } from './report';

/** A dataset that was read, and how long that took. */
export interface Assessed {
  readonly report: WholeQuality;
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
};

export function qualityOperations(): QualityOperations {
  return {
    async ownLog() {
      const from = performance.now();
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
      const loaded = performance.now() - from;
      return { report: assess(records, invalid), loaded };
    },
    async folder({ address }) {
      const from = performance.now();
      const { records, invalid } = await readDataset((kind) => download(address, kind));
      const loaded = performance.now() - from;
      // Forecasters are fitted for minutes on a whole dataset: what was written of these very records stands.
      const written: WholeQuality | undefined = await fetchJson(`${address}/QUALITY.json`);
      if (written?.records === records.length && invalid.length === 0) return { report: written, loaded };
      return {
        report: assess(records, invalid, (await fetchJson(`${address}/cross-check.json`)) ?? null),
        loaded,
      };
    },
  };
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
