import { quantileSorted, sortedCopy } from '../../measure';
import { type Baseline, type Forecast, HIGH, LOW } from './forecaster';
import { encode, learnEncoding } from './vector';

const NEIGHBOURS = 7;

/** The median of the seven nearest examples of the same backend, by distance of the scaled vectors (Fix and Hodges, 1951). */
export const nearestNeighbours: Baseline = {
  id: 'k-nearest',
  about: `median of the ${NEIGHBOURS} nearest measured programs`,
  fit(examples) {
    if (examples.length === 0) throw new RangeError('nothing to learn from');
    const encoding = learnEncoding(examples);
    const known = examples.map((example) => ({
      backend: example.backend,
      vector: encode(example, encoding),
      log: Math.log(example.latency),
    }));
    return {
      name: nearestNeighbours.id,
      forecast(question): Forecast {
        const vector = encode(question, encoding);
        const same = known.filter(({ backend }) => backend === question.backend);
        const near = nearest(same.length > 0 ? same : known, vector);
        const logs = sortedCopy(near);
        const at = (share: number): number => Math.exp(quantileSorted(logs, share));
        return { low: at(LOW), p50: at(0.5), high: at(HIGH) };
      },
    };
  },
};

function nearest(
  known: readonly { readonly vector: Float64Array; readonly log: number }[],
  vector: Float64Array,
): number[] {
  const best: { readonly distance: number; readonly log: number }[] = [];
  for (const each of known) {
    const worst = best.length < NEIGHBOURS ? Infinity : (best.at(-1)?.distance ?? Infinity);
    const distance = squaredDistance(each.vector, vector, worst);
    if (distance >= worst) continue;
    if (best.length === NEIGHBOURS) best.pop();
    const at = best.findIndex((other) => other.distance > distance);
    best.splice(at < 0 ? best.length : at, 0, { distance, log: each.log });
  }
  return best.map(({ log }) => log);
}

/** Gives up once it is past `limit`. */
function squaredDistance(a: Float64Array, b: Float64Array, limit: number): number {
  let sum = 0;
  for (let i = 0; i < a.length && sum < limit; i++) sum += ((a[i] ?? 0) - (b[i] ?? 0)) ** 2;
  return sum;
}
