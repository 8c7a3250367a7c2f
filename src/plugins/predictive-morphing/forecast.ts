import { deviation } from 'd3';
import { FEATURES, WORK_KINDS } from '../../learning/features';
import { evaluateQuantileMlp } from '../../learning/inference';
import type { Reason } from '../contract';
import {
  type Cell,
  cellOf,
  encode,
  FIRST_WORK,
  type KnownCell,
  READS,
  type Recalled,
  recall,
  tailOf,
  typicalTail,
  workRow,
} from './cell';
import { COVERAGE } from './conformal';
import { operationsOf } from './prepare';
import type { Forecast, ForecastModel, ForecastQuestion, Told } from './types';

const REASONS = 3;
/** A factor nearer to 1 than this is not worth a word. */
const SLIGHT = 0.05;

/** log ms: quantiles of the median, and the spread of the ensemble's medians. */
export interface Prediction {
  readonly told: Told;
  readonly quantiles: readonly number[];
  readonly spread: number;
}

/** What the prices, the measurements and the nets say together, before it is calibrated. */
export function predict(model: ForecastModel, cell: Cell, recalled: Recalled): Prediction {
  const { row, offset, doubt, told } = encode(cell, recalled, model.prices);
  const input = standardised(row, model, told);
  // Nets that are not believed are only asked how far they disagree, which tells what is new.
  const asked = model.trust[told] > 0 || told === 'new' ? model.nets[told] : [];
  const answers = asked.map((net) => evaluateQuantileMlp(model.spec, net, input));
  const trust = answers.length > 0 ? model.trust[told] : 0;
  const quantiles = model.spec.quantiles.map((_, q) => {
    const learnt = answers.reduce((sum, answer) => sum + (answer[q] ?? 0) / answers.length, 0);
    return offset + trust * learnt + (1 - trust) * doubt * (model.spread[told][q] ?? 0);
  });
  const middle = model.spec.quantiles.indexOf(0.5);
  const medians = answers.map((answer) => answer[middle] ?? 0);
  return {
    told,
    quantiles,
    spread: deviation(medians) ?? 0,
  };
}

/** log(p95 / p50): the channel's typical one, moved by what was measured of the program. */
export function predictTail({ tails }: ForecastModel, cell: Cell, recalled: Recalled): number {
  return tailOf(typicalTail(cell.backend, tails) + recalled.tailAt(cell).mean);
}

/** The inputs of an ensemble: centred, scaled, and zero where it does not read. */
export function standardised(
  row: Float32Array,
  { mean, scale }: Pick<ForecastModel, 'mean' | 'scale'>,
  told: Told,
): Float32Array {
  return row.map((value, i) => (READS[told][i] ? (value - (mean[i] ?? 0)) / (scale[i] ?? 1) : 0));
}

/**
 * What one run will take. Pure and synchronous: about a millisecond, without tfjs. Refuses what is unlike everything that
 * was learnt from.
 */
export function forecast(trained: ForecastModel, question: ForecastQuestion): Forecast {
  const model = onThisMachine(trained, question);
  const why = unseen(model, question);
  if (why !== undefined) return { kind: 'unseen', why };
  const cell = cellOf({ ...question, kernels: question.kernels ?? {} });
  const known = (question.known ?? []).map((each): KnownCell => {
    const { settings, size, p50, p95 } = each;
    const work = workRow({ program: question.program, backend: each.backend, settings, size });
    return { ...each, work, log: Math.log(p50), tail: Math.log(p95 / p50) };
  });
  const recalled = recall(known, model);
  const { told, quantiles, spread } = predict(model, cell, recalled);
  if (told === 'new' && spread > model.novelty) {
    return { kind: 'unseen', why: `the nets disagree by a factor of ${Math.exp(spread).toFixed(1)}` };
  }
  const width = widthOf(model, cell.backend, told);
  const [low = 0, high = 0] = [quantiles[0], quantiles.at(-1)];
  const median = quantiles[model.spec.quantiles.indexOf(0.5)] ?? 0;
  const p50 = Math.exp(median);
  const p95 = p50 * Math.exp(predictTail(model, cell, recalled));
  const tailFactor = Math.exp(model.tailWidth[told]);
  return {
    kind: 'forecast',
    p50,
    p95,
    low: Math.min(p50, Math.exp(low - width)),
    high: Math.max(p50, Math.exp(high + width)),
    p95Low: p95 / tailFactor,
    p95High: p95 * tailFactor,
    confidence: COVERAGE,
    reasons: reasonsOf(model, cell, recalled, median),
  };
}

/** Prices scaled by how much slower the fixed kernels are here than where the model was trained (geometric mean). */
function onThisMachine(model: ForecastModel, { backend, kernels = {} }: ForecastQuestion): ForecastModel {
  const there = model.kernels[backend] ?? {};
  const ratios = Object.entries(kernels).flatMap(([name, here]) => {
    const before = there[name];
    return before && here > 0 ? [Math.log(here / before)] : [];
  });
  if (ratios.length === 0) return model;
  const slower = Math.exp(ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length);
  const scaled = Object.entries(model.prices).map(([id, prices]) => [
    id,
    prices.map((price) => price * slower),
  ]);
  return { ...model, prices: Object.fromEntries(scaled) };
}

/** Half-width that was calibrated for a backend, with or without a measurement of the program on it. */
export function widthOf({ conformal }: ForecastModel, backend: string, told: Told): number {
  return conformal[`${backend}.${told}`] ?? conformal[`all.${told}`] ?? 0;
}

function unseen({ prices, seen }: ForecastModel, { program, backend }: ForecastQuestion): string | undefined {
  if (!prices[backend]) return `nothing was learnt about ${backend}`;
  const strangers = operationsOf(program).filter((name) => !seen.includes(name));
  return strangers.length > 0 ? `no program with ${strangers.join(', ')} was learnt from` : undefined;
}

/**
 * What makes the time what it is: the factor by which each kind of work and each fader changes the forecast, found by
 * forecasting once more without it.
 */
function reasonsOf(model: ForecastModel, cell: Cell, recalled: Recalled, median: number): readonly Reason[] {
  const middle = model.spec.quantiles.indexOf(0.5);
  const without = (change: Cell): number =>
    median - (predict(model, change, recalled).quantiles[middle] ?? median);
  const effects: Reason[] = [];
  for (const [i, kind] of WORK_KINDS.entries()) {
    const at = FIRST_WORK + i;
    if ((cell.work[at] ?? 0) < 1) continue;
    const work = cell.work.map((units, k) => (k === at ? 0 : units));
    const features = cell.features.slice();
    features[i] = 0;
    effects.push({ feature: `work.${kind}`, effect: Math.exp(without({ ...cell, work, features })) });
  }
  const at = (name: string): number => FEATURES.indexOf(name);
  for (const names of [['threads', 'threads.splits'], ['unsafe'], ['level']]) {
    const features = cell.features.slice();
    for (const name of names) features[at(name)] = 0;
    if (features.every((value, i) => value === cell.features[i])) continue;
    const settings = { ...cell.settings, parallel: 1, unsafe: false, level: 0 };
    const kept = names[0] === 'threads' ? 'parallel' : names[0] === 'unsafe' ? 'unsafe' : 'level';
    const changed = { ...cell.settings, [kept]: settings[kept] };
    effects.push({
      feature: names[0] ?? '',
      effect: Math.exp(without({ ...cell, features, settings: changed })),
    });
  }
  return effects
    .filter(({ effect }) => Number.isFinite(effect) && Math.abs(Math.log(effect)) > SLIGHT)
    .sort((a, b) => Math.abs(Math.log(b.effect)) - Math.abs(Math.log(a.effect)))
    .slice(0, REASONS);
}
