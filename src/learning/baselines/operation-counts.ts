import type { BackendId } from '../../backends';
import { quantileSorted, sortedCopy } from '../../measure';
import { type Baseline, type Example, type Forecast, HIGH, LOW, type Question } from './forecaster';
import { pricesOf, timeOf } from './prices';

/** Classes of operations that cost alike, by the names of the features. */
const CLASSES: readonly (readonly [string, RegExp])[] = [
  ['arithmetic', /^op\.(int|bool)\./],
  ['floating point', /^op\.(float|math)\./],
  ['text', /^op\.(str|bytes|format|chr|ord)/],
  ['containers', /^(op\.(list|dict|set|tuple|index|slice|len|in|zip|enumerate)|collect\.(set|dict))/],
  ['sorting', /^node\.sorted/],
  ['output', /^collect\.(list|sequence|generator|join)/],
  ['control', /^(clause|node\.(if|logic|comp|var))/],
];
/** One more power of n than this many loops is not assumed. */
const MOST_DEPTH = 3;

/** Work by class for one run: operations times rounds of the loops, and 1 for what a run costs anyway. */
function workOf({ features, size }: Question): number[] {
  const loops = Math.min(MOST_DEPTH, Math.max(1, features.depth ?? 1));
  const counts = CLASSES.map(([, pattern]) =>
    Object.entries(features).reduce((sum, [name, count]) => (pattern.test(name) ? sum + count : sum), 0),
  );
  // Inner loops are often over a few items: every power of n up to the depth has a price of its own.
  const powers = Array.from({ length: MOST_DEPTH }, (_, power) => (power < loops ? size ** (power + 1) : 0));
  return [1, ...powers.flatMap((rounds) => counts.map((count) => count * rounds))];
}

/**
 * A cost model as a compiler has it: time = sum of price x operations x rounds, prices not negative and one set of them
 * for each backend, fitted to the relative error by coordinate descent. Knows nothing of settings.
 */
export const operationCounts: Baseline = {
  id: 'operation-counts',
  about: 'a price for each operation and round, by backend',
  fit(examples) {
    if (examples.length === 0) throw new RangeError('nothing to learn from');
    const models = new Map<BackendId, Model>();
    for (const backend of new Set(examples.map((example) => example.backend))) {
      models.set(backend, fitPrices(examples.filter((example) => example.backend === backend)));
    }
    const anywhere = fitPrices(examples);
    return {
      name: operationCounts.id,
      forecast(question): Forecast {
        const { prices, errors } = models.get(question.backend) ?? anywhere;
        const p50 = timeOf(workOf(question), prices);
        return { low: p50 * errors.low, p50: p50 * errors.p50, high: p50 * errors.high };
      },
    };
  },
};

interface Model {
  readonly prices: readonly number[];
  /** Quantiles of measured over modelled time. */
  readonly errors: { readonly low: number; readonly p50: number; readonly high: number };
}

/** Prices of an operation counter on examples, and how far measured times lie around the modelled ones. */
function fitPrices(examples: readonly Example[]): Model {
  const works = examples.map(workOf);
  const latencies = examples.map(({ latency }) => latency);
  const prices = pricesOf(works, latencies);
  const ratios = sortedCopy(latencies.map((latency, i) => latency / timeOf(works[i] ?? [], prices)));
  const at = (share: number): number => quantileSorted(ratios, share);
  return { prices, errors: { low: at(LOW), p50: at(0.5), high: at(HIGH) } };
}
