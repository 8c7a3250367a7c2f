// Trains the forecaster beside the page: the one place of the studio that loads tfjs.
import { createEngine, wireError } from '../src/learning';
import { scopePort, serveStreams } from '../src/measure';
import { browserSources, trainer, trainOperations } from '../src/plugins/training';

// Not written as `new URL(…, import.meta.url)`, which the development server takes for a file of the sources.
const here = import.meta.url;
const engine = createEngine({ wasmFolder: new URL('/vendor/tfjs/', here).href });
const { probe, train, tune, tensors } = trainOperations(
  trainer,
  engine,
  browserSources(new URL('/dataset', here).href),
);

serveStreams(scopePort(self), { probe, train, tune, tensors }, wireError, () => engine.dispose());
