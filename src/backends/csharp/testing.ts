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

/** Ends the process, where one of many programs goes back to its caller. */
const LEAVES = 'if (words[0] == "q") Environment.Exit(0);';

/**
 * One assembly with all the programs, each in a namespace of its own, so that the compiler starts once; and one process
 * for all of them, since Mono takes a tenth of a second to start. @throws Error with the compiler's output, or when Mono
 * is missing
 */
export async function buildCSharp(cases: readonly EmittedCase[]): Promise<NativeSuite> {
  const tools = toolchain();
  if (tools === null) throw new Error('mono is not on this machine');
  const files: Record<string, string> = {};
  cases.forEach(({ program, emission }, i) => {
    for (const [name, text] of Object.entries(csharp.project(emission, program).files))
      files[`p${i}/${name}`] =
        `namespace P${i}\n{\n${text.replace(LEAVES, 'if (words[0] == "q") return;')}}\n`;
  });
  files['Entry.cs'] = entry(cases.map((_, i) => `            case "${i}": P${i}.Harness.Main(); return;\n`));
  return new NativeSuite(await BuiltProject.build(files, tools), true);
}

/** Runs the program that its argument names, or one after the other as they are asked for. */
const entry = (arms: readonly string[]): string => `using System;

static class Entry
{
    static void Main(string[] args)
    {
        if (args.Length > 0) Run(args[0]);
        else for (var line = Console.In.ReadLine(); line != null; line = Console.In.ReadLine()) Run(line);
        Environment.Exit(0);
    }

    static void Run(string program)
    {
        switch (program)
        {
${arms.join('')}        }
    }
}
`;
