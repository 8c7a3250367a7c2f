import type { BackendId } from '../../backends';
import { metricsOf } from '../../dataset';
import { patternOf } from '../../learning/features';
import { createDraw, type Draw } from '../families';
import { type Bench, type Job, pieceOf, type Recorder, recorder } from '../job';
import { NATIVE_BACKENDS } from '../lab';
import { atLevel, defaultSettings, type Modes } from '../settings';
import { type Cell, rounded, runTrials, TRIAL, type Trial } from '../trial';
import type { Piece } from '../workshop';
import { alternating, trialOptions } from './shared';

/** Python and SQL are spared larger sizes. */
const SLOW_LIMIT = 10_000;

/**
 * Stress: one program on TypeScript and Wasm with the default settings, on one of them with settings that were drawn and
 * at another size, and where it is small enough on SQL or Python. Gives the program's pattern and a metric for each cell.
 */
export async function metricsJob(bench: Bench, job: Job): Promise<Recorder> {
  const { seed, index } = job;
  const draw = createDraw(seed * 1_000_003 + index);
  const piece = await pieceOf(bench, seed, index);
  const inputs = inputsOf(bench, job);
  const cells: Cell[] = [];
  const [size, other] = pickSizes(piece, index);
  const put = async (backend: BackendId, n: number, settings: Cell['settings']): Promise<void> => {
    const values = await inputs(n);
    cells.push({ piece, size: n, values, backend, settings });
  };
  const one = alternating(job);
  for (const backend of ['typescript', 'wasm'] as const)
    await put(backend, size, defaultSettings(backend, bench.modes));
  await put(one, size, drawnSettings(draw, one, bench.modes));
  await put(one, other, defaultSettings(one, bench.modes));
  if (size <= SLOW_LIMIT) {
    const slow = index % 2 === 0 ? 'sql' : 'python';
    await put(slow, size, defaultSettings(slow, bench.modes));
  }
  const trials = await runTrials(bench.lab, cells, { ...TRIAL, ...trialOptions(bench, job) });
  const out = recorder(bench, job);
  addPattern(out, piece, trials);
  for (const trial of trials) addMetric(out, trial);
  return out;
}

/**
 * One program on the native backends, with the default settings and with drawn ones, and on those of the page that sample
 * rarely: no cell of the matrix stays empty.
 */
export async function nativeJob(bench: Bench, job: Job): Promise<Recorder> {
  const { seed, index } = job;
  const piece = await pieceOf(bench, seed, index);
  const draw = createDraw(seed * 1_000_033 + index);
  const least = draw.pick([100, 1_000, 10_000]);
  const size = piece.sizes.find((each) => each >= least) ?? piece.sizes.at(-1) ?? 10;
  const values = await bench.lab.workshop.call('values', { seed, index, n: size });
  const native = NATIVE_BACKENDS.filter((id) => bench.lab.backends.has(id));
  const put = (backend: BackendId, settings: Cell['settings']): Cell => {
    return { piece, size, values, backend, settings };
  };
  const cells = [
    ...[...native, 'python' as const, 'sql' as const].map((id) => put(id, defaultSettings(id, bench.modes))),
    ...native.map((id) => put(id, drawnSettings(draw, id, bench.modes))),
  ];
  const out = recorder(bench, job);
  for (const trial of await runTrials(bench.lab, cells, { ...TRIAL, ...trialOptions(bench, job) }))
    addMetric(out, trial);
  return out;
}

/** A program's inputs, each size asked for once so that its cells share one answer of Python. */
function inputsOf({ lab }: Bench, { seed, index }: Job): (n: number) => Promise<Cell['values']> {
  const known = new Map<number, Promise<Cell['values']>>();
  return (n) => {
    const values = known.get(n) ?? lab.workshop.call('values', { seed, index, n });
    known.set(n, values);
    return values;
  };
}

/** Some other place of the faders than the one that a channel starts with. */
function drawnSettings(draw: Draw, backend: BackendId, modes: Modes): Cell['settings'] {
  const level = draw.pick([0, 0.25, 0.75, 1]);
  const settings = atLevel(defaultSettings(backend, modes), level);
  return {
    ...settings,
    unsafe: draw.chance(0.4),
    mode: draw.pick(modes[backend]),
    parallel: draw.chance(0.25) ? 2 : 1,
  };
}

/** Two sizes, another pair for each program, so that all sizes get their share. */
function pickSizes({ sizes }: Piece, index: number): [number, number] {
  const turn = Math.floor(index / 7);
  const first = sizes[turn % sizes.length] ?? 10;
  const second = sizes[(turn + 1) % sizes.length] ?? first;
  return [first, second];
}

function addPattern(out: Recorder, piece: Piece, trials: readonly Trial[]): void {
  const { features } = piece;
  const refused = new Set(
    trials
      .filter(({ measurement }) => measurement.verdict.kind === 'refused')
      .map(({ cell }) => cell.backend),
  );
  const { source, specs, hash, family } = piece;
  out.add('code_patterns', patternOf({ source, specs, hash, family, features, refusedBy: [...refused] }), {
    key: piece.hash,
  });
}

/** One metric with its whole measurement. */
export function addMetric(out: Recorder, { cell, measurement }: Trial, more = ''): void {
  const { piece, backend, size, settings } = cell;
  const facts = metricsOf(measurement, { code: piece.source, family: piece.family });
  out.add(
    'performance_metrics',
    { ...facts, measurement: rounded(measurement) },
    {
      key: JSON.stringify([piece.hash, backend, size, settings, more]),
      backend,
      provenance: measurement.provenance,
      device: measurement.calibration,
    },
  );
}
