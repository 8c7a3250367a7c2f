// Inside the sandboxed runner frame.
import { hostWorkers } from '../src/measure/frame';
import python from './run-python?worker&url';
import sql from './run-sql?worker&url';
import typescript from './run-typescript?worker&url';
import wasm from './run-wasm?worker&url';

hostWorkers({ python, typescript, wasm, sql });
