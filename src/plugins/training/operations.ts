import type { DatasetRecord } from '../../dataset';
import type { BackendRow, BackendTable, MlBackend, MlEngine, TrainTick } from '../../learning';
import { cardOf, type ModelCard } from '../inference';
import type {
  Forecast,
  ForecastExample,
  ForecastModel,
  ForecastQuestion,
} from '../predictive-morphing/types';
import { type Comparison, isPromoted, judge } from './judge';
import { rehearsal, splitByProgram } from './split';

/** Which of a model's nets is being trained, and how it goes. */
export type PartTick = TrainTick & { readonly part: number; readonly parts: number };

/** The plugin's own functions, as `predictive-morphing` exports them. */
export interface Trainer {
  trainForecaster(
    engine: MlEngine,
    examples: readonly ForecastExample[],
    options: {
      readonly seed: number;
      readonly backend: MlBackend;
      readonly steps?: number;
      readonly start?: ForecastModel;
      readonly sessions?: readonly string[];
    },
    signal?: AbortSignal,
  ): AsyncGenerator<PartTick, ForecastModel>;
  /** Steps of a whole training. @param steps of each net at most; the trainer's own number without */
  plannedSteps(steps?: number): number;
  examplesOf(records: Iterable<DatasetRecord>): readonly ForecastExample[];
  packModel(model: ForecastModel): string;
  unpackModel(text: string): ForecastModel;
  forecast(model: ForecastModel, question: ForecastQuestion): Forecast;
}

/** Where records come from. */
export interface Sources {
  /** The dataset that comes with the studio. */
  shipped(): Promise<readonly DatasetRecord[]>;
  /**
   * What the performer recorded, if they let it be learnt from.
   * @throws {Error} without their consent
   */
  own(): Promise<readonly DatasetRecord[]>;
}

export interface TrainCall {
  readonly seed: number;
  readonly backend: MlBackend;
  /** Of each part at most; the trainer's own number without. */
  readonly steps?: number;
}

export interface TuneCall extends TrainCall {
  /** The packed model to go on from. */
  readonly start: string;
}

export type TrainingTick =
  | { readonly kind: 'reading' }
  | { readonly kind: 'learning'; readonly rows: number; readonly tick: PartTick }
  | { readonly kind: 'judging'; readonly rows: number };

export interface TrainedModel {
  readonly text: string;
  readonly card: ModelCard;
  /** Whether it was cancelled on the way; what it had by then is in it. */
  readonly cancelled: boolean;
  /** How it compares with the one it went on from; only of fine-tuning. */
  readonly comparison?: Comparison;
  /** Whether that speaks for taking it into use. */
  readonly isPromoted?: boolean;
}

export interface TrainOperations {
  /** Measures what a training would take on each backend. @param request.steps of each net at most */
  probe(
    request: { readonly backends: readonly MlBackend[]; readonly steps?: number },
    signal: AbortSignal | undefined,
  ): AsyncGenerator<BackendRow, BackendTable>;
  /** Learns from the shipped dataset, from nothing. */
  train(call: TrainCall, signal: AbortSignal | undefined): AsyncGenerator<TrainingTick, TrainedModel>;
  /**
   * Goes on from a model with the performer's own runs, rehearsing shipped ones, and judges it by programs of both
   * that it was not shown.
   * @throws {RangeError} when there are too few
   */
  tune(call: TuneCall, signal: AbortSignal | undefined): AsyncGenerator<TrainingTick, TrainedModel>;
  /** Tensors that are held now. */
  tensors(): Promise<number>;
}

/** What a fine-tuning goes on from. */
interface Going {
  readonly start?: ForecastModel;
  readonly sessions?: readonly string[];
}

/** What a training worker does. Records are read and prepared here, too, beside the page. */
export function trainOperations(trainer: Trainer, engine: MlEngine, sources: Sources): TrainOperations {
  async function* learn(
    examples: readonly ForecastExample[],
    { seed, backend, steps, start, sessions }: TrainCall & Going,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<TrainingTick, ForecastModel> {
    const options = {
      seed,
      backend,
      ...(steps === undefined ? {} : { steps }),
      ...(start === undefined ? {} : { start }),
      ...(sessions === undefined ? {} : { sessions }),
    };
    const training = trainer.trainForecaster(engine, examples, options, signal);
    for (;;) {
      const next = await training.next();
      if (next.done) return next.value;
      yield { kind: 'learning', rows: examples.length, tick: next.value };
    }
  }

  const packed = (model: ForecastModel, signal: AbortSignal | undefined): TrainedModel => ({
    text: trainer.packModel(model),
    card: cardOf(model),
    cancelled: signal?.aborted ?? false,
  });

  return {
    probe: ({ backends, steps }, signal) =>
      engine.probe({ backends, steps: trainer.plannedSteps(steps) }, signal),
    tensors: () => engine.tensors(),
    async *train(call, signal) {
      yield { kind: 'reading' };
      const examples = trainer.examplesOf(await sources.shipped());
      return packed(yield* learn(examples, call, signal), signal);
    },
    async *tune(call, signal) {
      yield { kind: 'reading' };
      const before = trainer.unpackModel(call.start);
      const records = await sources.own();
      const own = splitByProgram(trainer.examplesOf(records), call.seed);
      const { replay, validation } = rehearsal(trainer.examplesOf(await sources.shipped()), call.seed);
      const sessions = [...new Set([...before.data.sessions, ...sessionsOf(records)])];
      const going = { seed: call.seed, backend: call.backend, start: before, sessions };
      const steps = call.steps === undefined ? {} : { steps: call.steps };
      const after = yield* learn([...own.train, ...replay], { ...going, ...steps }, signal);
      yield { kind: 'judging', rows: own.heldOut.length + validation.length };
      const both = (examples: readonly ForecastExample[]) => ({
        before: judge(trainer, before, examples),
        after: judge(trainer, after, examples),
      });
      const comparison = { own: both(own.heldOut), shipped: both(validation) };
      return { ...packed(after, signal), comparison, isPromoted: isPromoted(comparison) };
    },
  };
}

/** Sessions whose runs were learnt from. */
function sessionsOf(records: readonly DatasetRecord[]): readonly string[] {
  return records.filter(({ kind }) => kind === 'performance_metrics').map(({ session }) => session);
}
