import type { BackendId } from '../../backends';
import { createDraw } from '../families';
import { type Bench, type Job, pieceOf, type Recorder, recorder } from '../job';
import { WORKER_BACKENDS } from '../lab';
import { atLevel, defaultSettings } from '../settings';
import { type Cell, runTrials, TRIAL, type Trial } from '../trial';
import type { Piece } from '../workshop';

/** Every so many programs Python and SQL are measured too: they are slow, and their engines slower to start. */
const SAMPLED = 4;
/** Sizes that Python and SQL are spared. */
const SLOW_LIMIT = 100_000;

/**
 * Stress: one program at two sizes on TypeScript and Wasm with the default settings and one that was drawn; a quarter of
 * the programs on Python and SQL. Gives the program's pattern and one metric for each cell.
 */
export async function metricsJob(bench: Bench, job: Job): Promise<Recorder> {
  const { seed, index } = job;
  const draw = createDraw(seed * 1_000_003 + index);
  const piece = await pieceOf(bench, seed, index);
  const sizes = pickSizes(piece, index);
  const cells: Cell[] = [];
  for (const [at, size] of sizes.entries()) {
    const values = await bench.lab.workshop.call('values', { seed, index, n: size });
    const put = (backend: BackendId, settings: Cell['settings']): void =>
      void cells.push({ piece, size, values, backend, settings });
    for (const backend of ['typescript', 'wasm'] as const) {
      const start = defaultSettings(backend, bench.modes);
      put(backend, start);
      if (at === 0) {
        const level = draw.pick([0, 0.25, 0.75, 1]);
        const unsafe = draw.chance(0.4);
        const mode = draw.pick(bench.modes[backend]);
        put(backend, { ...atLevel(start, level), unsafe, mode, parallel: draw.chance(0.25) ? 2 : 1 });
      }
    }
    if (at === 0 && size <= SLOW_LIMIT) {
      if (index % SAMPLED === 0) put('sql', defaultSettings('sql', bench.modes));
      if (index % SAMPLED === 1) put('python', defaultSettings('python', bench.modes));
    }
  }
  const trials = await runTrials(bench.lab, cells, { ...TRIAL, ...options(bench, job) });
  const out = recorder(bench, job);
  addPattern(out, piece, trials);
  for (const trial of trials) addMetric(out, trial);
  return out;
}

/** One program on the native backends and on those of the page that sample rarely: no cell of the matrix stays empty. */
export async function nativeJob(bench: Bench, job: Job): Promise<Recorder> {
  const { seed, index } = job;
  const piece = await pieceOf(bench, seed, index);
  const size = piece.sizes.find((each) => each >= 1_000) ?? piece.sizes.at(-1) ?? 10;
  const values = await bench.lab.workshop.call('values', { seed, index, n: size });
  const backends = [...bench.lab.backends].filter((id) => !WORKER_BACKENDS.some((each) => each === id));
  const cells = [...backends, 'python' as const, 'sql' as const].map((backend): Cell => {
    return { piece, size, values, backend, settings: defaultSettings(backend, bench.modes) };
  });
  const out = recorder(bench, job);
  for (const trial of await runTrials(bench.lab, cells, { ...TRIAL, ...options(bench, job) }))
    addMetric(out, trial);
  return out;
}

export function options({ signal }: Bench, { seed, index }: Job) {
  return { seed: seed * 31 + index, ...(signal ? { signal } : {}) };
}

/** Two sizes, another pair for each program, so that all sizes get their share. */
function pickSizes({ sizes }: Piece, index: number): number[] {
  const first = sizes[index % sizes.length];
  const second = sizes[(index + 1 + Math.floor(index / sizes.length)) % sizes.length];
  return [...new Set([first, second])].filter((size) => size !== undefined);
}

function addPattern(out: Recorder, piece: Piece, trials: readonly Trial[]): void {
  const { features } = piece;
  const refused = new Set(
    trials
      .filter(({ measurement }) => measurement.verdict.kind === 'refused')
      .map(({ cell }) => cell.backend),
  );
  out.add(
    'code_patterns',
    {
      code: piece.source,
      target: null,
      parallel: features.mayRunParallel,
      complexity: features.nodes,
      nested_level: features.depth,
      functional_style: features.functional,
      mathematical_ops: features.arithmetic,
      data_processing: features.readsData,
      string_ops: features.strings,
      conditionals: features.conditionals,
      result_type: features.resultType,
      refused_by: [...refused],
      program_hash: piece.hash,
      family: piece.family,
      features: features.counts,
    },
    { key: piece.hash },
  );
}

/** One metric with its whole measurement. */
export function addMetric(out: Recorder, { cell, measurement }: Trial, more = ''): void {
  const { piece, backend, size, settings } = cell;
  const { verdict, summary, throughput, memory, calibration } = measurement;
  const agreed = verdict.kind === 'equal' || verdict.kind === 'reference';
  const refused = verdict.kind === 'refused';
  out.add(
    'performance_metrics',
    {
      program_hash: piece.hash,
      code: piece.source,
      family: piece.family,
      backend,
      data_size: size,
      latency_ms: summary?.p50 ?? null,
      throughput_rps: throughput ?? null,
      memory_usage_mb: memory === undefined ? null : memory / 1e6,
      success_rate: agreed ? 1 : 0,
      error_rate: agreed || refused ? 0 : 1,
      fallback_rate: refused ? 1 : 0,
      measurement: rounded(measurement),
    },
    {
      key: JSON.stringify([piece.hash, backend, size, settings, more]),
      backend,
      provenance: measurement.provenance,
      device: calibration,
    },
  );
}

/** Samples to a millionth of their millisecond: no clock here tells more. */
export function rounded<T extends Trial['measurement']>(measurement: T): T {
  const { calibration: _, ...rest } = measurement;
  return JSON.parse(
    JSON.stringify(rest, (_key, value: unknown) =>
      typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(6)) : value,
    ),
  );
}
