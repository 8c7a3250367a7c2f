import InferWorker from '../../../workers/infer?worker';
import type { BackendId } from '../../backends';
import type { DataOf } from '../../dataset';
import { CallError, Client, type Measurement, workerPort } from '../../measure';
import type { AskedForecast, InferOperations, ModelCard } from '../../plugins/inference';
import { cellKey, ForecastBook, type Outcome, predictionOf } from '../../plugins/online';
import { CHANNEL_IDS, perChannel, type SessionDocument } from '../../session';
import { inputSpecs } from '../../session/compile';
import { datalog, now, writeEvent } from '../dataset/datalog';
import { effective, settingsAt } from '../effective';
import { onMeasured } from '../engine/measured';
import { compiled } from '../engine/results';
import {
  expected,
  type ForecastBand,
  type ForecastMoment,
  forecasts,
  NO_FORECASTS,
  NOTHING_EXPECTED,
} from '../forecasts';
import { strings } from '../strings';
import { session, view } from '../studio';
import { timeWindow } from '../timeline/window';
import { formatDelta } from './delta';
import { cellOf, type Stretch, stretchesOf } from './plan';
import { changeText, forecastText } from './say';
import { INITIAL_MORPHING, morphing, tell } from './state';
import { listModels, modelInUse, type PackedModel } from './versions';

const words = strings.forecast;
const PLUGIN = 'predictive-morphing';
/** Of the records that tell what a program is. */
const PATTERN_VERSION = 2;

/** What a forecast hangs on besides the program, which is asked about when it has compiled. */
const ASKED_ABOUT = [
  ...(['n', 'channels', 'inputs', 'macros', 'seed'] as const),
  ...(['lanes', 'scenes', 'clips', 'plugins'] as const),
];

/** What the sheet asks of the forecaster that runs. */
interface Running {
  /** Takes the model in use anew, after another was activated. */
  reload(): Promise<void>;
}

let running: Running | undefined;

/** Undefined while the plugin is off. */
export function runningMorphing(): Running | undefined {
  return running;
}

/**
 * Forecasts what plays and what the timeline will play, and sets beside it what was measured. Nothing of it waits on the
 * page: a worker answers, and stores are written only when an answer or a measurement changed something.
 * @returns ends it and takes back everything that it showed
 */
export function startMorphing(): () => void {
  const client = new Client<InferOperations>(workerPort(new InferWorker({ name: 'infer' })));
  const book = new ForecastBook();
  const kernels: Partial<Record<BackendId, Readonly<Record<string, number>>>> = {};
  /** What became of changes, by the cells before and after. */
  const came = new Map<string, string>();
  /** Programs whose pattern is in the log. */
  const noted = new Set<string>();
  let forecaster = PLUGIN;
  let isOpen = false;
  let isOver = false;
  let isAsking = false;
  let isDue = false;
  let subject: Pick<SessionDocument, 'inputs'> & { source: string | undefined } = {
    source: undefined,
    inputs: [],
  };
  let stretches: readonly Stretch[] = [];

  async function open({ id, text }: PackedModel): Promise<void> {
    const card = await client.call('open', text);
    const isStale = id !== undefined && (await listModels()).some((each) => each.id === id && each.isStale);
    if (isOver) return;
    forecaster = id ?? PLUGIN;
    isOpen = true;
    book.refresh();
    morphing.setState(({ version }) => ({
      status: 'ready',
      trouble: undefined,
      model: { id, card, isStale },
      version: version + 1,
    }));
    request();
  }

  function fail(error: unknown): void {
    if (isOver || (error instanceof CallError && error.code === 'terminated')) return;
    isOpen = false;
    clear();
    morphing.setState({
      status: 'failed',
      trouble: reasonOf(error),
      model: undefined,
    });
  }

  async function reload(): Promise<void> {
    try {
      await open(await modelInUse());
    } catch (error) {
      fail(error);
    }
  }

  function request(): void {
    isDue = true;
    if (isAsking || !isOpen) return;
    isAsking = true;
    void follow().then(
      () => {
        isAsking = false;
      },
      (error: unknown) => {
        isAsking = false;
        fail(error);
      },
    );
  }

  /** Asks until everything that is wanted was answered; what is wanted meanwhile is asked next. */
  async function follow(): Promise<void> {
    while (isDue && !isOver) {
      isDue = false;
      const { source } = compiled.getState();
      const document = effective.getState();
      if (source !== subject.source || document.inputs !== subject.inputs) {
        book.turn();
        came.clear();
        subject = { source, inputs: document.inputs };
      }
      if (source === undefined) {
        clear();
        continue;
      }
      stretches = stretchesOf(
        session.getState().document,
        timeWindow.getState(),
        view.getState().tab,
        settingsAt,
      );
      const missing = book.missing([
        ...CHANNEL_IDS.map((id) => cellOf(document, id)),
        ...stretches.map(({ cell }) => cell),
      ]);
      if (missing.length > 0) await ask(source, missing);
      if (!isOver) publish(document);
    }
  }

  async function ask(source: string, questions: readonly AskedForecast[]): Promise<void> {
    const generation = book.now;
    const specs = inputSpecs(subject.inputs);
    const said = await client.call('forecast', { source, specs, kernels, known: book.known(), questions });
    if (!said.ok || source !== subject.source) return;
    book.put(said.hash, generation, questions, said.forecasts);
    notePattern(said.pattern);
  }

  /**
   * Keeps what a program is, with the types of its inputs, once a visit: without it, its runs teach nothing later, when
   * the performer may have agreed that they are learnt from.
   */
  function notePattern(pattern: DataOf<'code_patterns'>): void {
    if (!datalog.getState().consents.log || noted.has(pattern.program_hash)) return;
    noted.add(pattern.program_hash);
    const { codes } = compiled.getState();
    const data = { ...pattern, refused_by: CHANNEL_IDS.filter((id) => codes[id]?.ok === false) };
    writeEvent({ kind: 'code_patterns', version: PATTERN_VERSION, time: now(), data });
  }

  function publish(document: SessionDocument): void {
    expected.setState(
      perChannel((id) => book.of(cellOf(document, id))),
      true,
    );
    const share = document.plugins[PLUGIN].prediction_window;
    forecasts.setState({
      ahead: share * timeWindow.getState().beats,
      bands: bandsOf(stretches, book),
      moments: stretches.flatMap((stretch) => momentOf(stretch, book, came)),
    });
  }

  function clear(): void {
    forecasts.setState(NO_FORECASTS);
    expected.setState(NOTHING_EXPECTED, true);
  }

  function take(measurement: Measurement): void {
    const { calibration } = measurement;
    if (calibration) kernels[calibration.backend] = calibration.kernels;
    const outcome = book.take(measurement);
    if (outcome) settle(outcome);
    request();
  }

  /** What was said and what it came to, on the screen and in the log. */
  function settle(outcome: Outcome): void {
    const { before, after, forecast, covered } = outcome;
    const change = changeText(before, after);
    const channel = strings.channel[after.backend];
    const text = words.came(formatDelta(after.p95 - before.p95));
    came.set(pairKey(before, after), text);
    tell({ said: words.label(channel, forecastText(change, before.p95, forecast)), came: text, covered });
    const data = predictionOf(outcome, change, forecaster);
    writeEvent({ kind: 'prediction_data', time: now(), data });
  }

  morphing.setState({ ...INITIAL_MORPHING, status: 'loading' });
  running = { reload };
  void reload();
  const stops = [
    onMeasured(take),
    effective.subscribe((document, before) => {
      if (ASKED_ABOUT.some((part) => document[part] !== before[part])) request();
    }),
    compiled.subscribe(({ source }, before) => {
      if (source !== before.source) request();
    }),
    timeWindow.subscribe(request),
    view.subscribe(({ tab }, before) => {
      if (tab !== before.tab) request();
    }),
  ];
  return () => {
    isOver = true;
    running = undefined;
    for (const stop of stops) stop();
    client.terminate();
    clear();
    morphing.setState(INITIAL_MORPHING);
  };
}

/** A worker's error without the name of its class, which says nothing to a performer. */
export function reasonOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/^\w*Error: /, '');
}

/**
 * Reads a model in a worker of its own: one that is damaged must not take the place of the one in use.
 * @throws {CallError} with what is wrong with it
 */
export async function readModel(text: string): Promise<ModelCard> {
  const client = new Client<InferOperations>(workerPort(new InferWorker({ name: 'read-model' })));
  try {
    return await client.call('open', text);
  } finally {
    client.terminate();
  }
}

function pairKey(before: AskedForecast, after: AskedForecast): string {
  return `${cellKey(before)} ${cellKey(after)}`;
}

function bandsOf(stretches: readonly Stretch[], book: ForecastBook): readonly ForecastBand[] {
  const channels = [...new Set(stretches.map(({ channel }) => channel))];
  return channels.flatMap((channel) => {
    let confidence = 0;
    const steps = stretches
      .filter((stretch) => stretch.channel === channel)
      .flatMap(({ from, to, cell }) => {
        const forecast = book.of(cell);
        if (forecast?.kind !== 'forecast') return [];
        confidence = forecast.confidence;
        const { p50, p95, low, high } = forecast;
        return [{ from, to, p50, p95, low, high }];
      });
    return steps.length === 0 ? [] : [{ channel, confidence, steps }];
  });
}

/** What is said of the change at the beginning of a stretch. */
function momentOf(
  { channel, from, cell, before }: Stretch,
  book: ForecastBook,
  came: ReadonlyMap<string, string>,
): readonly ForecastMoment[] {
  const forecast = book.of(cell);
  if (!before || !forecast) return [];
  const was = book.measuredOf(before) ?? book.of(before);
  if (!was || !('p95' in was)) return [];
  const said = forecastText(changeText(before, cell), was.p95, forecast);
  const result = came.get(pairKey(before, cell));
  const isRefused = forecast.kind === 'unseen';
  return [{ channel, beat: from, said, isRefused, ...(result === undefined ? {} : { came: result }) }];
}
