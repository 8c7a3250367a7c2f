import type { BridgeAnswer, BridgeRan, BridgeRequest, Emission, NativeProject } from '../../src/backends';
import type { Diagnostic } from '../../src/language';
import { failure, loadNative, type NativeInstance } from '../native';
import { hashOf } from '../native/cache';
import type { Programs } from './programs';

export type Compiled =
  | { readonly ok: true; readonly emission: Emission; readonly project: NativeProject }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/** Text, passes and settings to a project that can be built. */
export type Compile = (request: BridgeRequest) => Promise<Compiled>;

/**
 * Compiles, builds (or finds the build), starts (or finds the program started) and runs.
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
  return programs.use(hashOf(project), inputs, load, async (instance) => {
    gone.throwIfAborted();
    const end = () => void instance.close();
    gone.addEventListener('abort', end, { once: true });
    try {
      const result = await work(instance, request);
      return { ...result, code: emission.code, timings: instance.timings, tools: instance.versions };
    } finally {
      gone.removeEventListener('abort', end);
    }
  });
}

async function work(instance: NativeInstance, { count, deadline }: BridgeRequest): Promise<BridgeRan> {
  if (count === undefined) return { kind: 'outcome', ...(await instance.verify(deadline)) };
  try {
    return { kind: 'batch', batch: await instance.batch(count, deadline) };
  } catch (error) {
    return { kind: 'outcome', outcome: failure(error), digest: 0 };
  }
}
