import { deviation, group, mean } from 'd3';
import { median, quantile } from '../../measure';
import { type Recalled, recall } from './cell';
import { conformalWidth } from './conformal';
import { predict, predictTail } from './forecast';
import { type Knowledge, knowledgeOf, type Row } from './prepare';
import { type ForecastModel, forEachTold, TOLD, type Told } from './types';

/** Rows of a group below which it is calibrated with all others. */
const LEAST_GROUP = 40;
/** Spread that only one held-out row in a hundred goes past. */
const NOVEL = 0.99;
const TRUSTS = [0.25, 0.5, 0.75, 1] as const;
/** Standard errors that a gain has to be larger than: about 97 in 100 for the eight families that are held out. */
const CERTAIN = 2;
const TELLING: Readonly<Record<Told, Knowledge>> = { new: 'none', others: 'others', known: 'all' };
const NO_DRAW = (): number => 1;

/**
 * How much of the nets helps on families that they have not seen. Nets are believed only where the gain over the
 * baselines is larger than twice its standard error over the families: else the baselines answer alone.
 */
export function trusted(model: ForecastModel, held: readonly Row[]): ForecastModel {
  const middle = model.spec.quantiles.indexOf(0.5);
  const best = (told: Told): number => {
    const asked = recalledFor(model, held, told).filter(
      ({ row, recalled }) => recalled.toldOf(row.backend) === told,
    );
    const families = [...group(asked, ({ row }) => row.family).values()];
    const errorsAt = (trust: number): number[] => {
      const tried = { ...model, trust: { ...model.trust, [told]: trust } };
      return families.map((own) =>
        median(
          own.map(({ row, recalled }) =>
            Math.abs((predict(tried, row, recalled).quantiles[middle] ?? 0) - row.log),
          ),
        ),
      );
    };
    const alone = errorsAt(0);
    let [found, most] = [0, 0];
    for (const trust of TRUSTS) {
      const gains = errorsAt(trust).map((error, i) => (alone[i] ?? error) - error);
      const gain = mean(gains) ?? 0;
      const doubt = (deviation(gains) ?? Number.POSITIVE_INFINITY) / Math.sqrt(gains.length);
      if (gain > CERTAIN * doubt && gain > most) [found, most] = [trust, gain];
    }
    return found;
  };
  return { ...model, trust: forEachTold(best) };
}

/** Every row with what is known of its program, as much as that way of being told tells. */
function recalledFor(
  model: ForecastModel,
  rows: readonly Row[],
  told: Told,
): { readonly row: Row; readonly recalled: Recalled }[] {
  const knowledge = knowledgeOf(rows);
  return rows.map((row) => ({ row, recalled: recall(knowledge(row, TELLING[told], NO_DRAW), model) }));
}

/**
 * Calibrates intervals and the line past which a program is new, on rows that were not trained on.
 * @param familiar the line of the model that was gone on from: what it knew stays known
 */
export function calibrated(model: ForecastModel, held: readonly Row[], familiar = 0): ForecastModel {
  const spreads: number[] = [];
  const scores = new Map<string, number[]>();
  const errors = forEachTold((): number[] => []);
  const tailErrors = forEachTold((): number[] => []);
  for (const asked of TOLD) {
    for (const { row, recalled } of recalledFor(model, held, asked)) {
      const { told, quantiles, spread } = predict(model, row, recalled);
      const tail = predictTail(model, row, recalled);
      if (asked === 'new') spreads.push(spread);
      const score = Math.max((quantiles[0] ?? 0) - row.log, row.log - (quantiles.at(-1) ?? 0));
      for (const key of [`${row.backend}.${told}`, `all.${told}`]) {
        const own = scores.get(key) ?? [];
        own.push(score);
        scores.set(key, own);
      }
      const middle = quantiles[model.spec.quantiles.indexOf(0.5)] ?? 0;
      errors[told].push(Math.abs(Math.exp(middle - row.log) - 1));
      tailErrors[told].push(Math.abs(middle + tail - row.log - row.tail));
    }
  }
  const conformal = Object.fromEntries(
    [...scores]
      .filter(([key, each]) => key.startsWith('all.') || each.length >= LEAST_GROUP)
      .map(([key, each]) => [key, conformalWidth(each)]),
  );
  const errorOf = (told: Told): number => (errors[told].length > 0 ? median(errors[told]) : 0);
  return {
    ...model,
    conformal,
    tailWidth: forEachTold((told) => conformalWidth(tailErrors[told])),
    novelty: Math.max(familiar, quantile(spreads, NOVEL)),
    metrics: {
      ...model.metrics,
      medianErrorNew: errorOf('new'),
      medianErrorOthers: errorOf('others'),
      medianErrorKnown: errorOf('known'),
    },
  };
}
