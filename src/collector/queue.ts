import type { DatasetRecord } from '../dataset';
import type { Job } from './job';
import type { Phase } from './plan';

export interface QueueOptions {
  /** Workers that take jobs from the queue. */
  readonly jobs: number;
  readonly isDone: (job: Job) => boolean;
  readonly run: (worker: number, job: Job) => Promise<readonly DatasetRecord[]>;
  /** Keeps what a job gave; a job whose records can't be kept counts as failed. */
  readonly onDone: (job: Job, records: readonly DatasetRecord[]) => void | Promise<void>;
  /** A job that failed is reported and left for the next run. */
  readonly onFailed: (job: Job, error: unknown) => void;
  readonly signal: AbortSignal;
  readonly now?: () => number;
}

/**
 * Works a phase off: each worker takes the next job that nobody has done, until the jobs, the time or the patience are
 * over. Jobs are the same whoever does them, so the number of workers changes only how long it takes.
 */
export async function workOff({ jobs, limit }: Phase, options: QueueOptions): Promise<void> {
  const now = options.now ?? (() => performance.now());
  const end = now() + limit;
  const waiting = jobs.filter((job) => !options.isDone(job)).values();
  const work = async (worker: number): Promise<void> => {
    for (const job of waiting) {
      if (options.signal.aborted || now() >= end) return;
      try {
        await options.onDone(job, await options.run(worker, job));
      } catch (error) {
        if (options.signal.aborted) return;
        options.onFailed(job, error);
      }
    }
  };
  await Promise.all(Array.from({ length: options.jobs }, (_, worker) => work(worker)));
}
