import type { DataOf } from '../../dataset';
import type { Outcome } from './book';

/**
 * The record of a forecast and what came of it.
 * @param change in words
 * @param forecaster what made it, at most sixty characters
 */
export function predictionOf(
  { program, before, after, forecast }: Outcome,
  change: string,
  forecaster: string,
): DataOf<'prediction_data'> {
  return {
    code_change: change,
    predicted_latency_spike: forecast.p50 - before.p50,
    actual_latency_spike: after.p50 - before.p50,
    prediction_accuracy: Math.max(0, 1 - Math.abs(forecast.p50 - after.p50) / after.p50),
    confidence: forecast.confidence,
    program_hash: program,
    family: null,
    backend: after.backend,
    data_size: after.size,
    forecaster,
    settings_before: before.settings,
    settings_after: after.settings,
    predicted_latency_ms: forecast.p50,
    actual_latency_ms: after.p50,
    interval: [forecast.low, forecast.high],
    later_latency_ms: null,
  };
}
