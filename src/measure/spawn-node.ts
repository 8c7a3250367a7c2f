import NodeWorker from 'web-worker';
import type { BackendId } from '../backends';
import { type Port, workerPort } from './channel';

/** Starts the worker of a backend on Node, through `web-worker`. */
export function spawnOnNode(backend: Extract<BackendId, 'python' | 'typescript' | 'wasm' | 'sql'>): Port {
  const entry = new URL('../../workers/on-node.mjs', import.meta.url);
  return workerPort(new NodeWorker(entry, { type: 'module', name: `run-${backend}` }));
}
