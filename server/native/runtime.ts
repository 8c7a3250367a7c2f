import type {
  BatchResult,
  Emission,
  InputValues,
  Instance,
  NativeBackend,
  NativeProject,
  Outcome,
} from '../../src/backends';
import { readBatch, readOutcome } from '../../src/backends';
import type { Encoded, Program } from '../../src/language';
import { type Build, build } from './build';
import { Conversation, Stopped } from './conversation';
import { inputLines } from './inputs';
import { BUILD_LIMITS, type Limits, RUN_LIMITS } from './limits';

export interface NativeOptions {
  readonly run?: Partial<Limits>;
  readonly build?: Partial<Limits>;
}

/** A program that is to be built and run. */
export interface NativeJob {
  readonly project: NativeProject;
  readonly emission: Emission;
  readonly inputs: InputValues;
}

/** One native program: built once, started when first asked, started afresh after a limit stopped it. */
export class NativeInstance implements Instance {
  readonly #build: Build;
  readonly #emission: Emission;
  readonly #limits: Limits;
  #inputs: readonly string[];
  #program: Conversation | undefined;
  #instantiate = 0;

  constructor(built: Build, emission: Emission, inputs: InputValues, limits: Limits) {
    this.#build = built;
    this.#emission = emission;
    this.#limits = limits;
    this.#inputs = inputLines(emission, inputs);
  }

  get timings(): { readonly compile: number; readonly instantiate: number } {
    return { compile: this.#build.elapsed, instantiate: this.#instantiate };
  }

  /** Tool -> version of what built it. */
  get versions(): Readonly<Record<string, string>> {
    return this.#build.versions;
  }

  async run(): Promise<Outcome> {
    return (await this.verify()).outcome;
  }

  /**
   * One run with the digest that every batch on the same inputs must repeat.
   * @param time how long it may take, in ms
   * @returns `elapsed` in ms, with writing and reading the value but without starting the program
   */
  async verify(
    time = this.#limits.time,
  ): Promise<{ readonly outcome: Outcome; readonly digest: number; readonly elapsed: number }> {
    let from = performance.now();
    try {
      const program = await this.start();
      from = performance.now();
      const answer = readOutcome(await program.ask(['v'], time));
      return { ...answer, elapsed: performance.now() - from };
    } catch (error) {
      return { outcome: failure(error), digest: 0, elapsed: performance.now() - from };
    }
  }

  async batch(count: number, time = this.#limits.time): Promise<BatchResult> {
    const program = await this.start();
    return readBatch(await program.ask([`b ${count}`], time));
  }

  /** Of the whole process with its language's runtime. */
  async memory(): Promise<number | undefined> {
    return this.#program?.residentPeak;
  }

  async setInputs(inputs: InputValues): Promise<void> {
    this.#inputs = inputLines(this.#emission, inputs);
    if (!this.#program?.alive) return;
    const answer = await this.#program.ask(['i', ...this.#inputs]);
    if (answer !== 'ok') throw new Error(`unexpected answer to new inputs: ${answer.slice(0, 200)}`);
  }

  async close(): Promise<void> {
    await this.#program?.close('q');
    this.#program = undefined;
  }

  /** The running program, started if it is not. */
  async start(): Promise<Conversation> {
    if (this.#program?.alive) return this.#program;
    const begun = performance.now();
    const program = new Conversation(
      this.#build.run,
      this.#build.folder,
      this.#build.environment,
      this.#limits,
    );
    this.#program = program;
    const answer = await program.ask(this.#inputs);
    if (answer !== 'ready') {
      await program.close();
      throw new Error(`expected ready, got ${answer.slice(0, 200)}`);
    }
    this.#instantiate = performance.now() - begun;
    return program;
  }
}

/** What a run came to that did not answer. */
export function failure(error: unknown): Outcome {
  if (error instanceof Stopped) return { kind: 'stopped', limit: error.limit, message: error.message };
  return { kind: 'crashed', message: error instanceof Error ? error.message : String(error) };
}

/**
 * Builds a job and gives it as an instance, ready to be run.
 * @throws {ToolchainMissing} {BuildFailed} {TypeError} see `build` and `inputLines`
 */
export async function loadNative(job: NativeJob, options: NativeOptions = {}): Promise<NativeInstance> {
  const built = await build(job.project, { ...BUILD_LIMITS, ...options.build });
  return new NativeInstance(built, job.emission, job.inputs, { ...RUN_LIMITS, ...options.run });
}

/** Builds a job, runs it once and ends it. @throws as `loadNative` does */
export async function buildAndRun(job: NativeJob, options: NativeOptions = {}): Promise<Outcome> {
  const instance = await loadNative(job, options);
  try {
    return await instance.run();
  } finally {
    await instance.close();
  }
}

/** A native backend's runtime for one program, as the contract has it. */
export function nativeJob(
  backend: NativeBackend,
  program: Program,
  emission: Emission,
  inputs: Record<string, Encoded>,
): NativeJob {
  return { project: backend.project(emission, program), emission, inputs };
}
