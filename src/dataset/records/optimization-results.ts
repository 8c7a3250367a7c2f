import { z } from 'zod';
import { defineRecord } from './define';
import { field } from './field';
import {
  dataSize,
  emittedCode,
  family,
  maybeRatio,
  measurement,
  programHash,
  programText,
  ratio,
  settings,
  target,
} from './parts';

export const optimizationResults = defineRecord({
  kind: 'optimization_results',
  version: 1,
  about: 'A patch or a setting, measured before and after, side by side.',
  minimum: 500,
  distinct: 'combinations',
  data: z.strictObject({
    original_code: programText('The Python comprehension.'),
    optimized_code: emittedCode('What the backend printed after the optimisation.'),
    optimization_type: field(
      z.enum(['patch', 'level', 'parallel', 'unsafe', 'mode', 'preset']),
      'What was changed.',
    ),
    performance_improvement: ratio('Median time before over median time after: 2 is twice as fast.'),
    memory_improvement: maybeRatio('Memory before over memory after; null where the runtime cannot say.'),
    parallel_speedup: maybeRatio('Speed-up of the threads alone; null where they were not changed.'),
    unsafe_benefit: maybeRatio('Speed-up of dropped checks alone; null where they were not changed.'),
    program_hash: programHash,
    family,
    backend: target,
    data_size: dataSize,
    patch: field(
      z.string().max(10_000),
      'Passes that ran after the change, as the patch language prints them.',
    ),
    settings_before: field(settings, 'Settings before.'),
    settings_after: field(settings, 'Settings after.'),
    before: field(measurement, 'Measurement before.'),
    after: field(measurement, 'Measurement after.'),
    p_value: field(
      z.number().min(0).max(1).nullable(),
      'Of the hypothesis that both take the same time, over pairs of visits.',
      {
        unit: '0–1',
      },
    ),
  }),
});
