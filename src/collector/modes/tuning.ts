import type { MeasuredSettings } from '../../measure';
import { type Bench, type Job, type Recorder, recorder } from '../job';
import { atLevel, defaultSettings } from '../settings';
import { type Cell, latencyOf, runTrials, TRIAL, type Trial } from '../trial';
import { addMetric } from './metrics';
import { addOptimization, rotating, speedUp, subjectOf, trialOptions } from './shared';

const SIZES = [1_000, 10_000, 100_000] as const;
const LEVELS = [0, 0.5, 1] as const;

/**
 * One sweep: a program on one backend at three levels, with and without checks, in its other idiom, and on two threads.
 * Gives the sweep with its best settings, what each change by itself brought, and every cell as a metric.
 */
export async function tuningJob(bench: Bench, job: Job): Promise<Recorder> {
  const backend = rotating(bench, job);
  const subject = await subjectOf(bench, job, SIZES[Math.floor(job.index / 2) % SIZES.length] ?? 1_000);
  const start = defaultSettings(backend, bench.modes);
  const plain = LEVELS.flatMap((level) =>
    [false, true].map((unsafe) => ({ ...atLevel(start, level), unsafe })),
  );
  const otherMode = bench.modes[backend][1] ?? start.mode;
  const variants: MeasuredSettings[] = [
    ...plain,
    { ...atLevel(start, 1), mode: otherMode },
    { ...atLevel(start, 1), mode: otherMode, unsafe: true },
    { ...atLevel(start, 1), parallel: 2 },
  ];
  const cells = variants.map((settings): Cell => ({ ...subject, backend, settings }));
  const trials = await runTrials(bench.lab, cells, { ...TRIAL, ...trialOptions(bench, job) });
  const out = recorder(bench, job);
  for (const trial of trials) addMetric(out, trial);
  addSweep(out, trials);
  addComparisons(out, trials);
  return out;
}

function addSweep(out: Recorder, trials: readonly Trial[]): void {
  const timed = trials.filter((trial) => latencyOf(trial) !== null);
  const best = fastest(timed);
  if (!best) return;
  const { piece, backend, size, settings } = best.cell;
  const benefit = (test: (settings: MeasuredSettings) => boolean): number | null => {
    const [without, with_] = [
      fastest(timed.filter(({ cell }) => !test(cell.settings))),
      fastest(timed.filter(({ cell }) => test(cell.settings))),
    ];
    return without && with_ ? speedUp(without, with_) : null;
  };
  out.add(
    'adaptive_tuning_data',
    {
      code: piece.source,
      program_hash: piece.hash,
      family: piece.family,
      backend,
      code_complexity: piece.features.nodes,
      data_size: size,
      parallel_benefit: benefit(({ parallel }) => parallel > 1),
      unsafe_benefit: benefit(({ unsafe }) => unsafe),
      optimal_settings: {
        parallel: settings.parallel > 1,
        unsafe: settings.unsafe,
        optimization_level: settings.level,
      },
      sweep: trials.map((trial) => ({
        settings: trial.cell.settings,
        latency_ms: latencyOf(trial),
        p95_ms: trial.measurement.summary?.p95 ?? null,
        verdict: trial.measurement.verdict.kind,
      })),
    },
    { key: `${piece.hash}/${backend}/${size}`, backend, device: best.measurement.calibration },
  );
}

/** What one change by itself brought, everything else being equal. */
function addComparisons(out: Recorder, trials: readonly Trial[]): void {
  const find = (
    level: number,
    unsafe: boolean,
    parallel = 1,
    mode = trials[0]?.cell.settings.mode,
  ): Trial | undefined =>
    trials.find(
      ({ cell: { settings: s } }) =>
        s.level === level && s.unsafe === unsafe && s.parallel === parallel && s.mode === mode,
    );
  const [none, full, unchecked, threads] = [find(0, false), find(1, false), find(1, true), find(1, false, 2)];
  const other = trials.find(({ cell: { settings } }) => settings.mode !== none?.cell.settings.mode);
  if (none && full) addOptimization(out, none, full, 'level');
  if (full && unchecked) addOptimization(out, full, unchecked, 'unsafe');
  if (full && threads) addOptimization(out, full, threads, 'parallel');
  if (full && other) addOptimization(out, full, other, 'mode');
}

function fastest(trials: readonly Trial[]): Trial | undefined {
  return trials.reduce<Trial | undefined>((best, trial) => {
    const [time, least] = [latencyOf(trial), best && latencyOf(best)];
    return time !== null && (least === undefined || least === null || time < least) ? trial : best;
  }, undefined);
}
