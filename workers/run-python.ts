import { createPythonRuntime } from '../src/backends/python/run';
import { scopePort, serveRuntime } from '../src/measure';

// On Node Pyodide finds its own files; in a browser they lie beside the build.
// Not written as `new URL(…, import.meta.url)`, which the development server takes for a file of the sources.
const here = import.meta.url;
const inBrowser = here.startsWith('http');

serveRuntime(scopePort(self), () =>
  createPythonRuntime(inBrowser ? { indexURL: new URL('/vendor/pyodide/', here).href } : {}),
);
