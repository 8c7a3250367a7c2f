import { z } from 'zod';
import { BACKENDS } from '../../backends';
import { defineRecord } from './define';
import { field } from './field';
import { backend, dataSize, family, maybeRatio, programHash, programText } from './parts';

export const patternDetectionData = defineRecord({
  kind: 'pattern_detection_data',
  version: 1,
  about: 'Spectra with an injected fault or none, and the measured effect of its fix.',
  minimum: 150,
  distinct: 'records',
  data: z.strictObject({
    performance_spectrum: field(
      z.partialRecord(
        z.enum(BACKENDS),
        z.strictObject({
          latency: field(z.number().positive().nullable(), 'Median; null without an agreeing answer.', {
            unit: 'ms',
          }),
          success: field(z.number().min(0).max(100), 'Runs that agreed with Python.', { unit: '%' }),
        }),
      ),
      'Latency and success by backend.',
    ),
    detected_issues: field(z.array(z.string().max(200)), 'What is wrong, in words.'),
    suggested_fixes: field(z.array(z.string().max(200)), 'What helps, in words.'),
    code: programText('The Python comprehension.'),
    program_hash: programHash,
    family,
    backend: field(backend, 'Backend that the fault was put into.'),
    data_size: dataSize,
    injected_fault: field(
      z.string().max(60).nullable(),
      'Kind of the injected fault, the ground truth; null for a healthy one.',
    ),
    healthy_samples: field(z.array(z.number()), 'Latencies without the fault.', { unit: 'ms' }),
    samples: field(z.array(z.number()), 'Latencies without the fault and then with it, in order.', {
      unit: 'ms',
    }),
    fault_from: field(
      z.int().min(0).nullable(),
      'Index of the first sample with the fault; null without one.',
      { unit: 'index' },
    ),
    fix: field(z.string().max(60).nullable(), 'Fix that was applied; null for none.'),
    fix_effect: maybeRatio(
      'Median with the fault over median after the fix; null where no fix was run or one of the two has no time.',
    ),
  }),
});
