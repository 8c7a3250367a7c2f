import { readFileSync, writeFileSync } from 'node:fs';
import { type BackendId, loadBackend } from '../src/backends';
import { canonicalExpr, hashText } from '../src/language';
import { isTimed, measureRecord, RemoteRuntime } from '../src/measure';
import { spawnOnNode } from '../src/measure/spawn-node';
import { predictiveMorphing } from '../src/plugins';
import { cellOf } from './cells';
import { type Case, readCases } from './conform';
import { compileWith, readInputs } from './program';
import { channelOf, optimised } from './settings';
import { targetNamed } from './targets';

const { judgeStrangers, unpackModel } = predictiveMorphing;
type Kernels = Readonly<Record<string, number>>;
type ForecastExample = Parameters<typeof judgeStrangers>[1][number];

export interface StrangersOptions {
  /** A file of programs, as `code-live conform` reads it. */
  readonly cases: string;
  readonly model: string;
  /** The first so many programs. */
  readonly limit?: number;
  readonly output?: string;
}

const TARGETS = ['typescript', 'wasm'] as const;
const LEVELS = [0, 0.5, 1] as const;
/** Two fresh workers for each cell: enough for a median. */
const EFFORT = { rounds: 2, budget: { samples: 30, total: 150 }, seed: 1 } as const;
const DEADLINES = { start: 120_000, run: 5_000 } as const;

/**
 * Measures programs of a file on this machine and holds the trained forecaster's answers against them. Programs that do
 * not compile, raise, or are refused by a channel are left out there.
 */
export async function strangers({ cases, model, limit, output }: StrangersOptions): Promise<number> {
  const trained = unpackModel(readFileSync(model, 'utf8'));
  const python = new RemoteRuntime('python', () => spawnOnNode('python'), DEADLINES);
  const examples: ForecastExample[] = [];
  const kernels = new Map<BackendId, Kernels>();
  try {
    const { version } = await python.start();
    const chosen = readCases(cases).slice(0, limit);
    for (const [i, each] of chosen.entries()) {
      examples.push(...(await measured(each, python, version ?? '', kernels)));
      process.stderr.write(`${i + 1} of ${chosen.length}: ${examples.length} measurements\n`);
    }
  } finally {
    await python.close();
  }
  const report = judgeStrangers(trained, examples);
  const text = `${JSON.stringify(report, null, 1)}\n`;
  if (output === undefined) process.stdout.write(text);
  else writeFileSync(output, text);
  return 0;
}

/** @param kernels what the fixed kernels took here, by backend; measured with the first cell of each */
async function measured(
  { code }: Case,
  python: RemoteRuntime,
  version: string,
  kernels: Map<BackendId, Kernels>,
): Promise<ForecastExample[]> {
  const inputs = readInputs(undefined);
  const { program } = compileWith(code, inputs);
  if (!program) return [];
  const outcome = await python.reference(code, inputs.specs, inputs.values);
  if (outcome.kind !== 'value') return [];
  const hash = hashText(canonicalExpr(program.body));
  const found: ForecastExample[] = [];
  for (const name of TARGETS) {
    const target = targetNamed(name);
    const backend = await loadBackend(target.backend);
    for (const level of LEVELS) {
      const channel = channelOf(backend, target, { level });
      const ready = optimised(program, channel);
      const emitted = backend.emit(ready, channel.settings);
      if (!emitted.ok) continue;
      const settings = { ...channel.settings, passes: channel.patch.map(({ pass }) => pass) };
      const size = Number(inputs.values.n);
      const cell = await cellOf({
        backend,
        program: ready,
        inputs: inputs.values,
        deadlines: DEADLINES,
        calibrated: !kernels.has(target.backend),
        subject: {
          program: hash,
          backend: target.backend,
          emission: emitted.emission,
          settings,
          size,
          reference: { outcome, version },
          type: program.body.type,
        },
      });
      if (typeof cell === 'string') continue;
      const [measurement] = await measureRecord([cell], EFFORT);
      if (!measurement || !isTimed(measurement) || measurement.verdict.kind !== 'equal') continue;
      const { p50, p95 } = measurement.summary;
      if (measurement.calibration) kernels.set(target.backend, measurement.calibration.kernels);
      const { specs } = inputs;
      found.push({
        hash,
        source: code,
        specs,
        family: hash,
        backend: target.backend,
        settings,
        size,
        kernels: kernels.get(target.backend) ?? {},
        p50,
        p95,
      });
    }
  }
  return found;
}
