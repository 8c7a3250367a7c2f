import type { Matrix } from '../../learning';
import { quantile, seeded } from '../../measure';
import { encode, INPUTS, recall } from './cell';
import { drawn, type Knowledge, knowledgeOf, type Row } from './prepare';
import { type ForecastModel, forEachTold, type Told } from './types';

/** Of what the nets answer. */
export const QUANTILES = [0.05, 0.25, 0.5, 0.75, 0.95] as const;
/** Share of the families that one net of an ensemble is trained on. */
const BAG = 0.7;

/** A row as a net is trained on it. */
export interface Encoding {
  readonly family: string;
  readonly row: Float32Array;
  readonly told: Told;
  /** log ms that the offset leaves, and its standard deviation as kriging sees it. */
  readonly rest: number;
  readonly doubt: number;
}

const KNOWLEDGES: readonly Knowledge[] = ['none', 'others', 'some', 'all'];

type Learnt = Pick<ForecastModel, 'prices' | 'likeness' | 'tails'>;

/** Every row several times: told nothing, of other backends, some and all of what is known of its program. */
export function encodeRows(rows: readonly Row[], learnt: Learnt, seed: number): Encoding[] {
  const random = seeded(seed);
  const knowledge = knowledgeOf(rows);
  return rows.flatMap((of) =>
    KNOWLEDGES.map((how) => {
      const recalled = recall(knowledge(of, how, random), learnt);
      const { row, offset, doubt, told } = encode(of, recalled, learnt.prices);
      return { family: of.family, row, told, rest: of.log - offset, doubt };
    }),
  );
}

/** Quantiles of what the offset leaves, in its standard deviations. */
export function spreadsOf(set: readonly Encoding[]): ForecastModel['spread'] {
  return forEachTold((told) => {
    const scores = set.filter((each) => each.told === told).map(({ rest, doubt }) => rest / doubt);
    return QUANTILES.map((q) => (scores.length > 0 ? quantile(scores, q) : 0));
  });
}

/** The encodings of a seeded share of the families (bagging; Breiman, 1996). */
export function bagOf(set: readonly Encoding[], seed: number): readonly Encoding[] {
  const families = [...new Set(set.map(({ family }) => family))].sort();
  const kept = new Set(drawn(families, Math.ceil(BAG * families.length), seed));
  return set.filter(({ family }) => kept.has(family));
}

export function standardisation(set: readonly Encoding[]): { mean: number[]; scale: number[] } {
  const mean = INPUTS.map((_, i) => set.reduce((sum, { row }) => sum + (row[i] ?? 0), 0) / set.length);
  const scale = INPUTS.map((_, i) => {
    const variance =
      set.reduce((sum, { row }) => sum + ((row[i] ?? 0) - (mean[i] ?? 0)) ** 2, 0) / set.length;
    return variance > 1e-12 ? Math.sqrt(variance) : 1;
  });
  return { mean, scale };
}

export function matrixOf(rows: readonly Float32Array[]): Matrix {
  const columns = rows[0]?.length ?? 0;
  const values = new Float32Array(rows.length * columns);
  for (const [i, row] of rows.entries()) values.set(row, i * columns);
  return { rows: rows.length, columns, values };
}

export function columnOf(values: readonly number[]): Matrix {
  return { rows: values.length, columns: 1, values: Float32Array.from(values) };
}
