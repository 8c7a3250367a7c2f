import { z } from 'zod';
import { defineRecord } from './define';
import { field } from './field';
import { dataSize, family, positive, programHash, settings, target, unit } from './parts';

const milliseconds = (about: string) => field(z.number(), about, { unit: 'ms' });

export const predictionData = defineRecord({
  kind: 'prediction_data',
  version: 1,
  about: 'A forecast of what a change does to latency, and what it then did.',
  minimum: 400,
  distinct: 'combinations',
  data: z.strictObject({
    code_change: field(z.string().max(400), 'The change, in words.'),
    predicted_latency_spike: milliseconds('Forecast change of the median.'),
    actual_latency_spike: milliseconds('Measured change of the median.'),
    prediction_accuracy: field(
      unit,
      '1 less the relative error of the forecast latency, at least 0: a forecast twice or more off has 0.',
      { unit: '0–1' },
    ),
    confidence: field(unit, 'Nominal coverage of the interval.', { unit: '0–1' }),
    program_hash: programHash,
    family,
    backend: target,
    data_size: dataSize,
    forecaster: field(z.string().max(60), 'What made the forecast.'),
    settings_before: field(settings, 'Settings before.'),
    settings_after: field(settings, 'Settings after.'),
    predicted_latency_ms: field(positive, 'Forecast median after the change.', { unit: 'ms' }),
    actual_latency_ms: field(positive, 'Measured median after the change.', { unit: 'ms' }),
    interval: field(z.tuple([z.number(), z.number()]), 'Forecast interval of the median after the change.', {
      unit: 'ms',
    }),
    later_latency_ms: field(
      positive.nullable(),
      'Median of a later re-run: the noise floor; null where there was none.',
      {
        unit: 'ms',
      },
    ),
  }),
});
