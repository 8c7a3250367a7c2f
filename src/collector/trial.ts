import type { BackendId, Emission, InputValues, Outcome } from '../backends';
import {
  CallError,
  DigestChanged,
  type MeasuredSettings,
  type Measurement,
  measurementOf,
  measureWorker,
  type Place,
  type SampleBudget,
  type Subject,
  seeded,
  shuffled,
  type WorkerRun,
} from '../measure';
import { isWorkerBackend, type Lab } from './lab';
import type { Piece, ProgramFault } from './workshop';

/** One program with inputs on one backend with one set of settings. */
export interface Cell {
  readonly piece: Piece;
  readonly size: number;
  readonly values: InputValues;
  readonly backend: BackendId;
  readonly settings: MeasuredSettings;
  readonly fault?: ProgramFault;
}

export interface Trial {
  readonly cell: Cell;
  /** Printed code; empty where the backend refused. */
  readonly code: string;
  readonly measurement: Measurement;
}

export interface TrialOptions {
  /** Times that each cell is visited, in another random order each time. */
  readonly rounds: number;
  /** For one visit. */
  readonly budget: SampleBudget;
  readonly seed: number;
  readonly signal?: AbortSignal;
}

/** What the collector spends on a cell unless it is told otherwise: 30 samples in each round, or this long. */
export const TRIAL: Omit<TrialOptions, 'seed'> = { rounds: 3, budget: { samples: 30, total: 40 } };

/** Native programs that are built and started side by side; the bridge keeps eight. */
const STARTED_AT_ONCE = 8;
const NO_TIMES = { compile: 0, instantiate: 0, cold: 0 };

interface Entry {
  readonly cell: Cell;
  readonly subject: Subject;
  readonly emission: Emission;
  readonly runs: WorkerRun[];
  place: Place;
  isOver: boolean;
}

/**
 * Runs, checks and measures cells side by side: in rounds, each cell once a round in another random order, TypeScript and
 * Wasm in workers that are fresh each round and shared by the cells of the round. A cell that is refused, wrong, stopped
 * or crashed has a verdict and no times.
 * @returns one trial for each cell, in the order of the cells
 * @throws the signal's reason
 */
export async function runTrials(lab: Lab, cells: readonly Cell[], options: TrialOptions): Promise<Trial[]> {
  const { rounds, seed, signal } = options;
  const random = seeded(seed);
  const version = await lab.pythonVersion();
  const answer = referencesOf(lab);
  const prepared: (Entry | Trial)[] = [];
  for (const cell of cells) {
    signal?.throwIfAborted();
    prepared.push(await prepare(lab, cell, await answer(cell), version));
  }
  const entries = prepared.flatMap((each) => ('subject' in each ? [each] : []));
  await build(lab, entries);
  for (let round = 0; round < rounds; round++) {
    await lab.renew();
    for (const entry of shuffled(entries, random)) {
      signal?.throwIfAborted();
      if (!entry.isOver) await visit(lab, entry, options.budget);
    }
  }
  return prepared.map((each) => ('subject' in each ? trialOf(each) : each));
}

/** Python's answers, each asked for once. */
function referencesOf(lab: Lab): (cell: Cell) => Promise<Outcome> {
  const known = new Map<InputValues, Map<string, Promise<Outcome>>>();
  return ({ piece: { source, specs }, values }) => {
    const byText = known.get(values) ?? new Map<string, Promise<Outcome>>();
    known.set(values, byText);
    const answer = byText.get(source) ?? lab.reference({ source, specs, values });
    byText.set(source, answer);
    return answer;
  };
}

async function prepare(lab: Lab, cell: Cell, outcome: Outcome, version: string): Promise<Entry | Trial> {
  const { piece, backend, settings, size, fault } = cell;
  const emitted = lab.backends.has(backend)
    ? await lab.workshop.call('emit', {
        source: piece.source,
        specs: piece.specs,
        backend,
        settings,
        ...(fault === undefined ? {} : { fault }),
      })
    : ({ ok: false, message: 'Its compiler is not on this machine.' } as const);
  const emission = emitted.ok ? emitted.emission : { code: '' };
  const subject: Subject = {
    program: piece.hash,
    backend,
    emission,
    settings,
    size,
    reference: { outcome, version },
    type: piece.type,
  };
  const clock = await lab.clock(backend);
  const place: Place = {
    clock,
    provenance: isWorkerBackend(backend) ? 'live' : 'bridge',
    ...(emitted.ok ? { calibration: await lab.calibration(backend) } : {}),
  };
  if (emitted.ok) return { cell, subject, emission: emitted.emission, runs: [], place, isOver: false };
  const measurement = measurementOf(subject, place, [untimed({ kind: 'refused', message: emitted.message })]);
  return { cell, code: '', measurement };
}

/** Native programs are built two at a time, before anything is measured; what can't be built says so at its visit. */
async function build(lab: Lab, entries: readonly Entry[]): Promise<void> {
  const native = entries.filter(({ cell }) => !isWorkerBackend(cell.backend));
  for (let from = 0; from < native.length; from += STARTED_AT_ONCE) {
    const group = native.slice(from, from + STARTED_AT_ONCE);
    await Promise.allSettled(group.map((entry) => open(lab, entry)));
  }
}

function open(lab: Lab, { cell, emission }: Entry) {
  const { piece, backend, settings, values } = cell;
  return lab.load({ backend, source: piece.source, specs: piece.specs, settings, emission, values });
}

async function visit(lab: Lab, entry: Entry, budget: SampleBudget): Promise<void> {
  try {
    const instance = await open(lab, entry);
    entry.place = { ...entry.place, clock: await lab.clock(entry.cell.backend) };
    const run = await measureWorker(instance, entry.subject, entry.place, budget);
    entry.runs.push(run);
    if (run.verdict.kind === 'stopped' || run.verdict.kind === 'crashed') entry.isOver = true;
    else await instance.close();
  } catch (error) {
    entry.runs.push(untimed(verdictOf(error)));
    entry.isOver = true;
  }
}

function verdictOf(error: unknown): WorkerRun['verdict'] {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof CallError && error.code === 'deadline') return { kind: 'stopped', limit: 'time' };
  if (error instanceof DigestChanged) return { kind: 'crashed', message: `not deterministic: ${message}` };
  return { kind: 'crashed', message };
}

function untimed(verdict: WorkerRun['verdict']): WorkerRun {
  return { verdict, start: NO_TIMES, warming: [], settled: [], batch: 1, warmUp: undefined, voided: 0 };
}

function trialOf({ cell, subject, emission, place, runs }: Entry): Trial {
  return { cell, code: emission.code, measurement: measurementOf(subject, place, runs) };
}

/** Median in ms, or null without an agreeing answer. */
export function latencyOf({ measurement }: Trial): number | null {
  return measurement.summary?.p50 ?? null;
}

/** Without the calibration, which a record carries beside it, and with samples to four digits: no clock here tells more. */
export function rounded({ calibration: _, ...measurement }: Measurement): Measurement {
  return JSON.parse(
    JSON.stringify(measurement, (_key, value: unknown) =>
      typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(4)) : value,
    ),
  );
}
