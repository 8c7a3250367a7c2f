import { compileProgram, type Program } from '../../language';
import { median } from '../../measure';
import type { ForecastExample, ForecastModel } from '../predictive-morphing/types';
import type { Trainer } from './operations';

/** How well a model forecasts medians that it is shown for the first time. */
export interface Judgement {
  /** Median of |forecast - measured| / measured; a refusal counts as 1. */
  readonly error: number;
  readonly rows: number;
  /** Rows that it refused. */
  readonly refused: number;
}

/** A refused forecast is as good as none. */
const REFUSED = 1;

/** @throws {RangeError} without examples */
export function judge(
  { forecast }: Pick<Trainer, 'forecast'>,
  model: ForecastModel,
  examples: readonly ForecastExample[],
): Judgement {
  const programs = new Map<string, Program | null>();
  const errors: number[] = [];
  let refused = 0;
  for (const { hash, source, specs, backend, settings, size, kernels, p50 } of examples) {
    if (!programs.has(hash)) programs.set(hash, compileProgram(source, specs).program);
    const program = programs.get(hash);
    if (!program) continue;
    const answer = forecast(model, { program, backend, settings, size, kernels });
    if (answer.kind === 'unseen') refused++;
    errors.push(answer.kind === 'unseen' ? REFUSED : Math.abs(answer.p50 - p50) / p50);
  }
  if (errors.length === 0) throw new RangeError('there is nothing to judge the model by');
  return { error: median(errors), rows: errors.length, refused };
}

/** A tuned model may lose this share of its accuracy on the shipped programs to noise, and no more. */
export const TOLERANCE = 0.02;

/** The model before and after, on the performer's own programs and on the shipped ones; neither trained on these rows. */
export interface Comparison {
  readonly own: { readonly before: Judgement; readonly after: Judgement };
  readonly shipped: { readonly before: Judgement; readonly after: Judgement };
}

/** Whether a model is worth taking into use: better at what the performer does, and not worse at the rest. */
export function isPromoted({ own, shipped }: Comparison): boolean {
  return own.after.error < own.before.error && shipped.after.error <= shipped.before.error * (1 + TOLERANCE);
}
