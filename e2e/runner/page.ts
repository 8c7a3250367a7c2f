import type { BackendId, Emission, EmitSettings, Outcome } from '../../src/backends';
import { python } from '../../src/backends/python';
import { sql } from '../../src/backends/sql';
import { typescript } from '../../src/backends/typescript';
import { loadWasmBackend } from '../../src/backends/wasm';
import { compileProgram, DATA_SIZE } from '../../src/language';
import { type ClockReading, RemoteRuntime, Sampling, SHORT_OUTPUT, type Summary } from '../../src/measure';
import { createRunnerFrame } from '../../src/measure/frame';

type Here = Extract<BackendId, 'python' | 'typescript' | 'wasm' | 'sql'>;

const SETTINGS: Omit<EmitSettings, 'mode'> = { level: 0.5, parallel: 1, unsafe: false, dialect: 'duckdb' };
const DEADLINES = { start: 60_000, run: 2_000 };
const frame = createRunnerFrame();
const runtimes = new Map<Here, RemoteRuntime>();

function runtime(id: Here): RemoteRuntime {
  const known = runtimes.get(id);
  if (known) return known;
  const made = new RemoteRuntime(id, () => frame.spawn(id), DEADLINES, SHORT_OUTPUT);
  runtimes.set(id, made);
  return made;
}

async function emit(id: Here, source: string, parallel = 1): Promise<Emission> {
  const { program, diagnostics } = compileProgram(source, [DATA_SIZE]);
  if (!program) throw new Error(diagnostics.map(({ message }) => message).join('; '));
  const backend = { python, typescript, sql, wasm: undefined }[id] ?? (await loadWasmBackend());
  const emitted = backend.emit(program, { ...SETTINGS, parallel, mode: backend.modes[0] });
  if (!emitted.ok) throw new Error(emitted.diagnostics.map(({ message }) => message).join('; '));
  return emitted.emission;
}

/** The longest time that the page was without a beat since the last call, in ms. */
let worst = 0;
let last = performance.now();
setInterval(() => {
  const now = performance.now();
  worst = Math.max(worst, now - last);
  last = now;
}, 50);

/** What came of a bomb, left in the storage for another page to read. */
export interface BombReport {
  readonly outcome: Outcome;
  readonly longestSilence: number;
  readonly after: Outcome;
}

const BOMB_REPORT = 'bomb';

/** JavaScript that fills the heap: V8 then ends the whole process, which is the frame's and not the page's. */
const BOMB = 'function program(n) { const kept = []; for (;;) kept.push(new Array(100_000).fill(n + 0.5)); }';

async function explode(): Promise<void> {
  const source = 'sum(x for x in range(n))';
  const { layout, ...emission } = await emit('typescript', source);
  const untyped = { ...Object(layout), types: [] };
  // A deadline that it does not reach: here the memory has to give out first.
  const patience = { ...DEADLINES, run: 90_000 };
  const patient = new RemoteRuntime('typescript', () => frame.spawn('typescript'), patience);
  const instance = await patient.load({ ...emission, code: BOMB, layout: untyped }, { n: 1 });
  const outcome = await instance.run();
  const longestSilence = worst;
  const after = await (await patient.load(await emit('typescript', source), { n: 10 })).run();
  const report: BombReport = { outcome, longestSilence, after };
  localStorage.setItem(BOMB_REPORT, JSON.stringify(report));
}

if (location.search === '?bomb') void explode();

export interface Harness {
  start(id: Here): Promise<string | null>;
  run(id: Here, source: string, n: number): Promise<Outcome>;
  /** On several workers of the frame; `notes` says why not. */
  runOn(
    workers: number,
    id: Here,
    source: string,
    n: number,
  ): Promise<{ outcome: Outcome; notes: readonly string[] }>;
  measure(id: Here, source: string, n: number): Promise<{ clock: ClockReading; summary: Summary | null }>;
  longestSilence(): number;
}

const harness: Harness = {
  async start(id) {
    // Loads the emitter as well: in the studio that happens in a worker, and here it must not count as silence.
    await emit(id, 'sum(x for x in range(n))');
    return (await runtime(id).start()).version;
  },
  async run(id, source, n) {
    const instance = await runtime(id).load(await emit(id, source), { n });
    return instance.run();
  },
  async runOn(workers, id, source, n) {
    const emission = await emit(id, source, workers);
    const instance = await runtime(id).load(emission, { n });
    const outcome = await instance.run();
    await instance.close();
    return { outcome, notes: emission.notes.map(({ rule }) => rule) };
  },
  async measure(id, source, n) {
    const instance = await runtime(id).load(await emit(id, source), { n });
    await instance.run();
    const clock = await runtime(id).clock();
    const sampling = new Sampling(instance, clock);
    await sampling.settle({ samples: 20, total: 500 });
    return { clock, summary: sampling.summary };
  },
  longestSilence() {
    const silence = worst;
    worst = 0;
    return silence;
  },
};

(globalThis as { harness?: Harness }).harness = harness;
