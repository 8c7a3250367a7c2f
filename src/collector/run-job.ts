import type { DatasetRecord } from '../dataset';
import type { Bench, Job, JobKind, Recorder } from './job';
import { chaosJob } from './modes/chaos';
import { faultsJob } from './modes/faults';
import { forecastsJob } from './modes/forecasts';
import { interactionsJob } from './modes/interactions';
import { liveJob } from './modes/live';
import { metricsJob, nativeJob } from './modes/metrics';
import { patchesJob } from './modes/patches';
import { presetsJob } from './modes/presets';
import { tuningJob } from './modes/tuning';

const WORK: Readonly<Record<JobKind, (bench: Bench, job: Job) => Promise<Recorder>>> = {
  metrics: metricsJob,
  native: nativeJob,
  tuning: tuningJob,
  presets: presetsJob,
  patches: patchesJob,
  faults: faultsJob,
  chaos: chaosJob,
  forecasts: forecastsJob,
  interactions: interactionsJob,
  live: liveJob,
};

/**
 * Does one job.
 * @throws the signal's reason; what the lab throws when it is broken
 */
export async function runJob(bench: Bench, job: Job): Promise<readonly DatasetRecord[]> {
  return (await WORK[job.kind](bench, job)).records;
}
