import type { NativeBackend } from '../contract';
import { emit, printedProgram } from './emit';
import { harness } from './harness';

/** C#: LINQ in method or query syntax, or loops; PLINQ for threads. */
export const csharp: NativeBackend = {
  id: 'csharp',
  title: 'C#',
  language: 'csharp',
  modes: ['method', 'query', 'loops'],
  parallel: 'threads',
  runsInBrowser: false,
  emit,
  project: (emission, program) => ({
    files: {
      'Harness.cs': harness(printedProgram(emission, program)),
      'Comprehension.cs': emission.code,
    },
    toolchains: [
      {
        needs: [
          { tool: 'mcs', versionArg: '--version' },
          { tool: 'mono', versionArg: '--version' },
        ],
        build: [
          [
            'mcs',
            '-optimize+',
            '-nowarn:162,168,219,429,675,1717,1718',
            '-r:System.Core.dll',
            '-r:System.Numerics.dll',
            '-out:{dir}/program.exe',
            '{dir}/Harness.cs',
            '{dir}/Comprehension.cs',
          ],
        ],
        run: ['mono', '{dir}/program.exe'],
      },
    ],
  }),
};
