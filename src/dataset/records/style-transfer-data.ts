import { z } from 'zod';
import { defineRecord } from './define';
import { field } from './field';
import { dataSize, emittedCode, family, programHash, target, unit } from './parts';

export const styleTransferData = defineRecord({
  kind: 'style_transfer_data',
  version: 1,
  about: 'Code restyled step by step, with equal value and measured impact.',
  minimum: 150,
  distinct: 'combinations',
  data: z.strictObject({
    source_code: emittedCode('The code before.'),
    target_style: field(z.string().max(80), 'Style asked for.'),
    style_strength: field(unit, 'How much of it.', { unit: '0–1' }),
    transformed_code: emittedCode('The code after.'),
    performance_impact: field(
      z.number().nullable(),
      'Median after over median before, less 1; null where unmeasured.',
      {
        unit: 'ratio',
      },
    ),
    program_hash: programHash,
    family,
    backend: target,
    data_size: dataSize,
    rewrites: field(z.array(z.string().max(120)), 'Named rewrites, in order.'),
    value_equal: field(z.boolean(), 'Whether the value stayed the same.'),
  }),
});
