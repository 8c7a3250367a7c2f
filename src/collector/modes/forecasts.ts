import type { BackendId } from '../../backends';
import { COVERAGE } from '../../learning/baselines';
import type { MeasuredSettings } from '../../measure';
import { createDraw, type Draw } from '../families';
import { type Bench, type Job, type Recorder, recorder } from '../job';
import { atLevel, defaultSettings, describeChange, type Modes } from '../settings';
import { type Cell, latencyOf, runTrials, TRIAL } from '../trial';
import { rotating, subjectOf, trialOptions } from './shared';

const SIZES = [1_000, 10_000, 100_000] as const;

/**
 * Forecast, then the actual: a forecaster that never saw this program says what two changes will do, both are measured,
 * and the first is measured once more in workers of its own, for the noise floor.
 */
export async function forecastsJob(bench: Bench, job: Job): Promise<Recorder> {
  const out = recorder(bench, job);
  const backend = rotating(bench, job);
  const draw = createDraw(job.seed * 13 + job.index * 7_907);
  const subject = await subjectOf(bench, job, draw.pick(SIZES));
  const forecaster = bench.forecasterFor?.(subject.piece.family);
  if (!forecaster) throw new Error('Forecasts need measurements to learn from: collect metrics first.');
  const before = defaultSettings(backend, bench.modes);
  const changes = [change(draw, before, bench.modes[backend]), change(draw, before, bench.modes[backend])];
  const cells = [before, ...changes].map((settings): Cell => ({ ...subject, backend, settings }));
  const { piece, size } = subject;
  const said = await Promise.all(
    changes.map((settings) =>
      forecaster.forecast({ features: piece.features.counts, backend, size, settings }),
    ),
  );
  const trials = await runTrials(bench.lab, cells, { ...TRIAL, ...trialOptions(bench, job) });
  const [start] = trials;
  const base = start && latencyOf(start);
  if (base === undefined || base === null) return out;
  const again = await runTrials(bench.lab, cells.slice(1), {
    ...TRIAL,
    ...trialOptions(bench, job),
    seed: job.index,
  });
  for (const [i, forecast] of said.entries()) {
    const [trial, later] = [trials[i + 1], again[i]];
    const actual = trial && latencyOf(trial);
    if (!trial || actual === undefined || actual === null) continue;
    out.add(
      'prediction_data',
      {
        code_change: describeChange(before, trial.cell.settings),
        predicted_latency_spike: forecast.p50 - base,
        actual_latency_spike: actual - base,
        prediction_accuracy: Math.max(0, 1 - Math.abs(forecast.p50 - actual) / actual),
        confidence: COVERAGE,
        program_hash: piece.hash,
        family: piece.family,
        backend,
        data_size: size,
        forecaster: forecaster.name,
        settings_before: before,
        settings_after: trial.cell.settings,
        predicted_latency_ms: forecast.p50,
        actual_latency_ms: actual,
        interval: [forecast.low, forecast.high],
        later_latency_ms: later ? latencyOf(later) : null,
      },
      {
        key: JSON.stringify([piece.hash, backend, size, trial.cell.settings]),
        backend,
        device: trial.measurement.calibration,
      },
    );
  }
  return out;
}

/** One move of the faders away from `before`. */
function change(draw: Draw, before: MeasuredSettings, modes: Modes[BackendId]): MeasuredSettings {
  return draw.pick<MeasuredSettings>([
    { ...before, parallel: draw.pick([2, 4]) },
    atLevel(before, draw.pick([0, 0.25, 0.75, 1])),
    { ...before, unsafe: true },
    { ...atLevel(before, draw.pick([0, 1])), unsafe: true },
    { ...before, mode: modes[1] ?? before.mode },
    { ...atLevel(before, 1), parallel: 2 },
  ]);
}
