import type { BackendId } from '../../backends';
import { type MeasuredSettings, median } from '../../measure';
import { createDraw } from '../families';
import { type Bench, type Job, type Recorder, recorder } from '../job';
import { atLevel, defaultSettings } from '../settings';
import { type Cell, runTrials, TRIAL, type Trial } from '../trial';
import { alternating, type Subject, subjectOf, trialOptions } from './shared';

/** What can be put wrong on purpose, each with what puts it right. */
export const FAULTS = [
  'none',
  'busy-cores',
  'cold-code',
  'row-blow-up',
  'wrong-results',
  'allocation-churn',
  'threads-for-little-work',
  'lost-range-narrowing',
  'lost-passes',
] as const;
export type Fault = (typeof FAULTS)[number];

interface Diagnosis {
  readonly issue: string;
  readonly fix: string;
  readonly suggestion: string;
}

const DIAGNOSES: Readonly<Record<Exclude<Fault, 'none'>, Diagnosis>> = {
  'busy-cores': {
    issue: 'Every core is busy with something else',
    fix: 'end-other-work',
    suggestion: 'End the other work, or wait for it',
  },
  'cold-code': {
    issue: 'Every run starts cold',
    fix: 'keep-loaded',
    suggestion: 'Keep the program loaded between runs',
  },
  'row-blow-up': {
    issue: 'A join walks every row several times',
    fix: 'remove-join',
    suggestion: 'Remove the cross join whose rows are thrown away',
  },
  'wrong-results': {
    issue: 'The answers differ from Python’s',
    fix: 'recompile',
    suggestion: 'Compile the program again from its text',
  },
  'allocation-churn': {
    issue: 'Every step allocates a list',
    fix: 'loops-idiom',
    suggestion: 'Try the loops idiom',
  },
  'threads-for-little-work': {
    issue: 'Threads cost more than they bring',
    fix: 'one-thread',
    suggestion: 'Try one thread',
  },
  'lost-range-narrowing': {
    issue: 'Numbers are kept larger than they are',
    fix: 'range-narrowing',
    suggestion: 'Try range narrowing and type narrowing',
  },
  'lost-passes': {
    issue: 'The optimizer’s passes do not run',
    fix: 'all-passes',
    suggestion: 'Open the level: try constant folding and predicate pushdown',
  },
};

const SIZE = 10_000;
const SMALL = 100;
export const COLD_RUNS = 12;

/**
 * One spectrum with a known fault: the program healthy, then with the fault, then with the fix applied, all measured.
 * The ground truth is what was injected, never what was found; whether the fix helps is what the clock says.
 */
export async function faultsJob(bench: Bench, job: Job): Promise<Recorder> {
  const fault = FAULTS[job.index % FAULTS.length] ?? 'none';
  // Threads and the idiom that allocates are TypeScript's; the rest go to both in turn.
  const backend =
    fault === 'allocation-churn' || fault === 'threads-for-little-work' ? 'typescript' : alternating(job);
  const subject = await subjectOf(bench, job, fault === 'threads-for-little-work' ? SMALL : SIZE);
  const draw = createDraw(job.seed * 17 + job.index);
  const start = { ...atLevel(defaultSettings(backend, bench.modes), 1) };
  const healthy: Cell = { ...subject, backend, settings: start };
  const out = recorder(bench, job);
  const case_ = await stage(bench, job, fault, healthy, draw.pick([0, 0.1]));
  if (case_) add(out, subject, backend, fault, case_, await neighbours(bench, job, subject, backend));
  return out;
}

/** The three states of one case. */
interface Case {
  readonly healthy: Trial;
  readonly faulty: Trial;
  readonly fixed: Trial;
}

async function stage(
  bench: Bench,
  job: Job,
  fault: Fault,
  cell: Cell,
  level: number,
): Promise<Case | undefined> {
  const run = (cells: readonly Cell[], asItComes = false) =>
    runTrials(bench.lab, cells, { ...TRIAL, ...trialOptions(bench, job), asItComes });
  const variants: Readonly<Partial<Record<Fault, Cell>>> = {
    none: cell,
    'row-blow-up': { ...cell, fault: 'row-blow-up' },
    'wrong-results': { ...cell, fault: 'wrong-constant' },
    'allocation-churn': withSettings(cell, { mode: bench.modes[cell.backend][1] ?? cell.settings.mode }),
    'threads-for-little-work': withSettings(cell, { parallel: 4 }),
    'lost-range-narrowing': withSettings(cell, {
      passes: cell.settings.passes.filter((pass) => pass !== 'range-narrowing' && pass !== 'type-narrowing'),
    }),
    'lost-passes': withSettings(cell, { level, passes: [] }),
  };
  const variant = variants[fault];
  if (variant) {
    const [healthy, faulty, fixed] = await run([cell, variant, cell]);
    if (!healthy || !faulty || !fixed || faulty.measurement.verdict.kind === 'refused') return undefined;
    // A changed constant that changes no answer is no fault.
    if (fault === 'wrong-results' && agreed(faulty)) return undefined;
    return { healthy, faulty, fixed };
  }
  const [healthy] = await run([cell]);
  const faulty =
    fault === 'busy-cores' ? await occupied(bench, () => run([cell], true)) : await cold(bench, job, cell);
  const [fixed] = await run([cell]);
  return healthy && faulty && fixed ? { healthy, faulty, fixed } : undefined;
}

function withSettings(cell: Cell, settings: Partial<MeasuredSettings>): Cell {
  return { ...cell, settings: { ...cell.settings, ...settings } };
}

async function occupied({ lab }: Bench, work: () => Promise<Trial[]>): Promise<Trial | undefined> {
  const release = await lab.occupy();
  try {
    return (await work())[0];
  } finally {
    await release();
  }
}

/** First runs only, each in a worker that has never run anything. */
async function cold(bench: Bench, job: Job, cell: Cell): Promise<Trial | undefined> {
  const budget = { samples: 1, total: 0 };
  const times: number[] = [];
  let last: Trial | undefined;
  for (let run = 0; run < COLD_RUNS; run++) {
    [last] = await runTrials(bench.lab, [cell], { rounds: 1, budget, ...trialOptions(bench, job) });
    if (last?.measurement.summary) times.push(last.measurement.start.cold);
  }
  if (!last?.measurement.summary || times.length === 0) return last;
  const { summary, ...measurement } = last.measurement;
  return {
    ...last,
    measurement: { ...measurement, samples: [times], summary: { ...summary, p50: median(times) } },
  };
}

/** The same program on the other backend: what a spectrum shows beside the one that is ill. */
async function neighbours(
  bench: Bench,
  job: Job,
  subject: Subject,
  backend: BackendId,
): Promise<Trial | undefined> {
  const other = backend === 'wasm' ? 'typescript' : 'wasm';
  const cell: Cell = {
    ...subject,
    backend: other,
    settings: atLevel(defaultSettings(other, bench.modes), 1),
  };
  const [trial] = await runTrials(bench.lab, [cell], { ...TRIAL, rounds: 1, ...trialOptions(bench, job) });
  return trial;
}

function add(
  out: Recorder,
  { piece, size }: Subject,
  backend: BackendId,
  fault: Fault,
  { healthy, faulty, fixed }: Case,
  other: Trial | undefined,
): void {
  const before = samplesOf(healthy);
  const during = samplesOf(faulty);
  const [ill, well] = [p50(faulty), p50(fixed)];
  const isHealthy = fault === 'none';
  const diagnosis = isHealthy ? undefined : DIAGNOSES[fault];
  out.add(
    'pattern_detection_data',
    {
      performance_spectrum: {
        [backend]: { latency: ill, success: agreed(faulty) ? 100 : 0 },
        ...(other ? { [other.cell.backend]: { latency: p50(other), success: agreed(other) ? 100 : 0 } } : {}),
      },
      detected_issues: diagnosis ? [diagnosis.issue] : [],
      suggested_fixes: diagnosis ? [diagnosis.suggestion] : [],
      code: piece.source,
      program_hash: piece.hash,
      family: piece.family,
      backend,
      data_size: size,
      injected_fault: isHealthy ? null : fault,
      healthy_samples: before,
      samples: [...before, ...during],
      fault_from: isHealthy ? null : before.length,
      fix: diagnosis?.fix ?? null,
      fix_effect: isHealthy || ill === null || well === null ? null : ill / well,
    },
    { key: `${piece.hash}/${backend}/${size}/${fault}`, backend, device: healthy.measurement.calibration },
  );
}

function samplesOf({ measurement }: Trial): number[] {
  return measurement.samples.flat().map((time) => Number(time.toPrecision(6)));
}

function p50({ measurement }: Trial): number | null {
  return measurement.summary?.p50 ?? null;
}

function agreed({ measurement: { verdict } }: Trial): boolean {
  return verdict.kind === 'equal' || verdict.kind === 'reference';
}
