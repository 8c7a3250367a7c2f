// Exports, imports and tends the log beside the page. Progress goes beside the answers.
import { datasetOperations } from '../src/dataset/bundle';
import { scopePort, serve } from '../src/measure';

const scope = self as unknown as Parameters<typeof scopePort>[0];
serve(
  scopePort(scope),
  datasetOperations((message) => scope.postMessage(message)),
);
