import { type ExceptionName, OPERATIONS, type OpName, operationRaises } from '../../language';
import type { BatchResult, Emission, InputValues, Instance, Outcome, Runtime } from '../contract';
import { digest } from './digest';
import { decode, encode } from './encode';
import { eraseTypes } from './erase';
import type { Layout } from './shape';

/** Runs emitted TypeScript: the very text with its types cut out, in a browser worker or in Node. */
export const typescriptRuntime: Runtime = {
  backend: 'typescript',
  load,
  close: () => Promise.resolve(),
};

async function load(emission: Emission, inputs: InputValues): Promise<Instance> {
  const layout = layoutOf(emission);
  const started = performance.now();
  const factory: unknown = new Function(
    `'use strict';\n${eraseTypes(emission.code, layout.types)}\nreturn program;`,
  );
  const compiled = performance.now();
  const program: unknown = typeof factory === 'function' ? factory() : null;
  if (typeof program !== 'function') throw new TypeError('the emitted code has no program');
  const instantiated = performance.now();
  const take = (values: InputValues): unknown[] =>
    emission.inputs.map((input, i) => decode(layout.inputs[i] ?? 'none', values[input.name] ?? null));
  let args = take(inputs);
  const call = (): unknown => program(...args);
  return {
    timings: { compile: compiled - started, instantiate: instantiated - compiled },
    run: async () => outcomeOf(layout, call),
    batch: async (count) => batch(call, count, layout),
    setInputs: async (values) => {
      args = take(values);
    },
    close: () => Promise.resolve(),
  };
}

function outcomeOf(layout: Layout, call: () => unknown): Outcome {
  try {
    return { kind: 'value', value: encode(layout.result, call()) };
  } catch (error) {
    return failure(error);
  }
}

/** Calls in a row, every result folded so that none can be left out. */
function batch(call: () => unknown, count: number, layout: Layout): BatchResult {
  let folded = 0;
  const started = performance.now();
  for (let i = 0; i < count; i++) folded = digest(layout.result, call());
  return { count, elapsed: performance.now() - started, digest: folded };
}

const EXCEPTIONS: ReadonlySet<string> = new Set(
  Object.keys(OPERATIONS).flatMap((op) => operationRaises(op as OpName)),
);

const isException = (name: string): name is ExceptionName => EXCEPTIONS.has(name);

function failure(error: unknown): Outcome {
  if (!(error instanceof Error)) return { kind: 'crashed', message: String(error) };
  const { name, message } = error;
  if (error.constructor.name === 'PyError') {
    if (name === 'Outside') return { kind: 'outside', rule: 'may-overflow', message };
    if (isException(name)) return { kind: 'raises', exception: name, message };
  }
  // BigInts and arrays past the engine's own limits.
  if (error instanceof RangeError) {
    return /call stack/.test(message)
      ? { kind: 'crashed', message }
      : { kind: 'stopped', limit: 'memory', message };
  }
  return { kind: 'crashed', message: `${name}: ${message}` };
}

function layoutOf(emission: Emission): Layout {
  const { layout } = emission;
  if (
    typeof layout === 'object' &&
    layout !== null &&
    'types' in layout &&
    'result' in layout &&
    'inputs' in layout
  ) {
    return layout as Layout;
  }
  throw new TypeError('not an emission of the TypeScript backend');
}
