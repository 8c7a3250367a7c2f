import { randomUUID } from 'node:crypto';
import {
  type CollectRequest,
  DISTURBED,
  examplesOf,
  fitSplitModels,
  type Job,
  jobId,
  type Phase,
  planOf,
  TRIAL,
  workOff,
} from '../../src/collector';
import type { DatasetRecord, Kind } from '../../src/dataset';
import { appVersion } from '../version';
import { LoadWatch, machineOf } from './machine';
import { openPages, type Pages } from './pages';
import { Parts } from './parts';
import { type Manifest, writeEnvelope, writeFolder } from './write';

export interface CollectOptions {
  readonly stressDuration?: number;
  readonly collectMetrics?: boolean;
  readonly programs: number;
  readonly benchmarks?: number;
  readonly collectOptimizations?: boolean;
  readonly interactions?: number;
  readonly collectFeedback?: boolean;
  readonly realTime?: boolean;
  readonly duration: number;
  readonly native?: boolean;
  readonly seed: number;
  readonly jobs: number;
  readonly output: string;
  /** Folder of the built studio. */
  readonly root?: string;
}

/** How often progress is told, in ms. */
const TELL_EVERY = 10_000;

/**
 * Collects a dataset and writes it: a `.json` file with the guide's names, or a folder of gzipped JSON lines. Finished
 * jobs lie in `<output>.parts`, so the same command goes on where it was stopped. Answers the exit code.
 */
export async function collect(options: CollectOptions): Promise<number> {
  const phases = planOf(requestOf(options));
  if (phases.length === 0)
    throw new Error(
      'Nothing to collect: give --stress-duration, --benchmarks, --interactions or --real-time.',
    );
  const parts = new Parts(`${options.output}.parts`);
  const fresh = { session: `collect-${randomUUID()}`, started: new Date().toISOString(), seed: options.seed };
  const state = parts.state(fresh);
  if (state.seed !== options.seed)
    throw new Error(
      `${options.output}.parts holds a run of seed ${state.seed}: use that seed, or another output.`,
    );
  const app = appVersion();
  const stop = new AbortController();
  const onSignal = (): void => stop.abort();
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal);
  const watch = new LoadWatch();
  const pages = await openPages({
    native: options.native === true,
    session: state.session,
    app,
    ...(options.root === undefined ? {} : { root: options.root }),
  });
  const failed: string[] = [];
  try {
    for (const phase of phases) {
      if (!stop.signal.aborted) await workPhase(phase, options, parts, pages, stop.signal, failed);
    }
    if (stop.signal.aborted) {
      say('Stopped. The same command goes on from here.');
      return 130;
    }
    const machine = await machineOf(
      pages.browser,
      await pages.calibrations(),
      watch.stop(),
      options.native === true,
    );
    const about = {
      created: new Date().toISOString(),
      session: state.session,
      seed: options.seed,
      app,
      machine,
      command: commandOf(options),
      method: methodOf(TRIAL),
    };
    const write = options.output.endsWith('.json') ? writeEnvelope : writeFolder;
    report(await write(options.output, kept(parts.records(), options), about), failed);
    return failed.length === 0 ? 0 : 1;
  } finally {
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
    await pages.close();
  }
}

/** What each of the `--collect-…` flags keeps; all other categories are always kept. */
const KEPT_BY = {
  collectMetrics: ['performance_metrics'],
  collectOptimizations: [
    'optimization_results',
    'preset_recommendations',
    'adaptive_tuning_data',
    'patch_generation_data',
  ],
  collectFeedback: ['user_interactions'],
} as const satisfies Record<string, readonly Kind[]>;

/** Without any of the flags everything; else, of what they name, only what they name. */
async function* kept(
  records: AsyncIterable<DatasetRecord>,
  options: CollectOptions,
): AsyncGenerator<DatasetRecord> {
  const flags = Object.keys(KEPT_BY) as (keyof typeof KEPT_BY)[];
  const isAny = flags.some((flag) => options[flag]);
  const dropped = new Set<Kind>(
    flags.filter((flag) => isAny && !options[flag]).flatMap((flag) => KEPT_BY[flag]),
  );
  for await (const record of records) if (!dropped.has(record.kind)) yield record;
}

async function workPhase(
  phase: Phase,
  { jobs: workers }: CollectOptions,
  parts: Parts,
  pages: Pages,
  signal: AbortSignal,
  failed: string[],
): Promise<void> {
  const runnable = await withForecasters(phase, parts, pages);
  const from = performance.now();
  const total = runnable.jobs.length;
  let done = runnable.jobs.filter((job) => parts.has(job)).length;
  const before = done;
  let records = 0;
  const timer = setInterval(tell, TELL_EVERY);
  function tell(): void {
    const seconds = (performance.now() - from) / 1000;
    const rate = (done - before) / seconds;
    const left = Math.max(0, Math.min((total - done) / rate, phase.limit / 1000 - seconds));
    const patience = Number.isFinite(left) ? `, about ${Math.round(left)} s left` : '';
    say(`${phase.mode}: ${done} of ${total} jobs, ${records} records, ${rate.toFixed(2)} jobs/s${patience}`);
  }
  await workOff(runnable, {
    jobs: workers,
    signal,
    isDone: (job) => parts.has(job),
    run: (worker, job) => pages.run(worker, job),
    onDone: (job, made) => {
      parts.write(job, made);
      done++;
      records += made.length;
    },
    onFailed: (job, error) => {
      const [message = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
      failed.push(`${jobId(job)}: ${message}`);
      say(`${jobId(job)} failed: ${message}`);
    },
  });
  clearInterval(timer);
  tell();
}

/** Forecasts are made by models that learnt from what was measured before; without enough of it they are left out. */
async function withForecasters(phase: Phase, parts: Parts, pages: Pages): Promise<Phase> {
  if (!phase.jobs.some(({ kind }) => kind === 'forecasts')) return phase;
  const measured: DatasetRecord[] = [];
  for await (const record of parts.records()) measured.push(record);
  const models = fitSplitModels(examplesOf(measured));
  if (models.length === 2) {
    await pages.learn(models);
    return phase;
  }
  say('Too few metrics to forecast from: forecasts are left out. Collect --stress-duration first.');
  return { ...phase, jobs: phase.jobs.filter(({ kind }: Job) => kind !== 'forecasts') };
}

function requestOf(options: CollectOptions): CollectRequest {
  return {
    seed: options.seed,
    stressMinutes: options.stressDuration ?? 0,
    programs: options.programs,
    benchmarks: options.benchmarks ?? 0,
    interactions: options.interactions ?? 0,
    liveSeconds: options.realTime ? options.duration : 0,
    native: options.native === true,
  };
}

function commandOf({
  stressDuration,
  programs,
  benchmarks,
  interactions,
  realTime,
  duration,
  native,
  seed,
}: CollectOptions): string {
  const flags = [
    stressDuration ? `--stress-duration ${stressDuration} --programs ${programs}` : '',
    benchmarks ? `--benchmarks ${benchmarks}` : '',
    interactions ? `--interactions ${interactions}` : '',
    realTime ? `--real-time --duration ${duration}` : '',
    native ? '--native' : '',
    `--seed ${seed}`,
  ];
  return `code-live collect ${flags.filter((flag) => flag !== '').join(' ')}`;
}

/** What is done for each time, as the dataset's card says it. */
function methodOf({ rounds, budget }: typeof TRIAL): string {
  return `Each time is the median of settled samples of ${rounds} rounds with up to ${budget.samples} samples in ${budget.total} ms each, cells of one program interleaved in random order, TypeScript and Wasm in workers that are fresh each round and shared by the cells of a round, Python and SQL in one worker each, native programs in a process each. Before and after each visit a fixed program says how fast the machine is; what other programs slowed by over ${Math.round((DISTURBED - 1) * 100)} % is visited again in up to as many further rounds, and the ${rounds} calmest visits count. The fixed kernels that a record carries are of the same minutes.`;
}

function report({ counts }: Manifest, failed: readonly string[]): void {
  for (const [kind, count] of Object.entries(counts)) process.stdout.write(`${kind}: ${count}\n`);
  if (failed.length > 0) say(`${failed.length} jobs failed; the same command tries them again.`);
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
