import { type Port, serveStreams } from '../../measure';
import type { MlEngine, PredictRequest, ProbeRequest, TrainRequest } from './engine';
import { wireError } from './protocol';

/** Exposes an engine over a port: one call after the other, and a cancel at any time. */
export function serveEngine(port: Pick<Port, 'post' | 'listen'>, engine: MlEngine): void {
  serveStreams(
    port,
    {
      probe: (request: ProbeRequest, signal) => engine.probe(request, signal),
      train: (request: TrainRequest, signal) => engine.train(request, signal),
      predict: (request: PredictRequest) => engine.predict(request),
      tensors: () => engine.tensors(),
    },
    wireError,
    () => engine.dispose(),
  );
}
