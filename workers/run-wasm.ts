import { createWasmRuntime } from '../src/backends/wasm/run';
import { scopePort, serveRuntime } from '../src/measure';

serveRuntime(scopePort(self), async () => createWasmRuntime());
