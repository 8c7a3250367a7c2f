import { z } from 'zod';
import { defineRecord } from './define';
import { field } from './field';
import { dataSize, family, latency, maybeProgramText, measurement, programHash, target, unit } from './parts';

export const performanceMetrics = defineRecord({
  kind: 'performance_metrics',
  version: 1,
  about: 'Verified runs of one program on one backend, with the whole measurement.',
  minimum: 5_000,
  distinct: 'measurements',
  data: z.strictObject({
    program_hash: programHash,
    code: maybeProgramText('The Python comprehension; null where only its hash was kept.'),
    family,
    backend: target,
    data_size: dataSize,
    latency_ms: latency('Median latency of one run; null without an answer that agrees with Python.'),
    throughput_rps: field(z.number().positive().nullable(), 'Runs per second at the median.', {
      unit: 'runs/s',
    }),
    memory_usage_mb: field(
      z.number().nullable(),
      'Memory of the program; null where the runtime cannot say.',
      {
        unit: 'MB',
      },
    ),
    success_rate: field(unit, 'Share of the runs whose answer agrees with Python.', { unit: '0–1' }),
    error_rate: field(unit, 'Share of the runs that were wrong, stopped or crashed.', { unit: '0–1' }),
    fallback_rate: field(unit, 'Share of the runs that the backend refused, so that Python stands in.', {
      unit: '0–1',
    }),
    measurement: field(measurement, 'The whole measurement.'),
  }),
});
