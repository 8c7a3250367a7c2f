import { createSqlRuntime } from '../src/backends/sql/run';
import { scopePort, serveRuntime } from '../src/measure';

// On Node the engines find their own files; in a browser they lie beside the build.
// Not written as `new URL(…, import.meta.url)`, which the development server takes for a file of the sources.
const here = import.meta.url;
const inBrowser = here.startsWith('http');

serveRuntime(scopePort(self), () =>
  createSqlRuntime(inBrowser ? { vendor: new URL('/vendor/', here).href } : {}),
);
