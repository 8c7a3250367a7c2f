import { type DatasetRecord, KINDS, type Kind, parseRecord, RecordError, sha256Hex } from '../../dataset';
import { browserSource, readDataset } from '../../dataset/bundle';
import { Quality, type QualityReport } from '../../dataset/quality';
import type { Accuracy } from './accuracy';
import type { CrossCheck } from './cross-check';
import { LEARNT_FROM, learnable, tallied, type WholeQuality } from './report';

/** A dataset that was looked at, and how long that took. */
export interface Assessed {
  readonly report: QualityReport;
  /** What can be learnt from it, where that was written beside it; forecasters take a while to fit. */
  readonly accuracy: Accuracy | undefined;
  readonly crossCheck: CrossCheck | null;
  /** ms until everything was there. */
  readonly loaded: number;
  /** Whether the report is the written one, of files with the very bytes of these: no record was gone through again. */
  readonly isWritten: boolean;
}

/** What the quality page asks of its worker. */
export type QualityOperations = {
  /** The log of this browser. */
  readonly ownLog: (request: undefined) => Promise<Assessed>;
  /**
   * A dataset of gzipped JSON lines at an address, for instance the one that comes with the studio: with the `QUALITY.json` beside it,
   * where that is of these very files, or `anew`, from every record.
   */
  readonly folder: (request: { readonly address: string; readonly anew: boolean }) => Promise<Assessed>;
  /** What can be learnt from the records that were read last: fits forecasters to them. */
  readonly accuracy: (request: undefined) => Promise<Accuracy>;
};

export function qualityOperations(): QualityOperations {
  let last: readonly DatasetRecord[] = [];
  return {
    async ownLog() {
      const from = performance.now();
      const { records, report } = await readLog();
      last = records;
      const loaded = performance.now() - from;
      return { report, accuracy: undefined, crossCheck: null, loaded, isWritten: false };
    },
    async folder({ address, anew }) {
      const from = performance.now();
      const written = await writtenOf(address);
      const crossCheck =
        written?.crossCheck ?? (await fetchJson<CrossCheck>(`${address}/cross-check.json`)) ?? null;
      const around = { accuracy: written?.accuracy, crossCheck };
      if (written && !anew)
        return { ...around, report: written, loaded: performance.now() - from, isWritten: true };
      const { records, invalid } = await readDataset(
        async (kind) => (await download(address, kind))?.body ?? undefined,
      );
      last = records;
      const loaded = performance.now() - from;
      return { ...around, report: tallied(records, invalid), loaded, isWritten: false };
    },
    accuracy: async () => learnable(last),
  };
}

async function readLog(): Promise<{
  readonly records: readonly DatasetRecord[];
  readonly report: QualityReport;
}> {
  const source = await browserSource();
  const records: DatasetRecord[] = [];
  const quality = new Quality();
  for await (const raw of source.records()) {
    try {
      const record = parseRecord(raw);
      quality.add(record);
      if (LEARNT_FROM.has(record.kind)) records.push(record);
    } catch (error) {
      if (!(error instanceof RecordError)) throw error;
      quality.addInvalid(raw.id, error.message);
    }
  }
  for (const chunk of source.corrupt) quality.addCorrupt(chunk);
  for (const session of source.broken) quality.addBroken(session);
  return { records, report: quality.report() };
}

/** The report that was written of the files at an address, byte for byte: of others it says nothing. */
async function writtenOf(address: string): Promise<WholeQuality | undefined> {
  const written = await fetchJson<WholeQuality>(`${address}/QUALITY.json`);
  const files = written?.files;
  if (!files) return undefined;
  const same = await Promise.all(
    KINDS.map(async (kind) => {
      const response = await download(address, kind);
      const hash = response && sha256Hex(new Uint8Array(await response.arrayBuffer()));
      return hash === files[kind];
    }),
  );
  return same.every((is) => is) ? written : undefined;
}

async function fetchJson<T>(address: string): Promise<T | undefined> {
  const response = await fetch(address);
  return response.ok ? response.json() : undefined;
}

async function download(address: string, kind: Kind): Promise<Response | undefined> {
  const response = await fetch(`${address}/${kind}.jsonl.gz`);
  return response.ok ? response : undefined;
}
