import type { WorkKind } from '../../learning/features';

/** A seat in the rack: its name, and what it will do once it is built. */
interface SeatWords {
  readonly name: string;
  readonly promise: string;
}

const grouped = (count: number): string => count.toLocaleString('en-US').replaceAll(',', ' ');
const percent = (share: number): string =>
  `${share < 0.0995 ? (100 * share).toFixed(1) : Math.round(100 * share)} %`;
const signedPercent = (share: number): string => `${share < 0 ? '−' : '+'}${percent(Math.abs(share))}`;

/** What a forecast is made of, in words; `work` names kinds of operations, the others faders and traits. */
const WORK_WORDS: Readonly<Record<WorkKind, string>> = {
  rounds: 'loop steps',
  steps: 'numbers of ranges',
  pairs: 'pairs of items',
  tests: 'conditions and comparisons',
  int: 'whole-number sums',
  multiply: 'whole-number products',
  divide: 'divisions and remainders',
  powers: 'powers',
  bits: 'bit operations past 2^31',
  long: 'ints past 2^53',
  big: 'ints past 2^63',
  float: 'arithmetic of floats',
  quotient: 'divisions of floats',
  sums: 'sums of floats',
  math: 'mathematical functions',
  strings: 'texts that are made',
  characters: 'characters read and written',
  searches: 'searches in texts',
  digits: 'ints turned into text',
  decimals: 'floats rounded or turned into text',
  containers: 'lists, sets and dicts that are made',
  items: 'items put into lists',
  tuples: 'tuples that are made',
  reads: 'reads by index',
  fields: 'fields that are read',
  inserts: 'entries put into sets and dicts',
  lookups: 'lookups in sets and dicts',
  scans: 'linear searches and copies',
  comparisons: 'sorting numbers',
  orders: 'sorting texts and tuples',
  reductions: 'items folded into a number',
  results: 'items of the answer',
};
const FADER_WORDS: Readonly<Record<string, string>> = {
  threads: 'threads',
  unsafe: 'unsafe on',
  level: 'level',
  size: 'data size n',
};

/** A name of code as words: `medianError` is "median error". */
const spaced = (name: string): string =>
  name.replace(/[A-Z]/g, (capital) => ` ${capital.toLowerCase()}`).replaceAll('.', ' ');

const METRIC_WORDS: Readonly<Record<string, string>> = {
  loss: 'Held-out loss',
  medianErrorNew: 'Held-out error of a new program',
  medianErrorOthers: 'Held-out error once another channel ran it',
  medianErrorKnown: 'Held-out error once it was measured',
};

export const rack = {
  title: 'Rack',
  fact: (on: boolean) => `seven seats · one built, ${on ? 'on' : 'off'}`,
  notBuilt: 'not built yet',
  morphing: {
    name: 'Predictive Morphing',
    about: 'Forecasts what a change of the settings does to latency, before it plays.',
    switch: 'Predictive Morphing on or off',
    open: 'model',
    openLabel: 'Predictive Morphing: model, training, evaluation',
    command: 'Predictive Morphing: switch on or off',
    off: 'Off: nothing is forecast, and no model is loaded.',
    loading: 'Loading the model…',
    failed: (why: string) => `No forecasts: ${why}`,
    waiting: 'Move a fader, or scrub the timeline where a lane or a scene changes one.',
    trained: (runs: number, programs: number) =>
      `learnt from ${grouped(runs)} runs of ${grouped(programs)} programs`,
    lately: (said: string, came: string) => `${said} · ${came}`,
    withinLately: (inside: number, of: number) => `${inside} of the last ${of} inside the interval`,
    shipped: 'came with the studio',
    noModel: 'no model came with this build: train one',
    forgotten: 'learnt from sessions that were deleted since: train it anew or roll back',
  },
  seats: [
    {
      name: 'Preset Recommender',
      promise: 'Will suggest the preset for this program, with reasons.',
    },
    {
      name: 'Pattern Detection',
      promise: 'Will flag stalls and drifts on the spectrum.',
    },
    {
      name: 'Adaptive Tuner',
      promise: 'Will hold faders, and let go when touched.',
    },
    { name: 'Patch Generator', promise: 'Will propose patches, then measure them.' },
    {
      name: 'Chaos Enhancer',
      promise: 'Will stress programs with plausible mutants.',
    },
    { name: 'Style Transfer', promise: 'Will restyle a program step by step.' },
  ] satisfies readonly SeatWords[],
} as const;

export const forecast = {
  change: {
    parallel: (isUp: boolean) => (isUp ? 'parallel up' : 'parallel down'),
    level: (isUp: boolean) => (isUp ? 'level up' : 'level down'),
    n: (isUp: boolean) => (isUp ? 'n up' : 'n down'),
    unsafe: (isOn: boolean) => (isOn ? 'unsafe on' : 'unsafe off'),
    mode: (mode: string) => `as ${mode}`,
    dialect: (dialect: string) => `in ${dialect}`,
    passes: 'other effects',
  },
  said: (change: string, interval: string) => `${change} here: p95 ${interval}`,
  unseen: (why: string) => `never seen this: ${why}`,
  came: (delta: string) => `measured ${delta}`,
  kind: 'forecast',
  unseenKind: 'unseen',
  strip: (channel: string, low: string, high: string, confidence: string) =>
    `${channel} does not run here. Forecast from recorded runs, not measured: ${confidence} between ${low} and ${high}.`,
  stripUnseen: (channel: string, why: string) =>
    `${channel} does not run here, and no forecast: never seen this, ${why}.`,
  expected: (channel: string, p50: string, low: string, high: string) =>
    `${channel}: forecast p50 ${p50} (${low} to ${high})`,
  inBeats: (beats: number) => (beats <= 0 ? '' : beats === 1 ? 'in 1 beat, ' : `in ${beats} beats, `),
  none: {
    off: 'No forecast: Predictive Morphing is off.',
    loading: 'No forecast yet: the model is being loaded.',
    failed: 'No forecast: there is no model. Open it in the rack.',
    ready: 'No forecast here.',
  },
  label: (channel: string, text: string) => `${channel}: ${text}`,
} as const;

export const model = {
  title: 'Predictive Morphing',
  tabs: { state: 'Model', train: 'Training', evaluation: 'Evaluation', why: 'Why' },
  origins: { trained: 'trained here', 'fine-tuned': 'tuned on your sessions', imported: 'imported' },
  inUse: 'in use',
  state: {
    learntFrom: 'Learnt from',
    rows: (runs: number, programs: number, families: number) =>
      `${grouped(runs)} runs of ${grouped(programs)} programs, ${grouped(families)} families`,
    created: 'Trained',
    backend: 'On',
    weights: 'Weights',
    features: 'Features',
    data: 'Data',
    seed: 'Seed',
    metric: (name: string) => METRIC_WORDS[name] ?? spaced(name),
    percent,
    error: (value: number, isLoss: boolean) => (isLoss ? value.toPrecision(3) : percent(value)),
  },
  history: 'History',
  historyColumns: ['Model', 'Trained', 'Learnt from', 'Held-out error', ''],
  activate: 'use',
  activateLabel: (id: string) => `Use the model ${id}`,
  remove: 'delete',
  removeLabel: (id: string) => `Delete the model ${id}`,
  rollback: 'Roll back',
  rollbackAbout: 'Back to the model that was in use before',
  exportModel: 'Export',
  importModel: 'Import…',
  imported: 'Imported and in use.',
  tooLarge: (name: string) => `${name} is larger than any model: it is not read.`,
  noStorage: 'This browser gives no storage: models last until the page closes.',
  train: {
    about: 'Training reads the shipped dataset and runs beside the page; playing goes on.',
    backends: 'Backends',
    backendColumns: ['Backend', 'First step', 'Step', 'Whole training'],
    probe: 'Measure the backends',
    probing: 'Measuring the backends…',
    choose: 'Backend to train on',
    chosen: 'fastest correct',
    steps: 'Steps of each net at most',
    seed: 'Seed',
    start: 'Train from the dataset',
    tune: 'Tune on my sessions',
    tuneAbout:
      'Goes on from the model in use with your own runs. It is taken into use only if it gets better at them and not worse at the rest.',
    noConsent: 'Tuning needs your consent that models learn from your sessions. It is given in the log.',
    openLog: 'open the log',
    willUse: (backend: string) => `Trains on ${backend} until they are measured.`,
    cancel: 'Cancel',
    reading: 'Reading the runs…',
    learning: (rows: number, part: number, parts: number) =>
      `${grouped(rows)} runs · net ${part} of ${parts}`,
    step: (step: number, steps: number) => `step ${grouped(step)} of ${grouped(steps)}`,
    left: (seconds: number) =>
      seconds < 90
        ? `about ${Math.max(1, Math.round(seconds))} s left`
        : `about ${Math.round(seconds / 60)} min left`,
    judging: 'Judging it on held-out runs…',
    loss: 'Loss',
    heldOut: 'Held-out loss',
    chart: (last: string) => `Loss by step: of the batches, and on held-out runs, the last ${last}`,
    cancelled: 'Cancelled: nothing was changed.',
    trained: (error: string) => `Trained: held-out error ${error}. It is in the history; use it from there.`,
    failed: (message: string) => `The training ended: ${message}.`,
    promoted: 'Better on your held-out runs and not worse on the shipped ones: it is in use now.',
    kept: 'Not better on your held-out runs, or worse on the shipped ones: the model before stays in use.',
    comparisonColumns: ['Held-out runs', 'Before', 'After', 'Runs'],
    own: 'your own',
    shipped: 'shipped',
  },
  evaluation: {
    about: (families: number, seeds: number) =>
      `On families of programs that training never saw: ${grouped(families)} families, ${seeds} seeds, intervals by bootstrap over families.`,
    none: 'No evaluation came with this build: npm run evaluate writes it.',
    loading: 'Reading the evaluation…',
    scores: 'Forecaster and baselines',
    forecaster: 'Forecaster',
    metric: (name: string) => METRIC_WORDS[name] ?? spaced(name),
    noiseFloor: (share: number) => `Noise floor: measuring again differs by ${percent(share)}`,
    sweepNoise: (share: number, over: number) =>
      `In one sweep the same program differs by ${percent(share)}, one time in ${Math.round(1 / over)} by more than a tenth`,
    ablations: 'Without some of its inputs',
    without: 'Without',
    rowSplit: (share: number) => `Held out by row and not by family it would be ${percent(share)}`,
    reliability: 'Reliability',
    reliabilityChart: 'Nominal coverage against measured coverage; on the diagonal they agree',
    learningCurve: 'Learning curve',
    learningChart: 'Median error by share of the training programs',
    byFamily: 'Error by family',
    byBackend: 'Error by backend',
    family: 'Family',
    backend: 'Backend',
    rows: 'Runs',
    error: 'Error',
    coverage: 'Coverage',
    bars: 'Bars',
    bar: 'Bar',
    measured: 'Reached',
    holds: (isMet: boolean) => (isMet ? 'met' : 'missed'),
    number: (value: number) => (Math.abs(value) <= 1 ? percent(value) : value.toPrecision(3)),
    gain: 'forecaster’s error is lower by',
    share: (value: number) => `${value < 0 ? '−' : ''}${percent(Math.abs(value))}`,
    between: (low: number, high: number) =>
      `${low < 0 ? '−' : ''}${percent(Math.abs(low))} to ${high < 0 ? '−' : ''}${percent(Math.abs(high))}`,
  },
  why: {
    about: (channel: string) =>
      `What makes the forecast of ${channel} what it is, found by forecasting once more without it.`,
    none: 'There is no forecast of this channel.',
    few: 'Nothing in particular: no part changes it by more than 5 %.',
    feature: (name: string) =>
      name.startsWith('work.')
        ? (WORK_WORDS[name.slice(5) as WorkKind] ?? name)
        : (FADER_WORDS[name] ?? name),
    effect: (factor: number) => (factor >= 2 ? `× ${factor.toPrecision(2)}` : signedPercent(factor - 1)),
    channel: 'Channel',
  },
} as const;
