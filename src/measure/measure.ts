import type { BackendId, Emission, Outcome } from '../backends';
import { type CompareOptions, hashText, type Type } from '../language';
import type { WarmUpClass } from './change-points';
import type { ClockReading } from './clock';
import type { Calibration, MeasuredSettings, Measurement, Provenance, RunVerdict } from './measurement';
import { sameOutcome } from './output';
import { type SampleBudget, Sampling, type TimedInstance } from './sampling';
import { summarise } from './summary';
import { ALWAYS_VISIBLE, type Visibility } from './visibility';

/** What is measured. */
export interface Subject {
  /** Hash of the program. */
  readonly program: string;
  readonly backend: BackendId;
  readonly emission: Pick<Emission, 'code'>;
  readonly settings: MeasuredSettings;
  readonly size: number;
  /** What Python answered, and which Python. */
  readonly reference: { readonly outcome: Outcome; readonly version: string };
  /** The type of the result: a dict built by walking a set has no order to compare. */
  readonly type: Type;
}

/** Where it is measured. */
export interface Place {
  readonly clock: ClockReading;
  readonly provenance: Provenance;
  readonly calibration?: Calibration;
  readonly visibility?: Visibility;
}

/** What one fresh worker gave. */
export interface WorkerRun {
  readonly verdict: RunVerdict;
  readonly start: Measurement['start'];
  readonly warming: readonly number[];
  readonly settled: readonly number[];
  readonly batch: number;
  readonly warmUp: WarmUpClass | undefined;
  readonly voided: number;
  /** Bytes after the samples, where the runtime can say. */
  readonly memory?: number;
}

/** How values of a type are compared. */
export function comparisonOf(type: Type): CompareOptions {
  return { unorderedDicts: type.kind === 'dict' && !type.ordered };
}

/** Compares a run with Python's. */
export function verify(
  outcome: Outcome,
  { backend, reference, settings, type }: Pick<Subject, 'backend' | 'reference' | 'settings' | 'type'>,
): RunVerdict {
  switch (outcome.kind) {
    case 'outside':
      return { kind: 'refused', message: outcome.message };
    case 'stopped':
      return { kind: 'stopped', limit: outcome.limit };
    case 'crashed':
      return { kind: 'crashed', message: outcome.message };
    case 'value':
    case 'raises': {
      const expected = reference.outcome;
      if (expected.kind !== 'value' && expected.kind !== 'raises')
        return { kind: 'unchecked', message: expected.message };
      if (sameOutcome(outcome, expected, comparisonOf(type)))
        return { kind: backend === 'python' ? 'reference' : 'equal' };
      return { kind: settings.unsafe ? 'deviates' : 'wrong' };
    }
  }
}

/**
 * Runs a freshly loaded program once, compares it, and only then samples it until it has settled.
 * @throws {DigestChanged} when batches do not agree with each other
 */
export async function measureWorker(
  instance: TimedInstance,
  subject: Subject,
  { clock, visibility = ALWAYS_VISIBLE }: Place,
  budget: SampleBudget,
): Promise<WorkerRun> {
  const wasHidden = visibility.watch();
  const { outcome, elapsed } = await instance.timedRun();
  const verdict = verify(outcome, subject);
  const start = { ...instance.timings, cold: elapsed };
  const untimed = { verdict, start, warming: [], settled: [], batch: 1, warmUp: undefined, voided: 0 };
  // An agreed exception is an answer, but there is nothing to time.
  if (outcome.kind !== 'value' || (verdict.kind !== 'equal' && verdict.kind !== 'reference')) return untimed;
  const sampling = new Sampling(instance, clock);
  const warmUp = await sampling.settle(budget);
  const { warming, settled, batch } = sampling;
  if (wasHidden()) return { ...untimed, batch, voided: warming.length + settled.length };
  const memory = await instance.memory?.();
  return {
    verdict,
    start,
    warming,
    settled,
    batch,
    warmUp: warmUp.class,
    voided: 0,
    ...(memory === undefined ? {} : { memory }),
  };
}

const CLASSES: readonly WarmUpClass[] = ['flat', 'warm-up', 'slowdown', 'no-steady-state'];

/**
 * Puts the runs of one or more fresh workers together. The first verdict that is not agreement stands for all.
 * @param mode of the samples; arrivals come at their own pace, so that response times have no throughput
 */
export function measurementOf(
  subject: Subject,
  place: Place,
  runs: readonly WorkerRun[],
  mode: Measurement['mode'] = 'service',
): Measurement {
  const [first] = runs;
  if (!first) throw new RangeError('a measurement is of at least one run');
  const agreed = (run: WorkerRun) => run.verdict.kind === 'equal' || run.verdict.kind === 'reference';
  const verdict = (runs.find((run) => !agreed(run)) ?? first).verdict;
  const samples = runs.map((run) => run.settled).filter((settled) => settled.length > 0);
  const isTimed = runs.every(agreed) && samples.length > 0;
  const batch = Math.max(...runs.map((run) => run.batch));
  const summary = isTimed ? summarise(samples.flat(), batch, place.clock) : undefined;
  const classes = runs.flatMap((run) => run.warmUp ?? []);
  const warmUp = CLASSES.findLast((each) => classes.includes(each));
  const memories = runs.flatMap((run) => run.memory ?? []);
  return {
    version: 1,
    program: subject.program,
    code: hashText(subject.emission.code),
    backend: subject.backend,
    settings: subject.settings,
    size: subject.size,
    verdict,
    mode,
    start: first.start,
    warming: isTimed ? first.warming : [],
    samples: isTimed ? samples : [],
    batch,
    ...(summary ? { summary } : {}),
    ...(summary && mode === 'service' ? { throughput: 1000 / summary.p50 } : {}),
    ...(warmUp === undefined || !isTimed ? {} : { warmUp }),
    ...(memories.length === 0 ? {} : { memory: Math.max(...memories) }),
    voided: runs.reduce((sum, run) => sum + run.voided, 0),
    clockResolution: place.clock.resolution,
    isolated: place.clock.isolated,
    ...(place.calibration ? { calibration: place.calibration } : {}),
    provenance: place.provenance,
    reference: subject.reference.version,
  };
}
