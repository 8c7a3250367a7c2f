import type { BackendId, Emission, InputValues, Outcome } from '../backends';
import {
  CallError,
  DigestChanged,
  LIVE,
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
import { DISTURBED, type Pace } from './pace';
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
  /** What else the machine does is part of what is measured: no visit is made again for it. */
  readonly asItComes?: boolean;
}

/** What the collector spends on a cell unless it is told otherwise: 30 samples in each round, or this long. */
export const TRIAL: Omit<TrialOptions, 'seed'> = { rounds: 5, budget: { samples: 30, total: 40 } };

/** What the live loop spends on a channel in one turn: few samples, and the record says how many. */
export const LIVE_TURN: Omit<TrialOptions, 'seed'> = { rounds: 1, budget: LIVE, asItComes: true };

/** Native programs that are built and started side by side; the bridge keeps eight. */
const STARTED_AT_ONCE = 8;
const NO_TIMES = { compile: 0, instantiate: 0, cold: 0 };
/** Rounds that are added for disturbed visits, as a share of those that were asked for. */
const MORE_ROUNDS = 1;

interface Entry {
  readonly cell: Cell;
  readonly subject: Subject;
  readonly emission: Emission;
  readonly visits: Visit[];
  place: Place;
  isOver: boolean;
}

interface Visit {
  readonly run: WorkerRun;
  /** The slower of the machine's paces before and after. */
  readonly pace: number;
}

/**
 * Runs, checks and measures cells side by side: in rounds, each cell once a round in another random order, TypeScript and
 * Wasm in workers that are fresh each round and shared by the cells of the round. What other programs disturbed is visited
 * again in further rounds, and the calmest visits count. A cell that is refused, wrong, stopped or crashed has a verdict
 * and no times.
 * @returns one trial for each cell, in the order of the cells
 * @throws the signal's reason
 */
export async function runTrials(lab: Lab, cells: readonly Cell[], options: TrialOptions): Promise<Trial[]> {
  const { rounds, seed, signal, asItComes } = options;
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
  const pace: Pace = asItComes ? async () => 1 : lab.pace;
  for (let round = 0; round < rounds * (1 + MORE_ROUNDS); round++) {
    const due = entries.filter((entry) => !entry.isOver && calmVisits(entry) < rounds);
    if (due.length === 0) break;
    await lab.renew();
    // The pace after one visit is that before the next.
    let before = await pace();
    for (const entry of shuffled(due, random)) {
      signal?.throwIfAborted();
      const run = await visit(lab, entry, options.budget);
      const after = await pace();
      entry.visits.push({ run, pace: Math.max(before, after) });
      before = after;
    }
  }
  return prepared.map((each) => ('subject' in each ? trialOf(each, rounds) : each));
}

function calmVisits({ visits }: Entry): number {
  return visits.filter(({ pace }) => pace <= DISTURBED).length;
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
  if (emitted.ok) return { cell, subject, emission: emitted.emission, visits: [], place, isOver: false };
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

async function visit(lab: Lab, entry: Entry, budget: SampleBudget): Promise<WorkerRun> {
  try {
    const instance = await open(lab, entry);
    entry.place = { ...entry.place, clock: await lab.clock(entry.cell.backend) };
    const run = await measureWorker(instance, entry.subject, entry.place, budget);
    if (run.verdict.kind === 'stopped' || run.verdict.kind === 'crashed') entry.isOver = true;
    else await instance.close();
    return run;
  } catch (error) {
    entry.isOver = true;
    return untimed(verdictOf(error));
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

function trialOf({ cell, subject, emission, place, visits }: Entry, rounds: number): Trial {
  const runs = calmest(visits, rounds).map(({ run }) => run);
  return { cell, code: emission.code, measurement: measurementOf(subject, place, runs) };
}

/**
 * As many visits as were asked for, in their order; one that failed counts whatever the pace was. Two cells may then have
 * visits of different rounds: a paired test of them is as valid, and less powerful.
 */
function calmest(visits: readonly Visit[], rounds: number): readonly Visit[] {
  const isAnswer = ({ run: { verdict } }: Visit): boolean =>
    verdict.kind === 'equal' || verdict.kind === 'reference';
  const kept = new Set(
    visits.toSorted((a, b) => Number(isAnswer(a)) - Number(isAnswer(b)) || a.pace - b.pace).slice(0, rounds),
  );
  return visits.filter((visit) => kept.has(visit));
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
