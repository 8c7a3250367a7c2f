// A learning engine: one of these trains, another infers.
import { createEngine, serveEngine } from '../src/learning';
import { scopePort } from '../src/measure';

// Not written as `new URL(…, import.meta.url)`, which the development server takes for a file of the sources.
const here = import.meta.url;

serveEngine(scopePort(self), createEngine({ wasmFolder: new URL('/vendor/tfjs/', here).href }));
