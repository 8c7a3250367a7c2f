import { PRESETS } from '../../session';
import { type Bench, type Job, type Recorder, recorder } from '../job';
import { presetSettings } from '../settings';
import { type Cell, latencyOf, runTrials, TRIAL, type Trial } from '../trial';
import { addOptimization, rotating, subjectOf, trialOptions } from './shared';

const SIZE = 10_000;

/** Every preset on one program and backend, in the same rounds, and the fastest that agrees with Python. */
export async function presetsJob(bench: Bench, job: Job): Promise<Recorder> {
  const backend = rotating(bench, job);
  const subject = await subjectOf(bench, job, SIZE);
  const cells = PRESETS.map(
    (preset): Cell => ({ ...subject, backend, settings: presetSettings(preset, backend, bench.modes) }),
  );
  const trials = await runTrials(bench.lab, cells, { ...TRIAL, ...trialOptions(bench, job) });
  const measured = PRESETS.flatMap(({ name }, i) => (trials[i] ? [{ name, trial: trials[i] }] : []));
  const ranked = measured
    .flatMap(({ name, trial }) => {
      const time = latencyOf(trial);
      return time === null ? [] : [{ name, trial, time }];
    })
    .sort((a, b) => a.time - b.time);
  const out = recorder(bench, job);
  const [best, second] = ranked;
  if (!best) return out;
  const slowest = ranked.at(-1) ?? best;
  const { piece, size } = subject;
  out.add(
    'preset_recommendations',
    {
      code: piece.source,
      target: backend,
      recommended_preset: best.name,
      confidence: 1,
      reasoning: reasonOf(best, second, slowest),
      program_hash: piece.hash,
      family: piece.family,
      data_size: size,
      measured_best: best.name,
      measured: measured.map(({ name, trial }) => ({
        preset: name,
        latency_ms: latencyOf(trial),
        p95_ms: trial.measurement.summary?.p95 ?? null,
        verdict: trial.measurement.verdict.kind,
      })),
      accepted: null,
    },
    { key: `${piece.hash}/${backend}/${size}`, backend, device: best.trial.measurement.calibration },
  );
  if (slowest !== best) addOptimization(out, slowest.trial, best.trial, 'preset');
  return out;
}

interface Ranked {
  readonly name: string;
  readonly trial: Trial;
  readonly time: number;
}

function reasonOf(best: Ranked, second: Ranked | undefined, slowest: Ranked): string {
  const percent = (other: Ranked): string => `${Math.round((other.time / best.time - 1) * 100)} %`;
  if (!second) return `${best.name} is the only preset that agreed with Python.`;
  return `Measured fastest: ${second.name} took ${percent(second)} longer, ${slowest.name} ${percent(slowest)}.`;
}
