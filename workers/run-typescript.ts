import { typescriptRuntime } from '../src/backends/typescript/run';
import { scopePort, serveRuntime } from '../src/measure';

serveRuntime(scopePort(self), async () => typescriptRuntime);
