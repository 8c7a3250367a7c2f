import { DexieStore } from '../dexie-store';
import type { Head } from '../event-log';
import { isIntact } from '../log';
import { type Maintained, maintain } from '../maintain';
import type { DatasetRecord } from '../records';
import { type ExportOptions, exportBundle, type Progress, previewBundle } from './export';
import { type Imported, importBundle } from './import';
import type { Scrubbing } from './scrub';
import { storeSource } from './source';

/** Which sessions leave. */
export interface Choice {
  readonly scope: NonNullable<ExportOptions['scope']>;
  readonly scrubbing: Scrubbing;
  /** Version of the studio. */
  readonly app: string;
}

/** What a worker does with the log, beside the page. */
export interface DatasetOperations {
  readonly [name: string]: (argument: never) => unknown;
  exportLog(choice: Choice): Promise<Blob>;
  preview(choice: Choice): Promise<readonly DatasetRecord[]>;
  importFile(file: Blob): Promise<Imported>;
  /** Compacts what is over, deletes what is too old, and names the sessions whose chain is broken. */
  tend(keep: {
    readonly now: number;
    readonly keepDays?: number;
  }): Promise<Maintained & { readonly broken: readonly string[] }>;
}

/** Told beside the answers of calls. */
export interface ProgressMessage {
  readonly progress: Progress;
}

/** @param tell takes progress; at most a few times a second */
export function datasetOperations(tell: (message: ProgressMessage) => void): DatasetOperations {
  const store = new DexieStore();
  const onProgress = throttled((progress: Progress) => tell({ progress }));
  return {
    async exportLog({ scope, scrubbing, app }) {
      const pieces: Uint8Array<ArrayBuffer>[] = [];
      const source = await storeSource(store);
      await exportBundle(source, {
        app,
        scope,
        scrubbing,
        onProgress,
        emit: (piece) => pieces.push(piece.slice()),
      });
      return new Blob(pieces, { type: 'application/zip' });
    },
    async preview({ scrubbing }) {
      return previewBundle(await storeSource(store), scrubbing);
    },
    async importFile(file) {
      const data = new Uint8Array(await file.arrayBuffer());
      return importBundle(store, data, { onProgress: (done) => onProgress({ done, total: 0 }) });
    },
    tend: ({ now, keepDays }) =>
      alone(async () => {
        const maintained = await maintain(store, { now, ...(keepDays === undefined ? {} : { keepDays }) });
        return { ...maintained, broken: await brokenSessions(store, await store.heads()) };
      }),
  };
}

/** Sessions whose chain was verified in one go. */
const MOST_VERIFIED = 20;

async function brokenSessions(store: DexieStore, heads: readonly Head[]): Promise<string[]> {
  const latest = heads.toSorted((a, b) => b.updated - a.updated).slice(0, MOST_VERIFIED);
  const broken: string[] = [];
  // A session that grows meanwhile is looked at twice before it is called broken.
  for (const { session } of latest) {
    if (!(await isIntact(store, session)) && !(await isIntact(store, session))) broken.push(session);
  }
  return broken;
}

/** One tab tends the log at a time; a tab that finds it tended goes on without. */
async function alone<T extends { readonly broken: readonly string[] }>(
  work: () => Promise<T & Maintained>,
): Promise<Maintained & { readonly broken: readonly string[] }> {
  const { locks } = navigator;
  if (!locks) return work();
  return locks.request('code-live-maintenance', { ifAvailable: true }, (lock) =>
    lock ? work() : { compacted: 0, deleted: 0, broken: [] },
  );
}

const PAUSE = 200;

function throttled(tell: (progress: Progress) => void): (progress: Progress) => void {
  let next = 0;
  return (progress) => {
    const now = performance.now();
    if (now < next && progress.done !== progress.total) return;
    next = now + PAUSE;
    tell(progress);
  };
}
