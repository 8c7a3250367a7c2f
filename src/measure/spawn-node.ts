import NodeWorker from 'web-worker';
import type { BackendId } from '../backends';
import { type Port, workerPort } from './channel';

/** Starts the worker of a backend on Node, through `web-worker`. */
export function spawnOnNode(backend: Extract<BackendId, 'python' | 'typescript' | 'wasm' | 'sql'>): Port {
  return workerPort(
    new NodeWorker(new URL(`../../workers/run-${backend}.ts`, import.meta.url), { type: 'module' }),
  );
}
