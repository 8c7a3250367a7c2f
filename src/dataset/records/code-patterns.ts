import { z } from 'zod';
import { defineRecord } from './define';
import { field } from './field';
import { backend, count, family, features, programHash, programText, unit } from './parts';

export const codePatterns = defineRecord({
  kind: 'code_patterns',
  version: 2,
  about: 'Programs and what they are made of.',
  minimum: 1_000,
  distinct: 'programs',
  data: z.strictObject({
    code: programText('The Python comprehension.'),
    target: field(backend.nullable(), 'Backend that it was written for; null where it is for any.'),
    parallel: field(z.boolean(), 'Whether its outermost loop may run in parallel.'),
    complexity: field(count, 'Nodes of its syntax tree.', { unit: 'nodes' }),
    nested_level: field(count, 'Loops around the innermost expression.', { unit: 'loops' }),
    functional_style: field(unit, 'Share of its operations that are comprehensions, aggregates or lambdas.', {
      unit: '0–1',
    }),
    mathematical_ops: field(count, 'Arithmetic operators and calls of mathematical functions.', {
      unit: 'operations',
    }),
    data_processing: field(z.boolean(), 'Whether it reads an input of rows or items.'),
    string_ops: field(count, 'Operators and methods on text.', { unit: 'operations' }),
    conditionals: field(count, 'Filters and conditional expressions.', { unit: 'operations' }),
    result_type: field(z.string().max(400), 'Type of the value, as Python would annotate it.'),
    inputs: field(
      z
        .array(z.strictObject({ name: z.string().max(200), type: z.record(z.string(), z.unknown()) }))
        .nullable(),
      'Names and types of its inputs besides n, as the compiler takes them; null in records of version 1.',
    ),
    refused_by: field(z.array(backend), 'Backends that refused it, of those that it was put on.'),
    program_hash: programHash,
    family,
    features,
  }),
});
