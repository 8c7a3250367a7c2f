import { z } from 'zod';
import { BACKENDS } from '../../backends';
import { field } from './field';
import { kernels } from './parts';

export const ACTORS = ['human', 'simulated', 'import'] as const;
/** Who is behind a record. Simulated performers and generated programs never pass for people. */
export type Actor = (typeof ACTORS)[number];

/** What every record carries besides its data. */
export const envelope = z.strictObject({
  id: field(z.string().min(1).max(160), 'Id of the record: importing it twice is importing it once.'),
  kind: field(z.string().min(1).max(60), 'Category.'),
  version: field(z.int().min(1), 'Version of the schema of the data.'),
  time: field(z.number().min(0), 'When it was recorded.', {
    unit: 'ms since the epoch',
    sensitivity: 'time',
  }),
  session: field(z.string().min(1).max(80), 'Random id of the visit or of the collecting run.', {
    sensitivity: 'behaviour',
  }),
  actor: field(z.enum(ACTORS), 'Whether a person, a simulated performer or an import is behind it.'),
  provenance: field(
    z.enum(['live', 'bridge', 'recorded']),
    'Where its figures come from: this page, native programs behind the bridge, or an earlier record.',
  ),
  device: field(
    z.partialRecord(z.enum(BACKENDS), kernels),
    'How the device fared on the fixed kernels, by backend: what lets records of two devices be compared.',
    { unit: 'ns' },
  ),
  app: field(z.string().max(40), 'Version of the studio that wrote it.'),
  seed: field(z.int().nullable(), 'Seed of whatever was random about it; null where nothing was.'),
});

export type Envelope = z.infer<typeof envelope>;
export type Device = Envelope['device'];
