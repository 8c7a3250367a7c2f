import { consentAnswers, currentConsents } from '../consent';
import { DexieStore, type StorageOptions } from '../dexie-store';
import type { Head } from '../event-log';
import { type Maintained, maintain } from '../maintain';
import { isIntact } from '../read-session';
import type { DatasetRecord } from '../records';
import { covers, type ExportScope } from './agreement';
import { exportBundle, type Progress, previewBundle } from './export';
import { type Imported, importBundle } from './import';
import type { Scrubbing } from './scrub';
import { storeSource } from './source';
import { ZipSink } from './zip-sink';

/** What leaves, and for whom. */
export interface Choice {
  readonly scope: ExportScope;
  readonly scrubbing: Scrubbing;
  /** Version of the studio. */
  readonly app: string;
}

/** What a worker does with the log, beside the page. */
export interface DatasetOperations {
  readonly [name: string]: (argument: never) => unknown;
  /** @throws {ConsentError} where it is for others and the performer of this browser has not agreed */
  exportLog(choice: Choice): Promise<Exported>;
  preview(choice: Choice): Promise<readonly DatasetRecord[]>;
  importFile(request: { readonly file: Blob; readonly revive: boolean }): Promise<Imported>;
  /** Compacts what is over, deletes what is too old, and names the sessions whose chain is broken. */
  tend(keep: {
    readonly now: number;
    readonly keepDays?: number;
  }): Promise<Maintained & { readonly broken: readonly string[] }>;
}

/** A bundle, and what is not in it. */
export interface Exported {
  readonly blob: Blob;
  /** Sessions that came from files which were not exported for this scope. */
  readonly withheld: number;
}

/** Where a performer agrees, as a refusal says it. */
export const WHERE_TO_AGREE = 'Switch it on in the studio, under Log.';

/** Told beside the answers of calls. */
export interface ProgressMessage {
  readonly progress: Progress;
}

/**
 * @param tell takes progress; at most a few times a second
 * @param storage another IndexedDB, for tests
 */
export function datasetOperations(
  tell: (message: ProgressMessage) => void,
  storage: StorageOptions = {},
): DatasetOperations {
  const store = new DexieStore(storage);
  const onProgress = throttled((progress: Progress) => tell({ progress }));
  return {
    async exportLog({ scope, scrubbing, app }) {
      const zip = new ZipSink();
      const isAgreed = scope === 'own' || currentConsents(await consentAnswers(store.database))[scope];
      const ofFiles = (await store.heads()).filter(({ shared }) => shared !== undefined);
      const known = new Set(ofFiles.map(({ session }) => session));
      const source = await storeSource(store, (head) => mayLeave(head, scope));
      await exportBundle(source, {
        app,
        scope,
        scrubbing,
        onProgress,
        isAgreed: ({ session }) => isAgreed || known.has(session),
        whereToAgree: WHERE_TO_AGREE,
        emit: zip.emit,
      });
      const withheld = ofFiles.filter((head) => !mayLeave(head, scope)).length;
      return { blob: zip.blob(), withheld };
    },
    async preview({ scope, scrubbing }) {
      return previewBundle(await storeSource(store, (head) => mayLeave(head, scope)), scrubbing);
    },
    async importFile({ file, revive }) {
      const data = new Uint8Array(await file.arrayBuffer());
      return importBundle(store, data, { revive, onProgress: (done) => onProgress({ done, total: 0 }) });
    },
    tend: ({ now, keepDays }) =>
      alone(async () => {
        const maintained = await maintain(store, { now, ...(keepDays === undefined ? {} : { keepDays }) });
        return { ...maintained, broken: await brokenSessions(store, await store.heads()) };
      }),
  };
}

/** Sessions of this browser leave as its performer agreed, those of files as far as their file was meant to go. */
function mayLeave({ shared, actor }: Head, scope: ExportScope): boolean {
  return shared === undefined || actor === 'simulated' || covers(shared, scope);
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
