import {
  BuiltProject,
  type EmittedCase,
  emitWith,
  findToolchain,
  type NativeCase,
  NativeSuite,
} from '../native-testing';
import { csharp } from './index';

export const emitCase = (wanted: NativeCase): EmittedCase | string => emitWith(csharp, wanted);

const toolchain = (): ReturnType<typeof findToolchain> =>
  findToolchain([
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
          '-main:Entry',
          '-out:{dir}/program.exe',
          '-recurse:{dir}/*.cs',
        ],
      ],
      run: ['mono', '{dir}/program.exe'],
    },
  ]);

export const hasMono = (): boolean => toolchain() !== null;

/** One assembly with all the programs, each in a namespace of its own, so that the compiler starts once. @throws Error with the compiler's output, or when Mono is missing */
export function buildCSharp(cases: readonly EmittedCase[]): NativeSuite {
  const tools = toolchain();
  if (tools === null) throw new Error('mono is not on this machine');
  const files: Record<string, string> = {};
  cases.forEach(({ program, emission }, i) => {
    for (const [name, text] of Object.entries(csharp.project(emission, program).files))
      files[`p${i}/${name}`] = `namespace P${i}\n{\n${text}}\n`;
  });
  const arms = cases.map((_, i) => `            case "${i}": return P${i}.Harness.Main();\n`).join('');
  files['Entry.cs'] =
    `static class Entry\n{\n    static int Main(string[] args)\n    {\n        switch (args[0])\n        {\n${arms}` +
    '            default: return 1;\n        }\n    }\n}\n';
  return new NativeSuite(BuiltProject.build(files, tools));
}
