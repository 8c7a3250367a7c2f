import { z } from 'zod';
import { defineRecord } from './define';
import { field } from './field';
import {
  count,
  dataSize,
  family,
  latency,
  maybeRatio,
  programHash,
  programText,
  settings,
  target,
  unit,
} from './parts';

export const adaptiveTuningData = defineRecord({
  kind: 'adaptive_tuning_data',
  version: 1,
  about: 'Sweeps over the settings of one program, and the best of them.',
  minimum: 300,
  distinct: 'combinations',
  data: z.strictObject({
    code: programText('The Python comprehension.'),
    program_hash: programHash,
    family,
    backend: target,
    code_complexity: field(count, 'Nodes of the syntax tree.', { unit: 'nodes' }),
    data_size: dataSize,
    parallel_benefit: maybeRatio(
      'Best time on one thread over best time on several; null where it was not swept.',
    ),
    unsafe_benefit: maybeRatio('Best time with checks over best time without; null where it was not swept.'),
    optimal_settings: field(
      z.strictObject({
        parallel: field(z.boolean(), 'Whether several threads were best.'),
        unsafe: field(z.boolean(), 'Whether dropped checks were best.'),
        optimization_level: field(unit, 'Best level.', { unit: '0–1' }),
      }),
      'The fastest settings that agreed with Python.',
    ),
    sweep: field(
      z.array(
        z.strictObject({
          settings,
          latency_ms: latency('Median; null where the answer did not agree with Python.'),
          p95_ms: latency('95th percentile.'),
          verdict: z.string().max(40),
        }),
      ),
      'Every setting that was measured, side by side.',
    ),
  }),
});
