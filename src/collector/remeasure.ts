import type { DatasetRecord } from '../dataset';
import type { Bench } from './job';
import { latencyOf, runTrials, TRIAL } from './trial';

export type Metric = Pick<DatasetRecord<'performance_metrics'>, 'seed' | 'data'>;
type Kernels = Readonly<Record<string, number>>;

export interface Remeasured {
  readonly verdict: string;
  /** Median in ms; null without an agreeing answer. */
  readonly latency: number | null;
  /** ns of the fixed kernels on its backend, of the same minutes. */
  readonly kernels: Kernels;
}

/** The sequence of a seed is searched so far for the program of a metric. */
const AMONG = 5_000;

/** Measures what a metric says once more, from its seed; undefined where no program of the seed has its hash. */
export async function remeasure(bench: Bench, { seed, data }: Metric): Promise<Remeasured | undefined> {
  if (seed === null) return undefined;
  const { workshop } = bench.lab;
  const index = await workshop.call('find', { seed, hash: data.program_hash, among: AMONG });
  if (index === undefined) return undefined;
  const [piece, values] = await Promise.all([
    workshop.call('piece', { seed, index }),
    workshop.call('values', { seed, index, n: data.data_size }),
  ]);
  const { settings } = data.measurement;
  const cell = { piece, size: data.data_size, values, backend: data.backend, settings };
  const [trial] = await runTrials(bench.lab, [cell], { ...TRIAL, seed });
  if (!trial) return undefined;
  const { verdict, calibration } = trial.measurement;
  return { verdict: verdict.kind, latency: latencyOf(trial), kernels: calibration?.kernels ?? {} };
}
