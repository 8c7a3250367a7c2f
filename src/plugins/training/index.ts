/** What the training worker does for the forecaster. */
export { type Comparison, isPromoted, type Judgement, judge, TOLERANCE } from './judge';
export {
  type PartTick,
  type Sources,
  type TrainCall,
  type TrainedModel,
  type Trainer,
  type TrainingTick,
  type TrainOperations,
  type TuneCall,
  trainOperations,
} from './operations';
export { browserSources } from './sources';
export { LEAST, splitByProgram } from './split';
export { trainer } from './trainer';
