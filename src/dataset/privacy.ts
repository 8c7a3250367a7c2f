import type { z } from 'zod';
import { SCOPES, type Scope } from './consent';
import { envelope, KINDS, type Kind, metaOf, RECORD_KINDS, type Sensitivity } from './records';

/** One field that can say something about a person. */
export interface SensitiveField {
  readonly kind: Kind | 'every record';
  readonly field: string;
  readonly meaning: string;
  readonly sensitivity: Sensitivity;
}

export interface PrivacySheet {
  readonly title: string;
  readonly facts: readonly string[];
  readonly scopes: readonly { readonly scope: Scope; readonly meaning: string }[];
  readonly fields: readonly SensitiveField[];
}

const SCOPE_MEANINGS: Readonly<Record<Scope, string>> = {
  log: 'Keep a log of what you play and measure, in this browser only. On from the start; the light says so.',
  training: 'Let the plugins learn from this log, in this browser only.',
  class: 'Let this log be part of an export for a class.',
  publish: 'Let this log be part of a published dataset.',
};

/** What is recorded about a performer, read from the schemas. */
export function privacySheet(): PrivacySheet {
  return {
    title: 'What the studio records',
    facts: [
      'Everything stays in this browser until you export it yourself. Nothing is sent anywhere.',
      'There are no names, addresses, accounts or identifiers of your device. Every visit has a random id of its own.',
      'The light in the transport bar is on while the log is kept. Click it to switch the log off, to see it, to export it or to delete it.',
      'You can delete a session, a stretch of time, or everything. What is deleted does not come back when an older file is imported, unless you ask for it.',
      'An export can be scrubbed: string literals and comments of your code and of what was printed from it, messages, labels and dates are taken out.',
      'Shared and school computers may clear the browser’s data at any time: export what you want to keep.',
    ],
    scopes: SCOPES.map((scope) => ({ scope, meaning: SCOPE_MEANINGS[scope] })),
    fields: [
      ...sensitiveFields('every record', envelope),
      ...KINDS.flatMap((kind) => sensitiveFields(kind, RECORD_KINDS[kind].data)),
    ],
  };
}

function sensitiveFields(kind: SensitiveField['kind'], schema: z.ZodObject): SensitiveField[] {
  return Object.entries<z.ZodType>(schema.shape).flatMap(([field, type]) => {
    const meta = metaOf(type);
    return meta?.sensitivity === undefined
      ? []
      : [{ kind, field, meaning: meta.description, sensitivity: meta.sensitivity }];
  });
}

/** The sheet as Markdown: `docs/PRIVACY.md`. */
export function privacyMarkdown(): string {
  const { title, facts, scopes, fields } = privacySheet();
  return [
    `# ${title}`,
    '',
    ...facts.map((fact) => `- ${fact}`),
    '',
    '## What you may agree to',
    '',
    '| | |',
    '|---|---|',
    ...scopes.map(({ scope, meaning }) => `| ${scope} | ${meaning} |`),
    '',
    '## Fields that can say something about you',
    '',
    'All other fields are figures of programs and machines.',
    '',
    '| record | field | meaning | holds |',
    '|---|---|---|---|',
    ...fields.map(
      ({ kind, field, meaning, sensitivity }) => `| ${kind} | ${field} | ${meaning} | ${sensitivity} |`,
    ),
    '',
  ].join('\n');
}
