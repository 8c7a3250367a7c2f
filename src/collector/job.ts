import type { BackendId } from '../backends';
import { type DataOf, type DatasetRecord, type Kind, parseRecord, RECORD_KINDS } from '../dataset';
import { hashText } from '../language';
import type { Forecaster } from '../learning/baselines';
import type { Measurement } from '../measure';
import type { Lab } from './lab';
import type { Modes } from './settings';
import type { Piece } from './workshop';

/** What kinds of work there are; each is one function of (lab, seed, index). */
export const JOB_KINDS = [
  'metrics',
  'native',
  'tuning',
  'presets',
  'patches',
  'faults',
  'chaos',
  'forecasts',
  'interactions',
  'live',
] as const;
export type JobKind = (typeof JOB_KINDS)[number];

/** One piece of work: pure but for the clock, so that doing it twice gives the same programs and settings. */
export interface Job {
  readonly kind: JobKind;
  readonly index: number;
  readonly seed: number;
}

export function jobId({ kind, index, seed }: Job): string {
  return `${kind}-${seed}-${String(index).padStart(5, '0')}`;
}

/** What a job is done with. */
export interface Bench {
  readonly lab: Lab;
  readonly modes: Modes;
  readonly session: string;
  readonly app: string;
  readonly signal?: AbortSignal;
  /** For the jobs of kind `forecasts`: a forecaster that has seen no program of the family. */
  readonly forecasterFor?: (family: string) => Forecaster | undefined;
  /** ms since the epoch */
  now(): number;
}

/** The program of a job and its inputs at a size. */
export async function pieceOf({ lab }: Bench, seed: number, index: number): Promise<Piece> {
  return lab.workshop.call('piece', { seed, index });
}

/** Makes records of one job. The id is that of what was run, so a job that runs twice gives the same records. */
export function recorder(bench: Bench, job: Job) {
  const records: DatasetRecord[] = [];
  return {
    records,
    add<K extends Kind>(kind: K, data: DataOf<K>, around: Around): void {
      const { key, backend, provenance = 'live', device, session = bench.session } = around;
      records.push(
        parseRecord({
          id: `${kind}-${hashText(`${jobId(job)}/${key}`)}`,
          kind,
          version: RECORD_KINDS[kind].version,
          time: Math.round(bench.now()),
          session,
          actor: 'simulated',
          provenance,
          device: device && backend ? { [backend]: device.kernels } : {},
          app: bench.app,
          seed: job.seed,
          data,
        }),
      );
    },
  };
}

export type Recorder = ReturnType<typeof recorder>;

interface Around {
  /** What tells this record from the others of its job. */
  readonly key: string;
  readonly backend?: BackendId;
  readonly provenance?: Measurement['provenance'];
  readonly device?: Measurement['calibration'];
  /** Of a simulated performer; else the collecting run's own. */
  readonly session?: string;
}
