import { createPythonRuntime } from '../src/backends/python/run';
import { scopePort, serveRuntime } from '../src/measure';

// On Node Pyodide finds its own files; in a browser they lie beside the build.
const inBrowser = import.meta.url.startsWith('http');

serveRuntime(scopePort(self), () =>
  createPythonRuntime(inBrowser ? { indexURL: new URL('/vendor/pyodide/', import.meta.url).href } : {}),
);
