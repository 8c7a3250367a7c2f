import { cellOf } from '../cli/cells';
import { type BackendId, type Emission, loadBackend, type Outcome } from '../src/backends';
import { canonicalExpr, compileProgram, DATA_SIZE, hashText, type Program } from '../src/language';
import {
  type Cell,
  DEADLINES,
  isTimed,
  type Measurement,
  measureRecord,
  type RecordOptions,
  RemoteRuntime,
  type Subject,
} from '../src/measure';
import { spawnOnNode } from '../src/measure/spawn-node';
import type { BenchProgram } from './programs';

/** What is put beside each other: four backends and the loop by hand. */
export const CONTENDERS = ['wasm', 'rust', 'typescript', 'by hand', 'python'] as const;
export type Contender = (typeof CONTENDERS)[number];

/** Settled medians in ms of one run; absent where a program was refused or nothing can build it. */
export interface RunTimes {
  readonly program: string;
  readonly n: number;
  readonly milliseconds: Readonly<Partial<Record<Contender, number>>>;
  /** Why a contender is absent. */
  readonly absent: Readonly<Partial<Record<Contender, string>>>;
}

export interface RunOptions extends RecordOptions {
  readonly contenders: readonly Contender[];
}

/**
 * Measures programs on all contenders, as a record: fresh workers, in random order within each round. No optimizer
 * passes, so that all run the same program; Wasm at the highest level, Rust with -O. Python's workers are not fresh:
 * starting one takes longer than everything else together.
 */
export async function benchRuns(
  programs: readonly BenchProgram[],
  { contenders, ...options }: RunOptions,
): Promise<RunTimes[]> {
  const python = new RemoteRuntime('python', () => spawnOnNode('python'), { ...DEADLINES, start: 120_000 });
  try {
    const { version } = await python.start();
    const times: RunTimes[] = [];
    for (const program of programs)
      times.push(await benchProgram(program, contenders, options, python, version));
    return times;
  } finally {
    await python.close();
  }
}

async function benchProgram(
  { name, source, n, byHand }: BenchProgram,
  contenders: readonly Contender[],
  options: RecordOptions,
  python: RemoteRuntime,
  version: string | null,
): Promise<RunTimes> {
  const { program, diagnostics } = compileProgram(source, [DATA_SIZE]);
  if (!program) throw new Error(`${source}: ${diagnostics[0]?.message}`);
  const outcome = await python.reference(source, [DATA_SIZE], { n });
  const absent: Partial<Record<Contender, string>> = {};
  const entrants: { readonly contender: Contender; readonly cell: Cell }[] = [];
  for (const contender of contenders) {
    const cell = await contenderCell(contender, program, n, byHand, python, {
      outcome,
      version: version ?? '',
    });
    if (typeof cell === 'string') absent[contender] = cell;
    else entrants.push({ contender, cell });
  }
  const measurements = await measureRecord(
    entrants.map(({ cell }) => cell),
    options,
  );
  const milliseconds: Partial<Record<Contender, number>> = {};
  for (const [i, { contender }] of entrants.entries()) {
    const measurement = measurements[i];
    if (measurement && isTimed(measurement)) milliseconds[contender] = measurement.summary.p50;
    else absent[contender] = verdictText(measurement);
  }
  return { program: name, n, milliseconds, absent };
}

function verdictText(measurement: Measurement | undefined): string {
  const verdict = measurement?.verdict;
  return verdict && 'message' in verdict
    ? `${verdict.kind}: ${verdict.message}`
    : (verdict?.kind ?? 'not run');
}

/** A cell, or why there is none. */
async function contenderCell(
  contender: Contender,
  program: Program,
  n: number,
  byHand: string,
  python: RemoteRuntime,
  reference: { outcome: Outcome; version: string },
): Promise<Cell | string> {
  const id: Extract<BackendId, 'wasm' | 'rust' | 'typescript' | 'python'> =
    contender === 'by hand' ? 'typescript' : contender;
  const backend = await loadBackend(id);
  const mode = id === 'typescript' ? 'loops' : backend.modes[0];
  const settings = { level: 1, parallel: 1, unsafe: false, mode, dialect: 'duckdb', passes: [] } as const;
  const emitted = backend.emit(program, settings);
  if (!emitted.ok) return emitted.diagnostics[0]?.message ?? 'refused';
  const emission = contender === 'by hand' ? written(byHand, emitted.emission) : emitted.emission;
  const subject: Subject = {
    program: hashText(canonicalExpr(program.body)),
    backend: id,
    emission,
    settings,
    size: n,
    reference,
    type: program.body.type,
  };
  const shared = id === 'python' ? { shared: python } : {};
  return cellOf({
    backend,
    program,
    subject: { ...subject, emission },
    inputs: { n },
    deadlines: DEADLINES,
    ...shared,
  });
}

/** Hand-written JavaScript in the harness that times emitted TypeScript. */
function written(code: string, emission: Emission): Emission {
  return { ...emission, code, layout: { ...Object(emission.layout), types: [] } };
}
