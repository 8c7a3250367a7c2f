import { z } from 'zod';
import { defineRecord } from './define';
import { field } from './field';
import { dataSize, family, latency, programHash, programText, target, unit } from './parts';

const preset = z.string().max(80);

export const presetRecommendations = defineRecord({
  kind: 'preset_recommendations',
  version: 1,
  about: 'The preset that was recommended for a program, and what every preset measured.',
  minimum: 100,
  distinct: 'programs',
  data: z.strictObject({
    code: programText('The Python comprehension.'),
    target,
    recommended_preset: field(preset, 'Name of the preset that was recommended.'),
    confidence: field(unit, 'How sure the recommendation was; 1 where it is the measured best.', {
      unit: '0–1',
    }),
    reasoning: field(z.string().max(2_000), 'Why, in a sentence.'),
    program_hash: programHash,
    family,
    data_size: dataSize,
    measured_best: field(
      preset.nullable(),
      'Name of the fastest preset that agreed with Python; null where unmeasured.',
    ),
    measured: field(
      z.array(
        z.strictObject({
          preset,
          latency_ms: latency('Median; null where the preset did not agree with Python.'),
          p95_ms: latency('95th percentile.'),
          verdict: z.string().max(40),
        }),
      ),
      'Every preset that was measured on the target, side by side.',
    ),
    accepted: field(z.boolean().nullable(), 'Whether a performer took it; null where nobody was asked.', {
      sensitivity: 'behaviour',
    }),
  }),
});
