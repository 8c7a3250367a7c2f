import { type Backend, type BackendId, type BridgeRequest, isNative } from '../../src/backends';
import { compileProgram, type Program } from '../../src/language';
import { BridgeError } from './errors';
import type { Compiled } from './run';

export interface Compiler {
  loadBackend(id: BackendId): Promise<Backend>;
  /** Rewrites a program by passes, in order. @throws {Error} for a pass that is none */
  optimize(program: Program, passes: readonly string[]): Program;
}

/**
 * Text and settings of a request to a project that can be built, by the same steps as in the page.
 * @throws {BridgeError} 422 for a pass or a mode that is none, 501 for a backend that does not run natively
 */
export async function compileRequest(
  { loadBackend, optimize }: Compiler,
  request: BridgeRequest,
): Promise<Compiled> {
  const backend = await loadBackend(request.backend);
  if (!isNative(backend)) {
    throw new BridgeError(501, 'not-native', `${backend.title} does not run natively`, 'backend');
  }
  const { settings, passes } = request;
  if (!backend.modes.includes(settings.mode)) {
    throw new BridgeError(
      422,
      'not-valid',
      `modes of ${backend.title}: ${backend.modes.join(', ')}`,
      'settings.mode',
    );
  }
  const { program, diagnostics } = compileProgram(request.source, request.inputs);
  if (program === null) return { ok: false, diagnostics };
  const optimized = rewrite(program, passes, optimize);
  const result = backend.emit(optimized, { ...settings, dialect: 'duckdb' });
  if (!result.ok) return { ok: false, diagnostics: result.diagnostics };
  return { ok: true, emission: result.emission, project: backend.project(result.emission, optimized) };
}

function rewrite(program: Program, passes: readonly string[], optimize: Compiler['optimize']): Program {
  try {
    return optimize(program, passes);
  } catch (error) {
    throw new BridgeError(422, 'not-valid', error instanceof Error ? error.message : String(error), 'passes');
  }
}
