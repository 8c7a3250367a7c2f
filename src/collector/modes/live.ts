import { type Bench, type Job, type Recorder, recorder } from '../job';
import { atLevel, defaultSettings } from '../settings';
import { type Cell, LIVE_TURN, runTrials } from '../trial';
import { addMetric } from './metrics';
import { subjectOf, trialOptions } from './shared';

const SIZE = 10_000;
const RAMP = [0, 0.25, 0.5, 0.75, 1] as const;

/**
 * A minute of playing in small: one program on the two channels of the page while its level is ramped up, each turn
 * measured as a live channel is.
 */
export async function liveJob(bench: Bench, job: Job): Promise<Recorder> {
  const subject = await subjectOf(bench, job, SIZE);
  const out = recorder(bench, job);
  for (const level of RAMP) {
    bench.signal?.throwIfAborted();
    const cells = (['typescript', 'wasm'] as const).map((backend): Cell => {
      return { ...subject, backend, settings: atLevel(defaultSettings(backend, bench.modes), level) };
    });
    for (const trial of await runTrials(bench.lab, cells, { ...LIVE_TURN, ...trialOptions(bench, job) })) {
      addMetric(out, trial, `turn ${level}`);
    }
  }
  return out;
}
