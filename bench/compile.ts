import { BACKENDS, type BackendId, loadBackend } from '../src/backends';
import { quantile, seeded } from '../src/measure';
import { applyPatch, patchOf } from '../src/optimizer';
import { CHANNEL_IDS, defaultChannel, perChannel } from '../src/session';
import { type CompileRequest, type Compiler, createCompiler } from '../src/session/compile';
import { LARGE, TYPICAL } from './programs';

/** Times of all edits in ms. */
export interface CompileTimes {
  readonly p50: number;
  readonly p95: number;
  /** The same of processor time alone: what it takes on a machine that has nothing else to do. */
  readonly processor95: number;
  readonly edits: number;
}

export interface CompileReport {
  /** Text to the code of the seven channels that are printed at once. */
  readonly typical: CompileTimes;
  readonly large: CompileTimes;
  /** Text to Wasm's listing, optimised by binaryen, which is made beside the others. */
  readonly typicalWasm: CompileTimes;
}

/** Types edits into a program: every one is a new text, as in the studio, and compiled by the same compiler. */
export async function benchCompile(edits: number): Promise<CompileReport> {
  const others = await compilerOf(BACKENDS.filter((id) => id !== 'wasm'));
  const wasm = await compilerOf(['wasm']);
  return {
    typical: await type(others, TYPICAL, edits),
    large: await type(others, LARGE, edits),
    typicalWasm: await type(wasm, TYPICAL, Math.ceil(edits / 4)),
  };
}

async function compilerOf(ids: readonly BackendId[]): Promise<Compiler> {
  const backends = await Promise.all(ids.map(loadBackend));
  return createCompiler(backends, (program, passes) => applyPatch(program, patchOf(passes)).program);
}

async function type(compiler: Compiler, template: string, edits: number): Promise<CompileTimes> {
  const random = seeded(11);
  const modes = new Map(
    await Promise.all(CHANNEL_IDS.map(async (id) => [id, (await loadBackend(id)).modes[0]] as const)),
  );
  const channels = perChannel((id) => defaultChannel(modes.get(id) ?? ''));
  const times: number[] = [];
  const processor: number[] = [];
  const warmUp = Math.ceil(edits / 2);
  for (let edit = -warmUp; edit < edits; edit++) {
    const program = template.replaceAll('{}', () => String(2 + Math.floor(random() * 90)));
    const request: CompileRequest = { program, inputs: [], channels };
    const before = process.cpuUsage();
    const from = performance.now();
    const { result, diagnostics } = compiler.compile(request);
    const elapsed = performance.now() - from;
    const { user, system } = process.cpuUsage(before);
    if (!result) throw new Error(`${program}: ${diagnostics[0]?.message}`);
    if (edit < 0) continue;
    times.push(elapsed);
    processor.push((user + system) / 1000);
  }
  return {
    p50: quantile(times, 0.5),
    p95: quantile(times, 0.95),
    processor95: quantile(processor, 0.95),
    edits,
  };
}
