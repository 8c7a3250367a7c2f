import { median } from '../../measure';
import { goldenRun } from '../train/golden';
import { type BackendOptions, type MlBackend, switchBackend } from './backends';

/** What a backend did with the fixed task. */
export type BackendRow =
  | {
      readonly backend: MlBackend;
      readonly ok: true;
      /** ms of the first step, which compiles kernels, and the median of the ones after. */
      readonly firstStep: number;
      readonly step: number;
      /** ms that the planned training would take: first step + steps × median. */
      readonly expected: number;
    }
  | { readonly backend: MlBackend; readonly ok: false; readonly why: string };

export interface BackendTable {
  readonly rows: readonly BackendRow[];
  /** The fastest that computes the right losses. */
  readonly chosen: MlBackend;
}

/** Losses of the first three steps of the fixed task, as cpu and wasm compute them. */
export const GOLDEN_LOSSES: readonly number[] = [0.4002084, 0.3403558, 0.3069887];
/** Relative; drivers of GPUs that compute other gradients are off by far more. */
const TOLERANCE: Readonly<Record<MlBackend, number>> = { cpu: 1e-3, wasm: 1e-3, webgl: 1e-2, webgpu: 1e-2 };
const TIMED_STEPS = 5;

/**
 * Runs the fixed task on each backend, checks its losses, and estimates what the planned training would take there.
 * The fastest correct one stays the current backend.
 * @throws {Error} when not one of them works
 */
export async function* probeBackends(
  backends: readonly MlBackend[],
  plannedSteps: number,
  options: BackendOptions = {},
): AsyncGenerator<BackendRow, BackendTable> {
  const rows: BackendRow[] = [];
  for (const backend of backends) {
    const row = await probe(backend, plannedSteps, options);
    rows.push(row);
    yield row;
  }
  const [best] = rows.filter((row) => row.ok).sort((one, other) => one.expected - other.expected);
  if (!best) throw new Error(`no backend of ${backends.join(', ')} works here`);
  await switchBackend(best.backend, options);
  return { rows, chosen: best.backend };
}

async function probe(backend: MlBackend, plannedSteps: number, options: BackendOptions): Promise<BackendRow> {
  try {
    await switchBackend(backend, options);
    const { losses, times } = await goldenRun(1 + TIMED_STEPS);
    const wrong = GOLDEN_LOSSES.findIndex((golden, step) => {
      const error = Math.abs((losses[step] ?? Number.NaN) - golden);
      return !(error <= TOLERANCE[backend] * golden);
    });
    if (wrong >= 0)
      return {
        backend,
        ok: false,
        why: `the loss of step ${wrong + 1} is ${losses[wrong]} instead of ${GOLDEN_LOSSES[wrong]}`,
      };
    const [firstStep = Number.NaN, ...later] = times;
    const step = median(later);
    return { backend, ok: true, firstStep, step, expected: firstStep + plannedSteps * step };
  } catch (error) {
    return { backend, ok: false, why: error instanceof Error ? error.message : String(error) };
  }
}
