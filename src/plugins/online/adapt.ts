import { studentQuantile } from '../../measure';
import type { Forecast } from '../predictive-morphing/types';

type Said = Extract<Forecast, { kind: 'forecast' }>;

/** Degrees of freedom from which Student's t is the normal distribution for all that matters here. */
const NORMAL = 1e6;

/**
 * Stretches the intervals of a forecast, on the scale of log latency, so that one made for its own confidence covers
 * `nominal` if errors are normal: what online adaptation asks for (Gibbs and Candès, 2021). What it promises stays.
 * @param nominal coverage to ask for, 0–1, exclusive
 */
export function adapted(forecast: Said, nominal: number): Said {
  const { p50, low, high, p95, p95Low, p95High, confidence } = forecast;
  const stretch = studentQuantile(1 - nominal, NORMAL) / studentQuantile(1 - confidence, NORMAL);
  return {
    ...forecast,
    low: p50 * (low / p50) ** stretch,
    high: p50 * (high / p50) ** stretch,
    p95Low: p95 * (p95Low / p95) ** stretch,
    p95High: p95 * (p95High / p95) ** stretch,
  };
}
