import { createStore } from 'zustand/vanilla';
import TrainWorker from '../../../workers/train?worker';
import type { BackendRow, BackendTable, MlBackend } from '../../learning';
import { connectStreams, StreamError, workerPort } from '../../measure';
import type { ModelCard } from '../../plugins/inference';
import type { PartTick, TrainedModel, TrainingTick, TrainOperations } from '../../plugins/training';
import { strings } from '../strings';
import { runningMorphing } from './morphing';
import { morphing } from './state';
import { activateModel, keepModel, modelInUse } from './versions';

const words = strings.model.train;

/** What a training came to. */
export type TrainingEnd =
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'trained'; readonly card: ModelCard }
  | { readonly kind: 'tuned'; readonly model: TrainedModel };

export interface TrainingState {
  readonly phase: 'idle' | 'probing' | 'reading' | 'learning' | 'judging';
  readonly rows: number;
  /** Ticks of all nets so far. */
  readonly ticks: readonly PartTick[];
  readonly part: number;
  readonly parts: number;
  /** s until it is over at the latest; undefined before the first tick. */
  readonly left: number | undefined;
  readonly backends: readonly BackendRow[];
  /** The fastest correct one, once they were measured. */
  readonly fastest: MlBackend | undefined;
  /** The performer's choice; undefined follows the fastest. */
  readonly override: MlBackend | undefined;
  readonly end: TrainingEnd | undefined;
}

const IDLE: TrainingState = {
  phase: 'idle',
  rows: 0,
  ticks: [],
  part: 0,
  parts: 0,
  left: undefined,
  backends: [],
  fastest: undefined,
  override: undefined,
  end: undefined,
};

/** Goes on while the sheet is closed; changes some ten times a second at most. */
export const training = createStore<TrainingState>()(() => IDLE);

/** wasm is everywhere, and small nets are fast on it: what is trained on before anything was measured. */
const FIRST: MlBackend = 'wasm';
const BACKENDS: readonly MlBackend[] = ['wasm', 'webgl', 'webgpu', 'cpu'];
/** Reading and judging thousands of runs gives no ticks. */
const PATIENCE = { silence: 180_000, cancel: 2_000 };
/** ms between two redraws. */
const REDRAW = 100;

const streams = connectStreams(() => workerPort(new TrainWorker({ name: 'train' })), PATIENCE);
let abort: AbortController | undefined;

export function backendToTrainOn({ override, fastest }: TrainingState): MlBackend {
  return override ?? fastest ?? FIRST;
}

/** Nothing of a cancelled training is kept, so its worker is ended at once. */
export function cancelTraining(): void {
  abort?.abort();
  streams.dispose();
}

/** Runs one thing at a time; tells how it ended. */
async function run(
  phase: TrainingState['phase'],
  work: (signal: AbortSignal) => Promise<TrainingEnd | undefined>,
): Promise<void> {
  if (training.getState().phase !== 'idle') return;
  const mine = new AbortController();
  abort = mine;
  training.setState({ phase, ticks: [], left: undefined, end: undefined });
  let end: TrainingEnd | undefined;
  try {
    end = await work(mine.signal);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const isCancelled = mine.signal.aborted && error instanceof StreamError;
    end = isCancelled ? { kind: 'cancelled' } : { kind: 'failed', message };
  }
  // Its memory is only worth holding while it learns.
  streams.dispose();
  training.setState({ phase: 'idle', end });
}

/** Measures every backend of this browser with the train step. @param steps of each net at most */
export function probeBackends(steps: number): Promise<void> {
  return run('probing', async (signal) => {
    training.setState({ backends: [] });
    const request: Parameters<TrainOperations['probe']>[0] = { backends: BACKENDS, steps };
    const rows = streams.stream('probe', request, signal) as AsyncGenerator<BackendRow, BackendTable>;
    for (;;) {
      const next = await rows.next();
      if (next.done) {
        training.setState({ fastest: next.value.chosen });
        return undefined;
      }
      const row = next.value;
      training.setState(({ backends }) => ({ backends: [...backends, row] }));
    }
  });
}

/** @param steps of each net at most */
export function trainModel(seed: number, steps: number): Promise<void> {
  return run('reading', async (signal) => {
    const backend = backendToTrainOn(training.getState());
    const call: Parameters<TrainOperations['train']>[0] = { seed, steps, backend };
    const model = await follow(streams.stream('train', call, signal));
    if (signal.aborted) return { kind: 'cancelled' };
    await keepModel(model.text, model.card, 'trained');
    changed();
    return { kind: 'trained', card: model.card };
  });
}

/** Goes on from the model in use with the performer's own runs; takes the result into use when it is better. */
export function tuneModel(seed: number, steps: number): Promise<void> {
  return run('reading', async (signal) => {
    const { text } = await modelInUse();
    const backend = backendToTrainOn(training.getState());
    const call: Parameters<TrainOperations['tune']>[0] = { seed, steps, backend, start: text };
    const model = await follow(streams.stream('tune', call, signal));
    if (signal.aborted) return { kind: 'cancelled' };
    if (model.isPromoted) {
      await activateModel(await keepModel(model.text, model.card, 'fine-tuned'));
      changed();
      await runningMorphing()?.reload();
    }
    return { kind: 'tuned', model };
  });
}

function changed(): void {
  morphing.setState(({ version }) => ({ version: version + 1 }));
}

/** Shows how it goes, ten times a second at most. */
async function follow(stream: AsyncGenerator<unknown, unknown>): Promise<TrainedModel> {
  const ticks: PartTick[] = [];
  let drawn = 0;
  for (;;) {
    const next = await stream.next();
    if (next.done) return next.value as TrainedModel;
    const tick = next.value as TrainingTick;
    if (tick.kind !== 'learning') {
      training.setState({ phase: tick.kind, ...('rows' in tick ? { rows: tick.rows } : {}) });
      continue;
    }
    const { step, steps, stepTime, part, parts } = tick.tick;
    ticks.push(tick.tick);
    const time = performance.now();
    if (time - drawn < REDRAW && step < steps) continue;
    drawn = time;
    const left = ((steps - step + (parts - part - 1) * steps) * stepTime) / 1000;
    training.setState({ phase: 'learning', rows: tick.rows, ticks: [...ticks], part, parts, left });
  }
}

/** The words of an end. */
export function endText(end: TrainingEnd): string {
  switch (end.kind) {
    case 'cancelled':
      return words.cancelled;
    case 'failed':
      return words.failed(end.message);
    case 'trained':
      return words.trained(errorText(end.card.metrics));
    case 'tuned':
      return end.model.isPromoted ? words.promoted : words.kept;
  }
}

/** The held-out error of a model, where it names one. */
export function errorText(metrics: Readonly<Record<string, number>>): string {
  const error = metrics.medianErrorNew;
  return error === undefined ? '—' : strings.model.state.percent(error);
}
