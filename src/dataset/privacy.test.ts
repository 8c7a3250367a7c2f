import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { privacyMarkdown, privacySheet } from './privacy';

it('docs/PRIVACY.md is what the schemas say: npx tsx scripts/privacy.ts writes it', () => {
  expect(readFileSync('docs/PRIVACY.md', 'utf8')).toBe(privacyMarkdown());
});

it('names every field that holds what a performer typed, did or when', () => {
  const fields = privacySheet().fields.map(({ kind, field }) => `${kind}.${field}`);
  expect(fields).toEqual(
    expect.arrayContaining([
      'every record.time',
      'every record.session',
      'code_patterns.code',
      'performance_metrics.code',
      'user_interactions.parameters',
      'user_interactions.creativity_rating',
      'preset_recommendations.accepted',
    ]),
  );
});
