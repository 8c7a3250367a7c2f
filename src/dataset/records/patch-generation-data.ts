import { z } from 'zod';
import { defineRecord } from './define';
import { field } from './field';
import { dataSize, family, maybeRatio, programHash, programText, target, unit } from './parts';

const patch = z.string().max(10_000);

export const patchGenerationData = defineRecord({
  kind: 'patch_generation_data',
  version: 1,
  about: 'Patches that a search or a model generated for a program, each run and measured.',
  minimum: 200,
  distinct: 'combinations',
  data: z.strictObject({
    base_code: programText('The Python comprehension.'),
    creativity_level: field(unit, 'How far the search strayed from what is known to be good.', {
      unit: '0–1',
    }),
    chaos_level: field(unit, 'Spread of the search.', { unit: '0–1' }),
    generated_patches: field(z.array(patch), 'Patches as the patch language prints them.'),
    program_hash: programHash,
    family,
    backend: target,
    data_size: dataSize,
    search: field(z.enum(['random', 'evolutionary', 'model']), 'What generated them.'),
    outcomes: field(
      z.array(
        z.strictObject({
          patch,
          valid: field(z.boolean(), 'Whether the patch could be applied.'),
          verdict: field(z.string().max(40).nullable(), 'Comparison with Python; null where it was not run.'),
          speed_up: maybeRatio('Time without any pass over time with the patch; null where it has no time.'),
        }),
      ),
      'What each patch came to, in the order of generated_patches.',
    ),
    measured_speed_up: maybeRatio('The best of them; null where none has a time.'),
  }),
});
