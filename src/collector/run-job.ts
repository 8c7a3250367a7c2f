import type { DatasetRecord } from '../dataset';
import type { Bench, Job, JobKind, Recorder } from './job';
import { metricsJob, nativeJob } from './modes/metrics';

const WORK: Readonly<Partial<Record<JobKind, (bench: Bench, job: Job) => Promise<Recorder>>>> = {
  metrics: metricsJob,
  native: nativeJob,
};

/**
 * Does one job.
 * @throws the signal's reason; what the lab throws when it is broken
 */
export async function runJob(bench: Bench, job: Job): Promise<readonly DatasetRecord[]> {
  const work = WORK[job.kind];
  if (!work) throw new RangeError(`there is no job ${job.kind}`);
  return (await work(bench, job)).records;
}
