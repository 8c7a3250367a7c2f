import { createPythonRuntime } from '../src/backends/python/run';
import { scopePort, serveRuntime } from '../src/measure';

serveRuntime(scopePort(self), () => createPythonRuntime());
