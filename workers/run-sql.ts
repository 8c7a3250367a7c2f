import { createSqlRuntime } from '../src/backends/sql/run';
import { scopePort, serveRuntime } from '../src/measure';

// On Node the engines find their own files; in a browser they lie beside the build.
const inBrowser = import.meta.url.startsWith('http');

serveRuntime(scopePort(self), () =>
  createSqlRuntime(inBrowser ? { vendor: new URL('/vendor/', import.meta.url).href } : {}),
);
