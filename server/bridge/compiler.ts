import { type Compiler, compileRequest } from './compile';
import { type Bridge, createBridge } from './index';

/** The native backends and the optimizer that requests are compiled with. */
const compiler: Compiler = {
  backends: {},
  optimise(program, patch) {
    if (patch !== '') throw new Error(`no such patch: ${patch}`);
    return program;
  },
};

/** The bridge as the local server and the development server carry it. */
export function createStudioBridge(): Bridge {
  return createBridge((request) => compileRequest(compiler, request));
}
