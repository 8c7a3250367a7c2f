import type { NativeBackend } from '../contract';
import { emitProgram } from './emit';
import { harness } from './harness';

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
    files: { 'main.rs': harness(program), 'program.rs': emission.code },
    toolchains: [
      {
        needs: [{ tool: 'rustc', versionArg: '--version' }],
        build: [
          [
            'rustc',
            '-O',
            '--edition',
            '2021',
            '--cap-lints',
            'allow',
            '-o',
            '{dir}/program',
            '{dir}/main.rs',
          ],
        ],
        run: ['{dir}/program'],
      },
    ],
  }),
};
