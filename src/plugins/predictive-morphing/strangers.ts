import { group } from 'd3';
import { compileProgram, type Program } from '../../language';
import type { Score } from '../contract';
import { forecast } from './forecast';
import { rowsOf } from './prepare';
import { type Judged, metricsOf } from './scores';
import type { ForecastExample, ForecastModel, Known } from './types';

/** How forecasts came out that were asked as the studio asks them: kernels of this device, refusals and all. */
export interface StrangersReport {
  readonly programs: number;
  readonly rows: number;
  /** Rows of which the forecaster said that it has never seen the like. */
  readonly refused: number;
  readonly scores: readonly Score[];
}

/**
 * Asks a trained forecaster about programs that have nothing to do with its dataset, measured on this machine.
 * @param examples with the program's own hash for a family, over which the intervals are drawn
 */
export function judgeStrangers(model: ForecastModel, examples: readonly ForecastExample[]): StrangersReport {
  const programs = new Map<string, Program | null>();
  const judged: Record<string, Judged[]> = { new: [], others: [], known: [] };
  let refused = 0;
  const byProgram = group(examples, ({ hash }) => hash);
  for (const example of examples) {
    const { hash, source, specs, backend, settings, size, kernels, p50, p95 } = example;
    if (!programs.has(hash)) programs.set(hash, compileProgram(source, specs).program);
    const program = programs.get(hash);
    const [row] = rowsOf([example]);
    if (!program || !row || !(p95 >= p50)) continue;
    const own = (byProgram.get(hash) ?? []).filter((other) => other !== example);
    const told: Readonly<Record<string, readonly Known[]>> = {
      new: [],
      others: own.filter((other) => other.backend !== backend),
      known: own,
    };
    for (const [name, known] of Object.entries(told)) {
      if (name === 'others' && known.length === 0) continue;
      if (name === 'known' && !known.some((other) => other.backend === backend)) continue;
      const said = forecast(model, { program, backend, settings, size, kernels, known });
      if (said.kind === 'unseen') {
        if (name === 'new') refused++;
        continue;
      }
      judged[name]?.push({
        row,
        p50: Math.log(said.p50),
        low: Math.log(said.low),
        high: Math.log(said.high),
        p95: Math.log(said.p95),
        p95Low: Math.log(said.p95Low),
        p95High: Math.log(said.p95High),
      });
    }
  }
  const names: Readonly<Record<string, string>> = {
    known: 'measured on this channel before',
    others: 'measured on other channels',
    new: 'never measured',
  };
  return {
    programs: byProgram.size,
    rows: examples.length,
    refused,
    scores: Object.entries(names).flatMap(([name, says]): Score[] => {
      const own = judged[name] ?? [];
      return own.length > 0 ? [{ model: says, metrics: metricsOf(own) }] : [];
    }),
  };
}
