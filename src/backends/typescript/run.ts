import type { Emission, InputValues, Instance, Runtime } from '../contract';
import { WorkerPool } from '../worker-pool';
import { digest } from './digest';
import { decode, encode } from './encode';
import { eraseTypes } from './erase';
import { failure } from './failure';
import type { Layout } from './shape';

/** Runs emitted TypeScript: the very text with its types cut out, in a browser worker or in Node. */
export const typescriptRuntime: Runtime = {
  backend: 'typescript',
  load,
  close: () => Promise.resolve(),
};

/** What one part of the work came to: its value, or the exception that ended it. */
type Part =
  | { readonly value: unknown }
  | { readonly error: { readonly kind: string; readonly message: string; readonly python: boolean } };

/** The end of a worker's script: it keeps the arguments and answers for a stretch of rounds. */
const SERVE = `
let args = [];
self.onmessage = ({ data }) => {
  if (data.args) {
    args = data.args;
    return;
  }
  let part;
  try {
    part = { value: chunk(data.from, data.to, ...args) };
  } catch (error) {
    part = { error: { kind: error.name, message: error.message, python: error.constructor.name === 'PyError' } };
  }
  self.postMessage({ id: data.id, part });
};`;

type Function_ = (...args: readonly unknown[]) => unknown;

async function load(emission: Emission, inputs: InputValues): Promise<Instance> {
  const layout = layoutOf(emission);
  const script = eraseTypes(emission.code, layout.types);
  const started = performance.now();
  const names = layout.parallel === null ? ['program'] : ['program', 'size', 'combine'];
  const factory = new Function(`'use strict';\n${script}\nreturn [${names.join(', ')}];`);
  const compiled = performance.now();
  const [program, size, combine] = functionsOf(factory());
  if (program === undefined) throw new TypeError('the emitted code has no program');
  const take = (values: InputValues): unknown[] =>
    emission.inputs.map((input, i) => decode(layout.inputs[i] ?? 'none', values[input.name] ?? null));
  let args = take(inputs);
  const pool =
    layout.parallel === null
      ? null
      : WorkerPool.start<Part>(`'use strict';\n${script}\n${SERVE}`, layout.parallel.workers);
  const choose = (positions: readonly number[]): unknown[] => positions.map((i) => args[i]);
  const share = (): void => pool?.broadcast({ args: choose(layout.parallel?.chunkInputs ?? []) });
  share();
  const timings = { compile: compiled - started, instantiate: performance.now() - compiled };
  const call = async (): Promise<unknown> => {
    if (pool === null || size === undefined || combine === undefined) return program(...args);
    const parts = await pool.run(Number(size(...choose(layout.parallel?.sizeInputs ?? []))));
    return combine(valuesOf(parts, layout.parallel?.decisive ?? null));
  };
  return {
    timings,
    async run() {
      try {
        return { kind: 'value', value: encode(layout.result, await call()) };
      } catch (error) {
        return failure(error);
      }
    },
    /** Calls in a row, every result folded so that none can be left out. */
    async batch(count) {
      let folded = 0;
      const from = performance.now();
      if (pool === null) for (let i = 0; i < count; i++) folded = digest(layout.result, program(...args));
      else for (let i = 0; i < count; i++) folded = digest(layout.result, await call());
      return { count, elapsed: performance.now() - from, digest: folded };
    },
    async setInputs(values) {
      args = take(values);
      share();
    },
    async close() {
      pool?.close();
    },
  };
}

/** The parts' values up to the decisive one. The first exception before it goes on, as on one thread. */
function valuesOf(parts: readonly Part[], decisive: boolean | null): unknown[] {
  const values: unknown[] = [];
  for (const part of parts) {
    if ('error' in part) throw new PartFailed(part.error);
    values.push(part.value);
    if (decisive !== null && part.value === decisive) break;
  }
  return values;
}

/** An exception that came from a worker. */
export class PartFailed extends Error {
  readonly python: boolean;

  constructor({ kind, message, python }: { kind: string; message: string; python: boolean }) {
    super(message);
    this.name = kind;
    this.python = python;
  }
}

function functionsOf(value: unknown): Function_[] {
  if (!Array.isArray(value)) return [];
  return value.filter((item): item is Function_ => typeof item === 'function');
}

function layoutOf(emission: Emission): Layout {
  const { layout } = emission;
  if (typeof layout === 'object' && layout !== null && 'types' in layout && 'parallel' in layout) {
    return layout as Layout;
  }
  throw new TypeError('not an emission of the TypeScript backend');
}
