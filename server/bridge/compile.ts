import type { BridgeRequest, NativeBackend, NativeBackendId } from '../../src/backends';
import { compileProgram, type Program } from '../../src/language';
import { BridgeError } from './errors';
import type { Compiled } from './run';

export interface Compiler {
  readonly backends: Readonly<Partial<Record<NativeBackendId, NativeBackend>>>;
  /** Applies a printed patch. @throws {Error} when it is none */
  optimise(program: Program, patch: string): Program;
}

/**
 * Text and settings of a request to a project that can be built, by the same steps as in the page.
 * @throws {BridgeError} 422 for a patch or a mode that is none, 501 for a backend that is not there
 */
export function compileRequest({ backends, optimise }: Compiler, request: BridgeRequest): Compiled {
  const backend = backends[request.backend];
  if (backend === undefined)
    throw new BridgeError(501, 'no-backend', `there is no ${request.backend} here`, 'backend');
  const { settings, patch } = request;
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
  const better = optimised(program, patch, optimise);
  const result = backend.emit(better, { ...settings, dialect: 'duckdb' });
  if (!result.ok) return { ok: false, diagnostics: result.diagnostics };
  return { ok: true, emission: result.emission, project: backend.project(result.emission, better) };
}

function optimised(program: Program, patch: string, optimise: Compiler['optimise']): Program {
  try {
    return optimise(program, patch);
  } catch (error) {
    throw new BridgeError(422, 'not-valid', error instanceof Error ? error.message : String(error), 'patch');
  }
}
