import type { BatchResult, Instance, Outcome } from '../backends';
import { classifyWarmUp, type WarmUp } from './change-points';
import { type ClockReading, shortestSample, TICKS_OF_A_CALL } from './clock';
import { median } from './statistics';
import { type Summary, summarise } from './summary';

/** Batches that were run one after the other without anything in between. */
export interface Series {
  /** Runs in each batch. */
  readonly count: number;
  /** Wall time of each batch, in ms. */
  readonly elapsed: readonly number[];
  /** Digest of each batch: equal for one program and input. */
  readonly digests: readonly number[];
}

export interface SeriesRequest {
  readonly count: number;
  readonly samples: number;
  /** The series ends early once its batches took so long together, in ms. */
  readonly limit: number;
}

/** An instance whose first run is timed, and which takes whole series next to the work where it can. */
export interface TimedInstance extends Instance {
  /** `elapsed` in ms includes the encoding of the value. */
  timedRun(): Promise<{ readonly outcome: Outcome; readonly elapsed: number }>;
  series(request: SeriesRequest): Promise<Series>;
}

/** Takes a series from anything that runs batches. At least one batch is run. */
export async function takeSeries(
  batch: (count: number) => Promise<BatchResult>,
  { count, samples, limit }: SeriesRequest,
): Promise<Series> {
  const elapsed: number[] = [];
  const digests: number[] = [];
  let total = 0;
  do {
    const result = await batch(count);
    elapsed.push(result.elapsed);
    digests.push(result.digest);
    total += result.elapsed;
  } while (elapsed.length < samples && total < limit);
  return { count, elapsed, digests };
}

/** One batch, as a series of one. */
export async function batchOf(series: TimedInstance['series'], count: number): Promise<BatchResult> {
  const { elapsed, digests } = await series({ count, samples: 1, limit: 0 });
  return { count, elapsed: elapsed[0] ?? 0, digest: digests[0] ?? 0 };
}

/** Gives an instance that only has the contract's methods the timed ones. */
export function timed(instance: Instance | TimedInstance): TimedInstance {
  if ('series' in instance) return instance;
  return {
    get timings() {
      return instance.timings;
    },
    run: () => instance.run(),
    batch: (count) => instance.batch(count),
    memory: async () => instance.memory?.(),
    setInputs: (inputs) => instance.setInputs(inputs),
    close: () => instance.close(),
    timedRun: async () => {
      const from = performance.now();
      const outcome = await instance.run();
      return { outcome, elapsed: performance.now() - from };
    },
    series: (request) => takeSeries((count) => instance.batch(count), request),
  };
}

/** What may be spent on one program at one time. */
export interface SampleBudget {
  /** Settled samples that are wanted. */
  readonly samples: number;
  /** All batches together, in ms. */
  readonly total: number;
}

/** What the live loop spends on a channel in one turn: few samples, and the screen says that they are live. */
export const LIVE: SampleBudget = { samples: 12, total: 24 };
/** For one of the fresh workers of a record. */
export const RECORD: SampleBudget = { samples: 30, total: 2_000 };

const NEVER = (): boolean => false;
/** A batch of so many runs is long enough for any clock that moves. */
const MOST_RUNS = 10_000_000;
/** Times as many samples as are wanted, after which a program that has not settled is taken for one that never does. */
const PATIENCE = 10;
/** Only the latest iterations are kept: a live program is sampled for hours. */
const KEPT = 2_000;

/** A batch gave another checksum than the first: the program is not deterministic, or was optimised away. */
export class DigestChanged extends Error {
  override readonly name = 'DigestChanged';
  constructor(first: number, other: number) {
    super(`a batch folded to ${other}, the first to ${first}`);
  }
}

/**
 * Samples one loaded program in service time: back to back, a batch of runs a sample, each at least 100 clock steps
 * long. Batches that were shorter served to find the length; they say how the program came to speed, and count no
 * further.
 */
export class Sampling {
  /** Runs in a batch. */
  private count = 1;
  private isLongEnough = false;
  private digest: number | undefined;
  /** ms of one run, from batches that were too short for a sample but long enough to be told apart. */
  private early: number[] = [];
  private times: number[] = [];
  private spent = 0;

  constructor(
    private readonly instance: Pick<TimedInstance, 'series'>,
    private readonly clock: ClockReading,
  ) {}

  /** Runs that one sample is the mean of. */
  get batch(): number {
    return this.count;
  }

  /** How the program came to speed; the indices are into `warming` and then the samples. */
  get warmUp(): WarmUp {
    return classifyWarmUp([...this.early, ...this.times]);
  }

  /** ms of one run before the program had settled. */
  get warming(): readonly number[] {
    return [...this.early, ...this.times.slice(0, this.settledFrom)];
  }

  /** ms of one run, a mean per batch: the settled part, or everything where nothing has settled. */
  get settled(): readonly number[] {
    return this.times.slice(this.settledFrom);
  }

  get summary(): Summary | null {
    return this.times.length === 0 ? null : summarise(this.settled, this.count, this.clock);
  }

  /** Forgets what was measured, for instance after the inputs changed; the batch is found anew. */
  restart(): void {
    this.count = 1;
    this.isLongEnough = false;
    this.digest = undefined;
    this.early = [];
    this.times = [];
  }

  /**
   * Takes more samples, at least one.
   * @param isOver asked before every series: whether nobody wants them any more
   * @returns ms of one run for each new sample; none when it is over
   * @throws {DigestChanged}
   */
  async take({ samples, total }: SampleBudget, isOver = NEVER): Promise<readonly number[]> {
    const left = this.isLongEnough ? total : total - (await this.findCount(total, isOver));
    if (isOver()) return [];
    const series = await this.series({ count: this.count, samples, limit: Math.max(0, left) });
    // A program that came to speed needs longer batches.
    this.isLongEnough &&= median(series.elapsed) >= shortestSample(this.clock) || this.count >= MOST_RUNS;
    const fresh = series.elapsed.map((elapsed) => elapsed / series.count);
    this.times.push(...fresh);
    if (this.times.length > KEPT) this.times.splice(0, this.times.length - KEPT);
    return fresh;
  }

  /** Takes samples until as many as wanted have settled, or the time or the patience is up, or it is over. */
  async settle(budget: SampleBudget, isOver = NEVER): Promise<WarmUp> {
    const from = this.spent;
    for (;;) {
      const left = budget.total - (this.spent - from);
      await this.take({ samples: budget.samples, total: Math.max(0, left) }, isOver);
      const { warmUp } = this;
      if (isOver()) return warmUp;
      const isSettled = warmUp.class !== 'no-steady-state' && this.settled.length >= budget.samples;
      const isEndless = this.times.length >= PATIENCE * budget.samples;
      if (isSettled || isEndless || this.spent - from >= budget.total) return warmUp;
    }
  }

  private get settledFrom(): number {
    const { settledFrom } = this.warmUp;
    const first = settledFrom - this.early.length;
    return first < this.times.length ? Math.max(0, first) : 0;
  }

  private async series(request: SeriesRequest): Promise<Series> {
    const series = await this.instance.series(request);
    for (const digest of series.digests) {
      this.digest ??= digest;
      if (digest !== this.digest) throw new DigestChanged(this.digest, digest);
    }
    this.spent += series.elapsed.reduce((sum, elapsed) => sum + elapsed, 0);
    return series;
  }

  /** Lengthens the batch until it is 100 clock steps long. @returns ms spent */
  private async findCount(total: number, isOver: () => boolean): Promise<number> {
    const wanted = shortestSample(this.clock);
    const from = this.spent;
    while (!isOver()) {
      const { elapsed } = await this.series({ count: this.count, samples: 1, limit: 0 });
      const [time = 0] = elapsed;
      this.isLongEnough = time >= wanted;
      if (time >= this.clock.resolution * TICKS_OF_A_CALL) this.early.push(time / this.count);
      if (this.isLongEnough || this.count >= MOST_RUNS || this.spent - from >= total) break;
      const aim = time > 0 ? Math.ceil((this.count * wanted * 1.5) / time) : this.count * 10;
      this.count = Math.min(MOST_RUNS, this.count * 16, Math.max(this.count * 2, aim));
    }
    return this.spent - from;
  }
}
