import type { BackendId } from '../../backends';
import { compareMeasurements } from '../../measure';
import { type Bench, type Job, pieceOf, type Recorder } from '../job';
import { NATIVE_BACKENDS } from '../lab';
import { type Cell, latencyOf, rounded, type Trial } from '../trial';
import type { Piece } from '../workshop';

/** A program at one size, ready to be put on backends. */
export interface Subject {
  readonly piece: Piece;
  readonly size: number;
  readonly values: Cell['values'];
}

/** The program of a job at the size nearest to the wanted one that it is meant for. */
export async function subjectOf(bench: Bench, { seed, index }: Job, wanted: number): Promise<Subject> {
  const piece = await pieceOf(bench, seed, index);
  const size = piece.sizes.findLast((each) => each <= wanted) ?? piece.sizes[0] ?? 10;
  const values = await bench.lab.workshop.call('values', { seed, index, n: size });
  return { piece, size, values };
}

/** Of the order in which a job's cells are visited. */
export function trialOptions({ signal }: Bench, { seed, index }: Job) {
  return { seed: seed * 31 + index, ...(signal ? { signal } : {}) };
}

/** TypeScript and Wasm in turn: the two that are fast to start and to measure. */
export function alternating({ index }: Job): Extract<BackendId, 'typescript' | 'wasm'> {
  return index % 2 === 0 ? 'wasm' : 'typescript';
}

/** One program in so many sweeps a native backend, where there are any. */
const NATIVE_EVERY = 6;

/** TypeScript and Wasm in turn, and every sixth time one of the native backends that can run here, each in its turn. */
export function rotating({ lab }: Bench, job: Job): BackendId {
  const native = NATIVE_BACKENDS.filter((id) => lab.backends.has(id));
  if (job.index % NATIVE_EVERY !== NATIVE_EVERY - 1) return alternating(job);
  return native[Math.floor(job.index / NATIVE_EVERY) % native.length] ?? alternating(job);
}

/** Time of the first over time of the second, or null where one of them has no time. */
export function speedUp(before: Trial, after: Trial): number | null {
  const [one, other] = [latencyOf(before), latencyOf(after)];
  return one === null || other === null ? null : one / other;
}

/** Adds a comparison of two trials of the same rounds; nothing where one of them has no time. */
export function addOptimization(
  out: Recorder,
  before: Trial,
  after: Trial,
  type: 'patch' | 'level' | 'parallel' | 'unsafe' | 'mode' | 'preset',
): void {
  const improvement = speedUp(before, after);
  if (improvement === null) return;
  const { piece, backend, size, settings } = after.cell;
  const memory = [before, after].map(({ measurement }) => measurement.memory);
  const [used, now] = memory;
  out.add(
    'optimization_results',
    {
      original_code: piece.source,
      optimized_code: after.code,
      optimization_type: type,
      performance_improvement: improvement,
      memory_improvement: used && now ? used / now : null,
      parallel_speedup: type === 'parallel' ? improvement : null,
      unsafe_benefit: type === 'unsafe' ? improvement : null,
      program_hash: piece.hash,
      family: piece.family,
      backend,
      data_size: size,
      patch: settings.passes.join(', '),
      settings_before: before.cell.settings,
      settings_after: settings,
      before: rounded(before.measurement),
      after: rounded(after.measurement),
      p_value: finite(compareMeasurements(before.measurement, after.measurement).p),
    },
    {
      key: JSON.stringify([type, piece.hash, backend, size, before.cell.settings, settings]),
      backend,
      provenance: after.measurement.provenance,
      device: after.measurement.calibration,
    },
  );
}

function finite(p: number): number | null {
  return Number.isFinite(p) ? p : null;
}
