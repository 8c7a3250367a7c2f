import type { NativeBackend } from '../contract';
import { emitProgram } from './emit';
import { harness } from './harness';
import { PROTOCOL } from './harness-protocol';

/**
 * Warnings are for people; a division by a constant zero is Python's exception at run time. A literal that does not
 * fit its type stays an error.
 */
export const LINTS = ['-A', 'warnings', '-A', 'unconditional-panic', '-A', 'arithmetic-overflow'] as const;

/** Rust: iterator chains or loops, std only, real threads. */
export const rust: NativeBackend = {
  id: 'rust',
  title: 'Rust',
  language: 'rust',
  modes: ['iterators', 'loops'],
  parallel: 'threads',
  runsInBrowser: false,
  emit: emitProgram,
  project: (emission, program) => ({
    files: { 'main.rs': harness(program), 'program.rs': emission.code, 'protocol.rs': PROTOCOL },
    toolchains: [
      {
        needs: [{ tool: 'rustc', versionArg: '--version' }],
        build: [['rustc', '-O', '--edition', '2021', ...LINTS, '-o', '{dir}/program', '{dir}/main.rs']],
        run: ['{dir}/program'],
      },
    ],
  }),
};
