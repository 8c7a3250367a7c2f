import '../../src/trusted-types';
import type { QualityOperations } from '../../src/collector/quality';
import { type EventLog, type LogEvent, openEventLog } from '../../src/dataset';
import { EXAMPLES, pause } from '../../src/dataset/testing';
import { CallError, Client, seeded, workerPort } from '../../src/measure';
import { exportLog } from '../../src/studio/testing';
import QualityWorker from '../../workers/quality?worker';

declare global {
  var logBench: LogBench;
}

/** Times in ms. */
interface Cost {
  readonly total: number;
  /** The longest task of the main thread; undefined where none took over 50 ms. */
  readonly longestTask?: number;
}

interface Written extends Cost {
  readonly events: number;
  /** From handing events over to having them stored, for each batch. */
  readonly flushes: readonly number[];
}

const random = seeded(7);
const within = (least: number, most: number): number => least + Math.floor(random() * (most - least));
/** Of a performance: one event in so many is a measurement, the others are what hands do. */
const MEASUREMENT = 8;
/** Events that are handed over together. */
const BATCH = 500;
/** Wherever the databases of the benchmark lie, the log has the studio's own. */
const NAIVE = 'row-per-event';

/** A drag of a fader, or a measurement of thirty samples, as the studio records them. */
function realisticEvent(order: number): LogEvent {
  const time = 1_763_800_000_000 + order * 40;
  if (order % MEASUREMENT === 0) {
    const { performance_metrics: data } = EXAMPLES;
    const p50 = 0.2 + random();
    const samples = Array.from({ length: 30 }, () => p50 * (0.95 + random() / 10));
    const measurement = { ...data.measurement, samples, size: within(10, 1e6) };
    return { kind: 'performance_metrics', time, data: { ...data, latency_ms: p50, measurement } };
  }
  const path = {
    parameter: 'channels/rust/level',
    first: within(0, 1000),
    deltas: Array.from({ length: within(3, 30) }, () => within(-40, 40)),
    step: 34,
  };
  const duration_ms = path.deltas.length * path.step;
  const data = { ...EXAMPLES.user_interactions, timestamp: time, order, duration_ms, path: [path] };
  return { kind: 'user_interactions', time, data };
}

/** Does some work and watches the main thread meanwhile. */
async function watched<T>(work: () => Promise<T>): Promise<T & Cost> {
  let longest = 0;
  const note = (entries: PerformanceEntryList): void => {
    for (const { duration } of entries) longest = Math.max(longest, duration);
  };
  const observer = new PerformanceObserver((list) => note(list.getEntries()));
  observer.observe({ type: 'longtask' });
  const from = performance.now();
  const result = await work();
  const total = performance.now() - from;
  // The task that has just ended is reported with the next one.
  await new Promise((resolve) => setTimeout(resolve, 100));
  note(observer.takeRecords());
  observer.disconnect();
  return { ...result, total, ...(longest > 0 ? { longestTask: longest } : {}) };
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function flushedInBatches(
  events: number,
  store: (batch: readonly LogEvent[]) => Promise<void>,
): Promise<Written> {
  return watched(async () => {
    const flushes: number[] = [];
    for (let at = 0; at < events; at += BATCH) {
      const batch = Array.from({ length: Math.min(BATCH, events - at) }, (_, i) => realisticEvent(at + i));
      // Making events up is no part of storing them, neither of its time nor of its tasks.
      await pause();
      const from = performance.now();
      await store(batch);
      flushes.push(performance.now() - from);
    }
    return { events, flushes };
  });
}

let log: EventLog | undefined;

const api = {
  /** Through the log, as the studio does. */
  async write(events: number): Promise<Written> {
    const own = await openEventLog();
    const written = await flushedInBatches(events, async (batch) => {
      for (const event of batch) own.append(event);
      await own.flush();
    });
    await own.close();
    return written;
  },
  /** The same events, a row each, in one transaction a batch. */
  async writeRows(events: number): Promise<Written> {
    const opening = indexedDB.open(NAIVE, 1);
    opening.onupgradeneeded = () => {
      const rows = opening.result.createObjectStore('events', { autoIncrement: true });
      rows.createIndex('session', 'session');
    };
    const database = await settled(opening);
    const written = await flushedInBatches(events, (batch) => {
      const transaction = database.transaction('events', 'readwrite', { durability: 'relaxed' });
      const rows = transaction.objectStore('events');
      for (const event of batch) rows.add({ ...event, session: 'one' });
      return new Promise((resolve, reject) => {
        transaction.oncomplete = () => resolve();
        transaction.onabort = () => reject(transaction.error);
      });
    });
    database.close();
    indexedDB.deleteDatabase(NAIVE);
    return written;
  },
  /** From nothing to a log that takes events and knows what there is. */
  reopen() {
    return watched(async () => {
      log = await openEventLog();
      const heads = await log.heads();
      return {
        events: heads.reduce((sum, head) => sum + head.events, 0),
        bytes: heads.reduce((sum, head) => sum + head.bytes, 0),
      };
    });
  },
  /** In the worker of the studio, with progress. */
  exportAll() {
    return watched(async () => {
      let reports = 0;
      const choice = { scope: 'own', scrubbing: { texts: false, times: false } } as const;
      const { blob } = await exportLog(choice, () => reports++).done;
      return { bytes: blob.size, reports };
    });
  },
  /** From the click on Cancel, given at the second report of progress, to the end of the export. */
  cancelled(): Promise<Cost & { readonly took: number }> {
    return watched(
      () =>
        new Promise((resolve, reject) => {
          let reports = 0;
          let from = 0;
          const choice = { scope: 'own', scrubbing: { texts: false, times: false } } as const;
          const job = exportLog(choice, () => {
            if (++reports !== 2) return;
            from = performance.now();
            job.cancel();
          });
          job.done.then(
            () => reject(new Error('the export was over before it could be cancelled')),
            (error) =>
              error instanceof CallError ? resolve({ took: performance.now() - from }) : reject(error),
          );
        }),
    );
  },
  /** The dataset that comes with the studio, beside the page: as its page opens it, and with every record read and checked. */
  shipped() {
    return watched(async () => {
      const client = new Client<QualityOperations>(workerPort(new QualityWorker({ name: 'quality' })));
      const { report, loaded, isWritten } = await client.call('folder', { address: '/dataset', anew: false });
      const again = await client.call('folder', { address: '/dataset', anew: true });
      client.terminate();
      return { records: report.records, loaded, isWritten, read: again.loaded };
    });
  },
};

export type LogBench = typeof api;
globalThis.logBench = api;
