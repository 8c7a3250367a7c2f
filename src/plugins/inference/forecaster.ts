import { forecast } from '../predictive-morphing/forecast';
import { unpackModel } from '../predictive-morphing/model-file';
import type { Forecaster } from './operations';

/** Predictive Morphing, without what trains it and without tfjs. */
export const forecaster: Forecaster = { unpackModel, forecast };
