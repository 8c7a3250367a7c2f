import { examplesOf } from '../predictive-morphing/examples';
import { forecast } from '../predictive-morphing/forecast';
import { packModel, unpackModel } from '../predictive-morphing/model-file';
import { FORECASTER_OPTIONS, trainForecaster } from '../predictive-morphing/train';
import type { Trainer } from './operations';

/** Predictive Morphing, with what trains it. */
export const trainer: Trainer = {
  plannedSteps: (steps = FORECASTER_OPTIONS.training.steps) => steps * (FORECASTER_OPTIONS.members + 1),
  examplesOf,
  forecast,
  packModel,
  unpackModel,
  trainForecaster: (engine, examples, { steps, ...options }, signal) => {
    const training = { ...FORECASTER_OPTIONS.training, ...(steps === undefined ? {} : { steps }) };
    return trainForecaster(engine, examples, { ...FORECASTER_OPTIONS, training, ...options }, signal);
  },
};
