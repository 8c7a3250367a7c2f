import { loadNative, nativeJob, ToolchainMissing } from '../server/native';
import {
  type Backend,
  type Emission,
  type EmitSettings,
  type InputValues,
  isNative,
  loadBackend,
  type Outcome,
  type Runtime,
} from '../src/backends';
import type { Diagnostic, InputSpec, Program } from '../src/language';
import { type Deadlines, RemoteRuntime } from '../src/measure';
import { spawnOnNode } from '../src/measure/spawn-node';
import type { Target } from './targets';

/** What one (program, backend) pair came to before and when it ran. */
export type Execution =
  | { readonly kind: 'refused'; readonly diagnostics: readonly Diagnostic[] }
  | { readonly kind: 'not-run'; readonly message: string; readonly emission: Emission }
  | { readonly kind: 'ran'; readonly outcome: Outcome; readonly emission: Emission };

/** Runs programs of every backend on this machine: four in workers, four through their toolchains. */
export class Machine {
  private readonly runtimes = new Map<string, RemoteRuntime>();

  constructor(private readonly deadlines: Deadlines) {}

  runtime(target: Target): RemoteRuntime {
    const { backend } = target;
    if (backend !== 'python' && backend !== 'typescript' && backend !== 'wasm' && backend !== 'sql')
      throw new Error(`${backend} runs natively`);
    const known = this.runtimes.get(backend);
    if (known) return known;
    const runtime = new RemoteRuntime(backend, () => spawnOnNode(backend), this.deadlines);
    this.runtimes.set(backend, runtime);
    return runtime;
  }

  /** Evaluates the text itself in the pinned CPython. */
  reference(source: string, specs: readonly InputSpec[], inputs: InputValues): Promise<Outcome> {
    return this.runtime({ name: 'python', backend: 'python', dialect: 'duckdb' }).reference(
      source,
      specs,
      inputs,
    );
  }

  async execute(
    target: Target,
    program: Program,
    settings: EmitSettings,
    inputs: InputValues,
  ): Promise<Execution> {
    const backend = await loadBackend(target.backend);
    const emitted = backend.emit(program, { ...settings, dialect: target.dialect });
    if (!emitted.ok) return { kind: 'refused', diagnostics: emitted.diagnostics };
    const { emission } = emitted;
    return isNative(backend)
      ? this.executeNatively(backend, program, emission, inputs)
      : this.executeInWorker(this.runtime(target), emission, inputs);
  }

  async close(): Promise<void> {
    for (const runtime of this.runtimes.values()) await runtime.close();
  }

  private async executeInWorker(
    runtime: Runtime,
    emission: Emission,
    inputs: InputValues,
  ): Promise<Execution> {
    const instance = await runtime.load(emission, inputs);
    const outcome = await instance.run();
    if (outcome.kind !== 'stopped') await instance.close();
    return { kind: 'ran', outcome, emission };
  }

  private async executeNatively(
    backend: Backend,
    program: Program,
    emission: Emission,
    inputs: InputValues,
  ): Promise<Execution> {
    if (!isNative(backend)) throw new Error(`${backend.id} does not run natively`);
    try {
      const instance = await loadNative(nativeJob(backend, program, emission, inputs), {
        run: { time: this.deadlines.run },
      });
      try {
        return { kind: 'ran', outcome: await instance.run(), emission };
      } finally {
        await instance.close();
      }
    } catch (error) {
      if (error instanceof ToolchainMissing) return { kind: 'not-run', message: error.message, emission };
      return {
        kind: 'ran',
        outcome: { kind: 'crashed', message: error instanceof Error ? error.message : String(error) },
        emission,
      };
    }
  }
}
