import { examplesOf } from '../predictive-morphing/examples';
import { forecast } from '../predictive-morphing/forecast';
import { packModel, unpackModel } from '../predictive-morphing/model-file';
import { FORECASTER_OPTIONS, netsOf, trainForecaster } from '../predictive-morphing/train';
import type { Trainer } from './operations';

/** Predictive Morphing, with what trains it. */
export const trainer: Trainer = {
  plannedSteps: (steps = FORECASTER_OPTIONS.training.steps) => steps * netsOf(FORECASTER_OPTIONS),
  examplesOf,
  forecast,
  packModel,
  unpackModel,
  trainForecaster: (engine, examples, { steps, ...options }, signal) => {
    const training = { ...FORECASTER_OPTIONS.training, ...(steps === undefined ? {} : looks(steps)) };
    return trainForecaster(engine, examples, { ...FORECASTER_OPTIONS, training, ...options }, signal);
  },
};

/** A short training is looked at as often as the usual one, for a chart of it needs points; a long one oftener. */
function looks(steps: number): { readonly steps: number; readonly every: number } {
  const { training } = FORECASTER_OPTIONS;
  const share = Math.min(1, steps / training.steps);
  return { steps, every: Math.max(1, Math.round(training.every * share)) };
}
