import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadBackend } from '../src/backends';
import { readDataset } from '../src/collector/quality';
import type { DatasetRecord } from '../src/dataset';
import { createEngine } from '../src/learning';
import { type Estimate, type EvaluationReport, predictiveMorphing } from '../src/plugins';
import { insertBetween } from './marked';
import { compileWith, printDiagnostics, readInputs } from './program';
import { fileOf } from './quality';
import { type ChannelOptions, channelOf } from './settings';
import { targetNamed } from './targets';

type Forecast = predictiveMorphing.Forecast;
type ForecastModel = predictiveMorphing.ForecastModel;
type ForecastExample = predictiveMorphing.ForecastExample;

const {
  EVALUATE_OPTIONS,
  evaluateForecaster,
  examplesOf,
  FORECASTER_OPTIONS,
  forecast: forecastOf,
  packModel,
  trainForecaster,
  unpackModel,
} = predictiveMorphing;

const README = fileURLToPath(new URL('../README.md', import.meta.url));
/** The report that comes with the studio. */
const REPORT = fileURLToPath(new URL('../public/models/evaluation.json', import.meta.url));

export interface TrainCliOptions {
  readonly dataset: string;
  readonly output: string;
  readonly seed: number;
}

/** Trains the forecaster on a dataset and writes the weights. Exit code 0, or 1 without a dataset. */
export async function train({ dataset, output, seed }: TrainCliOptions): Promise<number> {
  const records = await recordsOf(dataset);
  if (!records) return 1;
  const sessions = [...new Set(records.map(({ session }) => session))].sort();
  const engine = createEngine();
  const stream = trainForecaster(engine, examplesOf(records), { ...FORECASTER_OPTIONS, seed, sessions });
  const from = performance.now();
  let part = -1;
  for (;;) {
    const next = await stream.next();
    if (next.done) {
      mkdirSync(dirname(output), { recursive: true });
      writeFileSync(output, packModel(next.value));
      const { data, metrics, trust } = next.value;
      say(`${data.rows} measurements of ${data.programs} programs in ${data.families} families`);
      process.stdout.write(`${JSON.stringify({ metrics, trust, seconds: seconds(from) })}\n`);
      engine.dispose();
      return 0;
    }
    if (next.value.part === part) continue;
    ({ part } = next.value);
    say(`net ${part + 1} of ${next.value.parts}, ${seconds(from)} s`);
  }
}

export interface EvaluateCliOptions {
  readonly dataset: string;
  readonly output?: string;
  readonly quick?: boolean;
  readonly json?: boolean;
}

/** Cross-validates the forecaster by family and writes the report that the studio and the README quote. */
export async function evaluate({ dataset, output, quick, json }: EvaluateCliOptions): Promise<number> {
  const records = await recordsOf(dataset);
  if (!records) return 1;
  const engine = createEngine();
  const all = examplesOf(records);
  const report = await evaluateForecaster(engine, quick ? sampled(all) : all, {
    ...EVALUATE_OPTIONS,
    ...(quick ? { seeds: [1], folds: 2, steps: 100 } : {}),
    repeats: repeatsOf(records),
    onProgress: say,
  });
  engine.dispose();
  const target = output ?? (quick ? undefined : REPORT);
  if (target !== undefined) {
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, `${JSON.stringify(report, null, 1)}\n`);
    if (target === REPORT)
      writeFileSync(
        README,
        insertBetween(readFileSync(README, 'utf8'), 'evaluation', evaluationTable(report)),
      );
  }
  process.stdout.write(json ? `${JSON.stringify(report, null, 2)}\n` : printReport(report));
  return 0;
}

export interface ForecastCliOptions extends ChannelOptions {
  readonly code: string;
  readonly target: string;
  readonly n: number;
  readonly inputs?: string;
  readonly model: string;
  readonly json?: boolean;
}

/** Forecasts one run. Exit code 0; 1 where the program does not compile; 3 where nothing like it was learnt from. */
export async function forecast(options: ForecastCliOptions): Promise<number> {
  const { code, n, json } = options;
  const { program, diagnostics } = compileWith(code, readInputs(options.inputs));
  if (!program) {
    process.stderr.write(printDiagnostics(code, diagnostics));
    return 1;
  }
  const target = targetNamed(options.target);
  const channel = channelOf(await loadBackend(target.backend), target, options);
  const settings = { ...channel.settings, passes: channel.patch.map(({ pass }) => pass) };
  const said = forecastOf(modelOf(options.model), { program, backend: target.backend, settings, size: n });
  if (json)
    process.stdout.write(`${JSON.stringify({ target: target.backend, n, settings, ...said }, null, 2)}\n`);
  else
    process.stdout.write(
      said.kind === 'unseen' ? `never seen this: ${said.why}\n` : printForecast(said, options),
    );
  return said.kind === 'unseen' ? 3 : 0;
}

function printForecast(
  { p50, p95, low, high, p95Low, p95High, confidence, reasons }: Extract<Forecast, { kind: 'forecast' }>,
  { target, n }: ForecastCliOptions,
): string {
  const interval = `${Math.round(100 * confidence)} %: ${ms(low)} to ${ms(high)}`;
  return [
    `forecast for ${target}, n = ${n}: p50 ${ms(p50)} (${interval}), p95 ${ms(p95)} (${ms(p95Low)} to ${ms(p95High)})`,
    ...reasons.map(({ feature, effect }) => `  ${feature}: ×${effect.toPrecision(3)}`),
    '',
  ].join('\n');
}

function modelOf(path: string): ForecastModel {
  if (!existsSync(path)) throw new Error(`There is no model in ${path}: train one with code-live train.`);
  return unpackModel(readFileSync(path, 'utf8'));
}

async function recordsOf(dataset: string): Promise<DatasetRecord[] | undefined> {
  if (!existsSync(join(dataset, 'dataset.json'))) {
    say(`There is no dataset in ${dataset}: collect one with code-live collect --output ${dataset}.`);
    return undefined;
  }
  const { records } = await readDataset(async (kind) => fileOf(dataset, kind));
  return [...records];
}

/** Measured twice, in ms: how far two measurements of one thing lie apart. */
function repeatsOf(records: readonly DatasetRecord[]): [number, number][] {
  return records.flatMap((record): [number, number][] => {
    if (record.kind !== 'prediction_data') return [];
    const { actual_latency_ms: one, later_latency_ms: other } = record.data;
    return one > 0 && other !== null ? [[one, other]] : [];
  });
}

/** A fifth of the programs, the same ones each time. */
function sampled(examples: readonly ForecastExample[]): ForecastExample[] {
  const bucket = (hash: string): number => createHash('sha256').update(hash).digest()[0] ?? 0;
  return examples.filter(({ hash }) => bucket(hash) % 5 === 0);
}

/** The report in short, for the README. */
export function evaluationTable({
  scores,
  bars,
  noiseFloor,
  sweepNoise,
  ...about
}: EvaluationReport): string {
  const metrics = ['median error of p50', 'coverage of the 90 % interval'] as const;
  // A point has no interval, and so no coverage.
  const isPoint = ({ metrics: found }: EvaluationReport['scores'][number]): boolean =>
    found['width of the interval over the median']?.value === 0;
  const cell = (estimate: Estimate | undefined): string =>
    estimate ? `${percent(estimate.value)} (${percent(estimate.low)} to ${percent(estimate.high)})` : '';
  return [
    `| on families that it has not seen | ${metrics.join(' | ')} | forecaster’s error is lower by |`,
    '|---|---|---|---|',
    ...scores.map((score) => {
      const [error, coverage] = metrics.map((name) => cell(score.metrics[name]));
      return `| ${score.model} | ${error} | ${isPoint(score) ? 'has no interval' : coverage} | ${cell(score.gain)} |`;
    }),
    '',
    '| bar | measured | holds |',
    '|---|---|---|',
    ...bars.map(({ bar, measured, holds }) => `| ${bar} | ${percent(measured)} | ${holds ? 'yes' : 'no'} |`),
    '',
    `${about.rows} measurements of ${about.programs} programs in ${about.families} families, seeds ${about.seeds.join(', ')}; intervals over families. Two measurements of the same thing differ by ${percent(noiseFloor)} (median); settings that print the same program to the byte, measured in one sweep, by ${percent(sweepNoise.median)}, and ${percent(sweepNoise.overTenPercent)} of them by more than a tenth, where no direction can be right. Written by \`npm run evaluate\`, ${about.created.slice(0, 10)}.`,
  ].join('\n');
}

function printReport({
  scores,
  noiseFloor,
  sweepNoise,
  learningCurve,
  ablations,
  rowSplitError,
  bars,
  ...about
}: EvaluationReport): string {
  const lines = scores.flatMap(({ model, metrics, gain }) => [
    model,
    ...(gain
      ? [
          `    forecaster’s error is lower by ${percent(gain.value)} (${percent(gain.low)} to ${percent(gain.high)})`,
        ]
      : []),
    ...Object.entries(metrics).map(
      ([name, { value, low, high }]) =>
        `    ${name}: ${percent(value)} (${percent(low)} to ${percent(high)})`,
    ),
  ]);
  return [
    `${about.rows} measurements, ${about.programs} programs, ${about.families} families, seeds ${about.seeds.join(' ')}`,
    ...lines,
    `noise floor: ${percent(noiseFloor)}`,
    `the same program in one sweep: ${percent(sweepNoise.median)}, over a tenth ${percent(sweepNoise.overTenPercent)} of ${sweepNoise.pairs}`,
    ...ablations.map(({ without, error }) => `without ${without}: ${percent(error)}`),
    `learning curve: ${learningCurve.map(({ share, error }) => `${percent(share)} of the programs ${percent(error)}`).join(', ')}`,
    `split by rows instead of families: ${percent(rowSplitError)}`,
    ...bars.map(({ bar, measured, holds }) => `${holds ? 'holds' : 'MISSED'}: ${bar}: ${percent(measured)}`),
    '',
  ].join('\n');
}

const ms = (time: number): string =>
  time < 0.1 ? `${(time * 1000).toPrecision(3)} µs` : `${time.toPrecision(3)} ms`;
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
const seconds = (from: number): number => Math.round((performance.now() - from) / 100) / 10;
const say = (text: string): void => {
  process.stderr.write(`${text}\n`);
};
