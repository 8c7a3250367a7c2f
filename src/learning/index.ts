export * from './baselines';
export { type BackendOptions, BackendUnavailable, ML_BACKENDS, type MlBackend } from './engine/backends';
export type { BackendRow, BackendTable } from './engine/probe';
export * from './features';
export * from './inference';
export * from './kriging';
export type { Examples, Matrix } from './nets/net';
export { TRAIN_OPTIONS, type Trained, type TrainOptions, type TrainTick } from './train/trainer';
export { PATIENCE, type Patience, remoteEngine } from './worker/client';
export {
  createEngine,
  type MlEngine,
  type PredictRequest,
  type ProbeRequest,
  type TrainRequest,
} from './worker/engine';
export { serveEngine } from './worker/host';
export { MlError, type MlErrorCode, wireError } from './worker/protocol';
