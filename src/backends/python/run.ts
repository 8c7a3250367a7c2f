import type { PyodideInterface } from 'pyodide';
import type { Encoded, ExceptionName, InputSpec, Type } from '../../language';
import type { BatchResult, Emission, InputValues, Instance, Outcome, Runtime } from '../contract';
import { BRIDGE } from './bridge-source';

export interface PythonRuntimeOptions {
  /** Folder of Pyodide's own files. On Node it is found from the package. */
  readonly indexURL?: string;
}

/** The reference: CPython as shipped by Pyodide. */
export interface PythonRuntime extends Runtime {
  /** For records of measurements: `3.14.0`. */
  readonly version: string;
  /** Evaluates the performer's own text. This is what every backend is compared with. */
  reference(source: string, specs: readonly InputSpec[], inputs: InputValues): Promise<Outcome>;
}

/** A Python object behind Pyodide's bridge, with the methods that we call. */
interface PythonInstance {
  run(): string;
  batch(count: number): number;
  set_inputs(json: string): void;
  destroy(): void;
}

interface Bridge {
  evaluate(source: string, inputs: string): string;
  instantiate(code: string, inputs: string): PythonInstance;
}

export async function createPythonRuntime(options: PythonRuntimeOptions = {}): Promise<PythonRuntime> {
  const { loadPyodide } = await import('pyodide');
  const pyodide = await loadPyodide(options.indexURL === undefined ? {} : { indexURL: options.indexURL });
  const bridge = connect(pyodide);
  return {
    backend: 'python',
    version: String(pyodide.runPython('import platform; platform.python_version()')),
    load: async (emission, inputs) => load(bridge, emission, inputs),
    reference: async (source, specs, inputs) =>
      readOutcome(bridge.evaluate(source, namedInputs(specs, inputs))),
    close: async () => {},
  };
}

function connect(pyodide: PyodideInterface): Bridge {
  const scope = pyodide.toPy({});
  pyodide.runPython(BRIDGE, { globals: scope });
  return { evaluate: scope.get('evaluate'), instantiate: scope.get('Instance') };
}

function load(bridge: Bridge, emission: Emission, inputs: InputValues): Instance {
  const started = performance.now();
  const instance = bridge.instantiate(emission.code, argumentsOf(emission, inputs));
  const compile = performance.now() - started;
  return {
    timings: { compile, instantiate: 0 },
    run: async () => readOutcome(instance.run()),
    batch: async (count): Promise<BatchResult> => {
      const from = performance.now();
      const digest = instance.batch(count);
      return { count, elapsed: performance.now() - from, digest };
    },
    setInputs: async (values) => instance.set_inputs(argumentsOf(emission, values)),
    close: async () => instance.destroy(),
  };
}

function argumentsOf(emission: Emission, inputs: InputValues): string {
  return JSON.stringify(emission.inputs.map((input) => withRecords(input.type, inputs[input.name] ?? null)));
}

function namedInputs(specs: readonly InputSpec[], inputs: InputValues): string {
  return JSON.stringify(
    Object.fromEntries(specs.map((spec) => [spec.name, withRecords(spec.type, inputs[spec.name] ?? null)])),
  );
}

/** Table rows are dicts in the encoding, and objects with attributes in Python. */
function withRecords(type: Type, value: Encoded): unknown {
  if (type.kind === 'list' && Array.isArray(value))
    return value.map((item: Encoded) => withRecords(type.element, item));
  if (type.kind === 'record' && typeof value === 'object' && value !== null && 'dict' in value)
    return { record: Object.fromEntries(value.dict) };
  return value;
}

function readOutcome(json: string): Outcome {
  const parsed: unknown = JSON.parse(json);
  if (typeof parsed === 'object' && parsed !== null && 'kind' in parsed) {
    if (parsed.kind === 'value' && 'value' in parsed)
      return { kind: 'value', value: parsed.value as Encoded };
    if (parsed.kind === 'raises' && 'exception' in parsed) {
      return {
        kind: 'raises',
        exception: parsed.exception as ExceptionName,
        ...('message' in parsed ? { message: String(parsed.message) } : {}),
      };
    }
    if (parsed.kind === 'outside' && 'message' in parsed)
      return { kind: 'outside', rule: 'may-overflow', message: String(parsed.message) };
    if (parsed.kind === 'stopped')
      return { kind: 'stopped', limit: 'memory', message: 'Python ran out of memory' };
  }
  return { kind: 'crashed', message: 'the Python bridge answered something else' };
}
