import {
  BuiltProject,
  type EmittedCase,
  emitWith,
  findToolchain,
  type NativeCase,
  NativeSuite,
} from '../native-testing';
import { go } from './index';

export const emitCase = (wanted: NativeCase): EmittedCase | string => emitWith(go, wanted);

const toolchain = (): ReturnType<typeof findToolchain> =>
  findToolchain([
    {
      needs: [{ tool: 'go', versionArg: 'version' }],
      build: [['go', 'build', '-trimpath', '-o', '{dir}/comprehension', '.']],
      run: ['{dir}/comprehension'],
      environment: { GOFLAGS: '-mod=mod', GOPROXY: 'off', GOWORK: 'off', CGO_ENABLED: '0' },
    },
  ]);

export const hasGo = (): boolean => toolchain() !== null;

/** One Go module with all the programs, so that the compiler starts once. @throws Error with the compiler's output, or when Go is missing */
export async function buildGo(cases: readonly EmittedCase[]): Promise<NativeSuite> {
  const tools = toolchain();
  if (tools === null) throw new Error('go is not on this machine');
  const files: Record<string, string> = {};
  const imports: string[] = [];
  const arms: string[] = [];
  cases.forEach(({ program, emission }, i) => {
    for (const [name, text] of Object.entries(go.project(emission, program).files)) {
      if (name.startsWith('program/')) files[name.replace('program/', `p${i}/`)] = text;
      else if (name !== 'main.go') files[name] = text;
    }
    imports.push(`\tp${i} "comprehension/p${i}"\n`);
    arms.push(`\t\tp${i}.New,\n`);
  });
  files['main.go'] =
    `package main\n\nimport (\n\t"os"\n\t"strconv"\n\n\t"comprehension/harness"\n${imports.join('')})\n\n` +
    `func main() {\n\tprograms := []func() harness.Program{\n${arms.join('')}\t}\n` +
    '\ti, _ := strconv.Atoi(os.Args[1])\n\tharness.Serve(programs[i](), os.Stdin, os.Stdout)\n}\n';
  return new NativeSuite(await BuiltProject.build(files, tools));
}
