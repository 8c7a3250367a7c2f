import { loadBackend } from '../../src/backends';
import { applyPatch, patchOf } from '../../src/optimizer';
import { type Compiler, compileRequest } from './compile';
import { type Bridge, createBridge } from './index';

/** The backends and the optimizer that requests are compiled with. */
const compiler: Compiler = {
  loadBackend,
  optimize: (program, passes) => applyPatch(program, patchOf(passes)).program,
};

/** The bridge as the local server and the development server carry it. */
export function createStudioBridge(): Bridge {
  return createBridge((request) => compileRequest(compiler, request));
}
