import { z } from 'zod';
import { defineRecord } from './define';
import { field } from './field';
import { backend, dataSize, family, programHash, programText, unit } from './parts';

export const FAILURE_MODES = [
  'none',
  'refused',
  'raises',
  'wrong',
  'deviates',
  'time limit',
  'memory limit',
  'output limit',
  'crash',
  'slow',
  'unsteady',
  'heavy tail',
  'disagreement',
] as const;

export const chaosEnhancementData = defineRecord({
  kind: 'chaos_enhancement_data',
  version: 1,
  about: 'Mutated programs, run to see how they fail.',
  minimum: 100,
  distinct: 'programs',
  data: z.strictObject({
    chaos_level: field(unit, 'How many mutations were asked for.', { unit: '0–1' }),
    glitch_mode: field(unit, 'How violent they were.', { unit: '0–1' }),
    generated_chaos: field(z.string().max(2_000), 'What was mutated, in words.'),
    stress_test_results: field(
      z.strictObject({
        performance_impact: field(
          z.number(),
          'Median over that of the base program, less 1; 1 without a time.',
          {
            unit: 'ratio',
          },
        ),
        stability_impact: field(unit, 'Share of the runs that failed or left the base program’s spread.', {
          unit: '0–1',
        }),
      }),
      'What the mutation did.',
    ),
    base_program: programText('The program before.'),
    program: programText('The mutant.'),
    program_hash: programHash,
    family,
    backend: field(backend, 'Backend that it was run on.'),
    data_size: dataSize,
    failure_mode: field(z.enum(FAILURE_MODES), 'How it failed.'),
    samples: field(z.array(z.number()), 'Latencies of the mutant.', { unit: 'ms' }),
  }),
});
