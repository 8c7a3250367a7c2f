import type { BackendId } from '../../backends';
import type { DatasetRecord } from '../../dataset';
import { geometricMean } from '../../measure';
import type { Remeasured } from '../remeasure';
import { type Agreement, agreementOf } from './accuracy';

/** Re-measured records beside what they said. What is optional is not in reports of earlier versions. */
export interface CrossCheck extends Agreement {
  /** ISO date */
  readonly date: string;
  /** Share of the metrics that were drawn. */
  readonly share: number;
  /** Drawn metrics whose verdict was another one the second time. */
  readonly otherVerdicts: number;
  /** Load of the machine when it was over. */
  readonly load: number;
  /** Each time over the fixed kernels of its own minutes: what is left once the pace of the machine is taken out. */
  readonly paced?: Agreement;
  /** The re-measurement and another one in another page, minutes later: how far the method agrees with itself. */
  readonly repeated?: Agreement;
  readonly byBackend?: Readonly<Partial<Record<BackendId, Agreement>>>;
}

/** A metric and what measuring it again came to, twice; undefined where its program was not found. */
export interface Checked {
  readonly metric: Pick<DatasetRecord<'performance_metrics'>, 'data' | 'device'>;
  readonly again: readonly [Remeasured | undefined, Remeasured | undefined];
}

type Pair = readonly [number, number];

/** Puts re-measurements beside the record; only what agreed with Python both times has times to compare. */
export function crossCheckOf(checked: readonly Checked[]): Omit<CrossCheck, 'date' | 'share' | 'load'> {
  const pairs: Pair[] = [];
  const paced: Pair[] = [];
  const repeated: Pair[] = [];
  const byBackend = new Map<BackendId, Pair[]>();
  let otherVerdicts = 0;
  for (const {
    metric: { data, device },
    again: [first, second],
  } of checked) {
    if (!first) continue;
    if (first.verdict !== data.measurement.verdict.kind) {
      otherVerdicts++;
      continue;
    }
    if (data.latency_ms === null || first.latency === null) continue;
    const pair: Pair = [data.latency_ms, first.latency];
    pairs.push(pair);
    byBackend.set(data.backend, [...(byBackend.get(data.backend) ?? []), pair]);
    paced.push([pair[0], pair[1] * kernelRatio(device[data.backend] ?? {}, first.kernels)]);
    if (typeof second?.latency === 'number') repeated.push([first.latency, second.latency]);
  }
  const entries = [...byBackend].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    otherVerdicts,
    ...agreementOf(pairs),
    paced: agreementOf(paced),
    repeated: agreementOf(repeated),
    byBackend: Object.fromEntries(entries.map(([backend, own]) => [backend, agreementOf(own)])),
  };
}

type Kernels = Remeasured['kernels'];

/** Time of the fixed kernels then over their time now, geometric mean: a time of now multiplied by it stands for one of then. */
function kernelRatio(then: Kernels, now: Kernels): number {
  const ratios = Object.entries(then).flatMap(([name, time]) => {
    const other = now[name];
    return other === undefined ? [] : [time / other];
  });
  return ratios.length === 0 ? 1 : geometricMean(ratios);
}
