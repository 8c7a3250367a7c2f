import type {
  BridgeAnswer,
  BridgeRequest,
  BridgeSeries,
  BridgeSeriesRequest,
  Emission,
  NativeProject,
} from '../../src/backends';
import type { Diagnostic } from '../../src/language';
import { takeSeries } from '../../src/measure';
import { failure, loadNative, type NativeInstance } from '../native';
import { hashOf } from '../native/cache';
import type { Programs } from './programs';

export type Compiled =
  | { readonly ok: true; readonly emission: Emission; readonly project: NativeProject }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/** Text, passes and settings to a project that can be built. */
export type Compile = (request: BridgeRequest) => Promise<Compiled>;

/**
 * Compiles, builds (or finds the build), starts (or finds the program started) and runs once.
 * @param gone aborted when nobody waits for the answer any more: the program is then ended
 */
export async function runProgram(
  compile: Compile,
  programs: Programs,
  request: BridgeRequest,
  gone: AbortSignal,
): Promise<BridgeAnswer> {
  const compiled = await compile(request);
  if (!compiled.ok) return { kind: 'refused', diagnostics: compiled.diagnostics };
  const { emission, project } = compiled;
  const inputs = Object.fromEntries(request.inputs.map(({ name, value }) => [name, value]));
  const load = () => loadNative({ project, emission, inputs });
  return programs.use(hashOf(project), inputs, load, (instance, handle) =>
    whileAwaited(instance, gone, async () => {
      const { outcome, elapsed } = await instance.verify(request.deadline);
      return {
        kind: 'outcome',
        outcome,
        elapsed,
        handle,
        code: emission.code,
        timings: instance.timings,
        tools: instance.versions,
      };
    }),
  );
}

/** Runs batches of a started program; answers `gone` when it is not started any more. */
export async function runSeries(
  programs: Programs,
  { handle, deadline, ...request }: BridgeSeriesRequest,
  gone: AbortSignal,
): Promise<BridgeSeries> {
  const ran = await programs.again(handle, (instance) =>
    whileAwaited(instance, gone, async (): Promise<BridgeSeries> => {
      try {
        const series = await takeSeries((count) => instance.batch(count, deadline), request);
        return { kind: 'series', series, memory: await instance.memory() };
      } catch (error) {
        return { kind: 'outcome', outcome: failure(error) };
      }
    }),
  );
  return ran ?? { kind: 'gone' };
}

/** Ends the program when its caller goes away in the middle of the work. */
async function whileAwaited<T>(
  instance: NativeInstance,
  gone: AbortSignal,
  work: () => Promise<T>,
): Promise<T> {
  gone.throwIfAborted();
  const end = () => void instance.close();
  gone.addEventListener('abort', end, { once: true });
  try {
    return await work();
  } finally {
    gone.removeEventListener('abort', end);
  }
}
